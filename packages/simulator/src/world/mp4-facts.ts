import type { MediaFacts } from './media-facts.ts';

interface Box {
  type: string;
  body: Buffer;
}

/** Reads type, duration and picture size of MPEG-4 files from their `moov` box. */
export function readMp4(bytes: Buffer): MediaFacts {
  const brand = bytes.toString('latin1', 8, 12);
  const facts: MediaFacts = { mimeType: 'video/mp4' };
  if (brand.startsWith('M4A')) facts.mimeType = 'audio/mp4';
  if (brand.startsWith('qt')) facts.mimeType = 'video/quicktime';
  const movie = findBox(bytes, 'moov');
  if (movie === undefined) return facts;
  const header = findBox(movie, 'mvhd');
  const duration = header === undefined ? undefined : durationOf(header);
  if (duration !== undefined) facts.duration = duration;
  facts.hasSound = false;
  for (const track of boxesIn(movie)) if (track.type === 'trak') readTrack(track.body, facts);
  return facts;
}

function readTrack(track: Buffer, facts: MediaFacts): void {
  const media = findBox(track, 'mdia');
  const handler = media === undefined ? undefined : findBox(media, 'hdlr');
  const kind = handler?.toString('latin1', 8, 12);
  if (kind === 'soun') facts.hasSound = true;
  const header = findBox(track, 'tkhd');
  if (kind !== 'vide' || header === undefined || header.length < 84) return;
  // The last eight bytes: width and height, with 16 bits of fraction each.
  const width = header.readUInt32BE(header.length - 8) >>> 16;
  const height = header.readUInt32BE(header.length - 4) >>> 16;
  if (width > 0 && height > 0) Object.assign(facts, { width, height });
}

function durationOf(header: Buffer): number | undefined {
  const isLong = header[0] === 1;
  if (header.length < (isLong ? 32 : 20)) return undefined;
  const scale = header.readUInt32BE(isLong ? 20 : 12);
  const length = isLong ? Number(header.readBigUInt64BE(24)) : header.readUInt32BE(16);
  return scale === 0 || length === 0 ? undefined : Math.max(1, Math.round(length / scale));
}

function findBox(bytes: Buffer, type: string): Buffer | undefined {
  for (const box of boxesIn(bytes)) if (box.type === type) return box.body;
  return undefined;
}

function* boxesIn(bytes: Buffer): Generator<Box> {
  let position = 0;
  while (position + 8 <= bytes.length) {
    let size = bytes.readUInt32BE(position);
    let head = 8;
    if (size === 1 && position + 16 <= bytes.length) {
      size = Number(bytes.readBigUInt64BE(position + 8));
      head = 16;
    } else if (size === 0) size = bytes.length - position;
    if (size < head) return;
    yield {
      type: bytes.toString('latin1', position + 4, position + 8),
      body: bytes.subarray(position + head, position + size),
    };
    position += size;
  }
}

import { readImageSize } from './image-size.ts';
import { readMp4 } from './mp4-facts.ts';
import { readMp3Duration, readOggDuration } from './sound-facts.ts';

/** What the first bytes of a file tell about it. */
export interface MediaFacts {
  mimeType?: string;
  width?: number;
  height?: number;
  /** Whole seconds. */
  duration?: number;
  /** Of videos: whether there is a sound track. */
  hasSound?: boolean;
}

/** Reads type, size and duration where a look at the headers is enough; nothing is decoded. */
export function readMediaFacts(bytes: Buffer): MediaFacts {
  const image = readImageSize(bytes);
  if (image !== undefined) return { mimeType: imageType(bytes), ...image };
  const begin = bytes.toString('latin1', 0, 12);
  if (begin.startsWith('OggS')) return withDuration('audio/ogg', readOggDuration(bytes));
  if (begin.slice(4, 8) === 'ftyp') return readMp4(bytes);
  if (begin.startsWith('ID3') || isMp3Frame(bytes)) return withDuration('audio/mpeg', readMp3Duration(bytes));
  if (begin.startsWith('fLaC')) return { mimeType: 'audio/flac' };
  if (begin.startsWith('RIFF') && begin.endsWith('WAVE')) return { mimeType: 'audio/x-wav' };
  if (begin.startsWith('\x1a\x45\xdf\xa3')) return { mimeType: 'video/webm' };
  if (begin.startsWith('%PDF')) return { mimeType: 'application/pdf' };
  return {};
}

function imageType(bytes: Buffer): string {
  if (bytes[0] === 0xff) return 'image/jpeg';
  if (bytes[0] === 0x89) return 'image/png';
  return bytes[0] === 0x47 ? 'image/gif' : 'image/webp';
}

function isMp3Frame(bytes: Buffer): boolean {
  return bytes.length > 4 && bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe6) === 0xe2;
}

function withDuration(mimeType: string, duration: number | undefined): MediaFacts {
  return duration === undefined ? { mimeType } : { mimeType, duration };
}

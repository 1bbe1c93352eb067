import type { FileKind } from './file-kind.ts';
import { stripJpeg } from './strip-jpeg.ts';
import { blankTiffLocations } from './tiff.ts';

/**
 * A picture without where it was taken. JPEG keeps nothing but its orientation; PNG and WebP lose their notes; HEIC keeps
 * its size, with the place written over. Other files come back as they are.
 *
 * @returns undefined when a picture is so damaged that nobody can say what it holds
 */
export function withoutLocation(kind: FileKind, bytes: Buffer): Buffer | undefined {
  const strip = strippers.get(kind);
  return strip === undefined ? bytes : strip(bytes);
}

const strippers = new Map<FileKind, (bytes: Buffer) => Buffer | undefined>([
  ['jpeg', stripJpeg],
  ['png', stripPng],
  ['webp', stripWebp],
  ['heic', blankTiffLocations],
]);

const pngNotes = new Set(['eXIf', 'tEXt', 'zTXt', 'iTXt']);

function stripPng(bytes: Buffer): Buffer | undefined {
  const kept = [bytes.subarray(0, 8)];
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length) return undefined;
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (!pngNotes.has(type)) kept.push(bytes.subarray(at, end));
    // What stands behind the end is shown by no reader.
    if (type === 'IEND') return Buffer.concat(kept);
    at = end;
  }
  return undefined;
}

function stripWebp(bytes: Buffer): Buffer | undefined {
  const kept: Buffer[] = [];
  for (let at = 12; at + 8 <= bytes.length;) {
    const size = bytes.readUInt32LE(at + 4);
    const end = at + 8 + size + (size % 2);
    if (at + 8 + size > bytes.length) return undefined;
    const type = bytes.toString('latin1', at, at + 4);
    const chunk = Buffer.from(bytes.subarray(at, end));
    // The flags of the extended form must not promise what is gone: Exif is bit 3, XMP bit 2.
    if (type === 'VP8X' && size > 0) chunk.writeUInt8(chunk.readUInt8(8) & ~0x0c, 8);
    if (type !== 'EXIF' && type !== 'XMP ') kept.push(chunk);
    at = end;
  }
  if (kept.length === 0) return undefined;
  const head = Buffer.from(bytes.subarray(0, 12));
  const body = Buffer.concat(kept);
  head.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([head, body]);
}

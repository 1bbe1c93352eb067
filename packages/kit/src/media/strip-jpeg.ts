import { orientationOf } from './tiff.ts';

const exifMark = Buffer.from('Exif\0\0', 'latin1');

/**
 * A JPEG without its notes: Exif (place, camera, thumbnail), XMP, IPTC and comments. Which way up it is stays, in an Exif
 * part of its own; colour profiles stay. Pixels are not touched.
 *
 * @returns undefined when its parts cannot be followed
 */
export function stripJpeg(bytes: Buffer): Buffer | undefined {
  const kept: Buffer[] = [bytes.subarray(0, 2)];
  let orientation: number | undefined;
  for (let at = 2; at + 4 <= bytes.length;) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    // Fill bytes may stand before a marker.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (end > bytes.length || end < at + 4) return undefined;
    const data = bytes.subarray(at + 4, end);
    if (marker === 0xe1 && data.subarray(0, 6).equals(exifMark)) orientation ??= orientationOf(data.subarray(6));
    if (!isNote(marker, data)) kept.push(bytes.subarray(at, end));
    at = end;
    if (marker !== 0xda) continue;
    // Behind the head of a scan come its pixels; a progressive picture has several scans.
    const pixelsEnd = endOfPixels(bytes, at);
    kept.push(bytes.subarray(at, pixelsEnd));
    at = pixelsEnd;
    // What stands behind the end is no part of it: phones hide a second picture there, with notes of its own.
    if (at >= bytes.length || bytes[at + 1] === 0xd9) {
      if (orientation !== undefined && orientation > 1) kept.splice(1, 0, orientationPart(orientation));
      return Buffer.concat([...kept, Buffer.from([0xff, 0xd9])]);
    }
  }
  return undefined;
}

/** APP1 (Exif, XMP), APP13 (IPTC), comments, and further parts of makers; APP0, APP2 with a colour profile and APP14 stay. */
function isNote(marker: number, data: Buffer): boolean {
  if (marker === 0xfe) return true;
  if (marker < 0xe0 || marker > 0xef) return false;
  if (marker === 0xe0 || marker === 0xee) return false;
  return !(marker === 0xe2 && data.toString('latin1', 0, 11) === 'ICC_PROFILE');
}

/** Where the next marker stands that is no part of the pixels. */
function endOfPixels(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next !== undefined && next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.length;
}

function orientationPart(orientation: number): Buffer {
  const part = Buffer.alloc(36);
  part.writeUInt16BE(0xffe1, 0);
  part.writeUInt16BE(34, 2);
  exifMark.copy(part, 4);
  part.write('MM\0*', 10, 'latin1');
  part.writeUInt32BE(8, 14);
  part.writeUInt16BE(1, 18);
  part.writeUInt16BE(0x0112, 20);
  part.writeUInt16BE(3, 22);
  part.writeUInt32BE(1, 24);
  part.writeUInt16BE(orientation, 28);
  return part;
}

/** Numbers in the order of bytes that a TIFF part says. */
export interface Reader {
  readonly bytes: Buffer;
  u16(at: number): number;
  u32(at: number): number;
}

const orientationTag = 0x0112;
const placeTag = 0x8825;

/** Which way up a picture is, 1 to 8, from its Exif part; undefined when it does not say. */
export function orientationOf(tiff: Buffer): number | undefined {
  const reader = readerOf(tiff);
  if (reader === undefined) return undefined;
  for (const at of entriesOf(reader)) {
    if (reader.u16(at) !== orientationTag) continue;
    const value = reader.u16(at + 8);
    return value >= 1 && value <= 8 ? value : undefined;
  }
  return undefined;
}

/** A file in which the places of all Exif parts, and all XMP, are written over; its length and structure stay. */
export function blankTiffLocations(file: Buffer): Buffer {
  const bytes = Buffer.from(file);
  for (const mark of ['Exif\0\0II*\0', 'Exif\0\0MM\0*']) {
    for (let at = bytes.indexOf(mark, 0, 'latin1'); at !== -1; at = bytes.indexOf(mark, at + 1, 'latin1'))
      blankPlace(bytes.subarray(at + 6));
  }
  const opening = '<x:xmpmeta';
  const closing = '</x:xmpmeta>';
  for (let at = bytes.indexOf(opening); at !== -1; at = bytes.indexOf(opening, at + 1)) {
    const end = bytes.indexOf(closing, at);
    bytes.fill(0x20, at, end === -1 ? bytes.length : end + closing.length);
  }
  return bytes;
}

function blankPlace(tiff: Buffer): void {
  const reader = readerOf(tiff);
  if (reader === undefined) return;
  for (const at of entriesOf(reader)) {
    if (reader.u16(at) !== placeTag) continue;
    const place = reader.u32(at + 8);
    for (const entry of entriesOf(reader, place)) blankEntry(reader, entry);
    tiff.fill(0, at, at + 12);
  }
}

/** Values longer than four bytes lie elsewhere. */
function blankEntry({ bytes, u16, u32 }: Reader, at: number): void {
  const width = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8][u16(at + 2)] ?? 8;
  const length = width * u32(at + 4);
  if (length > 4) {
    const from = u32(at + 8);
    bytes.fill(0, Math.min(from, bytes.length), Math.min(from + length, bytes.length));
  }
  bytes.fill(0, at, at + 12);
}

/** Undefined when it is no TIFF part. */
export function readerOf(bytes: Buffer): Reader | undefined {
  const order = bytes.toString('latin1', 0, 4);
  if (order !== 'II*\0' && order !== 'MM\0*') return undefined;
  const little = order.startsWith('I');
  const inside = (at: number, width: number) => at >= 0 && at + width <= bytes.length;
  return {
    bytes,
    u16: (at) => (!inside(at, 2) ? 0 : little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at)),
    u32: (at) => (!inside(at, 4) ? 0 : little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at)),
  };
}

/** Where the entry of a tag lies; in the first directory, if not said in which. */
export function entryOf(reader: Reader, tag: number, directory?: number): number | undefined {
  return entriesOf(reader, directory).find((at) => reader.u16(at) === tag);
}

/** The words of an entry; nothing when it has none. */
export function textAt(reader: Reader, entry: number | undefined): string {
  if (entry === undefined || reader.u16(entry + 2) !== 2) return '';
  const length = Math.min(reader.u32(entry + 4), 100);
  const from = length <= 4 ? entry + 8 : reader.u32(entry + 8);
  return reader.bytes.toString('latin1', from, from + length).replace(/\0.*$/s, '');
}

/** Degrees, minutes and seconds of an entry, each a fraction, as degrees. */
export function degreesAt(reader: Reader, entry: number | undefined): number | undefined {
  if (entry === undefined || reader.u16(entry + 2) !== 5 || reader.u32(entry + 4) !== 3) return undefined;
  const from = reader.u32(entry + 8);
  const [degrees, minutes, seconds] = [0, 8, 16].map((at) => {
    const divisor = reader.u32(from + at + 4);
    return divisor === 0 ? Number.NaN : reader.u32(from + at) / divisor;
  });
  if (degrees === undefined || minutes === undefined || Number.isNaN(degrees) || Number.isNaN(minutes))
    return undefined;
  return degrees + minutes / 60 + (seconds === undefined || Number.isNaN(seconds) ? 0 : seconds / 3600);
}

/** Where the entries of a directory lie; of the first one, if not said which. A count that lies leads to nothing. */
function entriesOf(reader: Reader, directory = reader.u32(4)): number[] {
  const count = reader.u16(directory);
  const room = Math.max(0, Math.floor((reader.bytes.length - directory - 2) / 12));
  return Array.from({ length: Math.min(count, room) }, (_, n) => directory + 2 + n * 12);
}

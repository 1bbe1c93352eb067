import { crc32, deflateSync } from 'node:zlib';

export { aJpeg, readQr } from '@durabot/testing';

/** An Exif part with an orientation and a place, in either order of bytes. */
function exif(order: 'II' | 'MM'): Buffer {
  const little = order === 'II';
  const tiff = Buffer.alloc(120);
  const u16 = (value: number, at: number) => (little ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at));
  const u32 = (value: number, at: number) => (little ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at));
  const entry = (at: number, name: number, type: number, count: number) => {
    u16(name, at);
    u16(type, at + 2);
    u32(count, at + 4);
  };
  tiff.write(little ? 'II*\0' : 'MM\0*', 0, 'latin1');
  u32(8, 4);
  u16(2, 8);
  entry(10, 0x0112, 3, 1);
  u16(6, 18);
  entry(22, 0x8825, 4, 1);
  u32(40, 30);
  // The place: a reference of two letters, and a latitude of 50 degrees, 27 minutes.
  u16(2, 40);
  entry(42, 1, 2, 2);
  tiff.write('N\0', 50, 'latin1');
  entry(54, 2, 5, 3);
  u32(80, 62);
  [50, 1, 27, 1, 0, 1].forEach((value, n) => u32(value, 80 + n * 4));
  return Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
}

function part(marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
}

export const pixels = Buffer.from([1, 2, 0xff, 0, 3, 0xff, 0xd0, 4]);

/** The bones of a progressive JPEG with all notes that phones write, and another picture behind its end. */
export function jpeg(order: 'II' | 'MM' = 'MM'): Buffer {
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    part(0xe0, Buffer.from('JFIF\0')),
    part(0xe1, exif(order)),
    part(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>GPSLatitude</x:xmpmeta>')),
    part(0xe2, Buffer.from('ICC_PROFILE\0profile')),
    part(0xe2, Buffer.from('MPF\0second picture')),
    part(0xed, Buffer.from('Photoshop 3.0\0Kyiv')),
    part(0xfe, Buffer.from('comment')),
    part(0xda, Buffer.from('scan')),
    pixels,
    part(0xc4, Buffer.from([0xff, 0xd9, 1])),
    part(0xfe, Buffer.from('late comment')),
    part(0xda, Buffer.from('more')),
    pixels,
    Buffer.from([0xff, 0xd9]),
    Buffer.from('SECOND PICTURE WITH A PLACE'),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

export function png(): Buffer {
  const size = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', size),
    chunk('eXIf', exif('MM').subarray(6)),
    chunk('tEXt', Buffer.from('Location\0Kyiv')),
    chunk('IDAT', deflateSync(Buffer.from([0, 0]))),
    chunk('IEND', Buffer.alloc(0)),
    Buffer.from('hidden'),
  ]);
}

function riff(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

export function webp(): Buffer {
  const body = Buffer.concat([
    Buffer.from('WEBP'),
    riff('VP8X', Buffer.from([0x0c, 0, 0, 0, 0, 0, 0, 0, 0, 0])),
    riff('VP8 ', Buffer.from([1, 2, 3])),
    riff('EXIF', exif('II')),
    riff('XMP ', Buffer.from('GPSLatitude')),
  ]);
  return riff('RIFF', body);
}

export function heic(): Buffer {
  return Buffer.concat([
    Buffer.from('\0\0\0\u0018ftypheic', 'latin1'),
    exif('MM'),
    Buffer.from('<x:xmpmeta GPSLatitude="50,27N"></x:xmpmeta>pixels'),
  ]);
}

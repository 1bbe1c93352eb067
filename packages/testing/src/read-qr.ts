import { inflateSync } from 'node:zlib';
import jsqr from 'jsqr';

/** Reads the QR code in a PNG of one bit a dot, by another library than the one that drew it; undefined: there is none. */
export function readQr(png: Buffer): string | undefined {
  const parts: Buffer[] = [];
  for (let at = 8; at + 8 <= png.length; at += 12 + png.readUInt32BE(at))
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const rows = inflateSync(Buffer.concat(parts));
  const rowBytes = 1 + Math.ceil(width / 8);
  const dots = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const isWhite = (rows.readUInt8(y * rowBytes + 1 + (x >> 3)) & (0x80 >> (x & 7))) !== 0;
      if (!isWhite) dots.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  return jsqr.default(dots, width, height)?.data;
}

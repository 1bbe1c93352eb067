import { crc32, deflateSync } from 'node:zlib';

/** A PNG that a browser can show: sky over hills, in the colours of a hue. */
export function landscapePng(width: number, height: number, hue: number): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y += 1) {
    const row = y * (1 + width * 3) + 1;
    for (let x = 0; x < width; x += 1) {
      const far = height * (0.62 + 0.09 * Math.sin(x / (width / 7) + hue));
      const near = height * (0.8 + 0.07 * Math.sin(x / (width / 4) + hue * 2));
      const sun = Math.hypot(x - width * 0.72, y - height * 0.28) < Math.min(width, height) * 0.1;
      const lightness = y > near ? 0.3 : y > far ? 0.44 : sun ? 0.97 : 0.6 + 0.3 * (y / height);
      const turn = y > near ? 0.32 : y > far ? 0.2 : sun ? 0.12 : 0;
      rows.set(colorOf(hue + turn, y > far ? 0.42 : 0.6, lightness), row + x * 3);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A quarter of a second of a tone, as a WAV file. */
export function toneWav(): Buffer {
  const rate = 8000;
  const samples = Buffer.alloc(rate / 4);
  for (let index = 0; index < samples.length; index += 1) samples[index] = 128 + 60 * Math.sin(index / 3);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

/** Hue (1 is a full turn), saturation and lightness as red, green and blue. */
function colorOf(hue: number, saturation: number, lightness: number): [number, number, number] {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const part = (shift: number): number => {
    const k = (shift + hue * 12) % 12;
    return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return [part(0), part(8), part(4)];
}

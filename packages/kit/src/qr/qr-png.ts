import { crc32, deflateSync } from 'node:zlib';
import { encodeQR } from 'qr';

/** Dots of the picture for each module of the code: enough for the camera of any phone, also from a screen. */
const dotsAModule = 10;
/** What readers ask for around a code. */
const quietModules = 4;

/** A link or other words as a QR code, in a PNG of black and white; a tenth of it may be covered. */
export function qrPng(text: string): Buffer {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: quietModules });
  const side = modules.length * dotsAModule;
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  // One bit a dot, shades of grey, nothing else.
  head.writeUInt8(1, 8);
  const rows = modules.flatMap((row) => {
    const drawn = rowOf(row);
    return Array.from({ length: dotsAModule }, () => drawn);
  });
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** White is 1. In front of each row stands that it is written as it is. */
function rowOf(modules: readonly boolean[]): Buffer {
  const row = Buffer.alloc(1 + Math.ceil((modules.length * dotsAModule) / 8));
  for (let dot = 0; dot < modules.length * dotsAModule; dot++) {
    const at = 1 + (dot >> 3);
    if (modules[Math.floor(dot / dotsAModule)] !== true) row.writeUInt8(row.readUInt8(at) | (0x80 >> (dot & 7)), at);
  }
  return row;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

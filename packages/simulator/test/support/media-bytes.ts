/** A JPEG's headers with this size; `length` makes it longer. */
export function jpegOf(width: number, height: number, length = 64): Buffer {
  const bytes = Buffer.alloc(length);
  Buffer.from([0xff, 0xd8, 0xff, 0xc0, 0x00, 0x11, 0x08]).copy(bytes);
  bytes.writeUInt16BE(height, 7);
  bytes.writeUInt16BE(width, 9);
  return bytes;
}

export function gifOf(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.write('GIF89a', 0, 'latin1');
  bytes.writeUInt16LE(width, 6);
  bytes.writeUInt16LE(height, 8);
  return bytes;
}

export function webpOf(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(32);
  bytes.write('RIFF', 0, 'latin1');
  bytes.write('WEBPVP8X', 8, 'latin1');
  bytes.writeUIntLE(width - 1, 24, 3);
  bytes.writeUIntLE(height - 1, 27, 3);
  return bytes;
}

/** An Ogg file of two pages: the head of an Opus stream and its end, after so many seconds. */
export function opusOf(seconds: number): Buffer {
  const head = Buffer.alloc(64);
  head.write('OggS', 0, 'latin1');
  head.write('OpusHead', 28, 'latin1');
  head.writeUInt16LE(312, 38);
  const end = Buffer.alloc(28);
  end.write('OggS', 0, 'latin1');
  end.writeBigInt64LE(BigInt(seconds * 48_000 + 312), 6);
  return Buffer.concat([head, end]);
}

/** An MPEG-4 file with one track. */
export function mp4Of(video: { width: number; height: number; seconds: number; kind?: 'vide' | 'soun' }): Buffer {
  const movieHeader = Buffer.alloc(100);
  movieHeader.writeUInt32BE(1000, 12);
  movieHeader.writeUInt32BE(video.seconds * 1000, 16);
  const trackHeader = Buffer.alloc(84);
  trackHeader.writeUInt32BE(video.width * 65_536, 76);
  trackHeader.writeUInt32BE(video.height * 65_536, 80);
  const handler = Buffer.alloc(24);
  handler.write(video.kind ?? 'vide', 8, 'latin1');
  const track = box('trak', box('tkhd', trackHeader), box('mdia', box('hdlr', handler)));
  return Buffer.concat([box('ftyp', Buffer.from('isom\0\0\0\0')), box('moov', box('mvhd', movieHeader), track)]);
}

function box(type: string, ...bodies: Buffer[]): Buffer {
  const body = Buffer.concat(bodies);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}

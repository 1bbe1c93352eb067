const OPUS_RATE = 48_000;

/** Seconds of an Ogg file with Opus or Vorbis: the position of its last page, without the samples to skip. */
export function readOggDuration(bytes: Buffer): number | undefined {
  const last = bytes.lastIndexOf('OggS');
  if (last === -1 || last + 14 > bytes.length) return undefined;
  const samples = Number(bytes.readBigInt64LE(last + 6));
  const head = bytes.indexOf('OpusHead');
  if (head !== -1 && head + 12 <= bytes.length) {
    return seconds((samples - bytes.readUInt16LE(head + 10)) / OPUS_RATE);
  }
  const vorbis = bytes.indexOf('\x01vorbis', 0, 'latin1');
  if (vorbis === -1 || vorbis + 16 > bytes.length) return undefined;
  return seconds(samples / bytes.readUInt32LE(vorbis + 12));
}

/** Kilobits a second of MPEG-1 layer III, by the number in the frame header. */
const MP3_RATES = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];

/** Seconds of an MP3 file, taken for one of constant rate: its first frame tells the rate, its size the rest. */
export function readMp3Duration(bytes: Buffer): number | undefined {
  const start = afterTag(bytes);
  const frame = bytes.indexOf(0xff, start);
  if (frame === -1 || frame + 4 > bytes.length) return undefined;
  const isFirstVersion = ((bytes[frame + 1] ?? 0) & 0x18) === 0x18;
  const rate = MP3_RATES[(bytes[frame + 2] ?? 0) >> 4];
  if (!isFirstVersion || rate === undefined || rate === 0) return undefined;
  return seconds((bytes.length - frame) / (rate * 125));
}

/** ID3 tags state their length in four bytes of seven bits. */
function afterTag(bytes: Buffer): number {
  if (bytes.toString('latin1', 0, 3) !== 'ID3' || bytes.length < 10) return 0;
  let length = 0;
  for (const byte of bytes.subarray(6, 10)) length = (length << 7) | (byte & 0x7f);
  return 10 + length;
}

function seconds(value: number): number | undefined {
  return Number.isFinite(value) && value > 0 ? Math.max(1, Math.round(value)) : undefined;
}

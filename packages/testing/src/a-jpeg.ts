/** A tag with its value: words, or fractions of whole numbers. */
type Entry = readonly [
  tag: number,
  value: string | readonly (readonly [number, number])[] | { readonly pointer: number },
];

/**
 * The bones of a JPEG as a phone writes it: when and where it was taken, and something to tell it by. Cameras write the time
 * by their own clock.
 */
export function aJpeg({
  takenAt = '2026:11:21 12:00:00',
  latitude = 55.75,
  longitude = 37.5,
  pixels = 'pixels',
}: {
  readonly takenAt?: string;
  readonly latitude?: number;
  readonly longitude?: number;
  readonly pixels?: string;
} = {}): Buffer {
  const camera = 100;
  const place = 300;
  const tiff = Buffer.alloc(600);
  tiff.write('MM\0*', 0, 'latin1');
  tiff.writeUInt32BE(8, 4);
  writeDirectory(tiff, 8, [
    [0x8769, { pointer: camera }],
    [0x8825, { pointer: place }],
  ]);
  writeDirectory(tiff, camera, [[0x9003, `${takenAt}\0`]]);
  writeDirectory(tiff, place, [
    [1, latitude < 0 ? 'S\0' : 'N\0'],
    [2, degrees(latitude)],
    [3, longitude < 0 ? 'W\0' : 'E\0'],
    [4, degrees(longitude)],
  ]);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    part(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])),
    part(0xda, Buffer.from('scan')),
    Buffer.from(pixels, 'latin1'),
    Buffer.from([0xff, 0xd9]),
  ]);
}

function degrees(value: number): [number, number][] {
  const whole = Math.floor(Math.abs(value));
  return [
    [whole, 1],
    [Math.round((Math.abs(value) - whole) * 60 * 100), 100],
    [0, 1],
  ];
}

/** Values that are longer than four bytes stand behind the directory. */
function writeDirectory(tiff: Buffer, from: number, entries: readonly Entry[]): void {
  tiff.writeUInt16BE(entries.length, from);
  let free = from + 2 + entries.length * 12;
  entries.forEach(([tag, value], index) => {
    const at = from + 2 + index * 12;
    tiff.writeUInt16BE(tag, at);
    if (typeof value === 'string') {
      tiff.writeUInt16BE(2, at + 2);
      tiff.writeUInt32BE(value.length, at + 4);
      if (value.length <= 4) tiff.write(value, at + 8, 'latin1');
      else {
        tiff.writeUInt32BE(free, at + 8);
        free += tiff.write(value, free, 'latin1');
      }
    } else if ('pointer' in value) {
      tiff.writeUInt16BE(4, at + 2);
      tiff.writeUInt32BE(1, at + 4);
      tiff.writeUInt32BE(value.pointer, at + 8);
    } else {
      tiff.writeUInt16BE(5, at + 2);
      tiff.writeUInt32BE(value.length, at + 4);
      tiff.writeUInt32BE(free, at + 8);
      for (const number of value.flat()) free = tiff.writeUInt32BE(number, free);
    }
  });
}

function part(marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
}

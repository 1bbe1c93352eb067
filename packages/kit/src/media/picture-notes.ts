import type { FileKind } from './file-kind.ts';
import { degreesAt, entryOf, type Reader, readerOf, textAt } from './tiff.ts';

/** What a camera has written into a picture. */
export interface PictureNotes {
  /** By the camera's clock: `2026-11-21T12:00:00`, with `+03:00` behind it where the camera says its zone. */
  readonly takenAt: string | undefined;
  readonly place: { readonly latitude: number; readonly longitude: number } | undefined;
}

/** In front of the notes, with how many bytes it takes itself: JPEG and HEIC, PNG, WebP. */
const marks: readonly (readonly [mark: string, length: number])[] = [
  ['Exif\0\0', 6],
  ['eXIf', 4],
  ['EXIF', 8],
];
const pictures: readonly FileKind[] = ['jpeg', 'png', 'webp', 'heic'];
const tags = { camera: 0x8769, place: 0x8825, takenAt: 0x9003, zone: 0x9011 } as const;

/** When and where a picture was taken, as far as it says; pictures that came through a chat as photos say nothing. */
export function pictureNotesOf(kind: FileKind, bytes: Buffer): PictureNotes {
  const reader = pictures.includes(kind) ? notesIn(bytes) : undefined;
  return { takenAt: reader && takenAtOf(reader), place: reader && placeOf(reader) };
}

function notesIn(bytes: Buffer): Reader | undefined {
  for (const [mark, length] of marks) {
    for (let at = bytes.indexOf(mark, 0, 'latin1'); at !== -1; at = bytes.indexOf(mark, at + 1, 'latin1')) {
      const reader = readerOf(bytes.subarray(at + length));
      if (reader !== undefined) return reader;
    }
  }
  return undefined;
}

function takenAtOf(reader: Reader): string | undefined {
  const camera = directoryOf(reader, tags.camera);
  const written = textAt(reader, entryOf(reader, tags.takenAt, camera));
  const parts = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)$/.exec(written);
  if (parts === null) return undefined;
  const [, year, month, day, time] = parts;
  const zone = /^[+-]\d\d:\d\d$/.exec(textAt(reader, entryOf(reader, tags.zone, camera)))?.[0] ?? '';
  const takenAt = `${year}-${month}-${day}T${time}${zone}`;
  // A camera whose clock was never set writes zeros.
  return Number.isNaN(Date.parse(takenAt)) ? undefined : takenAt;
}

function placeOf(reader: Reader): PictureNotes['place'] {
  const place = directoryOf(reader, tags.place);
  if (place === undefined) return undefined;
  const latitude = degreesAt(reader, entryOf(reader, 2, place));
  const longitude = degreesAt(reader, entryOf(reader, 4, place));
  if (latitude === undefined || longitude === undefined || latitude > 90 || longitude > 180) return undefined;
  // Without a satellite in sight, zeros are written.
  if (latitude === 0 && longitude === 0) return undefined;
  const isSouth = textAt(reader, entryOf(reader, 1, place)).startsWith('S');
  const isWest = textAt(reader, entryOf(reader, 3, place)).startsWith('W');
  return { latitude: isSouth ? -latitude : latitude, longitude: isWest ? -longitude : longitude };
}

function directoryOf(reader: Reader, tag: number): number | undefined {
  const entry = entryOf(reader, tag);
  return entry === undefined ? undefined : reader.u32(entry + 8);
}

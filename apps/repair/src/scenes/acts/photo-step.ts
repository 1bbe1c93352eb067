import type { AttachmentInput, Choice, DialogInput, DialogStep, Language } from '@durabot/runtime';
import { z } from 'zod';
import { texts } from '../../texts.ts';

/** A photo as a dialog keeps it. */
export const photoSchema = z.object({
  fileId: z.string(),
  fileUniqueId: z.string(),
  caption: z.string().optional(),
  albumId: z.string().optional(),
  /** Sent as a file: then it still holds what the camera wrote into it. */
  asFile: z.literal(true).optional(),
});

export type DraftPhoto = z.infer<typeof photoSchema>;

/** Answers about where photos were taken, beside the photos. */
export const placeFields = {
  /** The master pressed `📍 С геометкой` for these photos. */
  withPlace: z.literal(true).optional(),
  /** How the place was told: in the pictures, or as a point on the map. */
  placed: z.enum(['in_photos', 'point']).optional(),
  place: z.object({ latitude: z.number(), longitude: z.number() }).optional(),
  /** Photos came after the point. */
  pointed: z.literal('yes').optional(),
};

const photoData = z.object({ photos: z.array(photoSchema).optional(), ...placeFields });
type PhotoData = z.infer<typeof photoData>;
type PhotoDraft = Partial<PhotoData>;

const placeKey = 'place';

/** Keeps one more picture with its words; the same one once. */
function withPhoto(input: AttachmentInput, photos: readonly DraftPhoto[] = []): DraftPhoto[] {
  const { kind, fileId, fileUniqueId, caption, albumId } = input;
  const photo = {
    fileId,
    fileUniqueId,
    ...(caption === undefined ? {} : { caption }),
    ...(albumId === undefined ? {} : { albumId }),
    ...(kind === 'document' ? { asFile: true as const } : {}),
  };
  return [...photos.filter((known) => known.fileUniqueId !== fileUniqueId), photo];
}

/** A picture that comes beside another question; as a file only where places were asked for. */
export function attachPhoto(input: AttachmentInput, data: PhotoDraft): { photos: DraftPhoto[] } | undefined {
  return isPicture(input, data) ? { photos: withPhoto(input, data.photos) } : undefined;
}

function isPicture(input: DialogInput, { withPlace }: PhotoDraft): input is AttachmentInput {
  return input.kind === 'photo' || (input.kind === 'document' && withPlace === true);
}

/** `📍 С геометкой`: where photos were taken is kept only when this was pressed for them. */
export function placeChoice(language: Language): Choice<never> {
  return { key: placeKey, label: texts(language).plain('photos-with-place') };
}

/** Reads an answer to the question for photos. Undefined: it is none. */
export function readPhotos(
  input: DialogInput,
  data: PhotoDraft,
): { readonly value: DraftPhoto[]; readonly also: PhotoDraft } | undefined {
  const plain = { withPlace: undefined, placed: undefined, place: undefined, pointed: undefined };
  if (input.kind === 'photo') return { value: withPhoto(input, data.photos), also: plain };
  if (input.kind !== 'choice') return undefined;
  return input.key === placeKey ? { value: [], also: { ...plain, withPlace: true } } : { value: [], also: plain };
}

/** After `📍`: pictures as files, which say where they were taken, or a point on the map. */
export const placedStep: DialogStep<PhotoData, unknown, 'placed'> = {
  name: 'placed',
  field: 'placed',
  partOf: 'photos',
  when: ({ withPlace }) => withPlace === true,
  title: (language) => texts(language).plain('photos-place-title'),
  prompt: ({ language }) => texts(language).t('photos-place-prompt'),
  accepts: ['photo', 'document', 'location'],
  parse: (input, { data, language }) => {
    if (input.kind === 'location') {
      const { latitude, longitude } = input;
      return { ok: true, value: 'point', also: { place: { latitude, longitude } } };
    }
    if (!isPicture(input, data)) return { ok: false, message: texts(language).t('photos-place-prompt') };
    const also = { photos: withPhoto(input, data.photos), place: undefined, pointed: undefined };
    const note = input.kind === 'photo' ? { note: texts(language).t('photos-place-lost') } : {};
    return { ok: true, value: 'in_photos', also, ...note };
  },
  show: (placed, { language }) => texts(language).t('photos-placed', { placed: placed ?? '' }),
};

/** The photos to a point that was sent. */
export const pointedStep: DialogStep<PhotoData, unknown, 'pointed'> = {
  name: 'pointed',
  field: 'pointed',
  partOf: 'photos',
  when: ({ withPlace, placed }) => withPlace === true && placed === 'point',
  title: (language) => texts(language).plain('photos-title'),
  prompt: ({ language }) => texts(language).t('photos-pointed-prompt'),
  accepts: ['photo', 'document'],
  parse: (input, { data, language }) =>
    isPicture(input, data)
      ? { ok: true, value: 'yes', also: { photos: withPhoto(input, data.photos) } }
      : { ok: false, message: texts(language).t('photos-pointed-prompt') },
  show: (_, { data, language }) => showPhotos(data.photos, language),
};

/** What is stored of the place beside photos. */
export function placeOf({ withPlace, placed, place }: PhotoDraft): {
  readonly withPlace: boolean;
  readonly place: { readonly latitude: number; readonly longitude: number } | undefined;
} {
  return { withPlace: withPlace === true, place: placed === 'point' ? place : undefined };
}

/** How many there are, as they stand on a card. */
export function showPhotos(photos: readonly DraftPhoto[] | undefined, language: Language): string {
  return texts(language).t('photos-count', { count: photos?.length ?? 0 });
}

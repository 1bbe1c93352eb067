import type { AttachmentInput, Language } from '@durabot/runtime';
import { z } from 'zod';
import { texts } from '../../texts.ts';

/** A photo as a dialog keeps it. */
export const photoSchema = z.object({
  fileId: z.string(),
  fileUniqueId: z.string(),
  caption: z.string().optional(),
  albumId: z.string().optional(),
});

export type DraftPhoto = z.infer<typeof photoSchema>;

/** Keeps one more picture with its words; the same one once. */
export function withPhoto(
  { fileId, fileUniqueId, caption, albumId }: AttachmentInput,
  photos: readonly DraftPhoto[] = [],
): DraftPhoto[] {
  const photo = {
    fileId,
    fileUniqueId,
    ...(caption === undefined ? {} : { caption }),
    ...(albumId === undefined ? {} : { albumId }),
  };
  return [...photos.filter((known) => known.fileUniqueId !== fileUniqueId), photo];
}

/** How many there are, as they stand on a card. */
export function showPhotos(photos: readonly DraftPhoto[] | undefined, language: Language): string {
  return texts(language).t('photos-count', { count: photos?.length ?? 0 });
}

import type { MediaFacts } from '../world/media-facts.ts';
import { UNKNOWN_TYPE } from '../world/mime-types.ts';
import type { MediaKind } from '../world/message-contents.ts';

/** Types of a file that may be sent as this kind. What cannot be told is taken for what it is sent as. */
const TYPES: Partial<Record<MediaKind, RegExp>> = {
  voice: /^(?:audio\/(?:ogg|opus|mpeg|mp4)|video\/mp4)$/,
  audio: /^audio\//,
  video: /^video\/(?:mp4|quicktime)$/,
  animation: /^(?:image\/gif|video\/mp4)$/,
  video_note: /^video\/mp4$/,
  sticker: /^(?:image\/webp|video\/webm|application\/(?:x-tgsticker|gzip))$/,
};

/**
 * What Telegram makes of a file: a voice message that is no OGG, MP3 or M4A becomes music or a document, a GIF sent as
 * a document becomes an animation, and what a kind cannot hold becomes a document.
 *
 * @param isAsIs no looking at the content of documents
 */
export function kindOfFile(media: MediaKind, mimeType: string, facts: MediaFacts, isAsIs: boolean): MediaKind {
  if (mimeType === '' || mimeType === UNKNOWN_TYPE) return media;
  if (media === 'document') return mimeType === 'image/gif' && !isAsIs ? 'animation' : 'document';
  if (media === 'video' && mimeType === 'image/gif') return 'animation';
  if (media === 'video_note' && facts.width !== facts.height) return 'video';
  if (TYPES[media]?.test(mimeType) !== false) return media;
  if (media === 'voice' && mimeType.startsWith('audio/')) return 'audio';
  return 'document';
}

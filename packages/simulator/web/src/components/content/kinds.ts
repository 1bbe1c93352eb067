import type { Message } from '../../api/types.ts';

/** What a message carries besides its text; `text` is nothing more. One component of this folder draws each kind. */
export type ContentKind =
  | 'text'
  | 'album'
  | 'files'
  | 'photo'
  | 'voice'
  | 'audio'
  | 'video'
  | 'animation'
  | 'video-note'
  | 'sticker'
  | 'document'
  | 'location'
  | 'contact'
  | 'dice'
  | 'poll'
  | 'invoice'
  | 'paid-media';

/** How a kind sits in its bubble: `inside` it like text, as a `picture` up to its edges, or `bare` without one. */
export type ContentLayout = 'inside' | 'picture' | 'bare';

export function contentKindOf(message: Message): ContentKind {
  if (message.album) return message.document || message.audio ? 'files' : 'album';
  if (message.photo) return 'photo';
  if (message.voice) return 'voice';
  if (message.audio) return 'audio';
  if (message.video) return 'video';
  if (message.animation) return 'animation';
  if (message.video_note) return 'video-note';
  if (message.sticker) return 'sticker';
  if (message.document) return 'document';
  if (message.location ?? message.venue) return 'location';
  if (message.contact) return 'contact';
  if (message.dice) return 'dice';
  if (message.poll) return 'poll';
  if (message.invoice) return 'invoice';
  if (message.paid_media) return 'paid-media';
  return 'text';
}

export function contentLayoutOf(kind: ContentKind): ContentLayout {
  switch (kind) {
    case 'album':
    case 'photo':
    case 'video':
    case 'animation':
    case 'location':
    case 'paid-media':
      return 'picture';
    case 'sticker':
    case 'video-note':
    case 'dice':
      return 'bare';
    case 'text':
    case 'files':
    case 'voice':
    case 'audio':
    case 'document':
    case 'contact':
    case 'poll':
    case 'invoice':
      return 'inside';
  }
}

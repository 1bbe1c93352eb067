import type { Message } from '../../api/types.ts';

/** What a message carries besides its text; `text` is nothing more. One component of this folder draws each kind. */
export type ContentKind =
  | 'text'
  | 'photo'
  | 'voice'
  | 'audio'
  | 'video'
  | 'sticker'
  | 'document'
  | 'location'
  | 'contact'
  | 'dice'
  | 'poll'
  | 'invoice';

/** How a kind sits in its bubble: `inside` it like text, as a `picture` up to its edges, or `bare` without one. */
export type ContentLayout = 'inside' | 'picture' | 'bare';

export function contentKindOf(message: Message): ContentKind {
  if (message.photo) return 'photo';
  if (message.voice) return 'voice';
  if (message.audio) return 'audio';
  if (message.video ?? message.animation ?? message.video_note) return 'video';
  if (message.sticker) return 'sticker';
  if (message.document) return 'document';
  if (message.location ?? message.venue) return 'location';
  if (message.contact) return 'contact';
  if (message.dice) return 'dice';
  if (message.poll) return 'poll';
  if (message.invoice) return 'invoice';
  return 'text';
}

export function contentLayoutOf(kind: ContentKind): ContentLayout {
  switch (kind) {
    case 'photo':
    case 'video':
    case 'location':
      return 'picture';
    case 'sticker':
      return 'bare';
    case 'text':
    case 'voice':
    case 'audio':
    case 'document':
    case 'contact':
    case 'dice':
    case 'poll':
    case 'invoice':
      return 'inside';
  }
}

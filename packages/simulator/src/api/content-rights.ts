import type { Content, MediaKind } from '../world/message-contents.ts';

const MEDIA: Record<MediaKind, string> = {
  animation: 'animations',
  audio: 'music',
  document: 'documents',
  photo: 'photos',
  sticker: 'stickers',
  video: 'videos',
  video_note: 'video notes',
  voice: 'voice notes',
};

const OTHERS: Record<Exclude<Content['kind'], 'media' | 'location'>, string> = {
  text: 'text messages',
  contact: 'contacts',
  dice: 'dice',
  invoice: 'invoice messages',
  paid_media: 'paid media',
  payment_notice: 'text messages',
  poll: 'polls',
  service: 'text messages',
  venue: 'venues',
};

/** How a refusal names what a message holds: "not enough rights to send … to the chat". */
export function rightsFor(content: Content): string {
  if (content.kind === 'media') return MEDIA[content.media];
  if (content.kind === 'location') return content.live === undefined ? 'locations' : 'live locations';
  return OTHERS[content.kind];
}

/** Stickers and round videos have no caption. */
export function canHaveCaption(media: MediaKind): boolean {
  return media !== 'sticker' && media !== 'video_note';
}

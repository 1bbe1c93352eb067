import type { Message } from '../api/types.ts';
import type { Phrases } from '../i18n/texts.ts';
import { nameOf } from './names.ts';
import { priceLabel } from './price.ts';
import { serviceLabel } from './service-label.ts';

/** A message in one line, for the chat list and for quotes. */
export function previewOf(message: Message, phrases: Phrases): string {
  const { t } = phrases;
  const label = mediaLabel(message, phrases);
  const words = withoutSpoilers(message).replace(/\s+/gu, ' ').trim();
  if (label) return words ? `${label}, ${words}` : label;
  return words || serviceLabel(message, phrases) || t.event;
}

/** The words of a message; what is to be opened on purpose stays covered. */
function withoutSpoilers(message: Message): string {
  let text = message.text ?? message.caption ?? '';
  for (const { type, offset, length } of message.entities ?? message.caption_entities ?? []) {
    if (type === 'spoiler') text = text.slice(0, offset) + '▒'.repeat(length) + text.slice(offset + length);
  }
  return text;
}

/** What a message carries besides words, by name. */
function mediaLabel(message: Message, { t, language }: Phrases): string | undefined {
  if (message.photo) return `🖼 ${t.photo}`;
  if (message.voice) return `🎤 ${t.voice}`;
  if (message.video) return `🎬 ${t.video}`;
  if (message.video_note) return `🎬 ${t.videoNote}`;
  if (message.animation) return t.gif;
  if (message.audio) return `🎵 ${message.audio.title ?? t.audio}`;
  if (message.document) return `📎 ${message.document.file_name ?? t.document}`;
  if (message.sticker) return `${message.sticker.emoji ?? ''} ${t.sticker}`.trim();
  if (message.location ?? message.venue) return `📍 ${message.venue?.title ?? t.location}`;
  if (message.contact) return `👤 ${nameOf(message.contact)}`;
  if (message.poll) return `📊 ${message.poll.question}`;
  if (message.invoice) return `🧾 ${message.invoice.title}`;
  if (message.paid_media) return `🔒 ${priceLabel(message.paid_media.star_count, 'XTR', language)}`;
  if (message.dice) return message.dice.emoji;
  return undefined;
}

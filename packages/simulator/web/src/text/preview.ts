import type { Message } from '../api/types.ts';
import type { Phrases } from '../i18n/texts.ts';
import { nameOf } from './names.ts';

/** A message in one line, for the chat list and for quotes. */
export function previewOf(message: Message, phrases: Phrases): string {
  const { t } = phrases;
  const label = mediaLabel(message, phrases);
  const words = (message.text ?? message.caption ?? '').replace(/\s+/gu, ' ').trim();
  if (label) return words ? `${label}, ${words}` : label;
  return words || serviceLabel(message, phrases) || t.unsupported;
}

/** What a message carries besides words, by name. */
function mediaLabel(message: Message, { t }: Phrases): string | undefined {
  if (message.photo) return `🖼 ${t.photo}`;
  if (message.voice) return `🎤 ${t.voice}`;
  if (message.video ?? message.video_note) return `🎬 ${t.video}`;
  if (message.animation) return t.gif;
  if (message.audio) return `🎵 ${message.audio.title ?? t.audio}`;
  if (message.document) return `📎 ${message.document.file_name ?? t.document}`;
  if (message.sticker) return `${message.sticker.emoji ?? ''} ${t.sticker}`.trim();
  if (message.location ?? message.venue) return `📍 ${message.venue?.title ?? t.location}`;
  if (message.contact) return `👤 ${nameOf(message.contact)}`;
  if (message.poll) return `📊 ${message.poll.question}`;
  if (message.invoice) return `🧾 ${message.invoice.title}`;
  if (message.dice) return message.dice.emoji;
  return undefined;
}

/** What happened, in words, when a message tells of an event in its chat. */
export function serviceLabel(message: Message, { t, fill }: Phrases): string | undefined {
  const name = message.from ? nameOf(message.from) : '';
  if (message.new_chat_members) return fill(t.joined, { name: message.new_chat_members.map(nameOf).join(', ') });
  if (message.left_chat_member) return fill(t.left, { name: nameOf(message.left_chat_member) });
  if (message.new_chat_title) return fill(t.renamed, { name: message.new_chat_title });
  if (message.pinned_message) return fill(t.pinned, { name });
  if (message.group_chat_created ?? message.supergroup_chat_created) return t.created;
  return undefined;
}

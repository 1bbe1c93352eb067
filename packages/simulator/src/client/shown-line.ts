import { SimulatorError } from './http.ts';
import type { SimMessage } from './types.ts';

/** Lines of the transcript that an error shows. */
const SHOWN_LINES = 8;

/**
 * Something did not happen in a chat: no reply came, or there is no such button. The message ends with the last lines
 * of the transcript, so that a failing test shows what happened instead.
 */
export class SimulatorChatError extends SimulatorError {
  /** All that the acting person saw. */
  readonly transcript: readonly SimMessage[];

  constructor(status: number, code: string, what: string, transcript: readonly SimMessage[]) {
    const end = transcript.slice(-SHOWN_LINES).map(showLine);
    super(status, code, `${what}; the chat ${end.length === 0 ? 'is empty' : `ends with:\n${end.join('\n')}`}`);
    this.name = 'SimulatorChatError';
    this.transcript = transcript;
  }
}

/** A message as one line: "Anna: hi", "repair_bot: Hello [Create] [Help]". */
export function showLine(message: SimMessage): string {
  const { from } = message;
  const name = message.outgoing ? (from?.first_name ?? 'user') : (from?.username ?? from?.first_name ?? 'chat');
  const { inline_keyboard: inline = [], keyboard = [] } = message.reply_markup ?? {};
  const buttons = [...inline, ...keyboard].flat().map((button) => ` [${button.text}]`);
  const content = showContent(message);
  const text = message.text ?? message.caption;
  const words = [content === undefined ? undefined : `(${content})`, text].filter((part) => part !== undefined);
  return `${name}: ${words.join(' ') || '(no text)'}${buttons.join('')}${message.deleted === true ? ' (deleted)' : ''}`;
}

/** What a message holds besides text. */
function showContent(message: SimMessage): string | undefined {
  const { invoice, poll, location, venue, contact, dice, sticker } = message;
  if (invoice !== undefined) return `invoice: ${invoice.title}${invoice.paid ? ', paid' : ''}`;
  if (message.successful_payment !== undefined) return 'paid';
  if (message.refunded_payment !== undefined) return 'refunded';
  if (poll !== undefined) return `poll: ${poll.question}${poll.is_closed ? ', closed' : ''}`;
  if (venue !== undefined) return `venue: ${venue.title}`;
  if (location !== undefined) return `location: ${location.latitude}, ${location.longitude}`;
  if (contact !== undefined) return `contact: ${contact.first_name}`;
  if (dice !== undefined) return `dice: ${dice.emoji} ${dice.value}`;
  if (sticker !== undefined) return 'sticker';
  const media = FILES.find((kind) => message[kind] !== undefined);
  if (media === undefined) return SERVICE.find((kind) => message[kind] !== undefined)?.replaceAll('_', ' ');
  const file = message[media];
  const name = file === undefined || Array.isArray(file) ? undefined : file.file_name;
  return name === undefined ? media : `${media}: ${name}`;
}

// An animation is a document too, and a live photo has a photo: the narrower name goes first.
const FILES = ['animation', 'live_photo', 'photo', 'video', 'video_note', 'voice', 'audio', 'document'] as const;

const SERVICE = [
  'pinned_message',
  'forum_topic_created',
  'forum_topic_edited',
  'forum_topic_closed',
  'forum_topic_reopened',
  'general_forum_topic_hidden',
  'general_forum_topic_unhidden',
  'new_chat_members',
  'left_chat_member',
  'new_chat_title',
  'migrate_to_chat_id',
  'paid_media',
  'web_app_data',
] as const;

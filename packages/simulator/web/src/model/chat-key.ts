import type { Bot, ChatAddress, Dialog, Message } from '../api/types.ts';

/** Names one chat of a person inside this client: `bot:1001`, `chat:-100200`, or a topic of it, `chat:-100200/7`. */
export type ChatKey = `bot:${number}` | `chat:${number}` | `chat:${number}/${number}`;

/** The topic that every forum has. */
const GENERAL_TOPIC = 1;

export function keyOfDialog(dialog: Dialog): ChatKey {
  return dialog.bot ? `bot:${dialog.bot.id}` : `chat:${dialog.chat.id}`;
}

export function topicKey(chat: number, thread: number): ChatKey {
  return `chat:${chat}/${thread}`;
}

/** The chat that a key is in: itself, unless it names a topic. */
export function wholeChat(key: ChatKey): ChatKey {
  const address = addressOf(key);
  return 'bot' in address ? `bot:${address.bot}` : `chat:${address.chat}`;
}

/** Where a message is shown: in its chat and, in a forum, in its topic. */
export function keysOfMessage(key: ChatKey, message: Pick<Message, 'chat' | 'message_thread_id'>): ChatKey[] {
  if (message.chat.type !== 'supergroup') return [key];
  return [key, topicKey(message.chat.id, message.message_thread_id ?? GENERAL_TOPIC)];
}

/** The chat an event is about: a private one is told apart by its bot, since its id is the person's. */
export function keyOfEvent(event: { chat_id?: number; bot_id?: number }): ChatKey | undefined {
  if (event.chat_id !== undefined && event.chat_id < 0) return `chat:${event.chat_id}`;
  if (event.bot_id !== undefined) return `bot:${event.bot_id}`;
  return event.chat_id === undefined ? undefined : `chat:${event.chat_id}`;
}

export function addressOf(key: ChatKey): ChatAddress {
  const [id, thread] = key
    .slice(key.indexOf(':') + 1)
    .split('/')
    .map(Number);
  if (key.startsWith('bot:')) return { bot: id ?? 0 };
  return { chat: id ?? 0, ...(thread === undefined ? {} : { thread }) };
}

/** What the address bar says: who is chatting, and where. */
export interface Place {
  user?: number;
  chat?: ChatKey;
  /** What a deep link passes to `/start`. */
  start?: string;
}

/** Reads `#user=1001&bot=repair_bot`; a bot may be written as its id too, and `&start=` makes it a deep link. */
export function parsePlace(hash: string, bots: readonly Bot[]): Place {
  const values = new URLSearchParams(hash.replace(/^#/u, ''));
  const place: Place = {};
  const user = Number(values.get('user') ?? Number.NaN);
  if (Number.isSafeInteger(user)) place.user = user;
  const named = values.get('bot')?.toLowerCase();
  const bot = bots.find((candidate) => candidate.username.toLowerCase() === named || String(candidate.id) === named);
  const chat = Number(values.get('chat') ?? Number.NaN);
  if (bot) place.chat = `bot:${bot.id}`;
  else if (Number.isSafeInteger(chat)) {
    const topic = Number(values.get('topic') ?? Number.NaN);
    place.chat = Number.isSafeInteger(topic) ? topicKey(chat, topic) : `chat:${chat}`;
  }
  const start = values.get('start');
  if (start && /^[\w-]{1,64}$/u.test(start)) place.start = start;
  return place;
}

export function printPlace(place: Place, bots: readonly Bot[]): string {
  const values: string[] = [];
  if (place.user !== undefined) values.push(`user=${place.user}`);
  if (place.chat) {
    const address = addressOf(place.chat);
    if ('bot' in address) values.push(`bot=${bots.find((bot) => bot.id === address.bot)?.username ?? address.bot}`);
    else values.push(`chat=${address.chat}`, ...(address.thread === undefined ? [] : [`topic=${address.thread}`]));
  }
  return `#${values.join('&')}`;
}

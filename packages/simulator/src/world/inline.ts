import { createHash } from 'node:crypto';

import type { JsonObject } from '../json.ts';
import { sendAsUser, type Refused } from './acts.ts';
import { emitMessage, saveMessage } from './messages.ts';
import { renderSender } from './render.ts';
import type { Content } from './message-contents.ts';
import type { InlineQueryRecord, InlineResultRecord } from './inline-records.ts';
import type { BotRecord, MessageRecord } from './types.ts';
import { queueUpdate } from './updates.ts';
import { parseBox, type World } from './world.ts';

const QUERY_LIFETIME_MS = 30_000;
/** How long a bot may answer. Telegram does not publish its figure; bots report that 20 s are too many. */
const ANSWER_MS = 15_000;
const CHOSEN_LIFETIME_MS = 600_000;

export interface TypedQuery {
  bot: BotRecord;
  userId: number;
  query: string;
  offset: string;
  /** Where it is typed; unknown when absent. */
  box?: string | undefined;
  location?: JsonObject | undefined;
}

/** A person typed a query: answered from the cache, or put to the bot. */
export function typeInlineQuery(world: World, typed: TypedQuery): { record: InlineQueryRecord; isCached: boolean } {
  const { bot, userId, query, offset } = typed;
  const cached = findCached(world, typed);
  if (cached !== undefined) return { record: cached, isCached: true };
  const createdAtMs = world.clock.now();
  const record: InlineQueryRecord = { id: world.newLongId(), botId: bot.id, userId, query, offset, createdAtMs };
  if (typed.location !== undefined) record.location = typed.location;
  world.store.tables.inlineQuery.put(record.id, record);
  const chatType = chatTypeOf(world, bot, typed.box);
  queueUpdate(world, bot, {
    kind: 'inline_query',
    queueKey: `inline:${userId}`,
    expiresAtMs: createdAtMs + QUERY_LIFETIME_MS,
    payload: () => ({
      id: record.id,
      from: renderSender(world, userId),
      ...(record.location === undefined ? {} : { location: record.location }),
      ...(chatType === undefined ? {} : { chat_type: chatType }),
      query,
      offset,
    }),
  });
  return { record, isCached: false };
}

function chatTypeOf(world: World, bot: BotRecord, box: string | undefined): string | undefined {
  if (box === undefined) return undefined;
  const address = parseBox(box);
  if (address.kind === 'chat') return world.findChat(address.chatId)?.type;
  return address.botId === bot.id ? 'sender' : 'private';
}

/** Answers for one person come first, then those for everybody. */
function findCached(world: World, { bot, userId, query, offset }: TypedQuery): InlineQueryRecord | undefined {
  for (const scope of [String(userId), '']) {
    const key = cacheKey(bot.id, scope, query, offset);
    const entry = world.store.tables.meta.get(key);
    if (entry === undefined) continue;
    if (Number(entry['untilMs']) > world.clock.now()) return world.store.tables.inlineQuery.get(String(entry['id']));
    world.store.tables.meta.delete(key);
  }
  return undefined;
}

function cacheKey(botId: number, scope: string, query: string, offset: string): string {
  return `inline-cache ${JSON.stringify([botId, scope, query, offset])}`;
}

export interface InlineAnswer {
  results: InlineResultRecord[];
  nextOffset: string;
  isGallery: boolean;
  isPersonal: boolean;
  cacheSeconds: number;
  button?: JsonObject | undefined;
}

/** The query of this id that the bot may still answer. */
export function findOpenQuery(world: World, botId: number, id: string): InlineQueryRecord | undefined {
  const record = world.store.tables.inlineQuery.get(id);
  const isOpen = record !== undefined && record.botId === botId && record.answer === undefined;
  return isOpen && world.clock.now() - record.createdAtMs <= ANSWER_MS ? record : undefined;
}

export function answerInline(world: World, record: InlineQueryRecord, answer: InlineAnswer): void {
  const { results, nextOffset, isGallery, button } = answer;
  const atMs = world.clock.now();
  record.answer = { atMs, results, nextOffset, isGallery, ...(button === undefined ? {} : { button }) };
  world.store.tables.inlineQuery.put(record.id, record);
  if (answer.cacheSeconds > 0) {
    const key = cacheKey(record.botId, answer.isPersonal ? String(record.userId) : '', record.query, record.offset);
    world.store.tables.meta.put(key, { id: record.id, untilMs: atMs + answer.cacheSeconds * 1000 });
  }
  world.events.emit('inline_answer', { kind: 'user', userId: record.userId }, () => ({
    inline_query_id: record.id,
    user_id: record.userId,
    bot_id: record.botId,
  }));
}

export interface Choice {
  query: InlineQueryRecord;
  result: InlineResultRecord;
  /** The result's content with its file. */
  content: Content;
  userId: number;
  box: string;
  thread?: number | undefined;
  replyTo?: number | undefined;
}

/** A person sends a result; the bot hears of it if it asked for such feedback. */
export function chooseResult(world: World, choice: Choice): { message: MessageRecord; updateIds: number[] } | Refused {
  const { query, result, content, userId } = choice;
  const bot = world.store.tables.bot.get(query.botId);
  if (bot === undefined) return { refused: 'the bot is gone' };
  const sent = sendViaBot(world, bot, { ...choice, content, markup: result.markup });
  if ('refused' in sent || bot.inline_feedback === false) return sent;
  const updateId = queueUpdate(world, bot, {
    kind: 'chosen_inline_result',
    queueKey: `chosen:${userId}`,
    expiresAtMs: world.clock.now() + CHOSEN_LIFETIME_MS,
    payload: () => ({
      from: renderSender(world, userId),
      ...(query.location === undefined ? {} : { location: query.location }),
      ...(sent.message.inlineMessageId === undefined ? {} : { inline_message_id: sent.message.inlineMessageId }),
      query: query.query,
      result_id: String(result.json['id']),
    }),
  });
  return { message: sent.message, updateIds: updateId === undefined ? sent.updateIds : [...sent.updateIds, updateId] };
}

export interface ViaBot {
  userId: number;
  box: string;
  content: Content;
  markup?: JsonObject | undefined;
  thread?: number | undefined;
  replyTo?: number | undefined;
}

/** A person's message that a bot made. With an inline keyboard, the bot may edit it later by an id of its own. */
export function sendViaBot(
  world: World,
  bot: BotRecord,
  draft: ViaBot,
): { message: MessageRecord; updateIds: number[] } | Refused {
  const { userId, box, content, markup, thread, replyTo } = draft;
  const sent = sendAsUser(world, { box, from: userId, content, markup, thread, replyTo, viaBot: bot.id });
  if ('refused' in sent || markup === undefined) return sent;
  const { message } = sent;
  const id = newInlineMessageId(world, message);
  message.inlineMessageId = id;
  world.store.tables.inlineMessage.put(id, { id, botId: bot.id, box, messageId: message.id });
  saveMessage(world, message);
  return sent;
}

function newInlineMessageId(world: World, message: MessageRecord): string {
  const seed = `${world.newLongId()} ${message.box} ${message.id}`;
  return `Ag${createHash('sha256').update(seed).digest().subarray(0, 18).toString('base64url')}`;
}

/** The message that a bot sent by a person under this id. */
export function findInlineMessage(world: World, botId: number, id: string): MessageRecord | undefined {
  const record = world.store.tables.inlineMessage.get(id);
  if (record === undefined || record.botId !== botId) return undefined;
  const message = world.boxes.find(record.box, record.messageId);
  return message === undefined || message.deletedAt !== undefined ? undefined : message;
}

/** Changes a message that was sent via a bot; nobody but those who look at it is told. */
export function editInlineMessage(
  world: World,
  message: MessageRecord,
  content: Content,
  markup: JsonObject | undefined,
): void {
  message.content = content;
  if (markup === undefined) delete message.markup;
  else message.markup = markup;
  message.editDate = world.clock.seconds();
  saveMessage(world, message);
  emitMessage(world, 'edit', message);
}

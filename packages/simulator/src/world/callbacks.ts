import { createHash } from 'node:crypto';

import type { JsonObject } from '../json.ts';
import { renderCallbackMessage, renderSender } from './render.ts';
import type { CallbackRecord, MessageRecord } from './types.ts';
import { CALLBACK_LIFETIME_MS, queueUpdate } from './updates.ts';
import type { World } from './world.ts';

/** How long a bot may answer a callback query. Telegram does not publish its figure; the update itself lives 150 s. */
const CALLBACK_ANSWER_MS = 60_000;

/**
 * A person pressed an inline button that carries data. While an earlier answer may be repeated from the client's
 * cache, the bot hears nothing.
 */
export function pressCallback(world: World, message: MessageRecord, userId: number, data: string): CallbackRecord {
  const cached = findCached(world, cacheKey(userId, message.box, message.id, data));
  if (cached !== undefined) return cached;
  const callback: CallbackRecord = {
    id: world.newLongId(),
    botId: message.viaBot ?? message.from,
    userId,
    box: message.box,
    messageId: message.id,
    data,
    createdAtMs: world.clock.now(),
  };
  if (message.inlineMessageId !== undefined) callback.inlineMessageId = message.inlineMessageId;
  world.store.tables.callback.put(callback.id, callback);
  const bot = world.store.tables.bot.get(callback.botId);
  if (bot === undefined) return callback;
  queueUpdate(world, bot, {
    kind: 'callback_query',
    queueKey: `callback:${userId}`,
    expiresAtMs: callback.createdAtMs + CALLBACK_LIFETIME_MS,
    payload: () => ({
      id: callback.id,
      from: renderSender(world, userId),
      ...(callback.inlineMessageId === undefined
        ? { message: renderCallbackMessage(world, callback) }
        : { inline_message_id: callback.inlineMessageId }),
      chat_instance: chatInstance(callback.box),
      data,
    }),
  });
  return callback;
}

function findCached(world: World, key: string): CallbackRecord | undefined {
  const entry = world.store.tables.meta.get(key);
  if (entry === undefined) return undefined;
  if (Number(entry['untilMs']) > world.clock.now()) return world.store.tables.callback.get(String(entry['id']));
  world.store.tables.meta.delete(key);
  return undefined;
}

function cacheKey(userId: number, box: string, messageId: number, data: string): string {
  return `callback-cache ${JSON.stringify([userId, box, messageId, data])}`;
}

export interface CallbackAnswer {
  text: string;
  showAlert: boolean;
  url: string;
  /** For how long the same press may be answered by the client itself. */
  cacheSeconds: number;
}

/** The press of this id that the bot may still answer. */
export function findOpenCallback(world: World, botId: number, id: string): CallbackRecord | undefined {
  const callback = world.store.tables.callback.get(id);
  const isOpen = callback !== undefined && callback.botId === botId && callback.answeredAtMs === undefined;
  return isOpen && world.clock.now() - callback.createdAtMs <= CALLBACK_ANSWER_MS ? callback : undefined;
}

export function answerCallback(world: World, callback: CallbackRecord, answer: CallbackAnswer): void {
  const now = world.clock.now();
  callback.answeredAtMs = now;
  if (answer.text !== '') callback.text = answer.text;
  if (answer.showAlert) callback.showAlert = true;
  if (answer.url !== '') callback.url = answer.url;
  world.store.tables.callback.put(callback.id, callback);
  if (answer.cacheSeconds > 0) {
    const key = cacheKey(callback.userId, callback.box, callback.messageId, callback.data);
    world.store.tables.meta.put(key, { id: callback.id, untilMs: now + answer.cacheSeconds * 1000 });
  }
  world.events.emit('answer', { kind: 'user', userId: callback.userId }, () => ({
    callback_query_id: callback.id,
    user_id: callback.userId,
    bot_id: callback.botId,
    ...renderAnswer(callback),
  }));
}

export function renderAnswer(callback: CallbackRecord): JsonObject {
  const json: JsonObject = {};
  if (callback.text !== undefined) json['text'] = callback.text;
  if (callback.showAlert === true) json['show_alert'] = true;
  if (callback.url !== undefined) json['url'] = callback.url;
  return json;
}

/** A number that is the same for a chat and tells nothing else of it. */
export function chatInstance(box: string): string {
  return BigInt.asIntN(64, BigInt(`0x${createHash('sha256').update(box).digest('hex').slice(0, 16)}`)).toString();
}

import { createHash } from 'node:crypto';

import type { JsonObject } from '../json.ts';
import { renderCallbackMessage, renderSender } from './render.ts';
import type { CallbackRecord, MessageRecord } from './types.ts';
import { CALLBACK_LIFETIME_MS, queueUpdate } from './updates.ts';
import type { World } from './world.ts';

/** How long a bot may answer a callback query. Telegram does not publish its figure; the update itself lives 150 s. */
const CALLBACK_ANSWER_MS = 60_000;

/** A person pressed an inline button that carries data. */
export function pressCallback(world: World, message: MessageRecord, userId: number, data: string): CallbackRecord {
  const callback: CallbackRecord = {
    id: world.newLongId(),
    botId: message.viaBot ?? message.from,
    userId,
    box: message.box,
    messageId: message.id,
    data,
    createdAtMs: world.clock.now(),
  };
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
      message: renderCallbackMessage(world, callback),
      chat_instance: chatInstance(callback.box),
      data,
    }),
  });
  return callback;
}

export interface CallbackAnswer {
  text: string;
  showAlert: boolean;
  url: string;
}

/** @returns whether the query could still be answered */
export function answerCallback(world: World, botId: number, id: string, answer: CallbackAnswer): boolean {
  const callback = world.store.tables.callback.get(id);
  const now = world.clock.now();
  if (callback === undefined || callback.botId !== botId || callback.answeredAtMs !== undefined) return false;
  if (now - callback.createdAtMs > CALLBACK_ANSWER_MS) return false;
  callback.answeredAtMs = now;
  if (answer.text !== '') callback.text = answer.text;
  if (answer.showAlert) callback.showAlert = true;
  if (answer.url !== '') callback.url = answer.url;
  world.store.tables.callback.put(id, callback);
  world.events.emit('answer', { kind: 'user', userId: callback.userId }, () => ({
    callback_query_id: id,
    user_id: callback.userId,
    bot_id: botId,
    ...renderAnswer(callback),
  }));
  return true;
}

export function renderAnswer(callback: CallbackRecord): JsonObject {
  const json: JsonObject = {};
  if (callback.text !== undefined) json['text'] = callback.text;
  if (callback.showAlert === true) json['show_alert'] = true;
  if (callback.url !== undefined) json['url'] = callback.url;
  return json;
}

function chatInstance(box: string): string {
  return BigInt.asIntN(64, BigInt(`0x${createHash('sha256').update(box).digest('hex').slice(0, 16)}`)).toString();
}

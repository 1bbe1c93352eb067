import { hasRight } from '../world/rights.ts';
import { findTopic, GENERAL_TOPIC } from '../world/topics.ts';
import { badRequest } from './api-error.ts';
import type { Call } from './call.ts';
import type { FoundChat } from './chats.ts';
import { SHARED_PARAMETERS } from './generated/readers.ts';
import type { Params } from './params.ts';

/** Whether a chat has topics: a forum, or the private chat of a bot that has topics there. */
export function isForum(call: Call, chat: FoundChat): boolean {
  if (chat.kind === 'chat') return chat.chat.is_forum === true;
  return chat.kind === 'private' && call.bot.has_topics_enabled === true;
}

/** Reads `message_thread_id`. Where there are no topics it is ignored. */
export function readThread(call: Call, chat: FoundChat): number | undefined {
  checkDirectTopic(call);
  const thread = call.params.integer('message_thread_id');
  if (thread <= 0 || !isForum(call, chat)) return undefined;
  if (thread === GENERAL_TOPIC || findTopic(call.world, chat.box, thread) === undefined) {
    throw badRequest('message thread not found');
  }
  return thread;
}

/** No channel here has direct messages: nothing may be sent to others than those that were meant. */
function checkDirectTopic({ params, method }: Call): void {
  const isKnown = SHARED_PARAMETERS.direct_messages_topic_id.has(method);
  if (isKnown && readLongId(params, 'direct_messages_topic_id') !== undefined) {
    throw badRequest('chat is not an administered channel direct messages chat');
  }
}

/** In a closed topic only those write who manage topics, or who opened it. */
export function checkThreadOpen(call: Call, chat: FoundChat, thread: number | undefined): void {
  if (chat.kind !== 'chat' || chat.chat.is_forum !== true) return;
  const topic = findTopic(call.world, chat.box, thread ?? GENERAL_TOPIC);
  if (topic?.isClosed !== true || topic.createdBy === call.bot.id) return;
  if (!hasRight(call.world, chat.chatId, call.bot.id, 'can_manage_topics')) throw badRequest('TOPIC_CLOSED');
}

/** A 64-bit id as a text; leading digits are read, and 0 is none. */
export function readLongId(params: Params, name: string): string | undefined {
  const digits = /^\s*-?\d{1,19}/.exec(params.text(name))?.[0].trim() ?? '0';
  return /^-?0*$/.test(digits) ? undefined : digits;
}

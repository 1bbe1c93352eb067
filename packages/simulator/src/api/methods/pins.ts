import { hasRight } from '../../world/rights.ts';
import { listPinned, pinMessage, unpinAll, unpinMessage } from '../../world/pins.ts';
import { GENERAL_TOPIC } from '../../world/topics.ts';
import type { MessageRecord } from '../../world/types.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { checkCanWrite, readChat, type FoundChat } from '../chats.ts';
import { isForum } from '../threads.ts';

export function pinChatMessage(call: Call): Answer {
  const chat = readChat(call, 'write');
  const message = findShown(call, chat, call.params.integer('message_id'));
  if (message === undefined) throw badRequest('message to pin not found');
  checkCanPin(call, chat);
  if (message.content.kind === 'service') throw badRequest("service messages can't be pinned");
  checkCanWrite(call, chat, 'text messages');
  // In private chats and channels nobody hears of a pinned message.
  const isLoud = chat.kind === 'chat' && chat.chat.type !== 'channel' && !call.params.bool('disable_notification');
  pinMessage(call.world, message, call.bot.id, !isLoud);
  return { result: true };
}

/** Without a message, the newest pinned one is meant. */
export function unpinChatMessage(call: Call): Answer {
  const chat = readChat(call, 'write');
  const id = call.params.integer('message_id');
  const message = id > 0 ? findShown(call, chat, id) : listPinned(call.world, chat.box)[0];
  if (message === undefined) throw badRequest('message to unpin not found');
  checkCanPin(call, chat);
  if (message.content.kind === 'service') throw badRequest("service messages can't be pinned");
  unpinMessage(call.world, message);
  return { result: true };
}

export function unpinAllChatMessages(call: Call): Answer {
  const chat = readChat(call, 'write');
  checkCanPin(call, chat);
  unpinAll(call.world, chat.box);
  return { result: true };
}

export function unpinAllForumTopicMessages(call: Call): Answer {
  const chat = readChat(call, 'write');
  if (!isForum(call, chat)) throw badRequest("chat doesn't have topics");
  const thread = call.params.integer('message_thread_id');
  if (thread <= 0) throw badRequest('invalid forum topic identifier specified');
  return unpinTopic(call, chat, thread);
}

export function unpinAllGeneralForumTopicMessages(call: Call): Answer {
  const chat = readChat(call, 'write');
  if (!isForum(call, chat)) throw badRequest("chat doesn't have topics");
  return unpinTopic(call, chat, GENERAL_TOPIC);
}

function unpinTopic(call: Call, chat: FoundChat, thread: number): Answer {
  checkCanPin(call, chat);
  const wanted = thread === GENERAL_TOPIC ? undefined : thread;
  unpinAll(call.world, chat.box, (message) => message.thread === wanted);
  return { result: true };
}

function findShown(call: Call, chat: FoundChat, id: number): MessageRecord | undefined {
  const message = call.world.boxes.find(chat.box, id);
  return message?.deletedAt === undefined ? message : undefined;
}

/** In channels, pinning is a matter of editing. */
function checkCanPin(call: Call, chat: FoundChat): void {
  if (chat.kind !== 'chat') return;
  const right = chat.chat.type === 'channel' ? 'can_edit_messages' : 'can_pin_messages';
  if (hasRight(call.world, chat.chatId, call.bot.id, right)) return;
  throw badRequest('not enough rights to manage pinned messages in the chat');
}

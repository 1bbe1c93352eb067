import { removeMessages } from '../../world/messages.ts';
import { hasRight, isAdministrator } from '../../world/rights.ts';
import type { MessageRecord } from '../../world/types.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { readChat, type FoundChat } from '../chats.ts';
import { readMessageIds } from '../message-ids.ts';

const WINDOW_S = 48 * 3600;
const DICE_S = 24 * 3600;

export function deleteMessage(call: Call): Answer {
  if (call.params.text('chat_id') === '') throw badRequest('chat identifier is not specified');
  const messageId = call.params.integer('message_id');
  if (messageId <= 0) throw badRequest('message identifier is not specified');
  const chat = readChat(call, 'write');
  const message = call.world.boxes.find(chat.box, messageId);
  if (message === undefined || message.deletedAt !== undefined) throw badRequest('message to delete not found');
  checkDeletable(call, chat, message);
  removeMessages(call.world, chat.box, [message]);
  return { result: true };
}

export function deleteMessages(call: Call): Answer {
  const ids = new Set(readMessageIds(call));
  const chat = readChat(call, 'write');
  // Ids that do not exist are skipped; one that may not be deleted refuses all.
  const found = call.world.boxes.list(chat.box).filter(({ id, deletedAt }) => ids.has(id) && deletedAt === undefined);
  for (const message of found) checkDeletable(call, chat, message);
  removeMessages(call.world, chat.box, found);
  return { result: true };
}

function checkDeletable(call: Call, chat: FoundChat, message: MessageRecord): void {
  const ageS = call.world.clock.seconds() - message.date;
  if (chat.kind === 'chat' && chat.chat.type !== 'group') {
    if (!mayDeleteInLarge(call, chat.chatId, message, ageS)) throw badRequest("message can't be deleted");
    return;
  }
  const isPrivate = chat.kind !== 'chat';
  // A throw of the dice cannot be undone at once.
  const isFreshDice = isPrivate && message.content.kind === 'dice' && ageS < DICE_S;
  const isOwn = message.from === call.bot.id && message.content.kind !== 'service';
  const isAdmin = !isPrivate && isAdministrator(call.world.findMember(chat.chatId, call.bot.id));
  // In a private chat, a bot deletes the person's messages as well.
  const isFresh = (isOwn || isPrivate) && ageS <= WINDOW_S;
  if (isFreshDice || (!isFresh && !isAdmin)) {
    const isForeign = !isPrivate && !isOwn;
    throw badRequest(isForeign ? "message can't be deleted" : "message can't be deleted for everyone");
  }
}

/** Supergroups and channels: nothing older than two days, no beginnings, and others' messages only by right. */
function mayDeleteInLarge(call: Call, chatId: number, message: MessageRecord, ageS: number): boolean {
  const { content } = message;
  if (ageS >= WINDOW_S) return false;
  if (content.kind === 'service' && Object.keys(content.fields).some((name) => BEGINNINGS.has(name))) return false;
  if (hasRight(call.world, chatId, call.bot.id, 'can_delete_messages')) return true;
  if (message.from !== call.bot.id) return false;
  const isPost = call.world.findChat(chatId)?.type === 'channel';
  if (!isPost && content.kind !== 'service') return true;
  return isPost && hasRight(call.world, chatId, call.bot.id, 'can_post_messages');
}

const BEGINNINGS: ReadonlySet<string> = new Set([
  'migrate_from_chat_id',
  'supergroup_chat_created',
  'channel_chat_created',
  'forum_topic_created',
]);

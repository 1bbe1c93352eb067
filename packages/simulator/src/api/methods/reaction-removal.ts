import { findReactionTarget, setReactions } from '../../world/reactions.ts';
import { hasRight } from '../../world/rights.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { readChat, type FoundChat } from '../chats.ts';
import { readUserId } from '../read-user.ts';
import { readSenderChat } from './verification.ts';

/** Administrators who may delete messages take reactions of others away. */
export function deleteMessageReaction(call: Call): Answer {
  const actorId = readActor(call);
  const chat = readChat(call, 'write');
  const found = call.world.boxes.find(chat.box, call.params.integer('message_id'));
  if (found === undefined || found.deletedAt !== undefined) throw badRequest('message to delete reactions not found');
  checkRight(call, chat);
  setReactions(call.world, findReactionTarget(call.world, found), actorId, []);
  return { result: true };
}

export function deleteAllMessageReactions(call: Call): Answer {
  const actorId = readActor(call);
  const chat = readChat(call, 'write');
  checkRight(call, chat);
  for (const message of call.world.boxes.list(chat.box)) {
    if (message.reactions?.[actorId] !== undefined) setReactions(call.world, message, actorId, []);
  }
  return { result: true };
}

/** Whose reactions: those of a chat, when one is named. */
function readActor(call: Call): number {
  return call.params.text('actor_chat_id') === '' ? readUserId(call) : readSenderChat(call, 'actor_chat_id');
}

function checkRight(call: Call, chat: FoundChat): void {
  const mayDelete = chat.kind === 'chat' && hasRight(call.world, chat.chatId, call.bot.id, 'can_delete_messages');
  if (!mayDelete) throw badRequest('CHAT_ADMIN_REQUIRED');
}

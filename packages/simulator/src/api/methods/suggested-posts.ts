import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { readChat } from '../chats.ts';

/** Posts are suggested in the direct messages of channels, and no channel here has them. */
export function approveSuggestedPost(call: Call): Answer {
  return refuse(call);
}

export function declineSuggestedPost(call: Call): Answer {
  return refuse(call);
}

function refuse(call: Call): never {
  const chat = readChat(call, 'write');
  const message = call.world.boxes.find(chat.box, call.params.integer('message_id'));
  if (message === undefined || message.deletedAt !== undefined) throw badRequest('message not found');
  throw badRequest("message can't be used in the method");
}

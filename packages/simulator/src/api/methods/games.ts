import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { readChat, type Access } from '../chats.ts';
import { readUserId } from '../read-user.ts';
import { refuseToSend } from '../refuse-to-send.ts';
import { readRequired } from './business.ts';

/** Games are made with BotFather, and no bot here has one. */
export function sendGame(call: Call): Answer {
  return refuseToSend(call, 'games', () => readRequired(call, 'game_short_name'), 'wrong game short name specified');
}

export function setGameScore(call: Call): Answer {
  readUserId(call);
  checkGame(call, 'edit', 'message to set game score not found');
  throw badRequest("game score can't be set");
}

export function getGameHighScores(call: Call): Answer {
  readUserId(call);
  checkGame(call, 'read', 'message to get game high scores not found');
  throw badRequest('MESSAGE_ID_INVALID');
}

/** @throws ApiError unless there is such a message; it carries no game in any case */
function checkGame(call: Call, access: Access, notFound: string): void {
  const messageId = call.params.integer('message_id');
  if (!call.params.has('chat_id') && messageId === 0) {
    const id = call.params.text('inline_message_id');
    throw badRequest(id === '' ? 'message identifier is not specified' : 'MESSAGE_ID_INVALID');
  }
  const chat = readChat(call, access);
  const message = call.world.boxes.find(chat.box, messageId);
  if (message === undefined || message.deletedAt !== undefined) throw badRequest(notFound);
}

import { badRequest, type ApiError } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { readChat } from '../chats.ts';
import { readKnownUser, readUserId } from '../read-user.ts';

/** Only organisations that Telegram appointed may verify others, and no bot here belongs to one. */
function notAVerifier(): ApiError {
  return badRequest('BOT_VERIFIER_FORBIDDEN');
}

export function verifyUser(call: Call): Answer {
  readKnownUser(call);
  throw notAVerifier();
}

export function verifyChat(call: Call): Answer {
  readChat(call, 'read');
  throw notAVerifier();
}

export function removeUserVerification(call: Call): Answer {
  readUserId(call);
  throw notAVerifier();
}

/** The server names the chat otherwise than in its other methods. */
export function removeChatVerification(call: Call): Answer {
  readSenderChat(call, 'chat_id');
  throw notAVerifier();
}

/** Reads a chat that need not be known to the bot. */
export function readSenderChat(call: Call, parameter: string): number {
  const text = call.params.text(parameter);
  if (text === '') throw badRequest('sender_chat_id is empty');
  if (text.startsWith('@')) return readChat(call, 'read', parameter).chatId;
  if (!/^-?\d{1,18}$/.test(text)) throw badRequest('sender_chat_id is not a valid Integer');
  return Number(text);
}

import { badRequest } from './api-error.ts';
import type { Call } from './call.ts';
import { checkCanWrite, readChat } from './chats.ts';
import { findReply, readReply } from './replies.ts';
import { checkMarkup, checkMarkupOnServer, readReplyMarkup } from './reply-markup.ts';
import { checkThreadOpen, readThread } from './threads.ts';

/**
 * The way of a message that cannot be sent by any bot of the simulator: all checks of a send method in their order,
 * and in the end what the Telegram server says.
 *
 * @param rights how a refusal names what is sent ("games")
 * @param words the refusal of the Telegram server
 */
export function refuseToSend(call: Call, rights: string, readContent: () => unknown, words: string): never {
  readContent();
  const reply = readReply(call);
  const markup = readReplyMarkup(call.params);
  const chat = readChat(call, 'write');
  const thread = readThread(call, chat);
  findReply(call, chat, reply);
  checkMarkup(markup, chat);
  checkCanWrite(call, chat, rights);
  checkThreadOpen(call, chat, thread);
  checkMarkupOnServer(markup, false);
  throw badRequest(words);
}

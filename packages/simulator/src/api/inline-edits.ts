import { isDeepStrictEqual } from 'node:util';

import type { JsonObject } from '../json.ts';
import { editInlineMessage, findInlineMessage } from '../world/inline.ts';
import type { Content } from '../world/message-contents.ts';
import type { MessageRecord } from '../world/types.ts';
import { badRequest } from './api-error.ts';
import type { Answer, Call } from './call.ts';
import type { FoundChat } from './chats.ts';
import { checkMarkup, checkMarkupOnServer } from './reply-markup.ts';

/** Keyboards of inline messages are checked as in a chat where everything inline is allowed. */
const ANYWHERE: FoundChat = { kind: 'bot', box: '', chatId: 0 };

/**
 * The message that a call names by `inline_message_id`.
 *
 * @returns `undefined` when the call names a message of a chat instead
 */
export function readInlineMessage(call: Call): MessageRecord | undefined {
  const { params } = call;
  if (params.has('chat_id') || params.integer('message_id') !== 0) return undefined;
  const id = params.text('inline_message_id');
  if (id === '') throw badRequest('message identifier is not specified');
  const message = findInlineMessage(call.world, call.bot.id, id);
  if (message === undefined) throw badRequest('MESSAGE_ID_INVALID');
  return message;
}

/** Edits a message that was sent via the bot. Its bot gets no message back, only that it was done. */
export function applyInlineEdit(
  call: Call,
  message: MessageRecord,
  content: Content,
  markup: JsonObject | undefined,
): Answer {
  checkMarkup(markup, ANYWHERE);
  checkMarkupOnServer(markup, content.kind === 'invoice');
  if (isDeepStrictEqual(content, message.content) && isDeepStrictEqual(markup, message.markup)) {
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  }
  editInlineMessage(call.world, message, content, markup);
  return { result: true };
}

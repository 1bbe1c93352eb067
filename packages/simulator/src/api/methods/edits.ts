import { isDeepStrictEqual } from 'node:util';

import type { JsonObject } from '../../json.ts';
import { emitMessage, saveMessage } from '../../world/messages.ts';
import { hasRight } from '../../world/rights.ts';
import type { Content, Entity } from '../../world/message-contents.ts';
import type { MessageRecord } from '../../world/types.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { checkCanWrite, readChat, takeFlood, type FoundChat } from '../chats.ts';
import { applyInlineEdit, readInlineMessage } from '../inline-edits.ts';
import { canHaveCaption } from '../content-rights.ts';
import { readText } from '../read-text.ts';
import { checkMarkup, checkMarkupOnServer, readInlineMarkup } from '../reply-markup.ts';
import { checkLength, readLinkPreview, showMessage } from '../send.ts';
import { NO_RICH_MESSAGES, readRichMessage } from './rich-messages.ts';
import { readTextContent } from './text-messages.ts';

export function editMessageText(call: Call): Answer {
  const isRich = call.params.text('text') === '' && call.params.text('rich_message') !== '';
  if (isRich) return refuseRichEdit(call);
  const content = readTextContent(call);
  const markup = readInlineMarkup(call.params);
  const linkPreview = readLinkPreview(call);
  if (linkPreview !== undefined) content.linkPreview = linkPreview;
  const inline = readInlineMessage(call);
  if (inline !== undefined) {
    checkLength(content);
    if (inline.content.kind !== 'text') throw badRequest('there is no text in the message to edit');
    return applyInlineEdit(call, inline, content, markup);
  }
  const { chat, message } = readEditedMessage(call);
  checkEditable(call, chat, message);
  if (message.content.kind !== 'text') throw badRequest('there is no text in the message to edit');
  return applyEdit(call, chat, message, content, markup);
}

/** No message here is rich, and none becomes so. */
function refuseRichEdit(call: Call): never {
  readRichMessage(call);
  readInlineMarkup(call.params);
  if (readInlineMessage(call) === undefined) {
    const { chat, message } = readEditedMessage(call);
    checkEditable(call, chat, message);
  }
  throw badRequest(NO_RICH_MESSAGES);
}

export function editMessageCaption(call: Call): Answer {
  const { text, entities } = readText(call, {
    text: 'caption',
    entities: 'caption_entities',
    parseMode: 'parse_mode',
  });
  const markup = readInlineMarkup(call.params);
  const inline = readInlineMessage(call);
  if (inline !== undefined) {
    const content = withCaption(call, inline.content, text, entities);
    checkLength(content);
    return applyInlineEdit(call, inline, content, markup);
  }
  const { chat, message } = readEditedMessage(call);
  checkEditable(call, chat, message);
  const content = withCaption(call, message.content, text, entities);
  return applyEdit(call, chat, message, content, markup);
}

function withCaption(call: Call, before: Content, caption: string, entities: Entity[]): Content {
  if (before.kind !== 'media' && before.kind !== 'paid_media') {
    throw badRequest('there is no caption in the message to edit');
  }
  if (before.kind === 'media' && !canHaveCaption(before.media)) {
    throw badRequest('there is no caption in the message to edit');
  }
  const content: Content = { ...before, caption, entities };
  if (call.params.bool('show_caption_above_media')) content.showCaptionAboveMedia = true;
  else delete content.showCaptionAboveMedia;
  return content;
}

export function editMessageReplyMarkup(call: Call): Answer {
  const markup = readInlineMarkup(call.params);
  const inline = readInlineMessage(call);
  if (inline !== undefined) return applyInlineEdit(call, inline, inline.content, markup);
  const { chat, message } = readEditedMessage(call);
  checkEditable(call, chat, message, 'markup only');
  return applyEdit(call, chat, message, message.content, markup);
}

export function readEditedMessage(call: Call): { chat: FoundChat; message: MessageRecord } {
  const messageId = call.params.integer('message_id');
  const chat = readChat(call, 'edit');
  const message = call.world.boxes.find(chat.box, messageId);
  if (message === undefined || message.deletedAt !== undefined) throw badRequest('message to edit not found');
  return { chat, message };
}

const EDIT_WINDOW_S = 48 * 3600;

/**
 * A bot's own messages can always be edited, but never those that carry another markup than an inline keyboard.
 * In channels it edits the posts of others too, if it has the right, for two days.
 */
export function checkEditable(call: Call, chat: FoundChat, message: MessageRecord, what?: 'markup only'): void {
  const hasOtherMarkup = message.markup !== undefined && !('inline_keyboard' in message.markup);
  const { kind } = message.content;
  const isEvent = kind === 'service' || kind === 'payment_notice';
  if (isEvent || hasOtherMarkup || message.forwardOrigin !== undefined || !mayEdit(call, chat, message, what)) {
    throw badRequest("message can't be edited");
  }
}

function mayEdit(call: Call, chat: FoundChat, message: MessageRecord, what?: 'markup only'): boolean {
  const isOwn = message.from === call.bot.id;
  if (message.viaBot !== undefined && message.viaBot !== call.bot.id) return false;
  if (chat.kind !== 'chat' || chat.chat.type !== 'channel') return isOwn || message.viaBot === call.bot.id;
  const has = (right: 'can_edit_messages' | 'can_post_messages'): boolean =>
    hasRight(call.world, chat.chatId, call.bot.id, right);
  if (isOwn) return has('can_edit_messages') || has('can_post_messages');
  if (!has('can_edit_messages')) return false;
  return what === 'markup only' || call.world.clock.seconds() - message.date <= EDIT_WINDOW_S;
}

export function applyEdit(
  call: Call,
  chat: FoundChat,
  message: MessageRecord,
  content: Content,
  markup: JsonObject | undefined,
): Answer {
  checkLength(content);
  checkMarkup(markup, chat);
  if (chat.kind !== 'chat') checkCanWrite(call, chat, 'text messages');
  checkMarkupOnServer(markup, message.content.kind === 'invoice');
  if (isDeepStrictEqual(content, message.content) && isDeepStrictEqual(markup, message.markup)) {
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  }
  takeFlood(call, chat);
  message.content = content;
  if (markup === undefined) delete message.markup;
  else message.markup = markup;
  message.editDate = call.world.clock.seconds();
  saveMessage(call.world, message);
  emitMessage(call.world, 'edit', message);
  return { result: showMessage(call, message) };
}

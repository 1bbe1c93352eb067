import { isJsonObject, type JsonObject } from '../json.ts';
import { addMessage } from '../world/messages.ts';
import { renderMessage } from '../world/render.ts';
import type { Content, MessageRecord } from '../world/types.ts';
import { badRequest } from './api-error.ts';
import type { Answer, Call } from './call.ts';
import { checkCanWrite, readChat, takeFlood, type FoundChat } from './chats.ts';
import { boolField, requiredInteger, stringField, tryParseJson } from './json-fields.ts';
import { CAPTION_LENGTH, isLongerThan, MESSAGE_LENGTH } from './read-text.ts';
import { checkMarkup, checkMarkupOnServer, readReplyMarkup } from './reply-markup.ts';

export interface Reply {
  messageId: number;
  isOptional: boolean;
}

/**
 * The way of every method that sends one message, in the official order: content, the JSON parameters,
 * chat, topic, replied message, TDLib's checks, and what the Telegram server says.
 *
 * @param rights how a refusal names what is sent ("text messages")
 */
export function sendMessage(
  call: Call,
  rights: string,
  readContent: () => Content,
  checkContent = checkLength,
): Answer {
  const content = readContent();
  const reply = readReply(call);
  const markup = readReplyMarkup(call.params);
  const linkPreview = readLinkPreview(call);
  if (linkPreview !== undefined && content.kind === 'text') content.linkPreview = linkPreview;
  const chat = readChat(call, 'write');
  const thread = readThread(call, chat);
  const replyTo = checkReply(call, chat, reply);
  checkContent(content);
  checkMarkup(markup, chat);
  checkCanWrite(call, chat, rights);
  checkMarkupOnServer(markup);
  takeFlood(call, chat);
  const { message } = addMessage(call.world, {
    box: chat.box,
    from: call.bot.id,
    content,
    replyTo,
    thread,
    markup,
    isProtected: call.params.bool('protect_content'),
    marker: call.marker,
  });
  return { result: showMessage(call, message) };
}

export function showMessage(call: Call, message: MessageRecord): JsonObject {
  return renderMessage(call.world, message, { kind: 'bot', botId: call.bot.id });
}

export function checkLength(content: Content): void {
  if (content.kind === 'text') {
    if (content.text === '') throw badRequest('text must be non-empty');
    if (isLongerThan(content.text, MESSAGE_LENGTH)) throw badRequest('message is too long');
  }
  if (content.kind === 'media' && isLongerThan(content.caption, CAPTION_LENGTH)) {
    throw badRequest('message caption is too long');
  }
}

export function readReply(call: Call): Reply | undefined {
  const text = call.params.text('reply_parameters');
  if (text === '') {
    const messageId = call.params.integer('reply_to_message_id');
    return messageId <= 0 ? undefined : { messageId, isOptional: call.params.bool('allow_sending_without_reply') };
  }
  const parsed = tryParseJson(text);
  if (parsed === undefined) throw badRequest("can't parse reply parameters JSON object");
  if (!isJsonObject(parsed.value)) throw badRequest('object expected as reply parameters');
  stringField(parsed.value, 'chat_id');
  const messageId = requiredInteger(parsed.value, 'message_id');
  return { messageId, isOptional: boolField(parsed.value, 'allow_sending_without_reply') };
}

export function readLinkPreview(call: Call): JsonObject | undefined {
  const text = call.params.text('link_preview_options');
  if (text === '') return call.params.bool('disable_web_page_preview') ? { is_disabled: true } : undefined;
  const parsed = tryParseJson(text);
  if (parsed === undefined) throw badRequest("can't parse link preview options JSON object");
  if (!isJsonObject(parsed.value)) throw badRequest('object expected as link preview options');
  const options: JsonObject = {};
  if (boolField(parsed.value, 'is_disabled')) options['is_disabled'] = true;
  const url = stringField(parsed.value, 'url') ?? '';
  if (url !== '') options['url'] = url;
  for (const name of ['prefer_small_media', 'prefer_large_media', 'show_above_text']) {
    if (boolField(parsed.value, name)) options[name] = true;
  }
  return Object.keys(options).length === 0 ? undefined : options;
}

/** Topics exist in forums only; elsewhere the id is ignored. */
export function readThread(call: Call, chat: FoundChat): number | undefined {
  const thread = call.params.integer('message_thread_id');
  if (thread === 0 || chat.kind !== 'chat' || chat.chat.is_forum !== true) return undefined;
  const root = call.world.boxes.find(chat.box, thread);
  if (thread === 1 || root?.content.kind !== 'service' || !('forum_topic_created' in root.content.fields)) {
    throw badRequest('message thread not found');
  }
  return thread;
}

export function checkReply(call: Call, chat: FoundChat, reply: Reply | undefined): number | undefined {
  if (reply === undefined) return undefined;
  const message = call.world.boxes.find(chat.box, reply.messageId);
  if (message !== undefined && message.deletedAt === undefined) return reply.messageId;
  if (reply.isOptional) return undefined;
  throw badRequest('message to be replied not found');
}

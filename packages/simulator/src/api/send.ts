import { isJsonObject, type JsonObject } from '../json.ts';
import { addMessage } from '../world/messages.ts';
import { renderMessage } from '../world/render.ts';
import type { Content } from '../world/message-contents.ts';
import type { MessageRecord } from '../world/types.ts';
import { badRequest } from './api-error.ts';
import type { Answer, Call } from './call.ts';
import { checkCanWrite, readChat, takeFlood, type FoundChat } from './chats.ts';
import { finishInvoice } from './invoice-parameters.ts';
import { boolField, stringField, tryParseJson } from './json-fields.ts';
import { CAPTION_LENGTH, isLongerThan, MESSAGE_LENGTH } from './read-text.ts';
import { findReply, readReply } from './replies.ts';
import { checkMarkup, checkMarkupOnServer, readReplyMarkup } from './reply-markup.ts';
import { checkThreadOpen, readLongId, readThread } from './threads.ts';

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
  const given = readThread(call, chat);
  const target = findReply(call, chat, reply);
  const thread = given ?? target.thread;
  checkContent(content);
  const effectId = readEffect(call, chat);
  checkMarkup(markup, chat);
  checkCanWrite(call, chat, rights);
  checkThreadOpen(call, chat, thread);
  checkMarkupOnServer(markup, content.kind === 'invoice');
  const shownMarkup = content.kind === 'invoice' ? finishInvoice(call, content, markup) : markup;
  takeFlood(call, chat);
  const { message } = addMessage(call.world, {
    box: chat.box,
    from: call.bot.id,
    content,
    ...target,
    thread,
    effectId,
    markup: shownMarkup,
    isProtected: call.params.bool('protect_content'),
    isSilent: call.params.bool('disable_notification'),
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

/** The effects that cost nothing. */
const EFFECTS: ReadonlySet<string> = new Set([
  '5104841245755180586',
  '5107584321108051014',
  '5104858069142078462',
  '5044134455711629726',
  '5046509860389126442',
  '5046589136895476101',
]);

/** Reads `message_effect_id`; effects are for private chats. */
export function readEffect(call: Call, chat: FoundChat): string | undefined {
  const effectId = readLongId(call.params, 'message_effect_id');
  if (effectId === undefined) return undefined;
  if (chat.kind === 'chat') throw badRequest("can't use message effects in the chat");
  if (!EFFECTS.has(effectId)) throw badRequest('EFFECT_ID_INVALID');
  return effectId;
}

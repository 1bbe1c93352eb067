import { isJsonObject, type JsonObject } from '../json.ts';
import { originOf } from './forward-origin.ts';
import { renderLocation, renderPaidMedia, renderPhoto, writeMedia, type Viewer } from './render-media.ts';
import { renderPoll } from './render-poll.ts';
import { writeReply } from './render-reply.ts';
import { renderInvoice } from './render-payments.ts';
import { renderSpecialAccount, senderTag, shownSenderId } from './senders.ts';
import type { Content, Entity, MediaContent, PaidMediaContent } from './message-contents.ts';
import type { BotRecord, CallbackRecord, ChatRecord, MessageRecord, UserRecord } from './types.ts';
import { parseBox, type World } from './world.ts';

export type { Viewer } from './render-media.ts';

export function renderUser(user: UserRecord): JsonObject {
  const json: JsonObject = { id: user.id, is_bot: false, first_name: user.first_name };
  if (user.last_name !== undefined) json['last_name'] = user.last_name;
  if (user.username !== undefined) json['username'] = user.username;
  if (user.language_code !== undefined) json['language_code'] = user.language_code;
  if (user.is_premium === true) json['is_premium'] = true;
  return json;
}

export function renderBotAsUser(bot: BotRecord): JsonObject {
  return { id: bot.id, is_bot: true, first_name: bot.first_name, username: bot.username };
}

/** A person or a bot by id; somebody unknown is a deleted account. */
export function renderSender(world: World, id: number): JsonObject {
  const user = world.findUser(id);
  if (user !== undefined) return renderUser(user);
  const bot = world.store.tables.bot.get(id);
  if (bot !== undefined) return renderBotAsUser(bot);
  return renderSpecialAccount(id) ?? { id, is_bot: false, first_name: '' };
}

export function renderPrivateChat(user: UserRecord): JsonObject {
  const json: JsonObject = { id: user.id, first_name: user.first_name };
  if (user.last_name !== undefined) json['last_name'] = user.last_name;
  if (user.username !== undefined) json['username'] = user.username;
  json['type'] = 'private';
  return json;
}

export function renderGroupChat(chat: ChatRecord): JsonObject {
  const json: JsonObject = { id: chat.id, title: chat.title };
  if (chat.username !== undefined) json['username'] = chat.username;
  json['type'] = chat.type;
  if (chat.is_forum === true) json['is_forum'] = true;
  if (chat.type === 'group') json['all_members_are_administrators'] = true;
  return json;
}

export function renderChatOf(world: World, box: string): JsonObject {
  const address = parseBox(box);
  if (address.kind === 'private') {
    const user = world.findUser(address.userId);
    return user === undefined ? { id: address.userId, first_name: '', type: 'private' } : renderPrivateChat(user);
  }
  const chat = world.findChat(address.chatId);
  return chat === undefined ? { id: address.chatId, title: '', type: 'group' } : renderGroupChat(chat);
}

export function renderEntities(world: World, entities: readonly Entity[]): JsonObject[] {
  return entities.map((entity) => {
    const json: JsonObject = { offset: entity.offset, length: entity.length, type: entity.type };
    if (entity.language !== undefined) json['language'] = entity.language;
    if (entity.url !== undefined) json['url'] = entity.url;
    if (entity.user !== undefined) json['user'] = renderSender(world, entity.user.id);
    if (entity.custom_emoji_id !== undefined) json['custom_emoji_id'] = entity.custom_emoji_id;
    if (entity.unix_time !== undefined) json['unix_time'] = entity.unix_time;
    if (entity.date_time_format !== undefined) json['date_time_format'] = entity.date_time_format;
    return json;
  });
}

/** A message as the viewer's client shows it. Replied messages are shown without what they reply to. */
export function renderMessage(world: World, message: MessageRecord, viewer: Viewer, withReply = true): JsonObject {
  const json: JsonObject = { message_id: message.id };
  const address = parseBox(message.box);
  const chat = address.kind === 'chat' ? world.findChat(address.chatId) : undefined;
  if (chat?.type !== 'channel') json['from'] = renderSender(world, shownSenderId(message));
  if (message.signature !== undefined) json['author_signature'] = message.signature;
  if (chat?.type === 'channel') json['sender_chat'] = renderGroupChat(chat);
  else if (message.senderChat !== undefined) json['sender_chat'] = renderChatOf(world, String(message.senderChat));
  json['chat'] = renderChatOf(world, message.box);
  json['date'] = message.date;
  if (message.editDate !== undefined) json['edit_date'] = message.editDate;
  const thread = message.thread ?? message.replyThread;
  if (thread !== undefined) json['message_thread_id'] = thread;
  if (message.forwardOrigin !== undefined) writeForward(json, message.forwardOrigin, message.isAutomaticForward);
  if (withReply) writeReplyOf(world, json, message, viewer);
  writeContent(world, json, message.content, viewer, message.from);
  if (message.content.kind === 'service' && message.content.photo !== undefined) {
    const file = world.store.tables.file.get(message.content.photo);
    if (file !== undefined) json['new_chat_photo'] = renderPhoto(file, viewer, true);
  }
  if (message.content.kind === 'service' && message.content.pinned !== undefined) {
    json['pinned_message'] = renderPinned(world, message.box, message.content.pinned, viewer);
  }
  if (message.markup !== undefined && (viewer.kind === 'user' || 'inline_keyboard' in message.markup)) {
    json['reply_markup'] = message.markup;
  }
  if (message.viaBot !== undefined) json['via_bot'] = renderSender(world, message.viaBot);
  if (message.isProtected === true) json['has_protected_content'] = true;
  if (message.thread !== undefined) json['is_topic_message'] = true;
  if (message.effectId !== undefined) json['effect_id'] = message.effectId;
  const tag = senderTag(world, chat, message);
  if (tag !== undefined) json['sender_tag'] = tag;
  if (viewer.kind === 'user') {
    if (message.editDate !== undefined) json['edited_at'] = message.editDate;
    if (message.deletedAt !== undefined) json['deleted'] = true;
    if (message.reactions !== undefined) json['reactions'] = message.reactions;
    if (message.pinnedAtMs !== undefined) json['is_pinned'] = true;
    if (message.isSilent === true) json['is_silent'] = true;
    json['rev'] = message.rev;
    json['outgoing'] = viewer.userId !== undefined && message.from === viewer.userId;
  }
  return json;
}

function writeReplyOf(world: World, json: JsonObject, message: MessageRecord, viewer: Viewer): void {
  writeReply(world, json, message, {
    message: (replied) => renderMessage(world, replied, viewer, false),
    content: (replied) => {
      const content: JsonObject = {};
      writeContent(world, content, replied.content, viewer, replied.from);
      return content;
    },
    entities: (quote) => renderEntities(world, quote.entities),
    origin: (replied) => renderOrigin(world, replied),
  });
  const isRoot = message.thread === message.id;
  if (message.replyTo !== undefined || message.thread === undefined || isRoot || viewer.kind === 'user') return;
  // To bots, whatever is said in a topic replies to the message that opened it.
  const root = message.box.startsWith('p') ? undefined : world.boxes.find(message.box, message.thread);
  if (root !== undefined) json['reply_to_message'] = renderMessage(world, root, viewer, false);
}

/** `MessageOrigin` of a message. */
export function renderOrigin(world: World, message: MessageRecord): JsonObject {
  return originOf(world, message, {
    sender: (id) => renderSender(world, id),
    chat: (id) => renderChatOf(world, String(id)),
  });
}

function renderPinned(world: World, box: string, id: number, viewer: Viewer): JsonObject {
  const message = world.boxes.find(box, id);
  if (message === undefined || message.deletedAt !== undefined) {
    return { message_id: id, chat: renderChatOf(world, box), date: 0 };
  }
  return renderMessage(world, message, viewer, false);
}

/** What a callback query carries of its message: a deleted message is only named. */
export function renderCallbackMessage(world: World, callback: CallbackRecord): JsonObject {
  const message = world.boxes.find(callback.box, callback.messageId);
  if (message === undefined || message.deletedAt !== undefined) {
    return { message_id: callback.messageId, chat: renderChatOf(world, callback.box), date: 0 };
  }
  return renderMessage(world, message, { kind: 'bot', botId: callback.botId });
}

function writeForward(json: JsonObject, origin: JsonObject, isAutomatic = false): void {
  json['forward_origin'] = origin;
  if (isAutomatic) json['is_automatic_forward'] = true;
  // Old fields that the official server still writes.
  if (origin['type'] === 'user') json['forward_from'] = origin['sender_user'];
  const chat = origin['chat'] ?? origin['sender_chat'];
  if (chat !== undefined) json['forward_from_chat'] = chat;
  if (origin['author_signature'] !== undefined) json['forward_signature'] = origin['author_signature'];
  if (origin['type'] === 'hidden_user') json['forward_sender_name'] = origin['sender_user_name'];
  if (origin['type'] === 'channel') json['forward_from_message_id'] = origin['message_id'];
  json['forward_date'] = origin['date'];
}

function writeContent(world: World, json: JsonObject, content: Content, viewer: Viewer, from: number): void {
  switch (content.kind) {
    case 'text':
      json['text'] = content.text;
      if (content.entities.length > 0) json['entities'] = renderEntities(world, content.entities);
      if (content.linkPreview !== undefined) json['link_preview_options'] = content.linkPreview;
      return;
    case 'media':
      writeMedia(world, json, content, viewer);
      writeCaption(world, json, content);
      if (content.hasSpoiler === true) json['has_media_spoiler'] = true;
      return;
    case 'paid_media':
      json['paid_media'] = renderPaidMedia(world, content, viewer, viewer.kind === 'bot' && viewer.botId === from);
      writeCaption(world, json, content);
      return;
    case 'location':
      json['location'] = renderLocation(world, content);
      return;
    case 'venue':
      // The place is also given by itself, for old bots.
      json['location'] = content.venue['location'];
      json['venue'] = content.venue;
      return;
    case 'dice':
      json['dice'] = { emoji: content.emoji, value: content.value };
      return;
    case 'contact':
      json['contact'] = content.contact;
      return;
    case 'poll':
      json['poll'] = renderPollOf(world, content.poll, viewer, json);
      return;
    case 'invoice':
      json['invoice'] = renderInvoice(content, viewer);
      return;
    case 'payment_notice':
      Object.assign(json, content.fields);
      return;
    case 'service':
      Object.assign(json, content.fields);
  }
}

function writeCaption(world: World, json: JsonObject, content: MediaContent | PaidMediaContent): void {
  if (content.caption !== '') json['caption'] = content.caption;
  if (content.entities.length > 0) json['caption_entities'] = renderEntities(world, content.entities);
  if (content.showCaptionAboveMedia === true) json['show_caption_above_media'] = true;
}

/** A quiz keeps its answers from those who did not vote; its bot, and a bot in private, know them. */
function renderPollOf(world: World, id: string, viewer: Viewer, message: JsonObject): JsonObject {
  const poll = world.store.tables.poll.get(id);
  if (poll === undefined) return {};
  const { chat } = message;
  const isPrivate = isJsonObject(chat) && chat['type'] === 'private';
  const viewerId = viewer.kind === 'bot' ? viewer.botId : (viewer.userId ?? 0);
  return renderPoll(poll, {
    entities: (entities) => renderEntities(world, entities),
    sender: (userId) => renderSender(world, userId),
    media: (content) => mediaOf(world, content, viewer),
    knowsAnswers: viewer.kind === 'bot' ? poll.ownerId === viewerId || isPrivate : poll.votes[viewerId] !== undefined,
    isInMessage: true,
    personId: viewer.kind === 'user' ? viewerId : undefined,
  });
}

/** A medium of a poll as a bot sees it. */
export function renderPollMedia(world: World, content: Content, botId: number): JsonObject {
  return mediaOf(world, content, { kind: 'bot', botId });
}

/** Only the medium: an animation has no twin here, and nothing has a caption. */
function mediaOf(world: World, content: Content, viewer: Viewer): JsonObject {
  const written: JsonObject = {};
  writeContent(world, written, content, viewer, 0);
  const names = ['animation', 'audio', 'live_photo', 'photo', 'video', 'document', 'location', 'venue'];
  const name = names.find((candidate) => written[candidate] !== undefined);
  return name === undefined ? {} : { [name]: written[name] };
}

import type { JsonObject } from '../json.ts';
import { endDrafts } from './drafts.ts';
import { eventAddress } from './event-address.ts';
import { setKeyboards } from './keyboards.ts';
import { forwardInvoice } from './invoices.ts';
import { notePollMessage } from './poll-places.ts';
import { renderMessage, renderOrigin } from './render.ts';
import { identityOf, TELEGRAM_ID } from './senders.ts';
import type { Content } from './message-contents.ts';
import type { BotRecord, ChatRecord, MessageRecord, ReplyDetails } from './types.ts';
import { DAY_MS, queueUpdate } from './updates.ts';
import { parseBox, type World } from './world.ts';

export interface MessageDraft {
  box: string;
  from: number;
  content: Content;
  replyTo?: number | undefined;
  /** The message replied to is in this other conversation. */
  replyBox?: string | undefined;
  replyDetails?: ReplyDetails | undefined;
  thread?: number | undefined;
  /** The message opens a topic, which gets its id. */
  startsThread?: boolean | undefined;
  effectId?: string | undefined;
  markup?: JsonObject | undefined;
  forwardOrigin?: JsonObject | undefined;
  isProtected?: boolean | undefined;
  isSilent?: boolean | undefined;
  viaBot?: number | undefined;
  marker?: string | undefined;
  /** The channel in whose name a person writes in a group. */
  senderChat?: number | undefined;
  isAutomaticForward?: boolean | undefined;
}

/** Puts a message into its conversation, tells the bots that may see it, and everybody who watches. */
export function addMessage(world: World, draft: MessageDraft): { message: MessageRecord; updateIds: number[] } {
  const message: MessageRecord = {
    box: draft.box,
    id: takeMessageId(world, draft.box),
    from: draft.from,
    date: world.clock.seconds(),
    content: draft.content,
    rev: 0,
  };
  if (draft.replyTo !== undefined) message.replyTo = draft.replyTo;
  if (draft.replyBox !== undefined) message.replyBox = draft.replyBox;
  if (draft.replyDetails !== undefined) message.replyDetails = draft.replyDetails;
  if (draft.thread !== undefined) message.thread = draft.thread;
  if (draft.startsThread === true) message.thread = message.id;
  const head = findReplyHead(world, message);
  if (head !== undefined) message.replyThread = head;
  if (draft.effectId !== undefined) message.effectId = draft.effectId;
  if (draft.markup !== undefined) message.markup = draft.markup;
  if (draft.forwardOrigin !== undefined && draft.content.kind === 'invoice') {
    Object.assign(message, forwardInvoice(world, draft.content));
  }
  if (draft.forwardOrigin !== undefined) message.forwardOrigin = draft.forwardOrigin;
  if (draft.isProtected === true) message.isProtected = true;
  if (draft.isSilent === true) message.isSilent = true;
  if (draft.viaBot !== undefined) message.viaBot = draft.viaBot;
  if (draft.marker !== undefined) message.marker = draft.marker;
  const address = parseBox(draft.box);
  const chat = address.kind === 'chat' ? world.findChat(address.chatId) : undefined;
  if (chat !== undefined) Object.assign(message, identityOf(world, chat, draft.from, draft.content));
  if (draft.senderChat !== undefined) message.senderChat = draft.senderChat;
  if (draft.isAutomaticForward === true) message.isAutomaticForward = true;
  saveMessage(world, message);
  world.boxes.add(message);
  notePollMessage(world, message);
  noteWriter(world, message);
  if (message.markup !== undefined) setKeyboards(world, message);
  endDrafts(world, message);
  const updateIds = tellBots(world, message, 'message');
  emitMessage(world, 'message', message);
  if (chat?.type === 'channel') forwardToDiscussion(world, chat, message);
  return { message, updateIds };
}

/** Each post of a channel with a discussion group appears there too. */
function forwardToDiscussion(world: World, channel: ChatRecord, post: MessageRecord): void {
  if (channel.linkedChatId === undefined || post.content.kind === 'service') return;
  addMessage(world, {
    box: String(channel.linkedChatId),
    from: TELEGRAM_ID,
    content: post.content,
    forwardOrigin: renderOrigin(world, post),
    senderChat: channel.id,
    isAutomaticForward: true,
  });
}

/** In supergroups, replies to one message and to its replies belong together. */
function findReplyHead(world: World, { box, replyTo, replyBox }: MessageRecord): number | undefined {
  const address = parseBox(box);
  if (replyTo === undefined || replyBox !== undefined || address.kind === 'private') return undefined;
  const chat = world.findChat(address.chatId);
  if (chat?.type !== 'supergroup' || chat.is_forum === true) return undefined;
  return world.boxes.find(box, replyTo)?.replyThread ?? replyTo;
}

/** Keeps a new or changed message and numbers the change. */
export function saveMessage(world: World, message: MessageRecord): void {
  message.rev = world.takeRevision();
  world.store.tables.message.put(`${message.box}/${message.id}`, message);
}

export function emitMessage(world: World, type: 'message' | 'edit', message: MessageRecord): void {
  const address = parseBox(message.box);
  world.events.emit(type, { kind: 'box', box: message.box }, (userId) => ({
    ...eventAddress(message.box),
    message: renderMessage(world, message, {
      kind: 'user',
      userId: userId ?? (address.kind === 'private' ? address.userId : undefined),
    }),
  }));
}

/** Marks a message as deleted; bots are not told about deletions. */
export function removeMessages(world: World, box: string, messages: readonly MessageRecord[]): void {
  if (messages.length === 0) return;
  for (const message of messages) {
    message.deletedAt = world.clock.seconds();
    saveMessage(world, message);
  }
  const ids = messages.map((message) => message.id);
  world.events.emit('delete', { kind: 'box', box }, () => ({ ...eventAddress(box), message_ids: ids }));
}

function takeMessageId(world: World, box: string): number {
  const address = parseBox(box);
  if (address.kind === 'private') {
    const bot = world.store.tables.bot.get(address.botId);
    if (bot === undefined) return 1;
    world.touchBot(bot);
    return bot.nextMessageId++;
  }
  const chat = world.findChat(address.chatId);
  if (chat === undefined) return 1;
  world.store.tables.chat.put(chat.id, chat);
  return chat.nextMessageId++;
}

function noteWriter(world: World, message: MessageRecord): void {
  const address = parseBox(message.box);
  if (address.kind !== 'chat' || world.store.tables.bot.get(message.from) === undefined) return;
  const chat = world.findChat(address.chatId);
  if (chat !== undefined) chat.lastBotWriter = message.from;
}

/** Queues the message for every bot of the conversation that may see it. @returns the ids of the updates */
export function tellBots(world: World, message: MessageRecord, event: 'message' | 'edited'): number[] {
  const ids: number[] = [];
  for (const bot of botsThatSee(world, message)) {
    const chat = parseBox(message.box);
    const isPost = chat.kind === 'chat' && world.findChat(chat.chatId)?.type === 'channel';
    const base = isPost ? 'channel_post' : 'message';
    const chatId = chat.kind === 'chat' ? chat.chatId : chat.userId;
    const id = queueUpdate(world, bot, {
      kind: event === 'edited' ? `edited_${base}` : base,
      queueKey: `chat:${chatId}`,
      expiresAtMs: (message.editDate ?? message.date) * 1000 + DAY_MS,
      payload: () => renderMessage(world, message, { kind: 'bot', botId: bot.id }),
    });
    if (id !== undefined) ids.push(id);
  }
  return ids;
}

function botsThatSee(world: World, message: MessageRecord): BotRecord[] {
  const address = parseBox(message.box);
  const { bot: bots } = world.store.tables;
  if (message.content.kind === 'payment_notice') {
    const paid = bots.get(message.content.botId);
    return paid === undefined ? [] : [paid];
  }
  if (address.kind === 'private') {
    const bot = bots.get(address.botId);
    return bot === undefined || (bot.id === message.from && !isToldToSender(message)) ? [] : [bot];
  }
  // Bots do not see each other's messages, in any chat.
  if (bots.get(message.from) !== undefined && message.content.kind !== 'service') return [];
  const seeing: BotRecord[] = [];
  for (const member of world.listMembers(address.chatId)) {
    const bot = bots.get(member.userId);
    if (bot === undefined) continue;
    const isAdmin = member.status === 'administrator' || member.status === 'creator';
    if (isAdmin || bot.can_read_all_group_messages || passesPrivacy(world, message, bot)) seeing.push(bot);
  }
  return seeing;
}

/** A bot does not receive its own messages, but for those about pins and topics. */
function isToldToSender({ content }: MessageRecord): boolean {
  if (content.kind !== 'service') return false;
  return content.pinned !== undefined || Object.keys(content.fields).some((name) => TOLD_TO_SENDER.test(name));
}

const TOLD_TO_SENDER = /forum_topic_/;

/** Privacy mode: service messages, replies to the bot, mentions of it, its commands, and general commands if it wrote last. */
function passesPrivacy(world: World, message: MessageRecord, bot: BotRecord): boolean {
  const { content } = message;
  const address = parseBox(message.box);
  if (content.kind === 'service' || message.viaBot === bot.id) return true;
  const chat = address.kind === 'chat' ? world.findChat(address.chatId) : undefined;
  if (chat?.type === 'channel') return true;
  if (message.replyTo !== undefined && world.boxes.find(message.box, message.replyTo)?.from === bot.id) return true;
  const text = content.kind === 'text' ? content.text : content.kind === 'media' ? content.caption : '';
  const entities = content.kind === 'text' || content.kind === 'media' ? content.entities : [];
  const name = bot.username.toLowerCase();
  return entities.some((entity) => {
    const value = text.slice(entity.offset, entity.offset + entity.length).toLowerCase();
    if (entity.type === 'mention') return value === `@${name}`;
    if (entity.type === 'text_mention') return entity.user?.id === bot.id;
    if (entity.type !== 'bot_command') return false;
    const at = value.indexOf('@');
    if (at !== -1) return value.slice(at + 1) === name;
    return chat?.lastBotWriter === undefined || chat.lastBotWriter === bot.id;
  });
}

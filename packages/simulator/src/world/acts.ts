import { isJsonObject, type JsonObject } from '../json.ts';
import { pressCallback } from './callbacks.ts';
import { findKeyboard, noteKeyboardUse } from './keyboards.ts';
import { addMessage, emitMessage, saveMessage, tellBots } from './messages.ts';
import { renderChatOf, renderSender } from './render.ts';
import type { CallbackRecord, Content, DialogRecord, MessageRecord } from './types.ts';
import { DAY_MS, queueUpdate } from './updates.ts';
import { parseBox, type World } from './world.ts';
import { whyNotWrite } from './write-rights.ts';

/** Why a person cannot do something. */
export interface Refused {
  refused: string;
}

export interface UserMessage {
  box: string;
  from: number;
  content: Content;
  replyTo?: number | undefined;
  thread?: number | undefined;
  /** For what a bot made in inline mode, with the keyboard that it brought. */
  viaBot?: number | undefined;
  markup?: JsonObject | undefined;
}

/** A person writes. The first message to a bot starts it. */
export function sendAsUser(
  world: World,
  draft: UserMessage,
): { message: MessageRecord; updateIds: number[] } | Refused {
  const address = parseBox(draft.box);
  if (address.kind === 'private') {
    const dialog = world.findDialog(address.botId, address.userId);
    if (dialog?.blocked === true) return { refused: 'the user blocked this bot; unblock it first' };
    if (dialog?.started !== true) startDialog(world, address.botId, address.userId);
  } else {
    const chat = world.findChat(address.chatId);
    const why = chat === undefined ? 'there is no such chat' : whyNotWrite(world, chat, draft.from, draft.content);
    if (why !== undefined) return { refused: why };
  }
  const sent = addMessage(world, draft);
  noteKeyboardUse(world, draft.box, draft.from);
  return sent;
}

function startDialog(world: World, botId: number, userId: number): void {
  world.putDialog({ botId, userId, started: true, blocked: false });
  world.events.emit('dialog', { kind: 'user', userId }, () => ({ chat_id: userId, bot_id: botId }));
}

export type Press =
  | { kind: 'callback'; callback: CallbackRecord }
  | { kind: 'url'; url: string }
  | { kind: 'copied'; text: string }
  | { kind: 'pay'; messageId: number }
  | { kind: 'web_app'; from: 'inline' | 'keyboard'; url: string; messageId?: number }
  | { kind: 'sent'; message: MessageRecord; updateIds: number[] }
  | Refused;

export interface PressRequest {
  box: string;
  from: number;
  messageId?: number | undefined;
  text?: string | undefined;
  data?: string | undefined;
  location?: { latitude: number; longitude: number } | undefined;
  phone?: string | undefined;
}

/** A person presses a button: of the newest message that has it, or of the reply keyboard. */
export function press(world: World, request: PressRequest): Press {
  const found = findInlineButton(world, request);
  if (found !== undefined) return pressInline(world, request, found.message, found.button);
  const keyboard = findKeyboard(world, request.box, request.from);
  const button = buttonsIn(keyboard?.markup['keyboard']).find((candidate) => candidate['text'] === request.text);
  if (button === undefined || request.messageId !== undefined) return { refused: 'no such button' };
  if (isJsonObject(button['web_app'])) return { kind: 'web_app', from: 'keyboard', url: String(button['web_app']['url']) };
  const content = replyButtonContent(world, request, button);
  const sent = sendAsUser(world, { box: request.box, from: request.from, content });
  return 'refused' in sent ? sent : { kind: 'sent', ...sent };
}

function findInlineButton(
  world: World,
  request: PressRequest,
): { message: MessageRecord; button: Record<string, unknown> } | undefined {
  const messages =
    request.messageId === undefined
      ? world.boxes.list(request.box).toReversed()
      : [world.boxes.find(request.box, request.messageId)].filter((message) => message !== undefined);
  for (const message of messages) {
    if (message.deletedAt !== undefined || message.markup === undefined) continue;
    const button = buttonsIn(message.markup['inline_keyboard']).find(
      (candidate) =>
        (request.data !== undefined && candidate['callback_data'] === request.data) ||
        (request.data === undefined && candidate['text'] === request.text),
    );
    if (button !== undefined) return { message, button };
  }
  return undefined;
}

function pressInline(
  world: World,
  request: PressRequest,
  message: MessageRecord,
  button: Record<string, unknown>,
): Press {
  const { callback_data: data, url, copy_text: copy } = button;
  if (typeof data === 'string') {
    return { kind: 'callback', callback: pressCallback(world, message, request.from, data) };
  }
  if (typeof url === 'string') return { kind: 'url', url };
  if (isJsonObject(copy)) return { kind: 'copied', text: String(copy['text']) };
  if (button['pay'] === true) return { kind: 'pay', messageId: message.id };
  if (isJsonObject(button['web_app'])) {
    return { kind: 'web_app', from: 'inline', url: String(button['web_app']['url']), messageId: message.id };
  }
  return { refused: 'this kind of button is not modelled' };
}

function replyButtonContent(world: World, request: PressRequest, button: Record<string, unknown>): Content {
  if (button['request_contact'] === true) {
    const sender = renderSender(world, request.from);
    const contact = {
      phone_number: request.phone ?? `+1555${String(request.from % 10_000_000).padStart(7, '0')}`,
      first_name: sender['first_name'],
      user_id: request.from,
    };
    return { kind: 'contact', contact };
  }
  if (button['request_location'] === true) {
    return { kind: 'location', location: { latitude: 50.4501, longitude: 30.5234, ...request.location } };
  }
  return { kind: 'text', text: String(button['text']), entities: [] };
}

function buttonsIn(rows: unknown): Record<string, unknown>[] {
  if (!Array.isArray(rows)) return [];
  return rows.flatMap((row) => (Array.isArray(row) ? row.filter(isJsonObject) : []));
}

/** A person edits an own message. */
export function editAsUser(world: World, message: MessageRecord, content: Content): { updateIds: number[] } {
  message.content = content;
  message.editDate = world.clock.seconds();
  saveMessage(world, message);
  const updateIds = tellBots(world, message, 'edited');
  emitMessage(world, 'edit', message);
  return { updateIds };
}

/** A person blocks or unblocks a bot; the bot learns of it. @returns whether that changed anything */
export function setBlocked(world: World, botId: number, userId: number, blocked: boolean): boolean {
  const before = world.findDialog(botId, userId);
  if ((before?.blocked ?? false) === blocked) return false;
  const dialog: DialogRecord = { botId, userId, started: before?.started ?? false, blocked };
  world.putDialog(dialog);
  world.events.emit('dialog', { kind: 'user', userId }, () => ({ chat_id: userId, bot_id: botId }));
  const bot = world.store.tables.bot.get(botId);
  const user = world.findUser(userId);
  if (bot === undefined || user === undefined) return true;
  const status = (isBlocked: boolean): object => ({
    user: renderSender(world, botId),
    status: isBlocked ? 'kicked' : 'member',
    ...(isBlocked ? { until_date: 0 } : {}),
  });
  queueUpdate(world, bot, {
    kind: 'my_chat_member',
    queueKey: `my_member:${userId}`,
    expiresAtMs: world.clock.now() + DAY_MS,
    payload: () => ({
      chat: { id: user.id, first_name: user.first_name, type: 'private' },
      from: renderSender(world, userId),
      date: world.clock.seconds(),
      old_chat_member: status(!blocked),
      new_chat_member: status(blocked),
    }),
  });
  return true;
}

/** A person reacts to a message with emoji. @returns the ids of the updates */
export function reactAsUser(world: World, message: MessageRecord, userId: number, emoji: readonly string[]): number[] {
  const old = message.reactions?.[userId] ?? [];
  message.reactions = { ...message.reactions, [userId]: [...emoji] };
  saveMessage(world, message);
  emitMessage(world, 'edit', message);
  const address = parseBox(message.box);
  const bots = [...world.store.tables.bot.values()].filter((bot) =>
    address.kind === 'private'
      ? bot.id === address.botId
      : world.findMember(address.chatId, bot.id)?.status === 'administrator',
  );
  const chatId = address.kind === 'private' ? address.userId : address.chatId;
  const ids = bots.map((bot) =>
    queueUpdate(world, bot, {
      kind: 'message_reaction',
      queueKey: `reaction:${chatId}`,
      expiresAtMs: world.clock.now() + DAY_MS,
      payload: () => ({
        chat: renderChatOf(world, message.box),
        message_id: message.id,
        user: renderSender(world, userId),
        date: world.clock.seconds(),
        old_reaction: asReactionTypes(old),
        new_reaction: asReactionTypes(emoji),
      }),
    }),
  );
  return ids.filter((id) => id !== undefined);
}

function asReactionTypes(emoji: readonly string[]): object[] {
  return emoji.map((one) => ({ type: 'emoji', emoji: one }));
}

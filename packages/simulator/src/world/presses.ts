import { isJsonObject, type JsonObject } from '../json.ts';
import { sendAsUser, type Refused } from './acts.ts';
import { pressCallback } from './callbacks.ts';
import { findKeyboard } from './keyboards.ts';
import { renderSender } from './render.ts';
import { shareChat, shareUsers, createManagedBot } from './shares.ts';
import type { Content } from './message-contents.ts';
import type { CallbackRecord, MessageRecord } from './types.ts';
import { parseBox, type World } from './world.ts';

export type Press =
  | { kind: 'callback'; callback: CallbackRecord }
  | { kind: 'url'; url: string }
  | { kind: 'copied'; text: string }
  | { kind: 'pay'; messageId: number }
  | { kind: 'web_app'; from: 'inline' | 'keyboard'; url: string; messageId?: number }
  /** The input field now holds the bot's name and this query, here or in a chat that is yet to be chosen. */
  | { kind: 'switch_inline'; botId: number; query: string; target: 'current' | 'chosen'; chatTypes: string[] }
  | { kind: 'sent'; message: MessageRecord; updateIds: number[] }
  | Refused;

export interface PressRequest {
  box: string;
  from: number;
  messageId?: number | undefined;
  /** The topic that is open. */
  thread?: number | undefined;
  text?: string | undefined;
  data?: string | undefined;
  location?: { latitude: number; longitude: number } | undefined;
  phone?: string | undefined;
  /** Whom the person chose, for a button that asks for people. */
  userIds?: readonly number[] | undefined;
  /** The chat that the person chose, for a button that asks for one. */
  chatId?: number | undefined;
  /** Makes the poll, for a button that asks for one; called once the button was found. */
  poll?: ((type: string | undefined) => Content) | undefined;
  managedBot?: { name: string; username: string } | undefined;
}

/** A person presses a button: of the newest message that has it, or of the reply keyboard. */
export function press(world: World, request: PressRequest): Press {
  const found = findInlineButton(world, request);
  if (found !== undefined) return pressInline(world, request, found.message, found.button);
  const keyboard = findKeyboard(world, request.box, request.from);
  const button = buttonsIn(keyboard?.markup['keyboard']).find((candidate) => candidate['text'] === request.text);
  if (button === undefined || request.messageId !== undefined) return { refused: 'no such button' };
  const app = button['web_app'];
  if (isJsonObject(app)) return { kind: 'web_app', from: 'keyboard', url: String(app['url']) };
  const content = replyButtonContent(world, request, button);
  if ('refused' in content) return content;
  const sent = sendAsUser(world, { box: request.box, from: request.from, content, thread: request.thread });
  return 'refused' in sent ? sent : { kind: 'sent', ...sent };
}

function findInlineButton(
  world: World,
  request: PressRequest,
): { message: MessageRecord; button: JsonObject } | undefined {
  const messages =
    request.messageId === undefined
      ? world.boxes.list(request.box).toReversed()
      : [world.boxes.find(request.box, request.messageId)].filter((message) => message !== undefined);
  for (const message of messages) {
    if (message.deletedAt !== undefined || message.markup === undefined) continue;
    if (request.thread !== undefined && (message.thread ?? 1) !== request.thread) continue;
    const button = buttonsIn(message.markup['inline_keyboard']).find(
      (candidate) =>
        (request.data !== undefined && candidate['callback_data'] === request.data) ||
        (request.data === undefined && candidate['text'] === request.text),
    );
    if (button !== undefined) return { message, button };
  }
  return undefined;
}

function pressInline(world: World, request: PressRequest, message: MessageRecord, button: JsonObject): Press {
  const { callback_data: data, url, copy_text: copy, web_app: app } = button;
  if (typeof data === 'string') {
    return { kind: 'callback', callback: pressCallback(world, message, request.from, data) };
  }
  if (typeof url === 'string') return { kind: 'url', url };
  if (isJsonObject(copy)) return { kind: 'copied', text: String(copy['text']) };
  if (button['pay'] === true) return { kind: 'pay', messageId: message.id };
  if (isJsonObject(app)) return { kind: 'web_app', from: 'inline', url: String(app['url']), messageId: message.id };
  if (button['disabled'] !== undefined) return { refused: 'the button is disabled' };
  return pressSwitch(message, button) ?? { refused: 'only games have such a button, and no bot here has one' };
}

/** The buttons that lead into inline mode of the bot whose message it is. */
function pressSwitch(message: MessageRecord, button: JsonObject): Press | undefined {
  const botId = message.viaBot ?? message.from;
  const current = button['switch_inline_query_current_chat'];
  if (typeof current === 'string') {
    return { kind: 'switch_inline', botId, query: current, target: 'current', chatTypes: [] };
  }
  const anywhere = button['switch_inline_query'];
  if (typeof anywhere === 'string') {
    return { kind: 'switch_inline', botId, query: anywhere, target: 'chosen', chatTypes: [...CHAT_TYPES] };
  }
  const chosen = button['switch_inline_query_chosen_chat'];
  if (!isJsonObject(chosen)) return undefined;
  const chatTypes = CHAT_TYPES.filter((type) => chosen[`allow_${type}_chats`] === true);
  const query = typeof chosen['query'] === 'string' ? chosen['query'] : '';
  return { kind: 'switch_inline', botId, query, target: 'chosen', chatTypes };
}

const CHAT_TYPES = ['user', 'bot', 'group', 'channel'];

function replyButtonContent(world: World, request: PressRequest, button: JsonObject): Content | Refused {
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
  const { request_poll: poll, request_users: users, request_chat: chat, request_managed_bot: managed } = button;
  const address = parseBox(request.box);
  const botId = address.kind === 'private' ? address.botId : 0;
  if (isJsonObject(poll)) {
    const type = typeof poll['type'] === 'string' ? poll['type'] : undefined;
    return request.poll?.(type) ?? { refused: 'the button asks for a poll: give one as `poll`' };
  }
  if (isJsonObject(users)) return shareUsers(world, users, request.userIds ?? []);
  if (isJsonObject(chat)) return shareChat(world, { botId, userId: request.from }, chat, request.chatId);
  if (isJsonObject(managed)) return createManagedBot(world, request.from, botId, managed, request.managedBot);
  return { kind: 'text', text: String(button['text']), entities: [] };
}

function buttonsIn(rows: unknown): JsonObject[] {
  if (!Array.isArray(rows)) return [];
  return rows.flatMap((row) => (Array.isArray(row) ? row.filter(isJsonObject) : []));
}

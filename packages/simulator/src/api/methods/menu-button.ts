import { isJsonObject, type JsonObject } from '../../json.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { objectField, requiredString, tryParseJson } from '../json-fields.ts';
import { checkKnown, readUserId } from '../read-user.ts';
import { isLoopbackUrl } from '../reply-markup.ts';

const MENU_TYPES: readonly string[] = ['default', 'commands', 'web_app'];

/** One button for everybody, and others for single private chats. */
export function setChatMenuButton(call: Call): Answer {
  const button = readMenuButton(call.params.text('menu_button'));
  const userId = readChatOfButton(call);
  checkMenuButton(button);
  call.world.store.tables.meta.put(keyOf(call, userId), button);
  if (userId === undefined) {
    call.bot.menuButton = button;
    call.world.touchBot(call.bot);
  }
  call.world.events.emit('bot', { kind: 'everybody' }, () => ({ bot_id: call.bot.id }));
  return { result: true };
}

export function getChatMenuButton(call: Call): Answer {
  const own = call.world.store.tables.meta.get(keyOf(call, readChatOfButton(call)));
  return { result: own ?? call.bot.menuButton ?? { type: 'commands' } };
}

function readChatOfButton(call: Call): number | undefined {
  if (!call.params.has('chat_id')) return undefined;
  const userId = readUserId(call, 'chat_id');
  checkKnown(call, userId);
  return userId;
}

function keyOf(call: Call, userId: number | undefined): string {
  return `menu:${call.bot.id}:${userId ?? ''}`;
}

function readMenuButton(text: string): JsonObject {
  if (text === '') return { type: 'default' };
  const prefix = "can't parse menu button";
  const parsed = tryParseJson(text);
  if (parsed === undefined) throw badRequest(`${prefix} JSON object`);
  if (!isJsonObject(parsed.value)) throw badRequest(`${prefix}: MenuButton must be an Object`);
  const type = requiredString(parsed.value, 'type', prefix);
  if (!MENU_TYPES.includes(type)) throw badRequest(`${prefix}: MenuButton has unsupported type`);
  if (type !== 'web_app') return { type };
  const label = requiredString(parsed.value, 'text', prefix);
  const app = objectField(parsed.value, 'web_app', prefix);
  if (app === undefined) throw badRequest(`${prefix}: Can't find field "web_app"`);
  return { type, text: label, web_app: { url: requiredString(app, 'url', prefix) } };
}

/** Checked when the person is known. */
function checkMenuButton(button: JsonObject): void {
  if (button['type'] !== 'web_app') return;
  if (button['text'] === '') throw badRequest('menu button text must be non-empty');
  const url = isJsonObject(button['web_app']) ? String(button['web_app']['url']) : '';
  if (!url.startsWith('https://') && !isLoopbackUrl(url)) {
    throw badRequest(`menu button Web App URL '${url}' is invalid: Only HTTPS links are allowed`);
  }
}

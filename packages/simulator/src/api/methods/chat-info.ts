import { isJsonObject, type JsonObject } from '../../json.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { readChat } from '../chats.ts';
import { requiredString, tryParseJson } from '../json-fields.ts';

const MENU_TYPES: readonly string[] = ['default', 'commands', 'web_app'];

export function setChatMenuButton(call: Call): Answer {
  const button = readMenuButton(call.params.text('menu_button'));
  // One button for everybody: buttons of single chats are kept under the chat.
  const chat = call.params.text('chat_id');
  if (chat !== '' && chat !== '0') readChat(call, 'read');
  const key = `menu:${call.bot.id}:${chat}`;
  call.world.store.tables.meta.put(key, button);
  if (chat === '') {
    call.bot.menuButton = button;
    call.world.touchBot(call.bot);
  }
  call.world.events.emit('bot', { kind: 'everybody' }, () => ({ bot_id: call.bot.id }));
  return { result: true };
}

export function getChatMenuButton(call: Call): Answer {
  const { meta } = call.world.store.tables;
  const own = meta.get(`menu:${call.bot.id}:${call.params.text('chat_id')}`);
  return { result: own ?? call.bot.menuButton ?? { type: 'commands' } };
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
  const app = parsed.value['web_app'];
  const url = isJsonObject(app) ? requiredString(app, 'url', prefix) : '';
  if (label === '') throw badRequest('menu button text must be non-empty');
  if (!url.startsWith('https://')) {
    throw badRequest(`menu button Web App URL '${url}' is invalid: Only HTTPS links are allowed`);
  }
  return { type, text: label, web_app: { url } };
}

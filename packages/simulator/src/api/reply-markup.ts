import { isJsonObject, type JsonObject } from '../json.ts';
import { badRequest } from './api-error.ts';
import type { FoundChat } from './chats.ts';
import { boolField, objectField, requiredString, stringField, tryParseJson } from './json-fields.ts';
import type { Params } from './params.ts';
import { checkHttpUrl } from './urls.ts';

const BUTTONS_IN_ROW = 12;
const BUTTONS_IN_ALL = 300;
const STYLES: readonly string[] = ['', 'danger', 'success', 'primary'];
const INLINE = "can't parse inline keyboard button";
const REPLY = "can't parse keyboard button";

/**
 * Reads `reply_markup` into the form in which it is kept and shown.
 *
 * @returns `undefined` when there is none or nothing is left of it
 */
export function readReplyMarkup(params: Params): JsonObject | undefined {
  const text = params.text('reply_markup');
  if (text === '') return undefined;
  const parsed = tryParseJson(text);
  if (parsed === undefined) throw badRequest("can't parse reply keyboard markup JSON object");
  if (!isJsonObject(parsed.value)) throw badRequest('object expected as reply markup');
  const object = parsed.value;
  const remove = boolField(object, 'hide_keyboard') || boolField(object, 'remove_keyboard');
  const selective = boolField(object, 'personal_keyboard') || boolField(object, 'selective');
  const forceReply = boolField(object, 'force_reply_keyboard') || boolField(object, 'force_reply');
  const placeholder = stringField(object, 'input_field_placeholder') ?? '';
  const resize = boolField(object, 'resize_keyboard');
  const oneTime = boolField(object, 'one_time_keyboard');
  const persistent = boolField(object, 'is_persistent');
  const hasRows = 'keyboard' in object;
  const rows = readRows(
    object['keyboard'],
    'keyboard',
    'field "keyboard" must be an Array of Arrays',
    readKeyboardButton,
  );
  const inlineRows = readRows(
    object['inline_keyboard'],
    'inline_keyboard',
    'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
    readInlineButton,
  );
  if (rows.length > 0) {
    const markup: JsonObject = { keyboard: rows };
    if (resize) markup['resize_keyboard'] = true;
    if (oneTime) markup['one_time_keyboard'] = true;
    if (persistent) markup['is_persistent'] = true;
    if (placeholder !== '') markup['input_field_placeholder'] = placeholder;
    if (selective) markup['selective'] = true;
    return markup;
  }
  if (hasRows && inlineRows.length === 0) return undefined;
  if (inlineRows.length > 0) return { inline_keyboard: inlineRows };
  if (remove) return selective ? { remove_keyboard: true, selective } : { remove_keyboard: true };
  if (!forceReply) return undefined;
  const markup: JsonObject = { force_reply: true };
  if (placeholder !== '') markup['input_field_placeholder'] = placeholder;
  if (selective) markup['selective'] = true;
  return markup;
}

/** In edits only inline keyboards are possible. */
export function readInlineMarkup(params: Params): JsonObject | undefined {
  const markup = readReplyMarkup(params);
  if (markup !== undefined && !('inline_keyboard' in markup)) throw badRequest('inline keyboard expected');
  return markup;
}

type ButtonReader = (value: unknown) => JsonObject | undefined;

function readRows(value: unknown, name: string, notArrays: string, read: ButtonReader): JsonObject[][] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw badRequest(`field "${name}" must be of type Array`);
  const rows: JsonObject[][] = [];
  let count = 0;
  for (const row of value) {
    if (!Array.isArray(row)) throw badRequest(notArrays);
    const buttons: JsonObject[] = [];
    for (const item of row) {
      const button = read(item);
      // What is too much is cut without a word.
      if (button === undefined || buttons.length >= BUTTONS_IN_ROW || count >= BUTTONS_IN_ALL) continue;
      buttons.push(button);
      count += 1;
    }
    if (buttons.length > 0) rows.push(buttons);
  }
  return rows;
}

function readStyle(value: JsonObject, button: JsonObject, prefix: string): void {
  const icon = stringField(value, 'icon_custom_emoji_id', prefix);
  if (icon !== undefined) button['icon_custom_emoji_id'] = icon;
  const style = stringField(value, 'style', prefix) ?? '';
  if (!STYLES.includes(style)) throw badRequest(`${prefix}: invalid button style specified`);
  if (style !== '') button['style'] = style;
}

function readKeyboardButton(value: unknown): JsonObject | undefined {
  if (typeof value === 'string') return value === '' ? undefined : { text: value };
  if (!isJsonObject(value)) throw badRequest(`${REPLY}: KeyboardButton must be a String or an Object`);
  const text = requiredString(value, 'text', REPLY);
  const button: JsonObject = { text };
  readStyle(value, button, REPLY);
  if (boolField(value, 'request_phone_number', REPLY) || boolField(value, 'request_contact', REPLY)) {
    button['request_contact'] = true;
  } else if (boolField(value, 'request_location', REPLY)) {
    button['request_location'] = true;
  } else {
    const one = objectField(value, 'request_user', REPLY);
    if (one !== undefined) {
      // The name of earlier versions, for one person.
      button['request_users'] = { ...one, max_quantity: 1 };
      return text === '' ? undefined : button;
    }
    for (const name of ['request_poll', 'web_app', 'request_users', 'request_chat', 'request_managed_bot']) {
      const inner = objectField(value, name, REPLY);
      if (inner === undefined) continue;
      button[name] = inner;
      break;
    }
  }
  return text === '' ? undefined : button;
}

function readInlineButton(value: unknown): JsonObject | undefined {
  if (!isJsonObject(value)) throw badRequest(`${INLINE}: InlineKeyboardButton must be an Object`);
  const text = requiredString(value, 'text', INLINE);
  const button: JsonObject = { text };
  readStyle(value, button, INLINE);
  readInlineAction(value, button);
  return text === '' ? undefined : button;
}

/** The first field that counts wins, in this order. */
function readInlineAction(value: JsonObject, button: JsonObject): void {
  const url = stringField(value, 'url', INLINE) ?? '';
  if (url !== '') {
    button['url'] = url;
    return;
  }
  const data = stringField(value, 'callback_data', INLINE) ?? '';
  if (data !== '') {
    button['callback_data'] = data;
    return;
  }
  if ('callback_game' in value) {
    button['callback_game'] = {};
    return;
  }
  if ('pay' in value) {
    button['pay'] = true;
    return;
  }
  const query = stringField(value, 'switch_inline_query', INLINE);
  if (query !== undefined) {
    button['switch_inline_query'] = query;
    return;
  }
  const chosen = objectField(value, 'switch_inline_query_chosen_chat', INLINE);
  if (chosen !== undefined) {
    button['switch_inline_query_chosen_chat'] = chosen;
    return;
  }
  const current = stringField(value, 'switch_inline_query_current_chat', INLINE);
  if (current !== undefined) {
    button['switch_inline_query_current_chat'] = current;
    return;
  }
  const login = objectField(value, 'login_url', INLINE);
  if (login !== undefined) {
    const name = stringField(login, 'bot_username', INLINE) ?? '';
    if (name !== '' && !/^@?[A-Za-z][A-Za-z0-9_]{2,31}$/.test(name)) {
      throw badRequest(`${INLINE}: LoginUrl bot username is invalid`);
    }
    // Shown to bots as an ordinary address.
    button['url'] = requiredString(login, 'url', INLINE);
    return;
  }
  const app = objectField(value, 'web_app', INLINE);
  if (app !== undefined) {
    button['web_app'] = { url: requiredString(app, 'url', INLINE) };
    return;
  }
  const copy = objectField(value, 'copy_text', INLINE);
  if (copy !== undefined) {
    button['copy_text'] = { text: requiredString(copy, 'text', INLINE) };
    return;
  }
  if (objectField(value, 'disabled', INLINE) !== undefined) {
    button['disabled'] = {};
    return;
  }
  throw badRequest(`${INLINE}: Text buttons are unallowed in the inline keyboard`);
}

/** Checks that are made once the chat is known: addresses, private-chat buttons, length of callback data. */
export function checkMarkup(markup: JsonObject | undefined, chat: FoundChat): void {
  if (markup === undefined) return;
  for (const button of buttonsOf(markup, 'keyboard')) {
    if (chat.kind !== 'chat') {
      checkWebApp(button, 'keyboard button');
      continue;
    }
    if (button['request_contact'] === true) throw badRequest('phone number can be requested in private chats only');
    if (button['request_location'] === true) throw badRequest('location can be requested in private chats only');
    if (button['request_poll'] !== undefined) throw badRequest('poll can be requested in private chats only');
    if (button['web_app'] !== undefined) throw badRequest('Web App buttons can be used in private chats only');
    if (button['request_users'] !== undefined) throw badRequest('users can be requested in private chats only');
    if (button['request_chat'] !== undefined) throw badRequest('chats can be requested in private chats only');
  }
  for (const button of buttonsOf(markup, 'inline_keyboard')) {
    const { url } = button;
    if (typeof url === 'string') button['url'] = checkHttpUrl(url, 'inline keyboard button URL');
    checkWebApp(button, 'inline keyboard button');
    if (chat.kind === 'chat' && button['web_app'] !== undefined) throw badRequest('BUTTON_TYPE_INVALID');
    const isSwitch = button['switch_inline_query_current_chat'] !== undefined;
    if (isSwitch && chat.kind === 'chat' && chat.chat.type === 'channel') throw badRequest(NO_SWITCH_IN_CHANNEL);
  }
}

const NO_SWITCH_IN_CHANNEL =
  "can't use switch_inline_query button in a channel chat, because users will not be able to use the button without knowing bot's username";

/** Mini Apps under development run on this machine without a certificate. */
export function isLoopbackUrl(url: string): boolean {
  return /^http:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?(?:[/?#]|$)/.test(url);
}

function checkWebApp(button: JsonObject, subject: string): void {
  const app = button['web_app'];
  if (!isJsonObject(app)) return;
  const url = String(app['url']);
  if (!url.startsWith('https://') && !isLoopbackUrl(url)) {
    throw badRequest(`${subject} Web App URL '${url}' is invalid: Only HTTPS links are allowed`);
  }
}

/** What only the Telegram server checks of a markup; the first button of an invoice alone may be a Pay button. */
export function checkMarkupOnServer(markup: JsonObject | undefined, isInvoice = false): void {
  if (markup === undefined) return;
  const payAt = buttonsOf(markup, 'inline_keyboard').findLastIndex((button) => button['pay'] === true);
  if (payAt > 0 || (payAt === 0 && !isInvoice)) throw badRequest('BUTTON_TYPE_INVALID');
  for (const button of buttonsOf(markup, 'inline_keyboard')) {
    const data = button['callback_data'];
    if (typeof data === 'string' && Buffer.byteLength(data) > 64) throw badRequest('BUTTON_DATA_INVALID');
  }
}

function buttonsOf(markup: JsonObject, name: 'keyboard' | 'inline_keyboard'): JsonObject[] {
  const rows = markup[name];
  if (!Array.isArray(rows)) return [];
  return rows.flatMap((row) => (Array.isArray(row) ? row.filter(isJsonObject) : []));
}

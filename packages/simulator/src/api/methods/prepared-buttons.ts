import { isJsonObject, type JsonObject } from '../../json.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { tryParseJson } from '../json-fields.ts';
import { Params } from '../params.ts';
import { checkKnown, readUserId } from '../read-user.ts';
import { readReplyMarkup } from '../reply-markup.ts';

const REQUESTS = ['request_users', 'request_chat', 'request_managed_bot'];

/** Keeps a button that asks a person for users or chats, for a Mini App to show. */
export function savePreparedKeyboardButton(call: Call): Answer {
  const userId = readUserId(call);
  const button = readButton(call.params.text('button'));
  checkKnown(call, userId);
  if (!REQUESTS.some((name) => name in button)) throw badRequest('BUTTON_TYPE_INVALID');
  const id = call.world.newLongId();
  call.world.store.tables.meta.put(`prepared_button:${call.bot.id}:${id}`, { userId, button });
  return { result: { id } };
}

/** A button by itself is read as the only one of a keyboard. */
function readButton(text: string): JsonObject {
  const parsed = tryParseJson(text);
  if (parsed === undefined) throw badRequest("can't parse keyboard button JSON object");
  const markup = readReplyMarkup(
    new Params(new Map([['reply_markup', JSON.stringify({ keyboard: [[parsed.value]] })]])),
  );
  const rows: unknown = markup?.['keyboard'];
  const button: unknown = Array.isArray(rows) && Array.isArray(rows[0]) ? rows[0][0] : undefined;
  if (!isJsonObject(button)) throw badRequest('keyboard button text must be non-empty');
  return button;
}

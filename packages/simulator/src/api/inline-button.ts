import { isJsonObject, type JsonObject } from '../json.ts';
import { badRequest, ApiError } from './api-error.ts';
import type { Call } from './call.ts';
import { objectField, requiredString, tryParseJson } from './json-fields.ts';

const PREFIX = "can't parse inline query results button";
const PARAMETER_LENGTH = 64;

/** The button above the results of an inline query: into the private chat with the bot, or into a Mini App. */
export function readInlineButton(call: Call): JsonObject | undefined {
  const text = call.params.text('button');
  if (text === '') return readOldButton(call);
  const parsed = tryParseJson(text);
  if (parsed === undefined) throw badRequest(`${PREFIX} JSON object`);
  if (!isJsonObject(parsed.value)) throw badRequest(`${PREFIX}: InlineQueryResultsButton must be an Object`);
  const object = parsed.value;
  try {
    const button: JsonObject = { text: requiredString(object, 'text') };
    if ('start_parameter' in object) {
      return { ...button, start_parameter: requiredString(object, 'start_parameter') };
    }
    const app = objectField(object, 'web_app');
    if (app !== undefined) return { ...button, web_app: { url: requiredString(app, 'url') } };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const words = error.message.replace(/^Bad Request: /, '');
    throw badRequest(`${PREFIX}: ${words.charAt(0).toUpperCase()}${words.slice(1)}`);
  }
  throw badRequest(`${PREFIX}: InlineQueryResultsButton must have exactly one optional field`);
}

/** The two parameters of earlier versions still work. */
function readOldButton({ params }: Call): JsonObject | undefined {
  const text = params.text('switch_pm_text');
  return text === '' ? undefined : { text, start_parameter: params.text('switch_pm_parameter') };
}

/** TDLib's checks of the button. */
export function checkButton(button: JsonObject): void {
  const app = button['web_app'];
  if (isJsonObject(app)) {
    const url = String(app['url']);
    if (url.startsWith('tg://user')) throw badRequest("link to a user can't be used in the Web App button");
    if (!url.startsWith('https://')) {
      throw badRequest(`inline query button Web App URL '${url}' is invalid: Only HTTPS links are allowed`);
    }
    return;
  }
  const parameter = String(button['start_parameter']);
  if (parameter === '') throw badRequest("can't use empty start_parameter");
  if (parameter.length > PARAMETER_LENGTH) throw badRequest('too long start_parameter specified');
  if (!/^[\w-]+$/.test(parameter)) throw badRequest('unallowed characters in start_parameter are used');
}

export function checkButtonOnServer(button: JsonObject): void {
  if (button['text'] === '') throw badRequest('SWITCH_PM_TEXT_EMPTY');
}

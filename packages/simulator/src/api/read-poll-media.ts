import { isJsonObject, type JsonObject } from '../json.ts';
import type { Content } from '../world/message-contents.ts';
import { ApiError, badRequest } from './api-error.ts';
import type { Call } from './call.ts';
import { readLocation, readVenue } from './inline-results-contents.ts';
import { readInputMedia } from './input-media.ts';
import { requiredString, tryParseJson } from './json-fields.ts';
import { placeMedia } from './place-media.ts';

const FILES: readonly string[] = ['animation', 'photo', 'live_photo', 'video'];
/** Only beside the poll as a whole, not in an option. */
const WHOLE_ONLY: readonly string[] = ['audio', 'document'];

/** A medium that was read; its file is looked at once the chat is known. */
export type PollMediaDraft = () => Content;

/** Reads the medium of the whole poll or of its explanation from a parameter of its own. */
export async function readPollMedia(call: Call, name: string): Promise<PollMediaDraft | undefined> {
  const text = call.params.text(name);
  if (text === '') return undefined;
  const parsed = tryParseJson(text);
  if (parsed === undefined) throw badRequest("can't parse InputPollMedia JSON object");
  return await readWith(call, parsed.value, 'failed to parse InputPollMedia', [...FILES, ...WHOLE_ONLY]);
}

export async function readOptionMedia(call: Call, value: unknown): Promise<PollMediaDraft | undefined> {
  return await readWith(call, value, 'failed to parse poll option media', FILES);
}

async function readWith(
  call: Call,
  value: unknown,
  prefix: string,
  types: readonly string[],
): Promise<PollMediaDraft | undefined> {
  if (value === undefined || value === null) return undefined;
  try {
    if (!isJsonObject(value)) throw badRequest('expected an Object');
    return await readObject(call, value, types);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const words = error.message.replace(/^Bad Request: (?:can't parse InputMedia: )?/, '');
    const isPlain = words === 'media not found' || words === 'invalid type specified' || words === 'expected an Object';
    throw badRequest(`${prefix}: ${isPlain ? words : words.charAt(0).toUpperCase() + words.slice(1)}`);
  }
}

async function readObject(call: Call, object: JsonObject, types: readonly string[]): Promise<PollMediaDraft> {
  const type = requiredString(object, 'type').toLowerCase();
  if (type === 'location') {
    const location = readLocation(call, object);
    return () => location;
  }
  if (type === 'venue') {
    const venue = readVenue(object);
    return () => venue;
  }
  if (!types.includes(type)) throw badRequest('invalid type specified');
  const draft = await readInputMedia(call, object);
  return () => placeMedia(call, draft);
}

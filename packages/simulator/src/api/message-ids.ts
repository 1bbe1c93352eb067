import { badRequest } from './api-error.ts';
import type { Call } from './call.ts';
import { tryParseJson } from './json-fields.ts';

const LARGEST_BATCH = 100;

/** Reads `message_ids`, a list of at most a hundred. */
export function readMessageIds(call: Call): number[] {
  const text = call.params.text('message_ids');
  if (text === '') throw badRequest('message identifiers are not specified');
  const parsed = tryParseJson(text);
  if (parsed === undefined) throw badRequest("can't parse message_ids JSON object");
  if (!Array.isArray(parsed.value)) throw badRequest('expected an Array of message identifiers');
  if (parsed.value.length > LARGEST_BATCH) throw badRequest('too many message identifiers specified');
  const ids = parsed.value.map(readId);
  if (ids.length === 0) throw badRequest('message identifiers are not specified');
  return ids;
}

function readId(item: unknown): number {
  if (typeof item !== 'number' && typeof item !== 'string') throw badRequest('message identifier must be a Number');
  const text = String(item);
  if (!/^-?\d{1,10}$/.test(text)) throw badRequest("can't parse message identifier as a Number");
  const id = Number(text);
  if (id <= 0) throw badRequest('invalid message identifier specified');
  return id;
}

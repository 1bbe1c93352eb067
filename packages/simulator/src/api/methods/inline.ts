import { answerInline, findOpenQuery } from '../../world/inline.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import {
  checkInlineResult,
  checkInlineResultOnServer,
  readInlineResult,
  readSingleResult,
  type ReadResult,
} from '../inline-results.ts';
import { checkButton, checkButtonOnServer, readInlineButton } from '../inline-button.ts';
import { tryParseJson } from '../json-fields.ts';
import { describeJsonFault } from '../sub-call.ts';

const MOST_RESULTS = 50;
const CACHE_SECONDS = 300;
const LONGEST_CACHE_SECONDS = 86_400;
const OFFSET_BYTES = 64;
const PREPARED_LIFETIME_MS = 15 * 60_000;
const GALLERY: readonly string[] = ['photo', 'gif', 'mpeg4_gif', 'sticker'];

export function answerInlineQuery(call: Call): Answer {
  const { params, world, bot } = call;
  const button = readInlineButton(call);
  const results = readResults(call);
  const nextOffset = params.text('next_offset');
  if (params.isBroken || /\p{Surrogate}/u.test(nextOffset)) throw badRequest('strings must be encoded in UTF-8');
  if (button !== undefined) checkButton(button);
  for (const result of results) checkInlineResult(call, result);
  const query = findOpenQuery(world, bot.id, params.text('inline_query_id').trim());
  if (query === undefined) throw badRequest('query is too old and response timeout expired or query ID is invalid');
  if (button !== undefined) checkButtonOnServer(button);
  if (Buffer.byteLength(nextOffset) > OFFSET_BYTES) throw badRequest('NEXT_OFFSET_INVALID');
  for (const result of results) checkInlineResultOnServer(result);
  if (new Set(results.map((result) => result.id)).size < results.length) throw badRequest('RESULT_ID_DUPLICATE');
  answerInline(world, query, {
    results: results.map((result) => result.record),
    nextOffset,
    isGallery: results.length > 0 && results.every((result) => GALLERY.includes(result.type)),
    isPersonal: params.bool('is_personal'),
    cacheSeconds: params.integer('cache_time', CACHE_SECONDS, 0, LONGEST_CACHE_SECONDS),
    button,
  });
  return { result: true };
}

/** No results at all may also be absent or null. */
function readResults(call: Call): ReadResult[] {
  const text = call.params.text('results');
  if (text === '') return [];
  const parsed = tryParseJson(text);
  if (parsed === undefined) {
    throw badRequest(`can't parse JSON encoded inline query results: ${describeJsonFault(text)}`);
  }
  if (parsed.value === null) return [];
  if (!Array.isArray(parsed.value)) throw badRequest('expected an Array of inline query results');
  if (parsed.value.length > MOST_RESULTS) throw badRequest('too many inline query results specified');
  return parsed.value.map((value) => readInlineResult(call, value));
}

const CHAT_TYPES: Readonly<Record<string, string>> = {
  allow_user_chats: 'user',
  allow_bot_chats: 'bot',
  allow_group_chats: 'group',
  allow_channel_chats: 'channel',
};

/** Keeps a message that a Mini App lets its person send. */
export function savePreparedInlineMessage(call: Call): Answer {
  const { params, world, bot } = call;
  const userId = params.integer('user_id');
  if (userId <= 0) throw badRequest('invalid user_id specified');
  const result = readSingleResult(call);
  if (world.findUser(userId) === undefined) throw badRequest('user not found');
  const chatTypes = Object.entries(CHAT_TYPES).flatMap(([name, type]) => (params.bool(name) ? [type] : []));
  if (chatTypes.length === 0) throw badRequest('at least one chat type must be allowed');
  checkInlineResult(call, result);
  checkInlineResultOnServer(result);
  const expiresAtMs = world.clock.now() + PREPARED_LIFETIME_MS;
  const id = `${world.newLongId()}_${userId}`;
  const prepared = { id, botId: bot.id, userId, expiresAtMs, chatTypes, result: result.record };
  world.store.tables.preparedMessage.put(id, prepared);
  return { result: { id, expiration_date: Math.floor(expiresAtMs / 1000) } };
}

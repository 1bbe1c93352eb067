import { answerCallback, findOpenCallback } from '../../world/callbacks.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { isLongerThan } from '../read-text.ts';

const ANSWER_LENGTH = 200;
const LONGEST_CACHE_SECONDS = 2_592_000;
const START_LINK = /^(?:https?:\/\/)?(?:t|telegram)\.me\/(\w+)\?(?:start|startgroup|startapp|game)=[\w-]*$/i;
const START_SCHEME = /^tg:\/\/resolve\?domain=(\w+)&(?:start|startgroup|startapp|game)=[\w-]*$/i;

export function answerCallbackQuery(call: Call): Answer {
  const { params, world, bot } = call;
  const text = params.text('text');
  const url = params.text('url').trim();
  const callback = findOpenCallback(world, bot.id, params.text('callback_query_id').trim());
  if (isLongerThan(text, ANSWER_LENGTH)) throw badRequest('MESSAGE_TOO_LONG');
  if (callback === undefined) throw badRequest('query is too old and response timeout expired or query ID is invalid');
  if (url !== '' && !isOwnLink(url, bot.username)) throw badRequest('URL_INVALID');
  const cacheSeconds = params.integer('cache_time', 0, 0, LONGEST_CACHE_SECONDS);
  answerCallback(world, callback, { text, url, showAlert: params.bool('show_alert'), cacheSeconds });
  return { result: true };
}

/** Other links than into the bot itself are for games only. */
function isOwnLink(url: string, username: string): boolean {
  const name = START_LINK.exec(url)?.[1] ?? START_SCHEME.exec(url)?.[1];
  return name?.toLowerCase() === username.toLowerCase();
}

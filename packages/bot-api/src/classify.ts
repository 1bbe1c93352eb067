import { maskText } from './mask-text.ts';
import type { TelegramErrorKind, TelegramRefusal } from './telegram-error.ts';

/** The parts of Telegram's negative answer that decide its kind. */
export interface Refusal {
  status: number;
  description: string;
  retryAfterSeconds?: number | undefined;
  migrateToChatId?: number | undefined;
}

/** Tells what kind of refusal this is: by its code first, then by what the description says. */
export function classifyRefusal(method: string, refusal: Refusal): TelegramRefusal {
  const kind = kindOf(refusal);
  const retryAfterSeconds = refusal.retryAfterSeconds ?? retryAfterIn(refusal.description);
  return {
    method,
    kind,
    status: refusal.status,
    description: withoutQuotes(refusal.description),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    ...(refusal.migrateToChatId === undefined ? {} : { migrateToChatId: refusal.migrateToChatId }),
    ...(kind === 'conflict' ? { conflictWith: /webhook/i.test(refusal.description) ? 'webhook' : 'poller' } : {}),
  };
}

function kindOf({ status, description, migrateToChatId }: Refusal): TelegramErrorKind {
  if (status === 429) return 'flood';
  if (status >= 500) return 'unavailable';
  if (status === 401 || status === 421) return 'unauthorized';
  if (status === 404) return 'notFound';
  if (status === 409) return 'conflict';
  if (status === 413) return 'tooLarge';
  if (migrateToChatId !== undefined) return 'migrated';
  return patterns.find(([pattern]) => pattern.test(description))?.[1] ?? 'badRequest';
}

/**
 * Telegram has no codes finer than the HTTP status, and its texts change now and then; so each pattern is as short as it
 * can be. The constants in capitals are the names beneath, seen when a text has no translation. First match wins.
 */
const patterns: readonly (readonly [RegExp, TelegramErrorKind])[] = [
  // What is to be deleted and is not there is as it was wanted: somebody else, or an earlier try, has deleted it.
  [/is not modified|_NOT_MODIFIED|message to delete not found/i, 'notModified'],
  [/upgraded to a supergroup|CHAT_MIGRATED/i, 'migrated'],
  [/can't parse entities|can't parse message caption entities/i, 'cantParseEntities'],
  [/query is too old|query ID is invalid|QUERY_ID_INVALID/i, 'queryTooOld'],
  [/too many requests: retry after/i, 'flood'],
  [/blocked by the user|USER_IS_BLOCKED|YOU_BLOCKED_USER/i, 'blocked'],
  [/can't initiate conversation/i, 'blocked'],
  [/user is deactivated|USER_DEACTIVATED/i, 'deactivated'],
  [/bot was kicked|bot is not a member|chat was deleted|chat is deactivated|CHANNEL_PRIVATE/i, 'kicked'],
  [/(^|[^a-z])(chat|basic group|group|supergroup) not found/i, 'chatNotFound'],
  [/PEER_ID_INVALID|CHAT_ID_INVALID/, 'chatNotFound'],
  [/message (to [a-z ]+ |with poll to stop )?not found|MESSAGE_ID_INVALID/i, 'messageNotFound'],
  [/file is too big|request entity too large/i, 'tooLarge'],
  [/^(bad request: )?logged out$/i, 'unauthorized'],
];

function retryAfterIn(description: string): number | undefined {
  const seconds = /retry after (\d+)/i.exec(description)?.[1];
  return seconds === undefined ? undefined : Number(seconds);
}

/** Telegram begins its descriptions with the words of the HTTP status; behind them it writes small, or constants in capitals. */
const statusWords =
  /^(?:Bad|Request|Requests|Forbidden|Too|Many|Unauthorized|Not|Found|Conflict|Internal|Server|Error|Gateway|Entity|Large|Timeout|Logged|Flood)$/;

/**
 * Telegram's words are English and written small. What stands in quotes, or is neither, quotes what was sent, and what a user wrote belongs in no
 * error.
 */
function withoutQuotes(description: string): string {
  return maskText(
    description
      .slice(0, 300)
      .replaceAll(/"[^"]*"?|(?<=[\s(:])'[^']*(?:'|$)/g, '"…"')
      .replaceAll(/[^\x20-\x7e…]+/g, '…')
      .replaceAll(/\b[A-Z][a-z]\w*/g, (word) => (statusWords.test(word) ? word : '…')),
  );
}

import {
  BotError,
  ConfigError,
  DownloadError,
  InvariantError,
  LeaseLostError,
  NotSentError,
  RetryLaterError,
  TerminalError,
  UnknownOutcomeError,
} from './errors.ts';
import { TelegramError } from './telegram-error.ts';

/**
 * What follows from an error.
 *
 * | kind | who meets it does this |
 * |---|---|
 * | `retry` | tries again with backoff, or after `afterMs`; a bounded number of times when `limited` |
 * | `wait` | brakes and tries again after `waitMs`; the attempt does not count |
 * | `succeed` | takes it for done: the world already is as asked |
 * | `skip` | drops the call quietly: its time has passed |
 * | `plainText` | sends once more without markup |
 * | `closeChat` | marks the chat unreachable until it is heard from; buries the call |
 * | `migrate` | re-keys the chat to `toChatId` (unknown when Telegram did not say) and tries again |
 * | `bury` | puts it among the dead letters |
 * | `unknown` | may have happened: by the call's class resent with a mark, replaced, dropped or shown to an operator |
 * | `abandon` | stops quietly: it is somebody else's now |
 * | `stop` | stops the bot and says why; the work stays where it is |
 */
export type Verdict =
  | { kind: 'retry'; limited: boolean; afterMs?: number }
  | { kind: 'wait'; waitMs: number }
  | { kind: 'succeed' }
  | { kind: 'skip' }
  | { kind: 'plainText' }
  | { kind: 'closeChat'; because: 'blocked' | 'deactivated' | 'kicked' }
  | { kind: 'migrate'; toChatId?: number }
  | { kind: 'bury' }
  | { kind: 'unknown' }
  | { kind: 'abandon' }
  | { kind: 'stop' };

/** Where a 429 says nothing about how long: the usual answer of a server that shuts down. */
const defaultFloodSeconds = 5;

/**
 * Decides what follows from an error; nothing else in the project does.
 * An error nobody planned for is a bug or a passing fault: it is tried again a bounded number of times.
 */
export function verdictOf(error: unknown): Verdict {
  if (error instanceof TelegramError) return verdictOfRefusal(error);
  if (error instanceof NotSentError)
    return error.reason === 'badRequest' ? { kind: 'bury' } : { kind: 'retry', limited: false };
  if (error instanceof UnknownOutcomeError) return { kind: 'unknown' };
  if (error instanceof DownloadError)
    return error.code === 'DOWNLOAD_TOO_LARGE' ? { kind: 'bury' } : { kind: 'retry', limited: true };
  if (error instanceof LeaseLostError) return { kind: 'abandon' };
  if (error instanceof RetryLaterError) return { kind: 'retry', limited: true, afterMs: error.delayMs };
  if (error instanceof TerminalError || error instanceof InvariantError) return { kind: 'bury' };
  // Packages that do not know this one have a ConfigError of their own.
  if (error instanceof ConfigError || (error instanceof Error && error.name === 'ConfigError')) return { kind: 'stop' };
  return { kind: 'retry', limited: true };
}

function verdictOfRefusal(error: TelegramError): Verdict {
  switch (error.kind) {
    case 'flood':
      return { kind: 'wait', waitMs: (error.retryAfterSeconds ?? defaultFloodSeconds) * 1000 };
    case 'unavailable':
      return error.retryAfterSeconds === undefined
        ? { kind: 'retry', limited: false }
        : { kind: 'retry', limited: false, afterMs: error.retryAfterSeconds * 1000 };
    case 'blocked':
    case 'deactivated':
    case 'kicked':
      return { kind: 'closeChat', because: error.kind };
    case 'migrated':
      return error.migrateToChatId === undefined
        ? { kind: 'migrate' }
        : { kind: 'migrate', toChatId: error.migrateToChatId };
    case 'notModified':
      return { kind: 'succeed' };
    case 'queryTooOld':
      return { kind: 'skip' };
    case 'cantParseEntities':
      return { kind: 'plainText' };
    case 'notFound':
      // Without a word about the method it is the token or the address that is malformed, and no call can succeed.
      return /method/i.test(error.description) ? { kind: 'bury' } : { kind: 'stop' };
    case 'unauthorized':
    case 'conflict':
      return { kind: 'stop' };
    case 'badRequest':
    case 'chatNotFound':
    case 'messageNotFound':
    case 'tooLarge':
      break;
  }
  return { kind: 'bury' };
}

/** The `code` of any error, for logs, metrics and stored reasons. */
export function codeOf(error: unknown): string {
  if (error instanceof BotError) return error.code;
  // Whatever somebody else calls a code: what does not look like one may be anything.
  if (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^[A-Z0-9_]{2,64}$/.test(error.code)
  )
    return error.code;
  return 'UNEXPECTED';
}

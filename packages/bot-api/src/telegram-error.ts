import { BotError } from './errors.ts';

/**
 * How Telegram said no.
 *
 * | kind | it means |
 * |---|---|
 * | `flood` | too many requests (429): nothing was done, wait `retryAfterSeconds` |
 * | `blocked` | the user blocked the bot, or never started it |
 * | `deactivated` | the user's account is gone |
 * | `kicked` | the bot is no longer in the group or channel, or that is gone |
 * | `migrated` | the group is a supergroup now: `migrateToChatId` |
 * | `notModified` | the message already looks like that, or is gone as it should be |
 * | `queryTooOld` | a button press, inline or payment query is past its deadline |
 * | `cantParseEntities` | the markup of the text is broken |
 * | `chatNotFound` | no such chat, or the bot never met it |
 * | `messageNotFound` | the message to edit, delete, copy, pin or reply to is not there |
 * | `tooLarge` | the file or the request is too big |
 * | `badRequest` | any other refusal: repeating it changes nothing |
 * | `notFound` | no such method, or (`description` is just `Not Found`) the token or the address is malformed |
 * | `unauthorized` | the token is unknown, revoked or logged out |
 * | `conflict` | a webhook is set, or another process polls with this token |
 * | `unavailable` | 5xx, or something on the way answered in Telegram's place: refused for now, may be repeated |
 */
export type TelegramErrorKind =
  | 'flood'
  | 'blocked'
  | 'deactivated'
  | 'kicked'
  | 'migrated'
  | 'badRequest'
  | 'notModified'
  | 'queryTooOld'
  | 'cantParseEntities'
  | 'chatNotFound'
  | 'messageNotFound'
  | 'unauthorized'
  | 'conflict'
  | 'unavailable'
  | 'tooLarge'
  | 'notFound';

/** `error.code` of a {@link TelegramError}, by its kind. */
export const telegramErrorCodes = {
  flood: 'TELEGRAM_FLOOD',
  blocked: 'TELEGRAM_BLOCKED',
  deactivated: 'TELEGRAM_DEACTIVATED',
  kicked: 'TELEGRAM_KICKED',
  migrated: 'TELEGRAM_MIGRATED',
  badRequest: 'TELEGRAM_BAD_REQUEST',
  notModified: 'TELEGRAM_NOT_MODIFIED',
  queryTooOld: 'TELEGRAM_QUERY_TOO_OLD',
  cantParseEntities: 'TELEGRAM_CANT_PARSE_ENTITIES',
  chatNotFound: 'TELEGRAM_CHAT_NOT_FOUND',
  messageNotFound: 'TELEGRAM_MESSAGE_NOT_FOUND',
  unauthorized: 'TELEGRAM_UNAUTHORIZED',
  conflict: 'TELEGRAM_CONFLICT',
  unavailable: 'TELEGRAM_UNAVAILABLE',
  tooLarge: 'TELEGRAM_TOO_LARGE',
  notFound: 'TELEGRAM_NOT_FOUND',
} as const satisfies Record<TelegramErrorKind, string>;

/** What is known about a refusal. */
export interface TelegramRefusal {
  method: string;
  kind: TelegramErrorKind;
  /** Telegram's `error_code`, or the HTTP status when the answer was no JSON. */
  status: number;
  /** Telegram's words, without what they quote of the user's text. */
  description: string;
  retryAfterSeconds?: number;
  migrateToChatId?: number;
  /** Only with `conflict`: who stands in the way. */
  conflictWith?: 'webhook' | 'poller';
}

/**
 * Telegram answered no; `kind` says how and decides what follows (`verdictOf`).
 *
 * What a status means for making the call again: 4xx is final for this very request, except 429, which asks to wait;
 * 5xx counts as refused for now and may be repeated. Half an answer, or none, is never a `TelegramError`.
 */
export class TelegramError extends BotError {
  override readonly name = 'TelegramError';
  readonly method: string;
  readonly kind: TelegramErrorKind;
  readonly status: number;
  readonly description: string;
  readonly retryAfterSeconds: number | undefined;
  readonly migrateToChatId: number | undefined;
  readonly conflictWith: 'webhook' | 'poller' | undefined;

  constructor(refusal: TelegramRefusal, options?: ErrorOptions) {
    super(
      telegramErrorCodes[refusal.kind],
      `${refusal.method} was refused (${refusal.status}): ${refusal.description}`,
      options,
    );
    this.method = refusal.method;
    this.kind = refusal.kind;
    this.status = refusal.status;
    this.description = refusal.description;
    this.retryAfterSeconds = refusal.retryAfterSeconds;
    this.migrateToChatId = refusal.migrateToChatId;
    this.conflictWith = refusal.conflictWith;
  }
}

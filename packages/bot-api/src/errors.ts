/**
 * The base of all errors of Durabot. `code` says in words what happened and stays the same across releases;
 * the message says it to a person and names the next step; `cause` is what lies beneath.
 */
export class BotError extends Error {
  override readonly name: string = 'BotError';
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** A setting is missing or wrong: nothing improves by trying again, so the process says so and does not start. */
export class ConfigError extends BotError {
  override readonly name = 'ConfigError';
}

/** Why a request is proven never to have left this machine. */
export type NotSentReason =
  | 'badRequest'
  | 'dns'
  | 'refused'
  | 'unreachable'
  | 'connectTimeout'
  | 'tls'
  | 'timeout'
  | 'aborted'
  | 'closed'
  | 'late'
  | 'connectFailed';

/**
 * Not one byte of the request left this machine: it may be made again without any risk of doing something twice.
 * Thrown only where that is proven; in doubt it is an {@link UnknownOutcomeError}.
 */
export class NotSentError extends BotError {
  override readonly name = 'NotSentError';
  readonly method: string;
  readonly reason: NotSentReason;

  constructor(method: string, reason: NotSentReason, message: string, options?: ErrorOptions) {
    super('NOT_SENT', message, options);
    this.method = method;
    this.reason = reason;
  }
}

/** What was seen instead of an answer. */
export type UnknownOutcomeReason =
  | 'timeout'
  | 'aborted'
  | 'reset'
  | 'halfAnswer'
  | 'unreadableAnswer'
  | 'answerTooLarge';

/**
 * The request may have left and no whole answer came: Telegram may have done what was asked, or not.
 * Made again only where doing it twice is harmless.
 */
export class UnknownOutcomeError extends BotError {
  override readonly name = 'UnknownOutcomeError';
  readonly method: string;
  readonly reason: UnknownOutcomeReason;

  constructor(method: string, reason: UnknownOutcomeReason, message: string, options?: ErrorOptions) {
    super('UNKNOWN_OUTCOME', message, options);
    this.method = method;
    this.reason = reason;
  }
}

/**
 * A download ended early (`DOWNLOAD_FAILED`) or the file is larger than allowed (`DOWNLOAD_TOO_LARGE`).
 * Nothing was changed by it: the former may be tried again.
 */
export class DownloadError extends BotError {
  override readonly name = 'DownloadError';
}

/** Somebody else holds the entry now. Not a failure: stop quietly, the attempt does not count. */
export class LeaseLostError extends BotError {
  override readonly name = 'LeaseLostError';

  constructor(message: string, options?: ErrorOptions) {
    super('LEASE_LOST', message, options);
  }
}

/** A handler asks for another attempt, after a delay. */
export class RetryLaterError extends BotError {
  override readonly name = 'RetryLaterError';
  readonly delayMs: number;

  constructor(delayMs: number, message: string, options?: ErrorOptions) {
    super('RETRY_LATER', message, options);
    this.delayMs = delayMs;
  }
}

/** A handler knows that no attempt will help: the entry is buried with this reason. */
export class TerminalError extends BotError {
  override readonly name = 'TerminalError';
}

/** Our own bug: something that cannot be, is. The entry is buried and a person has to look. */
export class InvariantError extends BotError {
  override readonly name = 'InvariantError';

  constructor(message: string, options?: ErrorOptions) {
    super('INVARIANT_BROKEN', message, options);
  }
}

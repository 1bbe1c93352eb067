export {
  type BotApiClient,
  type BotApiClientOptions,
  type CallOptions,
  createBotApiClient,
  type DownloadOptions,
} from './client.ts';
export { classifyRefusal, type Refusal } from './classify.ts';
export type { Download } from './download.ts';
export {
  BotError,
  ConfigError,
  DownloadError,
  InvariantError,
  LeaseLostError,
  NotSentError,
  type NotSentReason,
  RetryLaterError,
  TerminalError,
  UnknownOutcomeError,
  type UnknownOutcomeReason,
} from './errors.ts';
export { type FileSource, isFileSource } from './file-source.ts';
export { maskText } from './mask-text.ts';
export { framesOf, kindOf, placeOf, reasonOf } from './reason-of.ts';
export { Secret } from './secret.ts';
export { TelegramError, type TelegramErrorKind, telegramErrorCodes, type TelegramRefusal } from './telegram-error.ts';
export type * from './types.ts';
export { codeOf, type Verdict, verdictOf } from './verdict.ts';

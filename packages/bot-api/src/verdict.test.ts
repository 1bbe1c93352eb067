import { describe, expect, test } from 'vitest';
import { classifyRefusal } from './classify.ts';
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
import { TelegramError, type TelegramErrorKind, telegramErrorCodes } from './telegram-error.ts';
import { codeOf, type Verdict, verdictOf } from './verdict.ts';

/** Texts as the Bot API server words them. */
const refusals: readonly (readonly [number, string, TelegramErrorKind, Verdict['kind']])[] = [
  [429, 'Too Many Requests: retry after 31', 'flood', 'wait'],
  [403, 'Forbidden: bot was blocked by the user', 'blocked', 'closeChat'],
  [403, "Forbidden: bot can't initiate conversation with a user", 'blocked', 'closeChat'],
  [403, 'Forbidden: user is deactivated', 'deactivated', 'closeChat'],
  [403, 'Forbidden: bot was kicked from the group chat', 'kicked', 'closeChat'],
  [403, 'Forbidden: bot was kicked from the supergroup chat', 'kicked', 'closeChat'],
  [403, 'Forbidden: bot was kicked from the channel chat', 'kicked', 'closeChat'],
  [403, 'Forbidden: bot is not a member of the supergroup chat', 'kicked', 'closeChat'],
  [403, 'Forbidden: the group chat was deleted', 'kicked', 'closeChat'],
  [400, 'Bad Request: chat is deactivated', 'kicked', 'closeChat'],
  [403, "Forbidden: the bot can't send messages to the bot", 'badRequest', 'bury'],
  [403, "Forbidden: not enough rights to change the user's emoji status", 'badRequest', 'bury'],
  [400, 'Bad Request: group chat was upgraded to a supergroup chat', 'migrated', 'migrate'],
  [
    400,
    'Bad Request: message is not modified: specified new message content and reply markup are exactly the same',
    'notModified',
    'succeed',
  ],
  [400, 'Bad Request: chat description is not modified', 'notModified', 'succeed'],
  [400, 'Bad Request: query is too old and response timeout expired or query ID is invalid', 'queryTooOld', 'skip'],
  [
    400,
    "Bad Request: can't parse entities: Can't find end of the entity starting at byte offset 7",
    'cantParseEntities',
    'plainText',
  ],
  [400, 'Bad Request: chat not found', 'chatNotFound', 'bury'],
  [400, 'Bad Request: PEER_ID_INVALID', 'chatNotFound', 'bury'],
  [400, 'Bad Request: supergroup not found', 'chatNotFound', 'bury'],
  [400, 'Bad Request: message to edit not found', 'messageNotFound', 'bury'],
  [400, 'Bad Request: message to delete not found', 'notModified', 'succeed'],
  [400, 'Bad Request: message to be replied not found', 'messageNotFound', 'bury'],
  [400, 'Bad Request: message thread not found', 'badRequest', 'bury'],
  [400, 'Bad Request: user not found', 'badRequest', 'bury'],
  [400, 'Bad Request: message is too long', 'badRequest', 'bury'],
  [400, 'Bad Request: message text is empty', 'badRequest', 'bury'],
  [400, "Bad Request: message can't be deleted", 'badRequest', 'bury'],
  [400, 'Bad Request: BUTTON_DATA_INVALID', 'badRequest', 'bury'],
  [400, 'Bad Request: file is too big', 'tooLarge', 'bury'],
  [413, 'Request Entity Too Large', 'tooLarge', 'bury'],
  [400, 'Logged out', 'unauthorized', 'stop'],
  [401, 'Unauthorized', 'unauthorized', 'stop'],
  [401, 'Unauthorized: invalid token specified', 'unauthorized', 'stop'],
  [421, 'Misdirected Request: unallowed token specified', 'unauthorized', 'stop'],
  [404, 'Not Found', 'notFound', 'stop'],
  [404, 'Not Found: method not found', 'notFound', 'bury'],
  [
    409,
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    'conflict',
    'stop',
  ],
  [
    409,
    'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    'conflict',
    'stop',
  ],
  [500, 'Internal Server Error: restart', 'unavailable', 'retry'],
  [502, 'Bad Gateway', 'unavailable', 'retry'],
];

describe('Telegram’s refusals', () => {
  test.each(refusals)('%i %s is %s', (status, description, kind, verdict) => {
    const error = new TelegramError(classifyRefusal('sendMessage', { status, description }));
    expect(error.kind).toBe(kind);
    expect(error.code).toBe(telegramErrorCodes[kind]);
    expect(verdictOf(error).kind).toBe(verdict);
  });

  test('every kind has a text in the table', () => {
    expect(new Set(refusals.map(([, , kind]) => kind))).toEqual(new Set(Object.keys(telegramErrorCodes)));
  });

  test('the two meanings of a conflict are told apart', () => {
    expect(conflictWith("Conflict: can't use getUpdates method while webhook is active")).toBe('webhook');
    expect(conflictWith('Conflict: terminated by setWebhook request')).toBe('webhook');
    expect(conflictWith('Conflict: terminated by other getUpdates request')).toBe('poller');
  });

  test('what a description quotes of the text does not reach the error', () => {
    const error = new TelegramError(
      classifyRefusal('sendMessage', {
        status: 400,
        description: 'Bad Request: can\'t parse entities: Unsupported start tag "ivan@example" at byte offset 3',
      }),
    );
    expect(error.message).not.toContain('ivan');
    expect(error.message).toContain('byte offset 3');
  });
});

describe('what follows from an error', () => {
  const otherConfigError = Object.assign(new Error('x'), { name: 'ConfigError' });

  test.each<[string, unknown, Verdict]>([
    ['a flood', flood(31), { kind: 'wait', waitMs: 31_000 }],
    ['a flood of unknown length', flood(), { kind: 'wait', waitMs: 5000 }],
    [
      'an outage that says how long',
      new TelegramError(classifyRefusal('x', { status: 503, description: '', retryAfterSeconds: 2 })),
      { kind: 'retry', limited: false, afterMs: 2000 },
    ],
    [
      'an outage',
      new TelegramError(classifyRefusal('x', { status: 500, description: '' })),
      { kind: 'retry', limited: false },
    ],
    [
      'a migration',
      new TelegramError(classifyRefusal('x', { status: 400, description: '', migrateToChatId: -1001 })),
      { kind: 'migrate', toChatId: -1001 },
    ],
    ['a call that never left', new NotSentError('sendMessage', 'refused', ''), { kind: 'retry', limited: false }],
    ['a call that cannot be written', new NotSentError('sendMessage', 'badRequest', ''), { kind: 'bury' }],
    ['a lost answer', new UnknownOutcomeError('sendMessage', 'reset', ''), { kind: 'unknown' }],
    ['a cut download', new DownloadError('DOWNLOAD_FAILED', ''), { kind: 'retry', limited: true }],
    ['a file too large', new DownloadError('DOWNLOAD_TOO_LARGE', ''), { kind: 'bury' }],
    ['a lost lease', new LeaseLostError(''), { kind: 'abandon' }],
    ['a wish to try later', new RetryLaterError(500, ''), { kind: 'retry', limited: true, afterMs: 500 }],
    ['a hopeless case', new TerminalError('ORDER_UNKNOWN', ''), { kind: 'bury' }],
    ['our own bug', new InvariantError(''), { kind: 'bury' }],
    ['a wrong setting', new ConfigError('PORT_INVALID', ''), { kind: 'stop' }],
    ['a wrong setting of another package', otherConfigError, { kind: 'stop' }],
    ['anything else', new TypeError('x is not a function'), { kind: 'retry', limited: true }],
    ['something thrown that is no error', 'text', { kind: 'retry', limited: true }],
  ])('%s', (_, error, verdict) => {
    expect(verdictOf(error)).toEqual(verdict);
  });

  test('every error has a code', () => {
    expect(codeOf(new BotError('A_CODE', ''))).toBe('A_CODE');
    expect(codeOf(Object.assign(new Error('x'), { code: '40P01' }))).toBe('40P01');
    expect(codeOf('text')).toBe('UNEXPECTED');
  });
});

function flood(retryAfterSeconds?: number): TelegramError {
  return new TelegramError(
    classifyRefusal('sendMessage', { status: 429, description: 'Too Many Requests', retryAfterSeconds }),
  );
}

function conflictWith(description: string): string | undefined {
  return classifyRefusal('getUpdates', { status: 409, description }).conflictWith;
}

import { NotSentError, TelegramError, type TelegramErrorKind, UnknownOutcomeError } from '@durabot/bot-api';
import { describe, expect, test } from 'vitest';
import type { OutboxCall } from '../outbox/outbox-call.ts';
import { settlementOf, unknownSettlement } from './settlement-of.ts';

const now = 1_000_000;

function aCall(changes: Partial<OutboxCall> = {}): OutboxCall {
  return {
    id: 1,
    bot: 'test',
    lane: '7',
    class: 1,
    chatId: 7,
    method: 'sendMessage',
    payload: { chat_id: 7, text: 'hi' },
    attempts: 0,
    repeated: false,
    expiresAt: undefined,
    virtualId: undefined,
    remember: false,
    languageCode: undefined,
    correlationId: undefined,
    createdAt: new Date(now),
    ...changes,
  };
}

function refused(kind: TelegramErrorKind, more: object = {}): TelegramError {
  return new TelegramError({ method: 'sendMessage', kind, status: 400, description: 'words', ...more });
}

describe('what becomes of a call after', () => {
  test.each([
    [
      'a flood wait',
      refused('flood', { retryAfterSeconds: 7 }),
      { kind: 'again', dueAt: new Date(now + 7_000) },
      'flood',
    ],
    ['a passing refusal', refused('unavailable'), { kind: 'again' }, 'unavailable'],
    ['a request that never left', new NotSentError('sendMessage', 'refused', 'no'), { kind: 'again' }, 'not_sent'],
    [
      'a lost answer',
      new UnknownOutcomeError('sendMessage', 'reset', 'cut'),
      { kind: 'again', repeated: true },
      'unknown',
    ],
    ['a blocked user', refused('blocked'), { kind: 'unreachable', reason: 'blocked' }, 'unreachable'],
    ['a chat that is gone', refused('chatNotFound'), { kind: 'buried' }, 'refused'],
    ['the same content as before', refused('notModified'), { kind: 'sent' }, 'sent'],
    ['an answer that came too late', refused('queryTooOld'), { kind: 'dropped' }, 'dropped'],
    ['a bad request', refused('badRequest'), { kind: 'buried', code: 'TELEGRAM_BAD_REQUEST' }, 'refused'],
  ])('%s', (_name, error, settlement, outcome) => {
    expect(settlementOf(aCall(), error, now)).toMatchObject({ settlement, outcome });
  });

  test('broken markup: once more as plain text, then it is buried', () => {
    const call = aCall({ payload: { chat_id: 7, text: '<b>a &lt; b', parse_mode: 'HTML' } });
    const first = settlementOf(call, refused('cantParseEntities'), now);
    expect(first.settlement).toMatchObject({ kind: 'again', payload: { chat_id: 7, text: 'a < b' } });
    expect(settlementOf(aCall(), refused('cantParseEntities'), now).settlement.kind).toBe('buried');
  });

  test('a refused token: it waits, and the bot is stopped', () => {
    expect(settlementOf(aCall(), refused('unauthorized'), now)).toMatchObject({
      settlement: { kind: 'again' },
      stopsBot: true,
    });
  });

  test('a network that is away for long: it is never buried', () => {
    const outcome = settlementOf(aCall({ attempts: 400 }), new NotSentError('sendMessage', 'dns', 'no'), now);
    expect(outcome.settlement.kind).toBe('again');
  });

  test('passing failures without end: it is buried in the end', () => {
    expect(settlementOf(aCall({ attempts: 40 }), refused('unavailable'), now).settlement.kind).toBe('buried');
  });
});

describe('a call of unknown outcome', () => {
  test.each([
    ['sendMessage', { kind: 'again', repeated: true }],
    ['sendPhoto', { kind: 'again', repeated: true }],
    ['editMessageText', { kind: 'again' }],
    ['deleteMessage', { kind: 'again' }],
    ['setMyCommands', { kind: 'again' }],
    ['answerCallbackQuery', { kind: 'again' }],
    ['sendChatAction', { kind: 'dropped' }],
    ['copyMessages', { kind: 'dropped' }],
    ['refundStarPayment', { kind: 'held' }],
  ])('%s', (method, settlement) => {
    expect(unknownSettlement(aCall({ method }), 'cut', now)).toMatchObject(settlement);
  });

  test('never stays unknown: after five attempts an operator decides, and what has expired is dropped', () => {
    expect(unknownSettlement(aCall({ attempts: 5 }), 'cut', now).kind).toBe('held');
    expect(unknownSettlement(aCall({ method: 'answerCallbackQuery', expiresAt: new Date(now) }), 'cut', now).kind).toBe(
      'dropped',
    );
  });

  test('only a message is marked: an edit that is repeated looks the same', () => {
    expect(unknownSettlement(aCall({ method: 'editMessageText' }), 'cut', now)).not.toHaveProperty('repeated');
  });
});

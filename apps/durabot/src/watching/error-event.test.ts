import { expect, test } from 'vitest';
import { errorEventOf } from './error-event.ts';

const line = {
  level: 'error',
  time: '2026-11-21T08:29:40.213Z',
  bot: 'repair',
  correlationId: 'repair:u17',
  entryId: 4,
  code: 'ORDER_UNKNOWN',
  stack: 'at findOrder (/app/orders.ts:41:7)\nat /app/bot.ts:9:1',
  msg: 'entry buried',
};

test('a line of the log becomes an event that is found by its ids and shows where it arose', () => {
  const event = errorEventOf(line);
  expect(event.tags).toEqual({ bot: 'repair', code: 'ORDER_UNKNOWN', correlation_id: 'repair:u17' });
  expect(event.exception.values[0]).toMatchObject({
    type: 'ORDER_UNKNOWN',
    value: 'entry buried',
    stacktrace: {
      frames: [
        { filename: '/app/bot.ts', lineno: 9 },
        { function: 'findOrder', lineno: 41 },
      ],
    },
  });
});

test('the same trouble at the same place is one kind, whoever it happens to', () => {
  const other = errorEventOf({ ...line, entryId: 5, correlationId: 'repair:u18' });
  expect(other.fingerprint).toEqual(errorEventOf(line).fingerprint);
  expect(errorEventOf({ ...line, code: 'OTHER' }).fingerprint).not.toEqual(other.fingerprint);
});

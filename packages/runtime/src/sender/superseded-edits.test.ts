import { expect, test } from 'vitest';
import type { OutboxCall } from '../outbox/outbox-call.ts';
import { findSuperseded } from './superseded-edits.ts';

function call(id: number, method: string, messageId: number, lane = '7'): OutboxCall {
  // What the rule does not look at is left out.
  return { id, method, lane, payload: { message_id: messageId } } as unknown as OutboxCall;
}

function idsOf(...calls: OutboxCall[]): number[] {
  return findSuperseded(calls).map(({ id }) => id);
}

test('of several edits of a message only the last is made', () => {
  const calls = [1, 2, 3].map((id) => call(id, 'editMessageText', -5));
  expect(idsOf(...calls)).toEqual([2, 1]);
});

test('edits of other messages, other lanes and other parts of a message stay', () => {
  expect(idsOf(call(1, 'editMessageText', 5), call(2, 'editMessageText', 6))).toEqual([]);
  expect(idsOf(call(1, 'editMessageText', 5), call(2, 'editMessageText', 5, '8'))).toEqual([]);
  expect(idsOf(call(1, 'editMessageText', 5), call(2, 'editMessageReplyMarkup', 5))).toEqual([]);
});

test('a new text brings its own keyboard, and a deletion ends all of it', () => {
  expect(idsOf(call(1, 'editMessageReplyMarkup', 5), call(2, 'editMessageText', 5))).toEqual([1]);
  expect(
    idsOf(call(1, 'editMessageReplyMarkup', 5), call(2, 'editMessageText', 5), call(3, 'deleteMessage', 5)),
  ).toEqual([2, 1]);
});

test('what is no edit is never dropped', () => {
  expect(idsOf(call(1, 'pinChatMessage', 5), call(2, 'editMessageText', 5), call(3, 'sendMessage', 5))).toEqual([]);
});

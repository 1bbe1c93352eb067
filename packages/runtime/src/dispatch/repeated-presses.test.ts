import { expect, test } from 'vitest';
import type { InboxEntry } from '../inbox/inbox.ts';
import { createRepeatedPresses } from './repeated-presses.ts';

function press(atMs: number, data: string, messageId = 5, userId = 7): InboxEntry {
  const payload = { callback_query: { data, message: { message_id: messageId } } };
  // What the rule does not look at is left out.
  return { bot: 'b', chatKey: '7', userId, kind: 'callback_query', receivedAt: new Date(atMs), payload } as InboxEntry;
}

test('a press counts once until shortly after its effect could be seen', () => {
  const presses = createRepeatedPresses(500);
  presses.handled(press(1_000, 'pay'), 2_000);
  expect(presses.isRepeat(press(1_050, 'pay'))).toBe(true);
  expect(presses.isRepeat(press(3_400, 'pay'))).toBe(true);
  expect(presses.isRepeat(press(3_600, 'pay'))).toBe(false);
});

test('another button, message or person is another press, and so is one after another', () => {
  const presses = createRepeatedPresses(500);
  presses.handled(press(1_000, 'next'), 10);
  expect(presses.isRepeat(press(1_050, 'back'))).toBe(false);
  expect(presses.isRepeat(press(1_050, 'next', 6))).toBe(false);
  expect(presses.isRepeat(press(1_050, 'next', 5, 8))).toBe(false);
  presses.handled(press(1_100, 'back'), 10);
  expect(presses.isRepeat(press(1_200, 'next'))).toBe(false);
});

test('what is no press is never one again', () => {
  const presses = createRepeatedPresses(500);
  const text: InboxEntry = { ...press(1_000, 'x'), kind: 'message', payload: { message: { text: 'hi' } } };
  presses.handled(text, 10);
  expect(presses.isRepeat(text)).toBe(false);
});

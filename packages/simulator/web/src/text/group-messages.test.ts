import { expect, test } from 'vitest';

import type { Message } from '../api/types.ts';
import { groupMessages } from './group-messages.ts';

const noon = Math.floor(new Date(2026, 10, 21, 12).getTime() / 1000);

function aMessage(id: number, from: number, date: number, more: Partial<Message> = {}): Message {
  return {
    message_id: id,
    date,
    chat: { id: 1, type: 'private' },
    from: { id: from, first_name: 'A' },
    text: 'x',
    ...more,
  };
}

/** `(` begins a run, `)` ends one. */
function runs(messages: Message[]): string {
  return groupMessages(messages)
    .flatMap((day) => day.messages)
    .map(
      ({ message, placement }) =>
        `${placement.startsRun ? '(' : ''}${message.message_id}${placement.endsRun ? ')' : ''}`,
    )
    .join(' ');
}

test('messages of one sender close in time are one run', () => {
  expect(runs([aMessage(1, 7, noon), aMessage(2, 7, noon + 60), aMessage(3, 8, noon + 61)])).toBe('(1 2) (3)');
});

test('a long pause parts a run', () => {
  expect(runs([aMessage(1, 7, noon), aMessage(2, 7, noon + 3600)])).toBe('(1) (2)');
});

test('what happened in a chat parts a run', () => {
  const joined = aMessage(2, 7, noon + 1, { new_chat_members: [{ id: 9, first_name: 'B' }] });
  expect(runs([aMessage(1, 7, noon), joined, aMessage(3, 7, noon + 2)])).toBe('(1) (2) (3)');
});

test('midnight parts days and runs', () => {
  const days = groupMessages([aMessage(1, 7, noon), aMessage(2, 7, noon + 86_400)]);
  expect(days.map((day) => day.messages.length)).toEqual([1, 1]);
});

import { expect, test } from 'vitest';

import type { Message } from '../api/types.ts';
import { emptyChat, type ChatState, type PendingMessage } from './state.ts';
import {
  confirmPending,
  findFirstUnread,
  mergeMessages,
  PAGE_SIZE,
  takeMessage,
  takeNewerPage,
  takeNewestPage,
  takeOlderPage,
  WINDOW_SIZE,
} from './transcript.ts';

const me = 1001;

function aMessage(id: number, text: string, from = me): Message {
  return { message_id: id, date: id, chat: { id: me, type: 'private' }, from: { id: from, first_name: 'A' }, text };
}

function aPending(id: string, text: string): PendingMessage {
  return { id, outgoing: { text }, sentAtSeconds: 0 };
}

const ids = (messages: readonly Message[]): number[] => messages.map((message) => message.message_id);

test('an own message takes the place of the copy that stood in for it, when the stream is first', () => {
  const sending = { ...emptyChat, pending: [aPending('a', 'hi')] };
  const arrived = takeMessage(sending, aMessage(5, 'hi'), true);
  expect(arrived.pending).toEqual([]);
  expect(ids(confirmPending(arrived, 'a', 5).messages)).toEqual([5]);
});

test('an own message takes the place of its copy also when the answer is first', () => {
  const confirmed = confirmPending({ ...emptyChat, pending: [aPending('a', 'hi')] }, 'a', 5);
  expect(confirmed.pending).toHaveLength(1);
  expect(takeMessage(confirmed, aMessage(5, 'hi'), true).pending).toEqual([]);
});

test('of two equal texts on their way, one arrival ends one', () => {
  const sending = { ...emptyChat, pending: [aPending('a', 'hi'), aPending('b', 'hi')] };
  expect(takeMessage(sending, aMessage(5, 'hi'), true).pending.map((pending) => pending.id)).toEqual(['b']);
});

test('a message that was refused stays until it is sent again', () => {
  const refused = { ...emptyChat, pending: [{ ...aPending('a', 'hi'), failure: { kind: 'offline' as const } }] };
  expect(takeMessage(refused, aMessage(5, 'hi'), true).pending).toHaveLength(1);
});

test('messages keep their order whichever way they come, and deleted ones go', () => {
  const known = [aMessage(1, 'a'), aMessage(3, 'c')];
  const merged = mergeMessages(known, [aMessage(2, 'b'), { ...aMessage(1, 'a'), deleted: true }]);
  expect(ids(merged)).toEqual([2, 3]);
});

test('what was deleted while the stream was down is gone after the newest page is read', () => {
  const chat = { ...emptyChat, messages: [aMessage(1, 'a'), aMessage(2, 'b')] };
  expect(ids(takeNewestPage(chat, [aMessage(2, 'b')]).messages)).toEqual([2]);
});

test('older messages read before stay above a full newest page', () => {
  const page = Array.from({ length: PAGE_SIZE }, (_, index) => aMessage(100 + index, 'x'));
  const chat = takeNewestPage({ ...emptyChat, messages: [aMessage(1, 'a'), aMessage(100, 'b')] }, page);
  expect(chat.messages).toHaveLength(PAGE_SIZE + 1);
});

test('a newest page that does not touch what was read leaves no gap: the rest is read again', () => {
  const page = Array.from({ length: PAGE_SIZE }, (_, index) => aMessage(100 + index, 'x'));
  const chat = takeNewestPage({ ...emptyChat, messages: [aMessage(1, 'a')] }, page);
  expect(ids(chat.messages)[0]).toBe(100);
  expect(chat.hasOlder).toBe(true);
});

test('going far up keeps a window of messages, and what is written meanwhile waits below it', () => {
  let chat: ChatState = { ...emptyChat, messages: [aMessage(10_000, 'x')] };
  for (let first = 9_940; first > 9_000; first -= PAGE_SIZE) {
    const page = Array.from({ length: PAGE_SIZE }, (_, index) => aMessage(first + index, 'x'));
    chat = takeOlderPage(chat, page);
  }
  expect(chat.messages).toHaveLength(WINDOW_SIZE);
  expect(chat.hasNewer).toBe(true);
  const last = ids(chat.messages).at(-1) ?? 0;
  chat = takeMessage(chat, aMessage(10_001, 'new'), false);
  expect(ids(chat.messages).at(-1)).toBe(last);
  chat = takeNewerPage(chat, [aMessage(last + 1, 'next')]);
  expect(ids(chat.messages).at(-1)).toBe(last + 1);
  expect(chat.hasNewer).toBe(false);
});

test('the separator stands above the first of the unread messages of others', () => {
  const messages = [aMessage(1, 'a', 7), aMessage(2, 'b', 7), aMessage(3, 'mine'), aMessage(4, 'c', 7)];
  expect(findFirstUnread(messages, 2, me)).toBe(2);
  expect(findFirstUnread(messages, 0, me)).toBeUndefined();
  expect(findFirstUnread(messages, 99, me)).toBe(1);
});

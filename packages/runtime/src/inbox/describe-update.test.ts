import { assert, object, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Update } from '@grammyjs/types';
import { describeUpdate, languageOf } from './describe-update.ts';
import { shardCount, shardOf } from './shard.ts';

const asUpdate = (value: object): Update => ({ update_id: 1, ...value });
const anna = { id: 7, is_bot: false, first_name: 'Anna', language_code: 'uk' };
const group = { id: -100, type: 'supergroup', title: 'Work' };

describe('an update is described by', () => {
  test.each([
    [
      'a private message',
      { message: { chat: { id: 7 }, from: anna } },
      { kind: 'message', chatKey: '7', chatId: 7, userId: 7 },
    ],
    [
      'a message in a topic',
      { message: { chat: group, from: anna, is_topic_message: true, message_thread_id: 5 } },
      { chatKey: '-100', topicId: 5 },
    ],
    [
      'a reply thread that is no topic',
      { message: { chat: group, from: anna, message_thread_id: 5 } },
      { topicId: undefined },
    ],
    [
      'a press in a group',
      { callback_query: { id: '1', from: anna, message: { chat: group } } },
      { kind: 'callback_query', chatKey: '-100', userId: 7, expiresInMs: 150_000 },
    ],
    ['a press on an inline message', { callback_query: { id: '1', from: anna } }, { chatKey: '7', chatId: 7 }],
    ['a pre-checkout', { pre_checkout_query: { id: '1', from: anna } }, { chatKey: '7', expiresInMs: 10_000 }],
    [
      'a reaction',
      { message_reaction: { chat: group, user: anna } },
      { kind: 'message_reaction', chatKey: '-100', userId: 7 },
    ],
    ['a poll', { poll: { id: '55' } }, { chatKey: 'poll:55', chatId: undefined }],
    ['a poll answer of a user', { poll_answer: { poll_id: '55', user: anna } }, { chatKey: '7' }],
    ['a kind from the future', { hologram: { chat: group } }, { kind: 'hologram', chatKey: '-100' }],
    [
      'ids that are none, which no column would take',
      { message: { chat: { id: 1e25 }, from: { id: 2.5 }, is_topic_message: true, message_thread_id: 1e300 } },
      { chatKey: 'none', chatId: undefined, userId: undefined, topicId: undefined },
    ],
    [
      'a kind with the name of what every object has',
      { constructor: 1 },
      { kind: 'constructor', expiresInMs: undefined },
    ],
    ['nothing at all', {}, { kind: 'unknown', chatKey: 'none' }],
  ])('%s', (_name, update, expected) => {
    expect(describeUpdate(asUpdate(update))).toMatchObject(expected);
  });

  test('anything whatever, without throwing', () => {
    assert(
      property(object({ maxDepth: 4 }), (value) => {
        expect(typeof describeUpdate(asUpdate(value)).chatKey).toBe('string');
      }),
    );
  });

  test('the language is that of its user', () => {
    expect(languageOf(asUpdate({ message: { from: anna } }))).toBe('uk');
    expect(languageOf(asUpdate({ poll: { id: '1' } }))).toBeUndefined();
  });
});

test('chats spread over all shards, and each stays in its own', () => {
  const shards = new Set(Array.from({ length: 2_000 }, (_, chat) => shardOf('repair', String(chat))));
  expect(shards.size).toBe(shardCount);
  expect(shardOf('repair', '7')).toBe(shardOf('repair', '7'));
});

import { createTestDatabase, type TestDatabase } from '@durabot/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commitAttempts } from '../src/dispatch/commit-attempts.ts';
import { noWrites } from '../src/dispatch/staged-writes.ts';
import { readBack } from '../src/outbox/committed-call.ts';
import type { StagedCall } from '../src/outbox/outbox-call.ts';
import { readCalls } from '../src/outbox/outbox.ts';
import { runtimeMigrations } from '../src/index.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase([runtimeMigrations]);
});
afterAll(() => database.drop());

/** What JSON, or PostgreSQL, keeps in another form than the handler gave it. */
const trying: Record<string, unknown> = {
  chat_id: 7,
  text: 'zero \u0000, half \ud800, backslash \\u0000, "quotes"',
  left_out: undefined,
  at: new Date(0),
  list: [undefined, Number.NaN, -0, { deep: new Date(1), none: undefined }],
  ownForm: { toJSON: () => ({ as: 'told' }) },
  '': null,
};

test('what a commit hands over is what the table gives back, call by call', async () => {
  const { db } = database;
  await db.query("insert into durabot.fence (process_id) values ('p')");
  const { rows } = await db.query<{ id: number }>(
    `insert into durabot.inbox (bot, shard, chat_key, chat_id, kind, payload, due_at)
     select 'test', 1, n::text, n, 'message', '{}', now() from generate_series(1, 3) n returning id`,
  );
  const [first, gone, last] = rows.map(({ id }) => id);
  if (first === undefined || gone === undefined || last === undefined) throw new Error('no entries');
  await db.query('delete from durabot.inbox where id = $1', [gone]);
  const call: StagedCall = {
    lane: '7',
    class: 1,
    chatId: 7,
    method: 'sendMessage',
    payload: trying,
    virtualId: -5,
    remember: true,
    languageCode: 'de',
    expiresAt: new Date(1_800_000_000_123),
  };
  const bare = { ...call, chatId: undefined, lane: '@half\ud800', virtualId: undefined, expiresAt: undefined };
  // Not in the order of their entries, and one of an entry that somebody else has settled.
  const units = [
    [last, [call, { ...bare, method: 'sendPhoto' }]],
    [gone, [{ ...call, method: 'sendDice' }]],
    [first, [bare, { ...call, payload: { text: 'plain' }, languageCode: undefined }]],
  ] as const;
  const result = await commitAttempts(
    db,
    'p',
    units.map(([entryId, calls]) => ({ owner: ownerOf(entryId), writes: { ...noWrites(), calls: [...calls] } })),
    Date.UTC(2026, 0, 1),
    () => false,
  );
  // A handler that runs on.
  trying['text'] = 'changed later';
  const { calls: read } = await readCalls(db, {
    bot: 'test',
    heldIds: [],
    nowMs: 0,
    worstClass: 3,
    limit: 10,
    pausedChats: [],
  });
  expect(read.map(({ method }) => method)).toEqual(['sendMessage', 'sendMessage', 'sendMessage', 'sendPhoto']);
  expect(result.calls.map(readBack)).toStrictEqual(read);
});

function ownerOf(entryId: number) {
  return {
    bot: 'test',
    entryId,
    shard: 1,
    chatKey: '7',
    chatId: 7,
    userId: 7,
    topicId: undefined,
    correlationId: `test:e${entryId}`,
  };
}

import type { Sql } from '@durabot/postgres';
import { createTestDatabase, type TestDatabase, waitUntil } from '@durabot/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { commitAttempts } from '../src/dispatch/commit-attempts.ts';
import { noWrites } from '../src/dispatch/staged-writes.ts';
import { appendCalls, readCalls } from '../src/outbox/outbox.ts';
import { freeLane } from '../src/outbox/lane-locks.ts';
import type { StagedCall } from '../src/outbox/outbox-call.ts';
import { randomIds, runtimeMigrations } from '../src/index.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase([runtimeMigrations]);
  await database.db.query("insert into durabot.fence (process_id) values ('p')");
});
afterAll(() => database.drop());
beforeEach(() => database.db.query('delete from durabot.outbox'));

/** Commits one entry of each chat, with calls to these lanes, and tells which are begun. */
async function commit(on: Sql, ...calls: [chat: number, ...lanes: string[]][]) {
  const { rows } = await database.db.query<{ id: number }>(
    `insert into durabot.inbox (bot, shard, chat_key, chat_id, kind, payload, due_at)
     select 'test', 1, n::text, n, 'message', '{}', now() from unnest($1::bigint[]) with ordinality u(n, ord)
     order by ord returning id`,
    [calls.map(([chat]) => chat)],
  );
  const units = calls.map(([chat, ...lanes], at) => ({
    owner: {
      bot: 'test',
      entryId: rows[at]?.id ?? 0,
      shard: 1,
      chatKey: String(chat),
      chatId: chat,
      userId: chat,
      topicId: undefined,
      correlationId: 'test:e1',
    },
    writes: { ...noWrites(), calls: lanes.map(aCall) },
  }));
  const result = await commitAttempts(on, 'p', units, Date.now(), () => true);
  return result.calls.map(({ begun }) => begun);
}

function aCall(lane: string): StagedCall {
  return {
    lane,
    class: 1,
    chatId: Number(lane) || undefined,
    method: 'sendMessage',
    payload: { chat_id: lane, text: 'hello' },
    virtualId: undefined,
    remember: false,
    languageCode: undefined,
    expiresAt: undefined,
  };
}

async function written(): Promise<object[]> {
  return (await database.db.query('select lane, status, attempts, process_id from durabot.outbox order by id')).rows;
}

async function untilCommitWaits(): Promise<void> {
  await waitUntil(
    async () =>
      (
        await database.db.query(
          "select 1 from pg_stat_activity where datname = current_database() and wait_event = 'advisory'",
        )
      ).rowCount > 0,
    { what: 'a commit that waits for its lane' },
  );
}

test('the first call of each lane is begun, whichever entry of the commit it is of, and none behind it', async () => {
  expect(await commit(database.db, [7, '7', '8', '7'], [8, '8', '9'])).toEqual([true, true, false, false, true]);
  const begun = { status: 'sending', attempts: 1, process_id: 'p' };
  const waiting = { status: 'pending', attempts: 0, process_id: null };
  expect(await written()).toEqual([
    { lane: '7', ...begun },
    { lane: '8', ...begun },
    { lane: '7', ...waiting },
    { lane: '8', ...waiting },
    { lane: '9', ...begun },
  ]);
});

test.each([
  ['waits', "status = 'pending'", false],
  ['is under way', "status = 'sending'", false],
  ['waits for another attempt', "attempts = 3, due_at = now() + interval '1 hour'", false],
  ['is held for an operator', "status = 'held'", true],
])('where another call of the lane %s, a call is begun or not', async (_, state, begun) => {
  await appendCalls(database.db, 'test', [aCall('7')], Date.now());
  await database.db.query(`update durabot.outbox set ${state}`);
  expect(await commit(database.db, [7, '7'])).toEqual([begun]);
});

test('calls of another bot, and those without an order, hold up nothing', async () => {
  await appendCalls(database.db, 'other', [aCall('7')], Date.now());
  const lane = freeLane(randomIds);
  expect(await commit(database.db, [7, lane, '7'])).toEqual([true, true]);
});

test('a call that another connection commits while the lane is waited for is seen, though the statement began before', async () => {
  const other = await database.db.begin();
  await appendCalls(other, 'test', [aCall('7')], Date.now());
  const waiting = commit(database.db, [7, '7']);
  await untilCommitWaits();
  await other.commit();
  expect(await waiting).toEqual([false]);
});

test('a call that goes while the lane is waited for leaves it free', async () => {
  await appendCalls(database.db, 'test', [aCall('7')], Date.now());
  const other = await database.db.begin();
  await appendCalls(other, 'test', [aCall('7')], Date.now());
  const waiting = commit(database.db, [7, '7']);
  await untilCommitWaits();
  await database.db.query('delete from durabot.outbox');
  await other.rollback();
  expect(await waiting).toEqual([true]);
});

test('in a transaction that sees one moment only, nothing is begun', async () => {
  const tx = await database.db.begin();
  await tx.query('set transaction isolation level repeatable read');
  expect(await commit(tx, [7, '7'])).toEqual([false]);
  await tx.commit();
});

test('a lane with a call under way is read only by who holds that call', async () => {
  await commit(database.db, [7, '7', '7'], [8, '8']);
  const read = async (heldIds: number[]): Promise<object> => {
    const options = { bot: 'test', nowMs: Date.now(), worstClass: 3, limit: 10, pausedChats: [] };
    const { calls, leftOut } = await readCalls(database.db, { ...options, heldIds });
    return { lanes: calls.map(({ lane }) => lane), leftOut };
  };
  await appendCalls(database.db, 'test', [aCall('9')], Date.now());
  const { rows } = await database.db.query<{ id: number }>(
    "select id from durabot.outbox where status = 'sending' order by id",
  );
  expect(await read([])).toEqual({ lanes: ['9'], leftOut: true });
  expect(await read(rows.map(({ id }) => id))).toEqual({ lanes: ['7', '9'], leftOut: false });
});

import { createTestDatabase, silentLog, waitUntil } from '@durabot/testing';
import type { TestDatabase } from '@durabot/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { createDatabase, isDatabaseUnavailable, sqlStateOf } from '../src/index.ts';
import type { Database } from '../src/index.ts';

let made: TestDatabase;
let db: Database;

beforeAll(async () => {
  made = await createTestDatabase();
  db = made.db;
  await db.query('create table note (id bigint primary key, body text)');
});

beforeEach(async () => {
  await db.query('truncate note');
});

afterAll(async () => {
  await made.drop();
});

async function bodies(): Promise<unknown[]> {
  const { rows } = await db.query('select body from note order by id');
  return rows.map((row) => row['body']);
}

/** Cuts a connection from the server's side, as a restart or a network fault would. */
async function cut(pid: unknown): Promise<void> {
  await db.query('select pg_terminate_backend($1)', [pid]);
  await waitUntil(async () => (await db.query('select from pg_stat_activity where pid = $1', [pid])).rowCount === 0);
}

test('columns come as the types that were promised', async () => {
  const { rows, rowCount } = await db.query(`
    select count(*) as whole, 9007199254740993 as huge, date '2026-03-01' as day,
      timestamptz '2026-03-01 12:00Z' as at, '{"a":[1]}'::jsonb as data`);
  expect(rowCount).toBe(1);
  expect(rows).toEqual([
    {
      whole: 1,
      huge: 9_007_199_254_740_993n,
      day: '2026-03-01',
      at: new Date('2026-03-01T12:00:00Z'),
      data: { a: [1] },
    },
  ]);
});

test('a transaction that throws leaves nothing, one that returns leaves all', async () => {
  const failing = db.transaction(async (tx) => {
    await tx.query(`insert into note values (1, 'lost')`);
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  const result = await db.transaction(async (tx) => {
    await tx.query(`insert into note values (1, 'kept')`);
    return 'done';
  });
  expect(result).toBe('done');
  expect(await bodies()).toEqual(['kept']);
});

test('statements of a transaction that start together are all in it', async () => {
  await db.transaction(async (tx) => {
    await Promise.all(
      [1, 2, 3].map((id) => tx.prepared('note-add', 'insert into note values ($1, $2)', [id, `n${id}`])),
    );
  });
  expect(await bodies()).toEqual(['n1', 'n2', 'n3']);
});

test('a transaction whose connection is lost is rolled back, and the pool goes on', async () => {
  const work = db.transaction(async (tx) => {
    await tx.query(`insert into note values (1, 'lost')`);
    const { rows } = await tx.query('select pg_backend_pid() as pid');
    await cut(rows[0]?.['pid']);
    await tx.query(`insert into note values (2, 'lost too')`);
  });
  const error: unknown = await work.catch((reason: unknown) => reason);
  expect(isDatabaseUnavailable(error)).toBe(true);
  expect(await bodies()).toEqual([]);
  expect(db.poolStatus()).toMatchObject({ waiting: 0 });
  expect(db.poolStatus().idle).toBe(db.poolStatus().total);
});

test('a commit that meets a lost connection says that it may have happened', async () => {
  const tx = await db.begin();
  await tx.query(`insert into note values (1, 'lost')`);
  const { rows } = await tx.query('select pg_backend_pid() as pid');
  await cut(rows[0]?.['pid']);
  await expect(tx.commit()).rejects.toMatchObject({ code: 'COMMIT_OUTCOME_UNKNOWN' });
});

test('a swallowed error of a statement does not pass for a commit', async () => {
  const work = db.transaction(async (tx) => {
    await tx.query(`insert into note values (1, 'once')`);
    await tx.query(`insert into note values (1, 'twice')`).catch(() => {});
  });
  await expect(work).rejects.toMatchObject({ code: 'TRANSACTION_ABORTED' });
  expect(await bodies()).toEqual([]);
});

test('a deferred constraint fails the commit with its own error', async () => {
  await db.query('create table pair (id bigint unique deferrable initially deferred)');
  const error: unknown = await db
    .transaction((tx) => tx.query('insert into pair values (1), (1)'))
    .catch((reason: unknown) => reason);
  expect(sqlStateOf(error)).toBe('23505');
});

test('a transaction that has ended refuses to be used', async () => {
  const tx = await db.begin();
  await tx.commit();
  await expect(tx.query('select 1')).rejects.toMatchObject({ code: 'TRANSACTION_FINISHED' });
  await expect(tx.rollback()).resolves.toBeUndefined();
});

test('a listener hears its channel, and hears an empty word after its connection was lost', async () => {
  const heard: string[] = [];
  const listener = await db.listen('News: "daily"', (payload) => heard.push(payload));
  await db.query(`select pg_notify('News: "daily"', 'one')`);
  await waitUntil(() => heard.length === 1);
  const { rows } = await db.query(
    `select pid from pg_stat_activity where query like 'listen%' and datname = current_database()`,
  );
  await cut(rows[0]?.['pid']);
  await waitUntil(() => heard.length === 2);
  await db.query(`select pg_notify('News: "daily"', 'two')`);
  await waitUntil(() => heard.length === 3);
  expect(heard).toEqual(['one', '', 'two']);
  await listener.stop();
  await db.query(`select pg_notify('News: "daily"', 'three')`);
  expect(heard).toHaveLength(3);
});

test('a session holds an advisory lock as long as it lives, and tells when it is gone', async () => {
  const session = await db.session();
  await session.query('select pg_advisory_lock(7)');
  const tryLock = async () => {
    const { rows } = await db.query('select pg_try_advisory_xact_lock(7) as taken');
    return rows[0]?.['taken'];
  };
  expect(await tryLock()).toBe(false);
  const { rows } = await session.query('select pg_backend_pid() as pid');
  await cut(rows[0]?.['pid']);
  await session.closed;
  expect(await tryLock()).toBe(true);
});

test('stopping closes pool, sessions and listeners', async () => {
  const own = createDatabase({ url: made.url, log: silentLog, applicationName: 'to-be-stopped' });
  await Promise.all([own.query('select 1'), own.session(), own.listen('x', () => {})]);
  await own.stop();
  await waitUntil(
    async () =>
      (await db.query(`select from pg_stat_activity where application_name = 'to-be-stopped'`)).rowCount === 0,
  );
  await expect(own.query('select 1')).rejects.toMatchObject({ code: 'DATABASE_STOPPED' });
});

test('a statement that runs too long is cancelled', async () => {
  const hasty = createDatabase({ url: made.url, log: silentLog, statementTimeoutMs: 50 });
  const error: unknown = await hasty.query('select pg_sleep(30)').catch((reason: unknown) => reason);
  expect(sqlStateOf(error)).toBe('57014');
  await hasty.stop();
});

test('a server that is not there is reported as unavailable, without the password', async () => {
  const nowhere = createDatabase({ url: 'postgres://u:hidden@127.0.0.1:1/d', log: silentLog });
  const error: unknown = await nowhere.query('select 1').catch((reason: unknown) => reason);
  expect(isDatabaseUnavailable(error)).toBe(true);
  expect(String(error)).not.toContain('hidden');
  await nowhere.stop();
});

test('transactions that need a statement beside them never wait for each other in a ring', async () => {
  const narrow = createDatabase({ url: made.url, maxConnections: 3, connectTimeoutMs: 1_000, log: silentLog });
  const open = (id: number): Promise<void> =>
    narrow.transaction(async (tx) => {
      await tx.query('insert into note values ($1, $2)', [id, 'inside']);
      await narrow.query('select pg_sleep(0.01)');
    });
  await Promise.all(Array.from({ length: 12 }, (_, id) => open(id)));
  expect(await bodies()).toHaveLength(12);
  await narrow.stop();
});

test('a transaction that could not begin leaves its place to the next one', async () => {
  const narrow = createDatabase({ url: made.url, maxConnections: 1, log: silentLog });
  const away = createDatabase({
    url: 'postgresql://nobody@127.0.0.1:1/nowhere',
    maxConnections: 1,
    log: silentLog,
  });
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    await expect(away.begin()).rejects.toMatchObject({ code: 'DATABASE_UNREACHABLE' });
    const tx = await narrow.begin();
    await tx.rollback();
  }
  await away.stop();
  await narrow.stop();
});

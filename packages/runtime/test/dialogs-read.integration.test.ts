import type { Sql } from '@durabot/postgres';
import { createTestDatabase, type TestDatabase } from '@durabot/testing';
import type { Update } from '@grammyjs/types';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createDialogCache } from '../src/dispatch/dialog-cache.ts';
import type { StoredDialog } from '../src/dialog/dialog-store.ts';
import { appendUpdates, readDue, type DueEntry } from '../src/inbox/inbox.ts';
import { runtimeMigrations } from '../src/index.ts';

let database: TestDatabase;
let updateId = 0;

beforeAll(async () => {
  database = await createTestDatabase([runtimeMigrations]);
});
afterAll(() => database.drop());
beforeEach(() => database.db.query('truncate durabot.dialog, durabot.inbox'));

test('whoever has no dialog put aside is asked about none: it was read with the entry', async () => {
  await keep('active');
  for (const entry of await bothWays()) {
    expect(entry).toMatchObject({ hasParked: false, activeDialog: { id: 'active' } });
    const { cache, queries } = await loaded(entry);
    expect(await idsOf(cache.list(entry, new Map()))).toEqual(['active']);
    expect(queries()).toBe(0);
  }
});

test('dialogs put aside are read, those of other people, chats and topics are not', async () => {
  await keep('parked');
  for (const entry of await bothWays()) {
    expect(entry).toMatchObject({ hasParked: true, activeDialog: undefined });
    const { cache, queries } = await loaded(entry);
    expect(await idsOf(cache.list(entry, new Map()))).toEqual(['parked']);
    expect(queries()).toBe(1);
  }
  await database.db.query('update durabot.dialog set topic_id = 3');
  for (const entry of await bothWays()) expect(entry.hasParked).toBe(false);
});

test('a dialog that this chat puts aside meanwhile is found again, and one that it ends is not', async () => {
  const [entry] = await bothWays();
  if (entry === undefined) throw new Error('no entry');
  const { cache } = await loaded(entry);
  const parked: StoredDialog = { ...stored(), id: 'new', status: 'parked' };
  expect(await idsOf(cache.list(entry, new Map([['new', parked]])))).toEqual(['new']);
  cache.committed(entry, new Map([['new', { ...parked, status: 'active' }]]));
  expect(await idsOf(cache.list(entry, new Map()))).toEqual(['new']);
  cache.committed(entry, new Map([['new', undefined]]));
  expect(await idsOf(cache.list(entry, new Map()))).toEqual([]);
  cache.committed(entry, new Map([['new', parked]]));
  await keep('parked');
  expect(await idsOf(cache.list(entry, new Map()))).toEqual(['parked']);
});

/** An entry as it is given back when it is stored, and as it is read later. */
async function bothWays(): Promise<DueEntry[]> {
  updateId += 1;
  await database.db.query('truncate durabot.inbox');
  const update: Update = {
    update_id: updateId,
    message: { message_id: 1, date: 0, chat: { id: 7, type: 'private', first_name: 'A' }, from: person, text: 'x' },
  };
  const { entries } = await appendUpdates(database.db, { bot: 'test', generation: 1, updates: [update] }, 0);
  const due = await readDue(database.db, {
    bots: ['test'],
    shards: Array.from({ length: 64 }, (_, shard) => shard),
    heldIds: [],
    leftOutChats: [],
    nowMs: 0,
    limit: 10,
    dialogData: true,
  });
  expect(entries).toHaveLength(1);
  expect(due).toEqual(entries);
  return [...entries, ...due];
}

const person = { id: 7, is_bot: false, first_name: 'A' };

async function keep(status: 'active' | 'parked'): Promise<void> {
  await database.db.query(
    `insert into durabot.dialog (id, bot, chat_id, user_id, topic_id, name, version, step, data, rev, status, started_at, updated_at)
     values ($1, 'test', 7, 7, 0, 'order', 1, 'phone', '{}', 1, $1, now(), now())`,
    [status],
  );
}

function stored(): StoredDialog {
  const at = new Date(0);
  return {
    id: 'x',
    name: 'order',
    version: 1,
    step: 'phone',
    data: {},
    rev: 1,
    status: 'active',
    startedAt: at,
    updatedAt: at,
    expiresAt: undefined,
  };
}

async function loaded(
  entry: DueEntry,
): Promise<{ cache: ReturnType<typeof createDialogCache>; queries: () => number }> {
  let queries = 0;
  const counting: Sql = {
    ...database.db,
    query: (text, values) => database.db.query(text, values),
    prepared: (name, text, values) => {
      queries += 1;
      return database.db.prepared(name, text, values);
    },
  };
  const cache = createDialogCache(counting);
  await cache.load(entry, entry);
  return { cache, queries: () => queries };
}

async function idsOf(dialogs: Promise<StoredDialog[]>): Promise<string[]> {
  return (await dialogs).map(({ id }) => id);
}

import type { Database } from '@durabot/postgres';
import { pause, runtimeMigrations } from '@durabot/runtime';
import { createTestDatabase, type TestDatabase } from '@durabot/testing';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createCommandLine } from '../src/command-line.ts';
import { cleanUp, temporaryFolder } from './program.ts';

let database: TestDatabase;
let db: Database;

beforeAll(async () => {
  database = await createTestDatabase([runtimeMigrations]);
  db = database.db;
  vi.stubEnv('DATABASE_URL', database.url);
  vi.stubEnv('DATA_DIR', temporaryFolder());
  vi.stubEnv('LOG_LEVEL', 'silent');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await database.drop();
  await cleanUp();
});

const tables = 'bot, inbox, outbox, dialog, pause, brake, process, fence, lease, dead_letter, timer';

beforeEach(async () => {
  await db.query(`truncate ${tables.replaceAll(/(\w+)/g, 'durabot.$1')} restart identity`);
  const known = [{ name: 'order', version: 2, steps: ['phone', 'review'], migrates: false, finishes: [] }];
  await db.query(
    `insert into durabot.bot (name, telegram_id, username, dialogs) values ('repair', 1, 'repair_bot', $1), ('other', 2, 'other_bot', null)`,
    [JSON.stringify(known)],
  );
});

/** Runs a command in this process and gives what it prints. */
async function run(...args: string[]): Promise<string> {
  let output = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    output += String(text);
    return true;
  });
  try {
    await createCommandLine()
      .exitOverride()
      .parseAsync(['node', 'durabot', ...args]);
  } finally {
    write.mockRestore();
  }
  return output;
}

async function addEntry(entry: {
  chat: number;
  text?: string;
  attempts?: number;
  ageSeconds?: number;
  error?: string;
}) {
  const { chat, text = 'hello', attempts = 0, ageSeconds = 5, error } = entry;
  const update = { update_id: chat, message: { from: { id: chat, first_name: 'Anna' }, chat: { id: chat }, text } };
  await db.query(
    `insert into durabot.inbox (bot, shard, chat_key, chat_id, user_id, kind, update_id, payload, attempts, due_at, received_at, last_error)
     values ('repair', 1, $1::bigint::text, $1, $1, 'message', $1, $2, $3::smallint, now() + make_interval(secs => $3::float8 * 60),
       now() - make_interval(secs => $4), $5)`,
    [chat, JSON.stringify(update), attempts, ageSeconds, error ?? null],
  );
}

async function addCall(call: {
  chat: number;
  status?: string;
  attempts?: number;
  method?: string;
  ageSeconds?: number;
}) {
  const { chat, status = 'pending', attempts = 0, method = 'sendMessage', ageSeconds = 5 } = call;
  await db.query(
    `insert into durabot.outbox (bot, lane, class, chat_id, method, payload, status, attempts, due_at, created_at)
     values ('repair', $1::bigint::text, 1, $1, $2, $3, $4, $5, now() + interval '1 hour', now() - make_interval(secs => $6))`,
    [chat, method, JSON.stringify({ chat_id: chat, text: 'Your order for Anna' }), status, attempts, ageSeconds],
  );
}

async function addDialog(
  id: string,
  at: { name?: string; version?: number; step?: string; stuck?: string; bot?: string },
) {
  const { name = 'order', version = 2, step = 'phone', stuck, bot = 'repair' } = at;
  await db.query(
    `insert into durabot.dialog (id, bot, chat_id, user_id, name, version, step, data, rev, status, started_at, updated_at, stuck)
     values ($1, $2, 7, 7, $3, $4, $5, $6, 1, 'parked', now() - interval '3 days', now() - interval '2 hours', $7)`,
    [
      id,
      bot,
      name,
      version,
      step,
      JSON.stringify({ values: { phone: '+380671234567', client: 'Anna' } }),
      stuck ?? null,
    ],
  );
}

test('status: all on one screen of 80 columns, and as JSON', async () => {
  await addEntry({ chat: 7, attempts: 2, ageSeconds: 400 });
  await addCall({ chat: 7 });
  await addCall({ chat: 8, status: 'held', method: 'refundStarPayment' });
  await addDialog('a', { step: 'gone' });
  await pause(db, { bot: 'repair', chatKey: '-1001234567890' }, 'complaint; call +380671234567 before it goes on');
  await pause(db, { bot: 'other' }, 'no prices');
  await db.query(
    `insert into durabot.brake values ('repair', 0, now() + interval '1 minute'), ('repair', 7, now() + interval '1 minute')`,
  );
  await db.query(`insert into durabot.process (id, liveness) values ('process-of-this-machine-with-a-long-name', 1)`);
  await db.query(
    `insert into durabot.lease (name, process_id) select 'shard/' || n, 'process-of-this-machine-with-a-long-name' from generate_series(0, 63) n`,
  );
  await db.query(`insert into durabot.lease (name) values ('sender/repair')`);

  const screen = await run('status');
  expect(Math.max(...screen.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(screen.split('\n').length).toBeLessThanOrEqual(24);
  for (const words of [
    /^repair +1 \(6m\) +1 \(5s\) +1 \(5s\)/m,
    /^! repair: braked by Telegram until 20/m,
    /^! repair: 1 chats braked/m,
    /^! repair: 1 entries to be retried/m,
    /^! repair: 1 calls wait for a decision/m,
    /^! repair: 1 dialogs stuck/m,
    /^! 1 leases are free: sender/m,
    /^other +0s +no prices$/m,
    /^repair, chat -1001234567890 +0s +complaint; call \[phone\]/m,
    /^process-of-this-machine- +0s +0s +64 shard +all$/m,
  ])
    expect(screen).toMatch(words);

  const report: unknown = JSON.parse(await run('status', '--json'));
  expect(report).toMatchObject({
    bots: [
      { name: 'other', paused: true },
      {
        name: 'repair',
        inbox: { count: 1 },
        inboxRetrying: 1,
        held: { count: 1 },
        brakedChats: 1,
        pausedChats: 1,
        stuckDialogs: 1,
      },
    ],
    processes: [{ leases: { shard: 64 } }],
    freeLeases: ['sender/repair'],
  });
});

test('pause and resume', async () => {
  expect(await run('pause', '--bot', 'repair', '--reason', 'wrong prices')).toBe('Bot repair is paused.\n');
  expect(await run('pause', '--bot', 'repair', '--chat', '-100', '--reason', 'noise')).toBe(
    'Chat -100 of repair is paused.\n',
  );
  expect(await run('pause', '--bot', 'repair', '--reason', 'again')).toContain('was paused already');
  expect(await run('resume', '--bot', 'repair')).toBe(
    'Bot repair goes on.\n1 of its chats are still paused by themselves: durabot status.\n',
  );
  expect(await run('resume', '--bot', 'repair')).toContain('was not paused');
  await expect(run('pause', '--bot', 'repiar', '--reason', 'x')).rejects.toThrow('known: other, repair');
  await expect(run('pause', '--bot', 'repair', '--chat', 'Anna', '--reason', 'x')).rejects.toThrow('--chat');
});

test('inbox: counted, filtered, shown without words or names, tried at once', async () => {
  await addEntry({ chat: 7, ageSeconds: 5 });
  await addEntry({ chat: 8, attempts: 2, ageSeconds: 700, error: 'cannot reach +380671234567' });
  await addEntry({ chat: 9, ageSeconds: 90_000 });
  await pause(db, { bot: 'repair', chatKey: '9' }, 'test');
  const all = await run('inbox', 'list');
  expect(all).toContain('3 in the inbox.');
  expect(all).toMatch(/^repair +message +retrying +1 +11m$/m);
  expect(all).toMatch(/^\d+ +repair +9 +message +paused +25h +0$/m);
  expect(all).toContain('cannot reach [phone]');
  const idsFor = async (...filter: string[]): Promise<number[]> => {
    const { entries }: { entries: { chatKey: string }[] } = JSON.parse(await run('inbox', 'list', '--json', ...filter));
    return entries.map(({ chatKey }) => Number(chatKey));
  };
  expect(await idsFor('--state', 'waiting')).toEqual([7]);
  expect(await idsFor('--older', '10m')).toEqual([8, 9]);
  expect(await idsFor('--chat', '8', '--bot', 'repair', '--kind', 'message')).toEqual([8]);
  expect(await idsFor('--bot', 'other')).toEqual([]);
  expect(await run('inbox', 'list', '--limit', '1')).toContain('3 in the inbox, the first 1 below.');

  const [{ id } = { id: 0 }] = (await db.query<{ id: number }>('select id from durabot.inbox order by id')).rows;
  const shown = await run('inbox', 'show', String(id));
  expect(shown).toMatch(/^state: +waiting$/m);
  expect(shown).toContain('"text": "[5 characters]"');
  expect(shown).not.toContain('Anna');
  await expect(run('inbox', 'show', '999')).rejects.toThrow('no entry 999');

  await expect(run('inbox', 'retry', '--yes')).rejects.toThrow('Say which');
  expect(await run('inbox', 'retry', '--bot', 'repair')).toContain('1 would be handled at once. Nothing was done');
  expect((await db.query('select 1 from durabot.inbox where due_at > now()')).rowCount).toBe(1);
  expect(await run('inbox', 'retry', '--bot', 'repair', '--yes')).toBe('1 are handled now.\n');
  expect((await db.query('select 1 from durabot.inbox where due_at > now()')).rowCount).toBe(0);
});

test('outbox: counted, filtered, shown without its text, made again, dropped', async () => {
  await addCall({ chat: 7 });
  await addCall({ chat: 8, attempts: 3, ageSeconds: 700 });
  await addCall({ chat: 8, status: 'held', method: 'sendGift' });
  await addCall({ chat: 9, status: 'sending', attempts: 1 });
  const all = await run('outbox', 'list');
  expect(all).toContain('4 in the outbox.');
  for (const state of ['waiting', 'retrying', 'held', 'sending'])
    expect(await run('outbox', 'list', '--state', state)).toContain('1 in the outbox.');
  expect(await run('outbox', 'list', '--chat', '8')).toContain('2 in the outbox.');
  await expect(run('outbox', 'list', '--state', 'lost')).rejects.toThrow('none of waiting');
  const shown = await run('outbox', 'show', '1');
  expect(shown).toContain('"text": "[19 characters]"');
  expect(shown).not.toContain('Anna');

  expect(await run('outbox', 'retry', '--bot', 'repair')).toContain('2 would be made again. Nothing was done');
  expect(await run('outbox', 'retry', '--method', 'sendGift', '--yes')).toBe('1 will be made again.\n');
  expect(await run('outbox', 'retry', '--id', '2', '--yes')).toBe('1 will be made again.\n');
  const { rows } = await db.query(
    'select status, attempts, repeated, due_at <= now() as due from durabot.outbox order by id',
  );
  expect(rows).toEqual([
    { status: 'pending', attempts: 0, repeated: false, due: false },
    { status: 'pending', attempts: 3, repeated: false, due: true },
    { status: 'pending', attempts: 0, repeated: true, due: true },
    { status: 'sending', attempts: 1, repeated: false, due: false },
  ]);
  expect(await run('outbox', 'drop', '--bot', 'repair')).toContain('3 would be dropped.');
  expect(await run('outbox', 'drop', '--bot', 'repair', '--yes')).toBe('3 dropped.\n');
  expect(await run('outbox', 'list')).toContain('1 in the outbox.');
});

test('dialogs: where they stand with the build, without the answers; the stuck ones can be found and ended', async () => {
  await addDialog('goes-on', {});
  await addDialog('older', { version: 1 });
  await addDialog('no-step', { version: 1, step: 'telephone' });
  await addDialog('no-dialog', { name: 'survey' });
  await addDialog('newer', { version: 3 });
  await addDialog('failed', { version: 1, stuck: 'MIGRATION_FAILED' });
  await addDialog('untold', { bot: 'other' });
  const report = await run('dialogs', 'versions');
  expect(Math.max(...report.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  for (const words of [
    /^repair +order +2 +phone +1 +2h +2h +goes on$/m,
    /^repair +order +1 +phone +1 +2h +2h +is taken over$/m,
    /^repair +order +1 +phone +1 +2h +2h +STUCK: move failed$/m,
    /^repair +order +1 +telephone +1 +2h +2h +STUCK: no such step$/m,
    /^repair +order +3 +phone +1 +2h +2h +STUCK: newer version$/m,
    /^repair +survey +2 +phone +1 +2h +2h +STUCK: no such dialog$/m,
    /^other +order +2 +phone +1 +2h +2h +unknown: not told$/m,
    /^4 stuck: durabot dialogs list --stuck shows them\.$/m,
  ])
    expect(report).toMatch(words);
  const stuck: { dialogs: { id: string; fit: string }[] } = JSON.parse(
    await run('dialogs', 'list', '--stuck', '--json'),
  );
  expect(Object.fromEntries(stuck.dialogs.map(({ id, fit }) => [id, fit]))).toEqual({
    'no-step': 'unknown_step',
    'no-dialog': 'unknown_dialog',
    newer: 'newer_version',
    failed: 'migration_failed',
  });
  const shown = await run('dialogs', 'show', 'goes-on');
  expect(shown).toMatch(/"phone",\s+"client"/);
  expect(shown).not.toMatch(/Anna|380/);
  expect(await run('dialogs', 'list', '--user', '7', '--step', 'telephone', '--older', '1h')).toContain('1 dialogs.');
  expect(await run('dialogs', 'drop', '--stuck', '--name', 'survey')).toContain('1 would be ended. Nothing was done');
  expect(await run('dialogs', 'drop', '--stuck', '--yes')).toBe('4 ended.\n');
  expect(await run('dialogs', 'versions')).toContain('None is stuck.');
});

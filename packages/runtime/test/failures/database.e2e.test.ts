import { type Database, DatabaseError, sqlStateOf } from '@durabot/postgres';
import { silentLog, waitUntil } from '@durabot/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { shardOf } from '../../src/inbox/shard.ts';
import { durable } from '../../src/index.ts';
import { type BotBuilder, boundDatabase, createHarness, createHolds, type Harness } from '../harness.ts';
import { createTestClock } from '../test-clock.ts';

const repeatSign = '↻';
const deadlockDetected = '40P01';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
  await harness.db.query('create table public.tally (chat_id bigint, word text)');
});
afterEach(async () => {
  await harness.stop();
});

/** Writes down each word and answers it, both in one commit. */
const tally: BotBuilder = (bot) => {
  bot.use(durable());
  bot.on('message:text', async (ctx) => {
    const tx = await ctx.durable.tx();
    await tx.query('insert into tally values ($1, $2)', [ctx.chat.id, ctx.message.text]);
    await ctx.reply(`Noted ${ctx.message.text}`);
  });
};

/** Ends every connection that a runtime has to its database, as a restart of the database does. */
async function cutConnections(): Promise<void> {
  await harness.db.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'runtime-%'",
  );
}

/** Takes one table after another, while the runtime holds some of them: of the two, PostgreSQL may choose this one to give way. */
async function lockEverything(): Promise<Awaited<ReturnType<Database['begin']>>> {
  for (;;) {
    const locker = await harness.db.begin();
    try {
      await locker.query(
        'lock table durabot.inbox, durabot.process, durabot.lease, durabot.fence, durabot.outbox in access exclusive mode',
      );
      return locker;
    } catch (error) {
      await locker.rollback();
      if (sqlStateOf(error) !== deadlockDetected) throw error;
    }
  }
}

async function countProcesses(): Promise<number> {
  return (await harness.db.query('select 1 from durabot.process')).rowCount;
}

async function empty(timeoutMs = 15_000): Promise<void> {
  await waitUntil(
    async () => {
      const { inbox, outbox } = await harness.depths();
      return inbox === 0 && outbox === 0;
    },
    { what: 'empty tables', timeoutMs },
  );
}

type Chat = Awaited<ReturnType<Awaited<ReturnType<Harness['sim']['user']>>['with']>>;

async function someChats(count: number): Promise<Chat[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, n) =>
      (await harness.sim.user({ first_name: `User ${n}` })).with('test_bot'),
    ),
  );
}

async function answersOf(chat: Chat): Promise<string[]> {
  return (await chat.transcript()).filter((message) => !message.outgoing).map((message) => message.text ?? '');
}

describe('database', () => {
  test('connections cut while handlers commit and calls are made: all heals, nothing is lost, repeats are marked', async () => {
    await harness.sim.limits({ enforced: false });
    await harness.start(tally, { pacing: false });
    const chats = await someChats(8);
    const words = ['a', 'b', 'c', 'd'];
    for (const word of words) {
      await Promise.all(chats.map((chat) => chat.sends(word)));
      await cutConnections();
    }
    await Promise.all(chats.map((chat) => chat.reply({ contains: 'Noted d', timeoutMs: 30_000 })));
    await empty();
    for (const chat of chats) {
      const answers = await answersOf(chat);
      const first = answers.filter((text) => !text.includes(repeatSign));
      const all = answers.map((text) => text.slice(0, 'Noted x'.length));
      expect([...new Set(all)]).toEqual(words.map((word) => `Noted ${word}`));
      expect(new Set(first).size, 'a repeat without its mark').toBe(first.length);
    }
    const { rowCount } = await harness.db.query('select chat_id, word from tally group by 1, 2 having count(*) = 1');
    expect(rowCount).toBe(chats.length * words.length);
    expect((await harness.depths()).dead_letter).toBe(0);
  });

  test('a connection lost while a call is under way: its answer still counts, and it is not made again', async () => {
    const { holdPoint, hold } = createHolds();
    let noticed = false;
    const warn = (_fields: object, message: string): void => {
      noticed ||= message.startsWith('leases lost');
    };
    await harness.start(tally, { holdPoint, log: { ...silentLog, warn } });
    const [chat] = await someChats(1);
    const held = hold('sender:after-send');
    await chat?.sends('a');
    await held.reached;
    await cutConnections();
    await waitUntil(() => noticed, { what: 'the loss' });
    held.release();
    await empty();
    expect(chat === undefined ? [] : await answersOf(chat)).toEqual(['Noted a']);
  });

  test('a slow handler of a life that is over does not end the next one', async () => {
    const { holdPoint, hold } = createHolds();
    let losses = 0;
    const warn = (_fields: object, message: string): void => {
      if (message.startsWith('leases lost')) losses += 1;
    };
    await harness.start((bot) => bot.on('message:text', (ctx) => ctx.reply(`Noted ${ctx.message.text}`)), {
      holdPoint,
      log: { ...silentLog, warn },
    });
    const [chat] = await someChats(1);
    const first = hold('dispatch:before-commit');
    await chat?.sends('a');
    await first.reached;
    const second = hold('dispatch:before-handler');
    const processes = async (): Promise<string[]> =>
      (await harness.db.query<{ id: string }>('select id from durabot.process')).rows.map(({ id }) => id);
    const [firstLife] = await processes();
    await cutConnections();
    await waitUntil(async () => (await processes()).some((id) => id !== firstLife), {
      what: 'the next life',
      timeoutMs: 15_000,
    });
    const lives = await processes();
    await second.reached;
    second.release();
    // Lets go both the run of the first life and the one that the second has begun.
    first.release();
    await chat?.reply({ contains: 'Noted a', timeoutMs: 10_000 });
    await empty();
    expect(await processes()).toEqual(lives);
    expect(losses).toBe(1);
  });

  test('a lost answer to the record of an attempt leaves no call behind', async () => {
    await harness.keepLanesBusy();
    const started = await harness.start(tally, { wrapDatabase: losesAnswerOnce('outbox_record_attempts') });
    const [chat] = await someChats(1);
    await chat?.sends('a');
    expect((await chat?.reply())?.text).toBe('Noted a');
    await empty();
    await started.stop();
  });

  test('an outcome that cannot be stored: the call is taken over like one of a process that died', async () => {
    await harness.start(tally, { wrapDatabase: refuses('outbox_settle', 2) });
    const [chat] = await someChats(1);
    await chat?.sends('a');
    await chat?.reply({ contains: repeatSign });
    await empty();
    expect(chat === undefined ? [] : await answersOf(chat)).toEqual(['Noted a', expect.stringContaining(repeatSign)]);
  });

  test('an outcome that cannot be stored: what stands behind in the chat waits until the call is taken over', async () => {
    await harness.start(
      (bot) => {
        bot.on('message:text', async (ctx) => {
          for (const word of ['first', 'second', 'third']) await ctx.reply(word);
        });
      },
      { pacing: false, wrapDatabase: refuses('outbox_settle', 2) },
    );
    const [chat] = await someChats(1);
    await chat?.sends('a');
    await chat?.reply({ contains: 'third' });
    await empty();
    expect(chat === undefined ? [] : await answersOf(chat)).toEqual([
      'first',
      expect.stringContaining(`first\n\n${repeatSign}`),
      'second',
      'third',
    ]);
  });

  test('read-only: failing starts leave no connection behind, and all goes on afterwards', async () => {
    const { rows } = await harness.db.query<{ name: string }>('select current_database() as name');
    const readOnly = async (state: 'on' | 'off'): Promise<void> => {
      const set = `alter database ${rows[0]?.name ?? ''} set default_transaction_read_only = ${state}`;
      await harness.db.query(`begin read write; ${set}; commit`);
      await cutConnections();
    };
    let starts = 0;
    const clock = createTestClock(Date.UTC(2026, 2, 1));
    const wrapDatabase = (db: Database): Database => ({
      ...boundDatabase(db),
      session: () => {
        starts += 1;
        return db.session();
      },
    });
    await harness.start(tally, { clock, wrapDatabase });
    const [chat] = await someChats(1);
    await readOnly('on');
    await chat?.sends('a');
    await waitUntil(() => starts >= 8, { what: 'some failing starts', timeoutMs: 20_000 });
    const { rowCount } = await harness.db.query(
      "select 1 from pg_stat_activity where datname = current_database() and application_name like 'runtime-%' and query like '%pg_advisory_lock%'",
    );
    expect(rowCount).toBeLessThanOrEqual(2);
    await readOnly('off');
    await chat?.reply({ contains: 'Noted a', timeoutMs: 20_000 });
    await empty();
    expect((await harness.db.query('select 1 from tally')).rowCount).toBe(1);
  });

  test('out of connections: what comes waits for some, and nothing is lost', async () => {
    const role = `crowded_${harness.token.slice(0, 6)}_${process.pid}`;
    await harness.db.query(
      `create role ${role} login password '${role}';
       grant all on schema durabot to ${role};
       grant all on all tables in schema durabot to ${role};
       grant usage on schema public to ${role};
       grant all on table public.tally to ${role}`,
    );
    const url = new URL(harness.databaseUrl);
    url.username = role;
    url.password = role;
    const started = await harness.start(tally, { databaseUrl: url.href });
    const chats = await someChats(3);
    await harness.db.query(`alter role ${role} connection limit 0`);
    await cutConnections();
    await Promise.all(chats.map((chat) => chat.sends('a')));
    await harness.db.query(`alter role ${role} connection limit 2`);
    await waitUntil(async () => (await countProcesses()) > 0, { what: 'a life on two connections' });
    await harness.db.query(`alter role ${role} connection limit -1`);
    await Promise.all(chats.map((chat) => chat.reply({ contains: 'Noted a', timeoutMs: 20_000 })));
    await empty();
    expect((await harness.db.query('select 1 from tally')).rowCount).toBe(3);
    await started.stop();
    await harness.db.query(`drop owned by ${role}; drop role ${role}`);
  });

  test('a missed notification costs a second at most', async () => {
    await harness.start(tally);
    const chatId = 7_000_001;
    const update = {
      update_id: 1,
      message: {
        message_id: 1,
        date: 1,
        text: 'a',
        chat: { id: chatId, type: 'private' },
        from: { id: chatId, is_bot: false, first_name: 'A' },
      },
    };
    // Nobody is told of this row.
    await harness.db.query(
      `insert into durabot.inbox (bot, shard, chat_key, chat_id, user_id, kind, update_id, payload, due_at)
       values ('test', $1, $2, $3, $3, 'message', 1, $4, now())`,
      [shardOf('test', String(chatId)), String(chatId), chatId, JSON.stringify(update)],
    );
    const storedAt = performance.now();
    await waitUntil(async () => (await harness.db.query('select 1 from tally')).rowCount === 1, {
      what: 'the row that nobody told of',
    });
    expect(performance.now() - storedAt).toBeLessThan(2_500);
  });

  test('a clock that is set back holds up neither updates nor calls that wait', async () => {
    const clock = createTestClock(Date.UTC(2026, 2, 1));
    const { holdPoint, hold } = createHolds();
    const first = await harness.start(tally, { clock, holdPoint });
    const [chat, other] = await someChats(2);
    await harness.keepLanesBusy();
    clock.advance(10_000);
    const call = hold('sender:before-record');
    await chat?.sends('a');
    await call.reached;
    const handler = hold('dispatch:before-handler');
    await other?.sends('b');
    await handler.reached;
    await first.abandon();
    call.release();
    handler.release();
    clock.advance(-3_600_000);
    await harness.start(tally, { clock });
    // A process begins with one token; the others come with time, which only this test lets pass.
    clock.advance(10_000);
    await chat?.reply({ contains: 'Noted a' });
    await other?.reply({ contains: 'Noted b' });
    clock.advance(-3_600_000);
    await chat?.sends('c');
    expect((await chat?.reply({ contains: 'Noted c' }))?.text).toBe('Noted c');
  });

  test('one that does not answer holds up a stop no longer than its deadline', async () => {
    const started = await harness.start(tally);
    const [chat] = await someChats(1);
    const locker = await lockEverything();
    await chat?.sends('a');
    const startedAt = performance.now();
    await started.runtime.stop({ deadlineMs: 500 });
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    await locker.rollback();
    await started.stop();
    await harness.start(tally);
    await chat?.reply({ contains: 'Noted a' });
  });

  test('a reason that it cannot store as it is does not make an entry fail for ever', async () => {
    await harness.start(
      (bot) => {
        bot.on('message:text', (ctx) => {
          throw new Error(`cannot read ${ctx.message.text}\u0000`);
        });
      },
      { maxAttempts: 2 },
    );
    const [chat] = await someChats(1);
    await chat?.sends('a');
    await waitUntil(async () => (await harness.depths()).dead_letter === 1, { what: 'the burial', timeoutMs: 10_000 });
    expect((await harness.depths()).inbox).toBe(0);
  });
});

/** A database that does what a statement asks, and then loses the answer, once. */
function losesAnswerOnce(statement: string): (db: Database) => Database {
  let lost = false;
  return (db) => ({
    ...boundDatabase(db),
    prepared: async <R extends object>(name: string, text: string, values?: readonly unknown[]) => {
      const rows = await db.prepared<R>(name, text, values);
      if (name !== statement || lost) return rows;
      lost = true;
      throw new DatabaseError('DATABASE_UNREACHABLE', 'The answer is lost, says the test.');
    },
  });
}

/** A database that refuses a statement some times for a reason that does not pass. */
function refuses(statement: string, times: number): (db: Database) => Database {
  let left = times;
  return (db) => ({
    ...boundDatabase(db),
    prepared: async <R extends object>(name: string, text: string, values?: readonly unknown[]) => {
      if (name !== statement || left === 0) return db.prepared<R>(name, text, values);
      left -= 1;
      throw new Error('The statement is refused, says the test.');
    },
  });
}

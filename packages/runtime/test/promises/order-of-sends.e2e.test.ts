import type { OpenTx } from '@durabot/postgres';
import { waitUntil } from '@durabot/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { durable } from '../../src/index.ts';
import { appendCalls } from '../../src/outbox/outbox.ts';
import type { StagedCall } from '../../src/outbox/outbox-call.ts';
import { boundDatabase, type BotBuilder, createHarness, createHolds, type Harness } from '../harness.ts';
import { createTestClock } from '../test-clock.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
  await harness.sim.limits({ enforced: false });
});
afterEach(async () => {
  await harness.stop();
});

type User = Awaited<ReturnType<Harness['sim']['user']>>;
type Chat = Awaited<ReturnType<User['with']>>;

/** `notify <chat> …` writes a row and tells other chats of it, in one commit; everything else is answered. */
const notifier: BotBuilder = (bot) => {
  bot.use(durable());
  bot.command('notify', async (ctx) => {
    const tx = await ctx.durable.tx();
    await tx.query('insert into thing values ($1)', [ctx.chat.id]);
    for (const chatId of ctx.match.split(' ').map(Number)) await ctx.api.sendMessage(chatId, 'notice');
    await ctx.reply('told');
  });
  bot.on('message:text', (ctx) => ctx.reply(`answer to ${ctx.message.text}`));
};

/** A table whose rows are checked at the very end of a commit, by something that the test can hold up. */
const heldKey = 4_711;
async function createHeldTable(): Promise<void> {
  await harness.db.query(
    `create table thing (chat_id bigint);
     create function hold_commit() returns trigger language plpgsql as
       $body$ begin perform pg_advisory_xact_lock_shared(${heldKey}); return null; end $body$;
     create constraint trigger thing_held after insert on thing deferrable initially deferred
       for each row execute function hold_commit()`,
  );
}

async function holdCommits(): Promise<OpenTx> {
  const tx = await harness.db.begin();
  await tx.query('select pg_advisory_xact_lock($1)', [heldKey]);
  return tx;
}

async function countWaiting(): Promise<number> {
  const { rows } = await harness.db.query<{ waiting: number }>(
    `select count(*)::int as waiting from pg_stat_activity
     where application_name like 'runtime-%' and wait_event_type = 'Lock' and wait_event = 'advisory'
       and datname = current_database()`,
  );
  return rows[0]?.waiting ?? 0;
}

async function sentTo(chat: Chat): Promise<string[]> {
  return (await chat.transcript()).filter(({ outgoing }) => !outgoing).map(({ text = '' }) => text);
}

async function openChats(count: number): Promise<{ users: User[]; chats: Chat[] }> {
  const users = await Promise.all(
    Array.from({ length: count }, (_, n) => harness.sim.user({ first_name: `User ${n}` })),
  );
  return { users, chats: await Promise.all(users.map((user) => user.with('test_bot'))) };
}

/** Nobody may be written to who has not written first. */
async function greetAll(chats: Chat[]): Promise<void> {
  await Promise.all(chats.map((chat) => chat.sends('hello')));
  await Promise.all(chats.map((chat) => chat.reply({ contains: 'hello', timeoutMs: 15_000 })));
}

describe('P8: the order of calls is that of their commits', () => {
  test('a call that another chat began to write first goes first, however long its commit takes', async () => {
    await createHeldTable();
    await harness.start(notifier, { pacing: false });
    const { users, chats } = await openChats(2);
    const [anna, boris] = users;
    const [ofAnna, ofBoris] = chats;
    if (anna === undefined || ofAnna === undefined || ofBoris === undefined || boris === undefined) throw new Error();
    await greetAll(chats);
    const held = await holdCommits();
    await ofBoris.sends(`/notify ${anna.id}`);
    await waitUntil(async () => (await countWaiting()) === 1, { what: 'a commit that is held' });
    await ofAnna.sends('question');
    // Either it waits for the other commit, or it has been let past.
    await waitUntil(async () => (await countWaiting()) === 2 || (await sentTo(ofAnna)).length === 2, {
      what: "the answer's commit",
    });
    await held.rollback();
    await ofBoris.reply({ contains: 'told' });
    await waitUntil(async () => (await sentTo(ofAnna)).length === 3, { what: 'all messages' });
    expect((await harness.sim.stats()).order_violations).toBe(0);
    expect(await sentTo(ofAnna)).toEqual(['answer to hello', 'notice', 'answer to question']);
  });

  test('everybody writing to everybody, with rows of their own or without, keeps the order and never waits in a circle', async () => {
    await harness.db.query('create table thing (chat_id bigint)');
    let lastAttempt = 1;
    const build: BotBuilder = (bot) => {
      bot.use(durable());
      bot.use(async (ctx, next) => {
        lastAttempt = Math.max(lastAttempt, ctx.durable.entry.attempt);
        await next();
      });
      bot.command('tell', async (ctx) => {
        for (const { id } of users) if (id !== ctx.chat.id) await ctx.api.sendMessage(id, 'notice');
        await ctx.reply('told');
      });
      notifier(bot);
    };
    const { users, chats } = await openChats(12);
    await harness.start(build, { pacing: false });
    await greetAll(chats);
    const ids = users.map(({ id }) => id).join(' ');
    for (let round = 0; round < 3; round += 1) {
      await Promise.all(
        chats.map(async (chat, at) => {
          await chat.sends(at % 2 === 0 ? `/notify ${ids}` : '/tell');
          await chat.sends(`question ${round}`);
        }),
      );
      await Promise.all(
        chats.map((chat) => chat.reply({ contains: `answer to question ${round}`, timeoutMs: 20_000 })),
      );
    }
    await waitUntil(async () => (await harness.depths()).outbox === 0, { what: 'an empty outbox' });
    expect(await harness.sim.stats()).toMatchObject({ order_violations: 0, duplicate_sends: 0 });
    expect(lastAttempt).toBe(1);
  });

  test('a process that is stopped in the middle of a commit holds up the chats it writes to for seconds only', async () => {
    await harness.db.query('create table thing (chat_id bigint)');
    const { users, chats } = await openChats(2);
    const [anna] = users;
    const [ofAnna, ofBoris] = chats;
    if (anna === undefined || ofAnna === undefined || ofBoris === undefined) throw new Error();
    let asleep = false;
    let wake: (() => void) | undefined;
    await harness.start(notifier, {
      pacing: false,
      wrapDatabase: (db) => ({
        ...boundDatabase(db),
        begin: async () => {
          const tx = await db.begin();
          const commit = async (): Promise<void> => {
            if (!asleep) {
              asleep = true;
              await new Promise<void>((resolve) => {
                wake = resolve;
              });
            }
            await tx.commit();
          };
          return {
            kind: tx.kind,
            query: (text, values) => tx.query(text, values),
            prepared: (name, text, values) => tx.prepared(name, text, values),
            rollback: () => tx.rollback(),
            commit,
          };
        },
      }),
    });
    await greetAll(chats);
    await ofBoris.sends(`/notify ${anna.id}`);
    await waitUntil(() => asleep, { what: 'the commit that does not end' });
    await ofAnna.sends('question');
    await ofAnna.reply({ contains: 'answer to question', timeoutMs: 10_000 });
    wake?.();
    await ofBoris.reply({ contains: 'told', timeoutMs: 15_000 });
    await waitUntil(async () => (await harness.depths()).outbox === 0, { what: 'an empty outbox' });
    expect(await sentTo(ofAnna)).toEqual(['answer to hello', 'answer to question', 'notice']);
    expect((await harness.db.query('select 1 from thing')).rowCount).toBe(1);
    expect((await harness.sim.stats()).order_violations).toBe(0);
  });

  test('a process that was stopped before a send does not make it when it wakes: its successor has', async () => {
    const { holdPoint, hold } = createHolds();
    const clock = createTestClock(Date.now());
    await harness.start(notifier, { holdPoint, clock });
    const chat = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    const held = hold('sender:before-send');
    await chat.sends('one');
    await held.reached;
    const { rows } = await harness.db.query<{ id: string }>('select id from durabot.process');
    const silence = setInterval(
      () =>
        void harness.db.query("update durabot.process set heartbeat_at = now() - interval '1 minute' where id = $1", [
          rows[0]?.id,
        ]),
      5,
    );
    await harness.start(notifier);
    await chat.sends('two');
    await chat.reply({ contains: 'answer to two', timeoutMs: 10_000 });
    clearInterval(silence);
    clock.advance(10_000);
    held.release();
    // A whole round takes longer than the one request that must not come.
    await chat.sends('three');
    await chat.reply({ contains: 'answer to three', timeoutMs: 10_000 });
    expect(await sentTo(chat)).toEqual([
      expect.stringMatching(/^answer to one\n\n↻/),
      'answer to two',
      'answer to three',
    ]);
    expect((await harness.sim.stats()).order_violations).toBe(0);
  });

  test.each([
    ['has not read', 0],
    // More than it lets pass between two reads.
    ['reads after them', 2_000],
  ])(
    'a call that another process has committed before, and the sender %s, goes before those handed over',
    async (_, passMs) => {
      await harness.keepLanesBusy();
      const { holdPoint, hold } = createHolds();
      const clock = createTestClock(Date.now());
      const recorded: unknown[] = [];
      const commits = async (send: () => Promise<unknown>): Promise<void> => {
        const committed = hold('dispatch:after-commit');
        await send();
        await committed.reached;
        committed.release();
      };
      await harness.start(
        (bot) => {
          bot.command('twice', async (ctx) => {
            await ctx.reply('first');
            await ctx.reply('second');
          });
          notifier(bot);
        },
        {
          pacing: false,
          clock,
          holdPoint: (name, detail) => {
            if (name === 'sender:before-record') recorded.push(detail['calls']);
            return holdPoint(name, detail);
          },
        },
      );
      const { users, chats } = await openChats(4);
      const [anna] = users;
      const [ofAnna, ofBoris, ofCarl, ofDora] = chats;
      if (
        anna === undefined ||
        ofAnna === undefined ||
        ofBoris === undefined ||
        ofCarl === undefined ||
        ofDora === undefined
      )
        throw new Error();
      await greetAll(chats);
      await waitUntil(async () => (await harness.depths()).outbox === 0, { what: 'an empty outbox' });
      // Until it is released, the sender reads nothing; what is committed here meanwhile is handed over.
      const held = hold('sender:before-record');
      await ofBoris.sends('wait');
      await held.reached;
      await appendCalls(harness.db, 'test', [noticeTo(anna.id, 'before')], Date.now());
      await commits(() => ofCarl.sends('and me'));
      await commits(() => ofAnna.sends('/twice'));
      const { rows } = await harness.db.query<{ id: number }>('select id from durabot.outbox order by id');
      await appendCalls(harness.db, 'test', [noticeTo(anna.id, 'after')], Date.now());
      recorded.length = 0;
      clock.advance(passMs);
      const heldAgain = hold('sender:before-record');
      held.release();
      await heldAgain.reached;
      // Goes with the second of those that have to wait: neither is refused alone.
      await commits(() => ofDora.sends('me too'));
      heldAgain.release();
      await ofAnna.reply({ contains: 'after' });
      expect(await sentTo(ofAnna)).toEqual(['answer to hello', 'before', 'first', 'second', 'after']);
      const [, notice, ofThird, first] = rows.map(({ id }) => id);
      // Had it been read, the notice would have come first.
      expect(recorded[0]).toEqual([ofThird, first]);
      expect(recorded.flat()).toContain(notice);
      expect(await harness.sim.stats()).toMatchObject({ order_violations: 0, duplicate_sends: 0 });
    },
  );

  test('calls that were handed over and never begun are made by the successor, in order and without a mark', async () => {
    await harness.keepLanesBusy();
    const { holdPoint, hold } = createHolds();
    const first = await harness.start(twice, { holdPoint, pacing: false });
    const [chat] = (await openChats(1)).chats;
    if (chat === undefined) throw new Error();
    const held = hold('sender:before-record');
    await chat.sends('hello');
    await held.reached;
    await first.abandon();
    held.release();
    await harness.start(twice, { pacing: false });
    await chat.reply({ contains: 'second', timeoutMs: 10_000 });
    await waitUntil(async () => (await harness.depths()).outbox === 0, { what: 'an empty outbox' });
    expect(await sentTo(chat)).toEqual(['first', 'second']);
    expect(await harness.sim.stats()).toMatchObject({ order_violations: 0, duplicate_sends: 0 });
  });
});

const twice: BotBuilder = (bot) =>
  bot.on('message:text', async (ctx) => {
    await ctx.reply('first');
    await ctx.reply('second');
  });

/** As a handler in another process, or code beside all handlers, would write it. */
function noticeTo(chatId: number, text: string): StagedCall {
  return {
    lane: String(chatId),
    class: 2,
    chatId,
    method: 'sendMessage',
    payload: { chat_id: chatId, text },
    virtualId: undefined,
    remember: false,
    languageCode: undefined,
    expiresAt: undefined,
  };
}

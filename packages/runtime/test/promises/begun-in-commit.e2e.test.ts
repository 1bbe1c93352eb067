import { type Database, DatabaseError, type OpenTx } from '@durabot/postgres';
import { waitUntil } from '@durabot/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Clock, durable, pause, resume } from '../../src/index.ts';
import { laneLocksOf, lockLanesSql } from '../../src/outbox/lane-locks.ts';
import { appendCalls } from '../../src/outbox/outbox.ts';
import { boundDatabase, type BotBuilder, createHarness, createHolds, type Harness } from '../harness.ts';
import { createTestClock, type TestClock } from '../test-clock.ts';

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
interface Person extends User {
  chat: Chat;
}

const repeatSign = '↻';

/** `tell <chat> <text>` writes to another chat; everything else is answered. */
const teller: BotBuilder = (bot) => {
  bot.use(durable());
  bot.command('tell', async (ctx) => {
    const [to, text = ''] = ctx.match.split(' ');
    await ctx.api.sendMessage(Number(to), text);
  });
  bot.command('twice', async (ctx) => {
    await ctx.reply('first');
    await ctx.reply('second');
  });
  bot.on('message:text', (ctx) => ctx.reply(`answer to ${ctx.message.text}`));
};

/** Nobody looks into a table because a second has passed: what happens here is what the test makes happen. */
function createStillClock(): TestClock {
  const clock = createTestClock(Date.now());
  const sleep: Clock['sleep'] = (ms, signal) =>
    ms < 1_000 || signal === undefined
      ? clock.sleep(ms, signal)
      : new Promise((resolve) => {
          if (signal.aborted) resolve();
          signal.addEventListener('abort', () => resolve(), { once: true });
        });
  return { ...clock, sleep };
}

/** People who have been answered, so that the sender is at rest. */
async function people<N extends readonly string[]>(...names: N): Promise<{ [K in keyof N]: Person }> {
  const all = await Promise.all(
    names.map(async (first_name) => {
      const user = await harness.sim.user({ first_name });
      return { ...user, chat: await user.with('test_bot') };
    }),
  );
  for (const { chat } of all) {
    await chat.sends('hello');
    await chat.reply({ contains: 'answer to hello' });
  }
  await outboxEmpty();
  return all as { [K in keyof N]: Person };
}

async function outboxEmpty(): Promise<void> {
  await waitUntil(async () => (await harness.depths()).outbox === 0, { what: 'an empty outbox' });
}

async function sentTo({ chat }: Person): Promise<string[]> {
  return (await chat.transcript()).filter(({ outgoing }) => !outgoing).map(({ text = '' }) => text);
}

async function rows(): Promise<{ lane: string; status: string; attempts: number }[]> {
  return (
    await harness.db.query<{ lane: string; status: string; attempts: number }>(
      'select lane, status, attempts from durabot.outbox order by id',
    )
  ).rows;
}

/** Holds a chat's lane as a commit of another process would. */
async function holdLane({ id }: Person): Promise<OpenTx> {
  const { buckets, exclusive } = laneLocksOf([{ bot: 'test', lane: String(id), byItself: false }]);
  const tx = await harness.db.begin();
  await tx.query(lockLanesSql('$1', '$2'), [buckets, exclusive]);
  return tx;
}

async function untilWaiting(count: number): Promise<void> {
  const waiting = async (): Promise<boolean> => {
    const { rows: found } = await harness.db.query<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity
       where datname = current_database() and application_name like 'runtime-%' and wait_event = 'advisory'`,
    );
    return found[0]?.n === count;
  };
  await waitUntil(waiting, { what: `${count} commits that wait` });
}

/** Stands between the runtime and one statement of its database. */
function between(
  statement: string,
  meet: <R>(run: () => Promise<R>, text: string) => Promise<R>,
): (db: Database) => Database {
  return (db) => ({
    ...boundDatabase(db),
    prepared: (name, text, values) => {
      const run = (): ReturnType<typeof db.prepared<never>> => db.prepared(name, text, values);
      return name === statement ? meet(run, JSON.stringify(values)) : run();
    },
  });
}

/** Keeps the answer to the commit that writes this word until it is released. */
function slowCommitOf(word: string) {
  let release: (() => void) | undefined;
  const slow = between('commit_attempts', async (run, values) => {
    const answer = await run();
    if (values.includes(word))
      await new Promise<void>((resolve) => {
        release = resolve;
      });
    return answer;
  });
  const held = (): Promise<unknown> => waitUntil(() => release !== undefined, { what: 'the commit' });
  return { slow, answers: { held, release: () => release?.() } };
}

function lost(): DatabaseError {
  return new DatabaseError('DATABASE_UNREACHABLE', 'The answer is lost, says the test.');
}

describe('P7: an attempt that is recorded in the commit of its call', () => {
  test('needs no commit of its own, and stands in the table before the request leaves', async () => {
    const { holdPoint, hold } = createHolds();
    let recorded = 0;
    const wrapDatabase = between('outbox_record_attempts', (run) => {
      recorded += 1;
      return run();
    });
    await harness.start(teller, { holdPoint, pacing: false, clock: createStillClock(), wrapDatabase });
    const [anna] = await people('Anna');
    recorded = 0;
    const held = hold('sender:before-send');
    await anna.chat.sends('question');
    await held.reached;
    expect(await rows()).toEqual([{ lane: String(anna.id), status: 'sending', attempts: 1 }]);
    held.release();
    await anna.chat.reply({ contains: 'answer to question' });
    expect(recorded).toBe(0);
  });

  test('is repeated with a mark after a kill between commit and request', async () => {
    const { holdPoint, hold } = createHolds();
    const first = await harness.start(teller, { holdPoint, pacing: false, clock: createStillClock() });
    const [anna] = await people('Anna');
    const held = hold('sender:before-send');
    await anna.chat.sends('question');
    await held.reached;
    // It is never let go: that process is dead.
    await first.abandon();
    await harness.start(teller, { pacing: false });
    await anna.chat.reply({ contains: 'answer to question' });
    await outboxEmpty();
    expect(await sentTo(anna)).toEqual(['answer to hello', expect.stringMatching(/^answer to question\n\n↻/)]);
  });

  test('is not repeated after a kill before the commit: the handler runs again', async () => {
    const { holdPoint, hold } = createHolds();
    const first = await harness.start(teller, { holdPoint, pacing: false, clock: createStillClock() });
    const [anna] = await people('Anna');
    const held = hold('dispatch:before-commit');
    await anna.chat.sends('question');
    await held.reached;
    await first.abandon();
    held.release();
    await harness.start(teller, { pacing: false });
    await anna.chat.reply({ contains: 'answer to question' });
    await outboxEmpty();
    expect(await sentTo(anna)).toEqual(['answer to hello', 'answer to question']);
  });

  test('counts for how many calls may be under way', async () => {
    const { holdPoint, hold } = createHolds();
    await harness.start(teller, { holdPoint, pacing: false, clock: createStillClock(), sendConcurrency: 2 });
    const all = await people('Anna', 'Boris', 'Carl', 'Dora');
    const held = hold('sender:before-send');
    for (const { chat } of all) await chat.sends('question');
    await waitUntil(async () => (await rows()).length === 4, { what: 'four calls' });
    expect((await rows()).map(({ status }) => status).toSorted()).toEqual(['pending', 'pending', 'sending', 'sending']);
    held.release();
    await Promise.all(all.map(({ chat }) => chat.reply({ contains: 'answer to question' })));
  });

  test('is nothing for calls that are not to be made twice: those get one of their own, right before the request', async () => {
    const { holdPoint, hold } = createHolds();
    await harness.start(
      (bot) => {
        bot.command('refund', (ctx) =>
          ctx.api.raw.refundStarPayment({ user_id: ctx.chat.id, telegram_payment_charge_id: 'charge' }),
        );
        teller(bot);
      },
      { holdPoint, pacing: false, clock: createStillClock() },
    );
    const [anna] = await people('Anna');
    const held = hold('sender:before-record');
    await anna.chat.sends('/refund');
    await held.reached;
    expect(await rows()).toMatchObject([{ status: 'pending', attempts: 0 }]);
    held.release();
    await outboxEmpty();
  });

  test('its commit’s answer is lost: the call is made once, without a mark', async () => {
    let losses = 0;
    const wrapDatabase = between('commit_attempts', async (run, values) => {
      const answer = await run();
      if (!values.includes('question') || losses > 0) return answer;
      losses += 1;
      throw lost();
    });
    await harness.start(teller, { pacing: false, clock: createStillClock(), wrapDatabase });
    const [anna] = await people('Anna');
    await anna.chat.sends('question');
    await anna.chat.reply({ contains: 'answer to question' });
    await outboxEmpty();
    expect(losses).toBe(1);
    expect(await sentTo(anna)).toEqual(['answer to hello', 'answer to question']);
  });

  test('its commit goes on after its connection is given up: the call is found, and made once', async () => {
    let losses = 0;
    const wrapDatabase = between('commit_attempts', (run, values) => {
      if (!values.includes('question') || losses > 0) return run();
      losses += 1;
      const late = run();
      return untilWaiting(1).then(() => {
        void late;
        throw lost();
      });
    });
    const clock = createStillClock();
    await harness.start(teller, { pacing: false, clock, wrapDatabase });
    const [anna, boris] = await people('Anna', 'Boris');
    const lane = await holdLane(anna);
    await anna.chat.sends('question');
    await waitUntil(() => losses === 1, { what: 'the loss' });
    // The sender looks for it, while it is not there yet.
    await boris.chat.sends('and me');
    await boris.chat.reply({ contains: 'answer to and me' });
    await lane.rollback();
    await waitUntil(async () => (await rows())[0]?.status === 'sending', { what: 'the commit' });
    for (let round = 0; round < 3; round += 1) {
      clock.advance(10_000);
      await boris.chat.sends(`round ${round}`);
      await boris.chat.reply({ contains: `round ${round}` });
    }
    await anna.chat.reply({ contains: 'answer to question' });
    await outboxEmpty();
    expect(await sentTo(anna)).toEqual(['answer to hello', 'answer to question']);
  });

  test('the sender takes over what is left before the commit is heard of: the call is made once', async () => {
    let refusals = 0;
    const refusing = between('outbox_settle', (run, values) => {
      if (!values.includes('sent') || refusals === 0) return run();
      refusals -= 1;
      throw new Error('The statement is refused, says the test.');
    });
    const { slow, answers } = slowCommitOf('question');
    await harness.start(teller, {
      pacing: false,
      clock: createStillClock(),
      wrapDatabase: (db) => slow(refusing(db)),
    });
    const [anna, boris] = await people('Anna', 'Boris');
    await anna.chat.sends('question');
    await answers.held();
    // Alone, and with others: then it is taken over.
    refusals = 2;
    await boris.chat.sends('and me');
    await boris.chat.reply({ contains: repeatSign });
    await anna.chat.reply({ contains: 'answer to question' });
    answers.release();
    await boris.chat.sends('and again');
    await boris.chat.reply({ contains: 'and again' });
    await outboxEmpty();
    expect(await sentTo(anna)).toEqual(['answer to hello', 'answer to question']);
  });
});

describe('P8: calls whose attempts are recorded in their commit', () => {
  test('a lane that is not free waits: what another process has written to it goes first', async () => {
    const { holdPoint, hold } = createHolds();
    await harness.start(teller, { holdPoint, pacing: false, clock: createStillClock() });
    const [anna] = await people('Anna');
    await noticeTo(anna, 'before');
    const held = hold('sender:before-record');
    await anna.chat.sends('question');
    await held.reached;
    expect((await rows()).map(({ status }) => status)).toEqual(['pending', 'pending']);
    held.release();
    await anna.chat.reply({ contains: 'answer to question' });
    expect(await sentTo(anna)).toEqual(['answer to hello', 'before', 'answer to question']);
  });

  test('two commits to one chat side by side keep their order, and one call of them is begun', async () => {
    const { holdPoint, hold } = createHolds();
    await harness.start(teller, { holdPoint, pacing: false, clock: createStillClock() });
    const [anna, boris, carl] = await people('Anna', 'Boris', 'Carl');
    const held = hold('sender:before-send');
    const lane = await holdLane(anna);
    await boris.chat.sends(`/tell ${anna.id} from-boris`);
    await untilWaiting(1);
    await carl.chat.sends(`/tell ${anna.id} from-carl`);
    await untilWaiting(2);
    await lane.rollback();
    await waitUntil(async () => (await rows()).length === 2, { what: 'both commits' });
    expect((await rows()).map(({ status }) => status)).toEqual(['sending', 'pending']);
    held.release();
    await anna.chat.reply({ contains: 'from-carl' });
    expect(await sentTo(anna)).toEqual(['answer to hello', 'from-boris', 'from-carl']);
    expect(await harness.sim.stats()).toMatchObject({ order_violations: 0, duplicate_sends: 0 });
  });

  test('waits in its chat when an operator pauses it while the commit waits, and is made afterwards without a mark', async () => {
    const { runtime } = await harness.start(teller, { pacing: false });
    const [anna, boris] = await people('Anna', 'Boris');
    const target = { bot: 'test', chatKey: String(anna.id) };
    const lane = await holdLane(anna);
    await boris.chat.sends(`/tell ${anna.id} from-boris`);
    await untilWaiting(1);
    await pause(harness.db, target, 'complaint');
    await waitUntil(() => runtime.status().bots[0]?.pausedChats === 1, { what: 'the pause to be known' });
    await lane.rollback();
    await waitUntil(async () => (await rows()).some(({ status }) => status === 'pending'), {
      what: 'the call to be given back',
    });
    expect(await sentTo(anna)).toEqual(['answer to hello']);
    await resume(harness.db, target);
    await anna.chat.reply({ contains: 'from-boris' });
    expect(await sentTo(anna)).toEqual(['answer to hello', 'from-boris']);
    expect(await harness.sim.stats()).toMatchObject({ duplicate_sends: 0 });
  });

  test.each(['is handed over', 'is read'])(
    'what %s of its lane before its commit is heard of goes after it',
    async (way) => {
      const { slow, answers } = slowCommitOf('from-boris');
      const { holdPoint, hold } = createHolds();
      const clock = createStillClock();
      await harness.start(teller, { holdPoint, pacing: false, clock, wrapDatabase: slow });
      const [anna, boris, carl] = await people('Anna', 'Boris', 'Carl');
      await boris.chat.sends(`/tell ${anna.id} from-boris`);
      await answers.held();
      const text = way === 'is read' ? 'notice' : 'from-carl';
      if (way === 'is read') {
        await noticeTo(anna, text);
        clock.advance(1_000);
        await carl.chat.sends('wake up');
        await carl.chat.reply({ contains: 'wake up' });
      } else {
        const refused = hold('sender:before-record');
        await carl.chat.sends(`/tell ${anna.id} ${text}`);
        await refused.reached;
        refused.release();
      }
      // A round of the sender later, which knows of the second one only.
      clock.advance(1_000);
      await carl.chat.sends('and again');
      await carl.chat.reply({ contains: 'and again' });
      expect(await sentTo(anna)).toEqual(['answer to hello']);
      answers.release();
      await anna.chat.reply({ contains: text });
      expect(await sentTo(anna)).toEqual(['answer to hello', 'from-boris', text]);
      expect(await harness.sim.stats()).toMatchObject({ order_violations: 0, duplicate_sends: 0 });
    },
  );

  test('one that Telegram refuses for now keeps its place before what was written later', async () => {
    await harness.start(teller, { pacing: false });
    const [anna] = await people('Anna');
    await harness.sim.fault({ method: 'sendMessage', times: 1, action: { status: 502, body: 'html' } });
    await anna.chat.sends('/twice');
    await anna.chat.sends('question');
    await anna.chat.reply({ contains: 'answer to question' });
    expect(await sentTo(anna)).toEqual(['answer to hello', 'first', 'second', 'answer to question']);
  });
});

describe('P16: a clean stop', () => {
  test('makes what its commits have begun, and leaves nothing behind', async () => {
    const { holdPoint, hold } = createHolds();
    const first = await harness.start(teller, { holdPoint, pacing: false, clock: createStillClock() });
    const [anna] = await people('Anna');
    const held = hold('sender:before-send');
    await anna.chat.sends('question');
    await held.reached;
    const stopped = first.stop();
    held.release();
    await stopped;
    expect((await harness.depths()).outbox).toBe(0);
    expect(await sentTo(anna)).toEqual(['answer to hello', 'answer to question']);
  });
});

/** Writes a call as another process would, of which nobody here is told. */
async function noticeTo({ id }: Person, text: string): Promise<void> {
  await appendCalls(
    harness.db,
    'test',
    [
      {
        lane: String(id),
        class: 2,
        chatId: id,
        method: 'sendMessage',
        payload: { chat_id: id, text },
        virtualId: undefined,
        remember: false,
        languageCode: undefined,
        expiresAt: undefined,
      },
    ],
    Date.now(),
  );
}

import { RetryLaterError, TerminalError } from '@durabot/bot-api';
import { waitUntil } from '@durabot/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { durable, type JobContext, type JobDefinition, listDeadLetters, replayDeadLetters } from '../../src/index.ts';
import { type BotBuilder, createHarness, createHolds, type Harness } from '../harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
});
afterEach(async () => {
  await harness.stop();
});

type Chat = Awaited<ReturnType<Awaited<ReturnType<Harness['sim']['user']>>['with']>>;

async function aChat(first_name = 'Anna'): Promise<Chat> {
  return (await harness.sim.user({ first_name })).with('test_bot');
}

async function textsOf(chat: Chat): Promise<string[]> {
  return (await chat.transcript()).filter(({ outgoing }) => !outgoing).map(({ text = '' }) => text);
}

/** Orders a job for each text, all of a chat one after another. */
const orderJobs: BotBuilder = (bot) => {
  bot.use(durable());
  bot.on('message:text', async (ctx) => {
    ctx.durable.jobs.add({ name: 'work', payload: ctx.message.text, serialKey: String(ctx.chat.id) });
    await ctx.reply(`ordered ${ctx.message.text}`);
  });
};

const say = (ctx: JobContext, words: string) => async (): Promise<void> => {
  await ctx.api.sendMessage(ctx.chatId, words);
};

/** Tells its chat all there is to tell. */
function telling(
  run: JobDefinition['run'],
  more: Partial<JobDefinition> = {},
): { jobs: Record<string, JobDefinition> } {
  return {
    jobs: {
      work: {
        run,
        done: (ctx) => say(ctx, `done ${String(ctx.job.result)}`)(),
        failed: (ctx) => say(ctx, `failed ${ctx.job.reason}`)(),
        progress: (ctx) => say(ctx, `progress ${String(ctx.job.result)}`)(),
        ...more,
      },
    },
  };
}

describe('Jobs', () => {
  test('a job is there when the commit is, and not otherwise; its result comes back into the chat', async () => {
    const runs: unknown[] = [];
    await harness.start(
      (bot) => {
        bot.use(durable());
        bot.on('message:text', async (ctx) => {
          ctx.durable.jobs.add({ name: 'work', payload: `attempt ${ctx.durable.entry.attempt}` });
          if (ctx.durable.entry.attempt === 1) {
            const tx = await ctx.durable.tx();
            await tx.query('select 1 / 0');
          }
          await ctx.reply('ordered');
        });
      },
      {
        pacing: false,
        bot: telling(async ({ payload, report }) => {
          runs.push(payload);
          await report('50 %');
          return `with ${String(payload)}`;
        }),
      },
    );
    const chat = await aChat();
    await chat.sends('go');
    await chat.reply({ contains: 'done with attempt 2' });
    expect(runs).toEqual(['attempt 2']);
    expect(await textsOf(chat)).toEqual(['ordered', 'progress 50 %', 'done with attempt 2']);
  });

  test('one that fails is tried again; what nobody can mend is buried, told once, and replayed when an operator says so', async () => {
    let mended = false;
    const attempts: number[] = [];
    await harness.start(orderJobs, {
      pacing: false,
      bot: telling(async ({ payload, attempt }) => {
        if (payload === 'flaky') {
          attempts.push(attempt);
          if (attempt === 1) throw new Error('not yet');
        }
        if (payload === 'hopeless' && !mended) throw new TerminalError('ORDER_UNKNOWN', 'No such order.');
        return payload;
      }),
    });
    const [anna, boris] = [await aChat(), await aChat('Boris')];
    await Promise.all([anna.sends('flaky'), boris.sends('hopeless')]);
    await boris.reply({ contains: 'failed No such order.' });
    await anna.reply({ contains: 'done flaky' });
    expect(attempts).toEqual([1, 2]);
    expect(await listDeadLetters(harness.db, { source: 'job' })).toMatchObject([
      { code: 'ORDER_UNKNOWN', kind: 'work' },
    ]);
    mended = true;
    expect(await replayDeadLetters(harness.db, { source: 'job' }, Date.now())).toEqual({ replayed: 1, left: 0 });
    await boris.reply({ contains: 'done hopeless' });
    expect(await textsOf(boris)).toEqual(['ordered hopeless', 'failed No such order.', 'done hopeless']);
  });

  test('one that asks for a later attempt gets it then, not sooner', async () => {
    const begun: number[] = [];
    await harness.start(orderJobs, {
      pacing: false,
      bot: telling(async ({ attempt }) => {
        begun.push(Date.now());
        if (attempt === 1) throw new RetryLaterError(4_500, 'The service asks to wait.');
        return attempt;
      }),
    });
    const chat = await aChat();
    await chat.sends('patience');
    await chat.reply({ contains: 'done 2' });
    const [first = 0, second = 0] = begun;
    expect(second - first).toBeGreaterThanOrEqual(4_400);
  });

  test('jobs of one key run one after another in their order, others beside them', async () => {
    const log: string[] = [];
    let atOnce = 0;
    let most = 0;
    await harness.start(orderJobs, {
      pacing: false,
      bot: telling(async ({ payload }) => {
        most = Math.max(most, (atOnce += 1));
        log.push(`begin ${String(payload)}`);
        await harness.db.query('select 1');
        log.push(`end ${String(payload)}`);
        atOnce -= 1;
        return payload;
      }),
    });
    const chats = [await aChat('Anna'), await aChat('Boris'), await aChat('Vera')];
    for (let n = 1; n <= 4; n += 1) await Promise.all(chats.map((chat, of) => chat.sends(`${of}-${n}`)));
    await Promise.all(chats.map((chat, of) => chat.reply({ contains: `done ${of}-4` })));
    for (const of of [0, 1, 2]) {
      const own = log.filter((line) => line.includes(` ${of}-`));
      expect(own).toEqual([1, 2, 3, 4].flatMap((n) => [`begin ${of}-${n}`, `end ${of}-${n}`]));
    }
    expect(most).toBeGreaterThan(1);
  });

  test('the job of a process that died is done by another one within seconds, and its result counts once', async () => {
    const { holdPoint, hold } = createHolds();
    const held = hold('job');
    let runs = 0;
    const work = telling(async ({ payload, attempt }) => {
      runs += 1;
      if (attempt === 1) await holdPoint('job', {});
      return `${String(payload)} at attempt ${attempt}`;
    });
    const first = await harness.start(orderJobs, { pacing: false, bot: work });
    const chat = await aChat();
    await chat.sends('report');
    await held.reached;
    await harness.start(orderJobs, { pacing: false, bot: work });
    const died = performance.now();
    await first.abandon();
    await chat.reply({ contains: 'done report at attempt 2', timeoutMs: 10_000 });
    expect(performance.now() - died).toBeLessThan(6_000);
    // The first one wakes and brings its result, too late.
    held.release();
    await waitUntil(async () => (await harness.depths()).inbox === 0, { what: 'all handled' });
    expect(runs).toBe(2);
    expect((await textsOf(chat)).filter((text) => text.startsWith('done'))).toHaveLength(1);
  });

  test('a database that cuts all connections stops no jobs for long', async () => {
    await harness.start(orderJobs, {
      pacing: false,
      bot: telling(async ({ payload }) => payload),
    });
    const chat = await aChat();
    await chat.sends('before');
    await chat.reply({ contains: 'done before' });
    await harness.db.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'runtime-%'",
    );
    await chat.sends('after');
    expect((await chat.reply({ contains: 'done after', timeoutMs: 20_000 })).text).toBe('done after');
  });

  test('a run by the clock that was missed while nothing ran is made up', async () => {
    let runs = 0;
    const nightly: Record<string, JobDefinition> = {
      nightly: { run: async () => void (runs += 1), cron: { pattern: '0 * * * *', catchUpMs: 3 * 3_600_000 } },
    };
    const first = await harness.start(() => undefined, { bot: { jobs: nightly } });
    const isThere = "select 1 where to_regclass('graphile_worker._private_known_crontabs') is not null";
    await waitUntil(async () => (await harness.db.query(isThere)).rowCount === 1, { what: 'the engine to have begun' });
    await waitUntil(
      async () => (await harness.db.query('select 1 from graphile_worker._private_known_crontabs')).rowCount === 1,
      { what: 'the clock to be known' },
    );
    await first.stop();
    await harness.db.query(
      `update graphile_worker._private_known_crontabs
       set known_since = now() - interval '1 day', last_execution = now() - interval '1 day'`,
    );
    await harness.start(() => undefined, { bot: { jobs: nightly } });
    await waitUntil(() => runs >= 3, { what: 'the missed runs' });
    expect(runs).toBe(3);
  });
});

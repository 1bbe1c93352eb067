import { waitUntil } from '@durabot/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  dropHeldCalls,
  durable,
  listDeadLetters,
  listHeldCalls,
  makeHeldCallsAgain,
  replayDeadLetters,
} from '../../src/index.ts';
import { sweep } from '../../src/operations/sweep.ts';
import { type BotBuilder, createHarness, createHolds, type Harness, type StartedRuntime } from '../harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
});
afterEach(async () => {
  await harness.stop();
});

async function untilEmpty(): Promise<void> {
  await waitUntil(
    async () => {
      const { inbox, outbox } = await harness.depths();
      return inbox + outbox === 0;
    },
    { what: 'empty tables' },
  );
}

async function textsOf(chat: { transcript(): Promise<{ outgoing: boolean; text?: string }[]> }): Promise<string[]> {
  return (await chat.transcript()).filter(({ outgoing }) => !outgoing).map(({ text = '' }) => text);
}

describe('P6: cautious mode', () => {
  test('an entry that kills its process each time is buried after a bounded number of crashes, and nothing else with it', async () => {
    const { holdPoint, hold } = createHolds();
    const talkers = await Promise.all(
      ['Anna', 'Boris', 'Vera'].map(async (first_name) => (await harness.sim.user({ first_name })).with('test_bot')),
    );
    let deaths = 0;
    let current: StartedRuntime | undefined;
    let died: (() => void) | undefined;
    const deadly: BotBuilder = (bot) =>
      bot.on('message:text', async (ctx) => {
        if (ctx.message.text !== 'deadly') return ctx.reply(`fine: ${ctx.message.text}`);
        deaths += 1;
        await waitUntil(() => current !== undefined, { what: 'the start to be over' });
        void current?.abandon().then(() => died?.());
        // A process that has died goes on with nothing.
        return new Promise<never>(() => undefined);
      });
    // Whatever runs beside it ends with the process, too: these wait for their commit.
    const held = hold('dispatch:before-commit');
    await Promise.all(talkers.map((chat) => chat.sends('innocent')));
    await talkers[0]?.sends('deadly');
    await talkers[0]?.sends('behind');
    for (let n = 0; n < 12 && (await harness.depths()).dead_letter === 0; n += 1) {
      const dead = new Promise<void>((resolve) => {
        died = resolve;
      });
      current = undefined;
      current = await harness.start(deadly, { holdPoint });
      if (n === 0) {
        await held.reached;
        held.release();
      }
      await Promise.race([dead, talkers[0]?.reply({ contains: 'behind', timeoutMs: 15_000 })]);
    }
    await untilEmpty();
    expect(deaths).toBeLessThanOrEqual(6);
    expect(await listDeadLetters(harness.db, { code: 'HANDLER_CRASHED' })).toMatchObject([{ kind: 'message' }]);
    expect((await harness.depths()).dead_letter).toBe(1);
    const [anna = [], boris, vera] = await Promise.all(
      // What was on its way at a death may be there twice, with its mark.
      talkers.map(async (chat) => (await textsOf(chat)).filter((text) => !text.includes('↻'))),
    );
    expect(anna).toEqual(['fine: innocent', expect.stringContaining('Sorry'), 'fine: behind']);
    expect([boris, vera]).toEqual([['fine: innocent'], ['fine: innocent']]);
  });
});

describe('P6: what is no crash', () => {
  test('an entry that meets an outage of the database again and again is not taken for the culprit', async () => {
    // As after two crashes: each beginning is noted.
    await harness.db.query(`insert into durabot.crash (process_id) values ('gone-1'), ('gone-2')`);
    let outages = 0;
    await harness.start((bot) => {
      bot.use(durable());
      bot.on('message:text', async (ctx) => {
        const tx = await ctx.durable.tx();
        if (outages < 6) {
          outages += 1;
          await tx.query('select pg_terminate_backend(pg_backend_pid())');
        }
        await ctx.reply('here at last');
      });
    });
    const chat = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    await chat.sends('hi');
    expect((await chat.reply({ timeoutMs: 20_000 })).text).toBe('here at last');
    expect([outages, (await harness.depths()).dead_letter]).toEqual([6, 0]);
  });
});

describe('P18: what was set aside can be taken back', () => {
  test('a buried update is replayed once its handler is mended, after what was handled meanwhile', async () => {
    let mended = false;
    await harness.start(
      (bot) =>
        bot.on('message:text', async (ctx) => {
          if (!mended && ctx.message.text.startsWith('order')) throw new Error('cannot digest this');
          await ctx.reply(`done: ${ctx.message.text}`);
        }),
      { maxAttempts: 1 },
    );
    const chat = await (await harness.sim.user({ first_name: 'Anna', language_code: 'en' })).with('test_bot');
    for (const text of ['order 1', 'order 2', 'other']) await chat.sends(text);
    await chat.reply({ contains: 'done: other' });
    mended = true;
    const filter = { source: 'inbox', code: 'UNEXPECTED' } as const;
    expect(await listDeadLetters(harness.db, filter)).toMatchObject([{ bot: 'test' }, { bot: 'test' }]);
    expect(await replayDeadLetters(harness.db, filter, Date.now())).toEqual({ replayed: 2, left: 0 });
    await chat.reply({ contains: 'done: order 2' });
    expect((await textsOf(chat)).filter((text) => text.startsWith('done'))).toEqual([
      'done: other',
      'done: order 1',
      'done: order 2',
    ]);
    expect((await harness.depths()).dead_letter).toBe(0);
  });

  test('a buried call is made again when an operator says so', async () => {
    await harness.start((bot) => bot.on('message:text', (ctx) => ctx.reply('hello')));
    const chat = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    await harness.sim.fault({
      method: 'sendMessage',
      times: 1,
      action: { status: 400, description: 'Bad Request: mood' },
    });
    await chat.sends('hi');
    await waitUntil(async () => (await harness.depths()).dead_letter === 1, { what: 'the dead letter' });
    expect(await replayDeadLetters(harness.db, { kind: 'sendMessage' }, Date.now())).toEqual({ replayed: 1, left: 0 });
    expect((await chat.reply()).text).toBe('hello');
    await untilEmpty();
  });

  test('a held call is dropped or made again by an operator, or is a dead letter after a day', async () => {
    await harness.start((bot) => {
      bot.on('message:text', async (ctx) => {
        await ctx.api.raw.refundStarPayment({ user_id: ctx.from.id, telegram_payment_charge_id: ctx.message.text });
      });
    });
    const chat = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    await harness.sim.fault({ method: 'refundStarPayment', times: 3, action: { reset: 'after' } });
    for (const charge of ['a', 'b', 'c']) await chat.sends(charge);
    await waitUntil(async () => (await listHeldCalls(harness.db, {})).length === 3, { what: 'the held calls' });
    const [first, second] = await listHeldCalls(harness.db, { method: 'refundStarPayment' });
    expect(await dropHeldCalls(harness.db, { ids: [first?.id ?? 0] })).toBe(1);
    expect(await makeHeldCallsAgain(harness.db, { ids: [second?.id ?? 0] }, Date.now())).toBe(1);
    await waitUntil(async () => (await harness.depths()).outbox === 1, { what: 'the repeated one to be over' });
    await sweep(harness.db, Date.now() + 25 * 3_600_000);
    expect((await harness.depths()).outbox).toBe(0);
    expect(await listDeadLetters(harness.db, { code: 'UNKNOWN_OUTCOME' })).toMatchObject([
      { kind: 'refundStarPayment' },
    ]);
  });
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { waitUntil } from '@durabot/testing';
import { durable, type TimerContext } from '../../src/index.ts';
import { createHarness, createHolds, type BotBuilder, type Harness } from '../harness.ts';
import { createTestClock } from '../test-clock.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
});
afterEach(async () => {
  await harness.stop();
});

const remind: BotBuilder = (bot) => {
  bot.use(durable());
  bot.command('remind', async (ctx) => {
    ctx.durable.timers.set({
      name: 'reminder',
      key: ctx.match,
      dueAt: new Date(Number(ctx.match)),
      payload: { note: ctx.match },
    });
    await ctx.reply('set');
  });
  bot.command('cancel', async (ctx) => {
    ctx.durable.timers.cancel('reminder', ctx.match);
    await ctx.reply('cancelled');
  });
  bot.command('daily', async (ctx) => {
    const missed = ctx.match === 'each' || ctx.match === 'once' ? ctx.match : 'skip';
    ctx.durable.schedules.set({ name: 'daily', zone: 'Europe/Kyiv', time: '10:00', missed });
    await ctx.reply('scheduled');
  });
};

const timers = {
  reminder: async (ctx: TimerContext) => {
    await ctx.api.sendMessage(ctx.chatId, `reminder ${JSON.stringify(ctx.timer.payload)}`);
  },
  daily: async (ctx: TimerContext) => {
    await ctx.api.sendMessage(ctx.chatId, `daily of ${ctx.timer.dueAt.toISOString()}`);
  },
};

describe('P11: timers are durable', () => {
  test('a timer that fell due while everything was down fires once at the next start, and a cancelled one never', async () => {
    const clock = createTestClock(Date.UTC(2026, 2, 1));
    const first = await harness.start(remind, { clock, pacing: false, bot: { timers } });
    const anna = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    const due = clock.nowMs() + 60_000;
    for (const command of [`/remind ${due}`, `/remind ${due + 1}`, `/cancel ${due + 1}`]) {
      await anna.sends(command);
      await anna.reply();
    }
    await first.stop();
    clock.advance(3_600_000);
    await harness.start(remind, { clock, pacing: false, bot: { timers } });
    expect((await anna.reply({ contains: 'reminder' })).text).toBe(`reminder {"note":"${due}"}`);
    await waitUntil(async () => Object.values(await harness.depths()).every((depth) => depth === 0), {
      what: 'empty tables',
    });
    expect((await anna.transcript()).filter((message) => message.text?.startsWith('reminder'))).toHaveLength(1);
  });

  test('a due timer waits for the update of its chat that is being handled', async () => {
    const clock = createTestClock(Date.UTC(2026, 2, 1));
    const { holdPoint, hold } = createHolds();
    await harness.start(remind, { clock, pacing: false, holdPoint, bot: { timers } });
    const anna = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    await anna.sends(`/remind ${clock.nowMs() + 5_000}`);
    await anna.reply({ contains: 'set' });
    const held = hold('dispatch:before-commit');
    await anna.sends('/cancel nothing');
    await held.reached;
    clock.advance(6_000);
    await waitUntil(async () => (await harness.depths()).timer === 0, { what: 'the timer in the inbox' });
    held.release();
    await anna.reply({ contains: 'reminder' });
    const answers = (await anna.transcript()).filter((message) => !message.outgoing).map((message) => message.text);
    expect(answers).toEqual(['set', 'cancelled', expect.stringContaining('reminder')]);
  });

  test('a schedule keeps its wall time when the clocks change', async () => {
    // 28 March 2026, noon in Kyiv; summer time begins in the night to the 29th.
    const clock = createTestClock(Date.UTC(2026, 2, 28, 10));
    await harness.start(remind, { clock, pacing: false, bot: { timers } });
    const anna = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    await anna.sends('/daily');
    await anna.reply({ contains: 'scheduled' });
    clock.set(Date.UTC(2026, 2, 29, 6, 59, 59));
    clock.advance(1_500);
    expect((await anna.reply({ contains: 'daily' })).text).toBe('daily of 2026-03-29T07:00:00.000Z');
  });

  test.each([
    ['skip', []],
    ['once', ['2026-03-04T08:00:00.000Z']],
    ['each', ['2026-03-02T08:00:00.000Z', '2026-03-03T08:00:00.000Z', '2026-03-04T08:00:00.000Z']],
  ])('runs missed while everything was down: %s', async (policy, expected) => {
    const clock = createTestClock(Date.UTC(2026, 2, 1, 12));
    const first = await harness.start(remind, { clock, pacing: false, bot: { timers } });
    const anna = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    await anna.sends(`/daily ${policy}`);
    await anna.reply({ contains: 'scheduled' });
    await first.stop();
    clock.set(Date.UTC(2026, 2, 4, 20));
    await harness.start(remind, { clock, pacing: false, bot: { timers } });
    await waitUntil(
      async () =>
        (await harness.db.query('select 1 from durabot.schedule where next_at > $1', [new Date(clock.nowMs())]))
          .rowCount === 1,
      { what: 'the next run' },
    );
    await anna.sends('/cancel x');
    await anna.reply({ contains: 'cancelled' });
    const runs = (await anna.transcript())
      .map((message) => message.text ?? '')
      .filter((text) => text.startsWith('daily'));
    expect(runs).toEqual(expected.map((run) => `daily of ${run}`));
  });
});

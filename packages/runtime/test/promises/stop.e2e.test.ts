import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHarness, createHolds, type BotBuilder, type Harness } from '../harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
});
afterEach(async () => {
  await harness.stop();
});

const echo: BotBuilder = (bot) => bot.on('message:text', (ctx) => ctx.reply(`Echo ${ctx.message.text}`));

describe('P16: graceful stop', () => {
  test('a handler under way ends, its answer goes out, and what has not begun is left for the next start', async () => {
    const { holdPoint, hold } = createHolds();
    const first = await harness.start(echo, { holdPoint });
    const anna = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    const held = hold('dispatch:before-commit');
    await anna.sends('one');
    await held.reached;
    const read = hold('dispatch:after-read', ({ entries }) => entries !== 0);
    await anna.sends('two');
    // In memory, behind the one that is being handled.
    await read.reached;
    read.release();
    const stopped = first.stop();
    held.release();
    await stopped;
    expect((await anna.last())?.text).toBe('Echo one');
    await harness.start(echo);
    expect((await anna.reply({ contains: 'two' })).text).toBe('Echo two');
    expect((await anna.transcript()).filter((message) => !message.outgoing)).toHaveLength(2);
  });

  test('a handler that does not end is left behind at the deadline: nothing of it counts, and it runs again', async () => {
    const { holdPoint, hold } = createHolds();
    const first = await harness.start(echo, { holdPoint });
    const anna = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    const held = hold('dispatch:before-commit');
    await anna.sends('one');
    await held.reached;
    const startedAt = performance.now();
    await first.runtime.stop({ deadlineMs: 300 });
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    await harness.start(echo);
    await anna.reply({ contains: 'one' });
    held.release();
    await first.stop();
    expect((await anna.transcript()).filter((message) => !message.outgoing)).toHaveLength(1);
  });

  test('its leases are free at once: the next process handles without waiting', async () => {
    const first = await harness.start(echo);
    await first.stop();
    expect((await harness.db.query('select 1 from durabot.process')).rowCount).toBe(0);
    expect((await harness.db.query('select 1 from durabot.lease where process_id is not null')).rowCount).toBe(0);
  });

  test('a webhook that comes while stopping is refused with 503, so that Telegram keeps its update', async () => {
    const { holdPoint, hold } = createHolds();
    const first = await harness.startWithWebhook(echo, { holdPoint });
    const anna = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    const held = hold('dispatch:before-commit');
    await anna.sends('one');
    await held.reached;
    const stopped = first.runtime.stop({ deadlineMs: 5_000 });
    await anna.sends('two');
    held.release();
    await stopped;
    await first.stop();
    await harness.startWithWebhook(echo);
    expect((await anna.reply({ contains: 'two', timeoutMs: 20_000 })).text).toBe('Echo two');
  });
});

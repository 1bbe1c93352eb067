import { RetryLaterError, TerminalError } from '@durabot/bot-api';
import { waitUntil } from '@durabot/testing';
import { Registry } from 'prom-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  countCalls,
  createBroadcast,
  dropCalls,
  durable,
  findCall,
  findEntry,
  type JobDefinition,
  listCalls,
  listEntries,
  listRecipients,
  pause,
  readStatus,
  resume,
  retryCalls,
  retryEntries,
  startBroadcast,
} from '../../src/index.ts';
import { createHarness, createHolds, type Harness } from '../harness.ts';
import { createTestClock } from '../test-clock.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
});
afterEach(async () => {
  await harness.stop();
});

async function aPerson(first_name: string) {
  const user = await harness.sim.user({ first_name });
  return { id: user.id, chat: await user.with('test_bot') };
}

const sold = 'sold to Anna, +380671234567';

describe('P18: what waits can be seen and mended', () => {
  test('an entry that failed is seen without its words, and handled at once when an operator says so', async () => {
    // Its time stands still: what waits for a moment waits for ever.
    const clock = createTestClock(Date.now());
    let broken = true;
    await harness.start(
      (bot) =>
        bot.on('message:text', async (ctx) => {
          if (broken) throw new RetryLaterError(1_000, 'the stock is away');
          await ctx.reply(`done: ${ctx.message.text}`);
        }),
      { clock, pacing: false },
    );
    const anna = await aPerson('Anna');
    for (const text of [sold, 'second']) await anna.chat.sends(text);
    const retrying = { bot: 'test', state: 'retrying' } as const;
    await waitUntil(async () => (await listEntries(harness.db, retrying)).length === 1, { what: 'the failed attempt' });
    const [entry] = await listEntries(harness.db, retrying);
    expect(entry).toMatchObject({
      chatKey: String(anna.id),
      attempts: 1,
      lastError: 'the stock is away',
      kind: 'message',
    });
    const shown = JSON.stringify(await findEntry(harness.db, entry?.id ?? 0));
    expect(shown).toContain(`[${sold.length} characters]`);
    expect(shown).not.toMatch(/sold|Anna|380/);

    broken = false;
    expect(await retryEntries(harness.db, { chatKey: 'another' }, clock.nowMs())).toBe(0);
    expect(await retryEntries(harness.db, { ids: [entry?.id ?? 0] }, clock.nowMs())).toBe(1);
    await anna.chat.reply({ contains: 'done: second' });
    expect((await anna.chat.transcript()).filter(({ outgoing }) => !outgoing).map(({ text }) => text)).toEqual([
      `done: ${sold}`,
      'done: second',
    ]);
  });

  test('a call that failed is made at once when an operator says so, before those behind it; others can be dropped', async () => {
    const clock = createTestClock(Date.now());
    await harness.start((bot) => bot.on('message:text', (ctx) => ctx.reply(`Echo ${ctx.message.text}`)), {
      clock,
      pacing: false,
    });
    const anna = await aPerson('Anna');
    await harness.sim.fault({ method: 'sendMessage', times: 1, action: { status: 502, description: 'Bad Gateway' } });
    for (const text of [sold, 'second', 'third']) await anna.chat.sends(text);
    const waiting = { bot: 'test', chatId: anna.id } as const;
    await waitUntil(async () => (await listCalls(harness.db, waiting)).length === 3, { what: 'three calls' });
    await waitUntil(async () => (await listCalls(harness.db, { state: 'retrying' })).length === 1, {
      what: 'the failure',
    });
    const [first, , third] = await listCalls(harness.db, waiting);
    expect(first).toMatchObject({ state: 'retrying', attempts: 1, method: 'sendMessage', class: 'reply' });
    const shown = JSON.stringify(await findCall(harness.db, first?.id ?? 0));
    expect(shown).not.toMatch(/sold|380/);
    expect(await countCalls(harness.db, waiting, 'retriable')).toMatchObject([{ count: 1 }]);

    expect(await dropCalls(harness.db, { ids: [third?.id ?? 0] })).toBe(1);
    expect(await retryCalls(harness.db, waiting, clock.nowMs())).toBe(1);
    await anna.chat.reply({ contains: 'Echo second' });
    await waitUntil(async () => (await harness.depths()).outbox === 0, { what: 'an empty outbox' });
    expect((await anna.chat.transcript()).filter(({ outgoing }) => !outgoing).map(({ text }) => text)).toEqual([
      `Echo ${sold}`,
      'Echo second',
    ]);
  });

  test('a recipient whose waiting call is dropped is told apart, and its broadcast ends', async () => {
    const anna = await aPerson('Anna');
    const started = await harness.start(() => undefined, { pacing: false });
    await anna.chat.sends('hello');
    await waitUntil(async () => (await harness.depths()).inbox === 0, { what: 'the greeting' });
    await pause(harness.db, { bot: 'test', chatKey: String(anna.id) }, 'test');
    await waitUntil(() => started.runtime.status().bots[0]?.pausedChats === 1, { what: 'the pause' });
    const message = { method: 'sendMessage', payload: { text: 'news' } };
    const audience = { kind: 'chats', chatIds: [anna.id] } as const;
    const id = await createBroadcast(harness.db, { bot: 'test', name: 'News', message, audience });
    await startBroadcast(harness.db, id);
    await waitUntil(async () => (await listCalls(harness.db, { state: 'paused' })).length === 1, { what: 'its call' });
    expect(await dropCalls(harness.db, { state: 'paused' })).toBe(1);
    expect(await listRecipients(harness.db, id)).toMatchObject([{ chatId: anna.id, outcome: 'dropped' }]);
  });

  test('the status shows queues, pauses, brakes and who works', async () => {
    const { holdPoint, hold } = createHolds();
    const started = await harness.start((bot) => bot.on('message:text', (ctx) => ctx.reply('hi')), { holdPoint });
    const anna = await aPerson('Anna');
    const held = hold('sender:before-settle');
    await harness.sim.fault({ method: 'sendMessage', times: 1, action: { status: 429, retry_after: 60 } });
    await anna.chat.sends('one');
    await held.reached;
    await pause(harness.db, { bot: 'test' }, 'test');
    await waitUntil(() => started.runtime.status().bots[0]?.paused === true, { what: 'the pause' });
    held.release();
    await anna.chat.sends('two');
    await waitUntil(async () => (await harness.depths()).inbox === 1, { what: 'the update' });
    await waitUntil(async () => (await listCalls(harness.db, { state: 'paused' })).length === 1, { what: 'the call' });
    const { bots, processes, freeLeases, pauses } = await readStatus(harness.db);
    expect(bots).toMatchObject([
      { name: 'test', paused: true, inbox: { count: 1 }, outbox: { count: 1 }, outboxRetrying: 1, brakedChats: 1 },
    ]);
    expect(processes).toMatchObject([{ leases: { shard: 64, sender: 1, poller: 1, scheduler: 1 } }]);
    expect(freeLeases).toEqual([]);
    expect(pauses).toMatchObject([{ bot: 'test', chatKey: undefined, reason: 'test' }]);
    await resume(harness.db, { bot: 'test' });
  });

  test('the metrics tell depth, age, rate and failures by code of each stage, and what operators have to look at', async () => {
    const registry = new Registry();
    await harness.sim.limits({ enforced: false });
    const jobs: Record<string, JobDefinition> = {
      export: {
        run: async () => {
          throw new TerminalError('EXPORT_FAILED', 'no');
        },
      },
    };
    await harness.start(
      (bot) => {
        bot.use(durable());
        bot.on('message:text', async (ctx) => {
          const { text } = ctx.message;
          if (text === 'fail') throw new TerminalError('ORDER_UNKNOWN', 'no such order');
          if (text === 'odd') throw Object.assign(new Error('x'), { code: 'Anna wrote this' });
          if (text === 'refund')
            await ctx.api.raw.refundStarPayment({ user_id: ctx.from.id, telegram_payment_charge_id: 'x' });
          if (text === 'job') ctx.durable.jobs.add({ name: 'export' });
          if (text === 'timer') ctx.durable.timers.set({ name: 'past', dueAt: new Date(0) });
          if (text === 'later') ctx.durable.timers.set({ name: 'later', dueAt: new Date(Date.now() + 3_600_000) });
          await ctx.reply(`Echo ${text}`);
        });
      },
      { registry, maxAttempts: 1, pacing: false, bot: { jobs, timers: { past: async () => undefined } } },
    );
    const anna = await aPerson('Anna');
    const boris = await aPerson('Boris');
    await harness.sim.fault({ method: 'refundStarPayment', times: 1, action: { reset: 'after' } });
    for (const text of ['fail', 'odd', 'refund', 'job', 'timer', 'later']) await anna.chat.sends(text);
    await anna.chat.reply({ contains: 'Echo later' });
    await waitUntil(async () => (await listCalls(harness.db, { state: 'held' })).length === 1, {
      what: 'the held call',
    });
    await waitUntil(async () => (await harness.depths()).dead_letter === 3, { what: 'three dead letters' });
    const settled = async (): Promise<boolean> => {
      const { inbox, timer } = await harness.depths();
      return inbox === 0 && timer === 1;
    };
    await waitUntil(settled, { what: 'an empty inbox and one timer that is not due' });
    await harness.sim.fault({ method: 'sendMessage', times: 1, action: { status: 429, retry_after: 60 } });
    await boris.chat.sends('too much');
    await waitUntil(async () => (await harness.db.query('select 1 from durabot.brake')).rowCount === 1, {
      what: 'the brake',
    });
    await pause(harness.db, { bot: 'test', chatKey: '5' }, 'test');
    await pause(harness.db, { bot: 'test' }, 'test');
    await anna.chat.sends('waits');
    await waitUntil(async () => (await harness.depths()).inbox === 1, { what: 'the waiting update' });

    const scraped = await registry.metrics();
    const some = String.raw`(?!0$)[\d.e+-]+$`;
    for (const sample of [
      'durabot_depth{stage="inbox",bot="test"} 1',
      'durabot_depth{stage="outbox",bot="test"} 1',
      'durabot_depth{stage="held",bot="test"} 1',
      'durabot_depth{stage="timer",bot="test"} 1',
      'durabot_depth{stage="dead_letter",bot="test"} 3',
      'durabot_oldest_age_seconds{stage="inbox",bot="test"}',
      'durabot_oldest_age_seconds{stage="outbox",bot="test"}',
      'durabot_oldest_age_seconds{stage="held",bot="test"}',
      'durabot_oldest_age_seconds{stage="timer",bot="test"} 0',
      'durabot_updates_received_total{bot="test",repeated="no"} 8',
      'durabot_attempts_total{bot="test",outcome="settled"}',
      'durabot_attempts_total{bot="test",outcome="buried"} 2',
      'durabot_attempt_seconds_count{bot="test"}',
      'durabot_calls_total{bot="test",method="sendMessage",outcome="sent"}',
      'durabot_calls_total{bot="test",method="sendMessage",outcome="flood"} 1',
      'durabot_calls_total{bot="test",method="refundStarPayment",outcome="unknown"} 1',
      'durabot_call_delay_seconds_count{bot="test",class="reply"}',
      'durabot_flood_wait_seconds_total{bot="test"}',
      'durabot_failures_total{stage="inbox",bot="test",code="ORDER_UNKNOWN"} 1',
      'durabot_failures_total{stage="inbox",bot="test",code="UNEXPECTED"} 1',
      'durabot_failures_total{stage="outbox",bot="test",code="TELEGRAM_FLOOD"} 1',
      'durabot_failures_total{stage="outbox",bot="test",code="UNKNOWN_OUTCOME"} 1',
      'durabot_failures_total{stage="job",bot="test",code="EXPORT_FAILED"} 1',
      'durabot_jobs_total{bot="test",job="export",outcome="buried"} 1',
      'durabot_timers_fired_total 1',
      'durabot_dead_letters{bot="test",source="job",code="EXPORT_FAILED"} 1',
      'durabot_leases_held{kind="shard"} 64',
      'durabot_leases_held{kind="sender"} 1',
      'durabot_leases_free{kind="shard"} 0',
      'durabot_processes 1',
      'durabot_paused{bot="test",what="bot"} 1',
      'durabot_paused{bot="test",what="chat"} 1',
      'durabot_braked{bot="test",what="chat"} 1',
    ]) {
      const whole = /\} \d+$|total \d+$|processes \d+$/.test(sample);
      const escaped = sample.replaceAll(/[{}"./]/g, String.raw`\$&`);
      expect(scraped, sample).toMatch(new RegExp(`^${escaped}${whole ? '$' : ` ${some}`}`, 'm'));
    }
    expect(scraped).not.toContain('Anna');
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { VirtualClock } from '../clock.ts';
import { EventBus } from '../events.ts';
import { createRandom } from '../random.ts';
import { Store } from '../store/store.ts';
import { createBot } from '../world/people.ts';
import type { BotRecord } from '../world/types.ts';
import { queueUpdate } from '../world/updates.ts';
import { World } from '../world/world.ts';
import { DeliveryCounters } from './counters.ts';
import { Polling } from './polling.ts';

const OTHER = 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running';

let world: World;
let bot: BotRecord;
let polling: Polling;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  world = new World({
    store: new Store(),
    clock: new VirtualClock(() => 1_800_000_000_000),
    random: createRandom(1),
    events: new EventBus(1),
    files: { put: () => undefined, get: () => undefined },
  });
  bot = createBot(world, { username: 'tester_bot' });
  polling = new Polling(world, new DeliveryCounters(), { realNow: Date.now });
  world.onUpdate = (update) => polling.notice(update.botId);
});
afterEach(() => {
  polling.stop();
  vi.useRealTimers();
});

function push(text = ''): number | undefined {
  return queueUpdate(world, bot, {
    kind: 'message',
    queueKey: 'chat:1',
    expiresAtMs: world.clock.now() + 1000,
    payload: () => ({ text }),
  });
}

interface Poll {
  answer: Promise<string>;
  /** What the call was answered with, once it was. */
  ids?: number[];
  refusal?: string;
}

function poll(offset: number, { timeoutS = 0, limit = 100 } = {}): Poll {
  const { signal } = new AbortController();
  const answer = polling.getUpdates(bot, { offset, limit, timeoutS, signal });
  const result: Poll = { answer };
  answer.then(
    (text) => (result.ids = [...text.matchAll(/"update_id":(\d+)/g)].map((match) => Number(match[1]))),
    (error: unknown) => (result.refusal = error instanceof Error ? error.message : ''),
  );
  return result;
}

async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

describe('a waiting getUpdates', () => {
  it('is answered a moment after something came, with all that came at once', async () => {
    const waiting = poll(0, { timeoutS: 30 });
    await pass(100);
    const ids = [push(), push(), push()];
    await pass(0);
    expect(waiting.ids).toBeUndefined();
    await pass(1);
    expect(waiting.ids).toEqual(ids);
  });

  it('confirms what comes below its offset, and is answered with nothing then', async () => {
    const waiting = poll(bot.nextUpdateId + 2, { timeoutS: 30 });
    await pass(10);
    push();
    await pass(3);
    expect(waiting.ids).toEqual([]);
    expect(world.queueOf(bot.id)).toEqual([]);
  });

  it('is answered with nothing when its time is over', async () => {
    const waiting = poll(0, { timeoutS: 30 });
    await pass(29_999);
    expect(waiting.ids).toBeUndefined();
    await pass(1);
    expect(waiting.ids).toEqual([]);
  });

  it('is left waiting by a call that finds something', async () => {
    push();
    push();
    const [head] = world.queueOf(bot.id);
    const last = (head?.id ?? 0) + 1;
    const waiting = poll(last + 1, { timeoutS: 30 });
    await pass(10);
    push();
    const other = poll(0);
    await pass(0);
    expect(other.ids).toHaveLength(1);
    await pass(2);
    expect(waiting.ids).toHaveLength(1);
  });
});

describe('two programs that poll', () => {
  it('end each other, at first at once, then no more often than every 3 s', async () => {
    const first = poll(0, { timeoutS: 50 });
    await pass(1_000);
    const second = poll(1, { timeoutS: 50 });
    await pass(0);
    expect(first.refusal).toBe(OTHER);
    await pass(1_000);
    const third = poll(2, { timeoutS: 50 });
    await pass(2_999);
    expect(second.refusal).toBeUndefined();
    await pass(1);
    expect(second.refusal).toBe(OTHER);
    expect(third.refusal).toBeUndefined();
  });
});

describe('a bot that repeats its offset', () => {
  it('waits 3 s and gets one update only, when it does so within half a second', async () => {
    await poll(0).answer;
    const repeated = poll(0);
    await pass(2_000);
    expect(repeated.ids).toBeUndefined();
    push();
    push();
    await pass(2);
    expect(repeated.ids).toHaveLength(1);
  });

  it('waits 3 s, and gets all, when it does so later', async () => {
    await poll(0).answer;
    await pass(600);
    const repeated = poll(0);
    await pass(2_000);
    push();
    push();
    await pass(2);
    expect(repeated.ids).toHaveLength(2);
  });

  it('is answered at once after 3 s', async () => {
    await poll(0).answer;
    await pass(3_000);
    const repeated = poll(0);
    await pass(0);
    expect(repeated.ids).toEqual([]);
  });
});

describe('an answer', () => {
  it('holds less than 4 MiB', async () => {
    for (let count = 0; count < 10; count += 1) push('x'.repeat(500_000));
    const { answer } = poll(0);
    expect([...(await answer).matchAll(/"update_id"/g)]).toHaveLength(8);
  });
});

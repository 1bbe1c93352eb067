import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { VirtualClock } from '../clock.ts';
import { DeliveryCounters } from '../delivery/counters.ts';
import { Polling } from '../delivery/polling.ts';
import { EventBus } from '../events.ts';
import { createRandom } from '../random.ts';
import { Store } from '../store/store.ts';
import { createBot } from './people.ts';
import type { BotRecord } from './types.ts';
import { dropFirst, queueUpdate, setAllowedUpdates, UPDATE_KINDS } from './updates.ts';
import { World } from './world.ts';

function aWorld(): { world: World; bot: BotRecord; polling: Polling } {
  const world = new World({
    store: new Store(),
    clock: new VirtualClock(() => 1_800_000_000_000),
    random: createRandom(1),
    events: new EventBus(1),
    files: { put: () => undefined, get: () => undefined },
  });
  const bot = createBot(world, { username: 'tester_bot' });
  return { world, bot, polling: new Polling(world, new DeliveryCounters()) };
}

function push(world: World, bot: BotRecord): void {
  queueUpdate(world, bot, {
    kind: 'message',
    queueKey: 'chat:1',
    expiresAtMs: world.clock.now() + 1000,
    payload: () => ({}),
  });
}

type Step = { kind: 'push' } | { kind: 'poll'; ahead: number; limit: number } | { kind: 'negative'; keep: number };

const steps = fc.array(
  fc.oneof(
    fc.constant<Step>({ kind: 'push' }),
    fc.record({
      kind: fc.constant('poll' as const),
      ahead: fc.integer({ min: 0, max: 30 }),
      limit: fc.integer({ min: 1, max: 5 }),
    }),
    fc.record({ kind: fc.constant('negative' as const), keep: fc.integer({ min: 1, max: 6 }) }),
  ),
  { maxLength: 40 },
);

describe('the queue of updates', () => {
  it('gives every update in order until an offset confirms it, whatever the calls are', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (list) => {
        const { world, bot, polling } = aWorld();
        const first = bot.nextUpdateId;
        let model: number[] = [];
        let nextId = first;
        for (const step of list) {
          if (step.kind === 'push') {
            push(world, bot);
            model.push(nextId);
            nextId += 1;
            continue;
          }
          const offset = step.kind === 'poll' ? first + step.ahead : -step.keep;
          model = afterCall(model, offset);
          const limit = step.kind === 'poll' ? step.limit : 100;
          polling.reset();
          const signal = new AbortController().signal;
          const text = await polling.getUpdates(bot, { offset, limit, timeoutS: 0, signal });
          const ids = [...text.matchAll(/"update_id":(\d+)/g)].map((match) => Number(match[1]));
          expect(ids).toEqual(model.slice(0, limit));
          expect(world.queueOf(bot.id).map((update) => update.id)).toEqual(model);
        }
      }),
    );
  });
});

/** What is left after a call with this offset, by the rules of the official server. */
function afterCall(queue: number[], offset: number): number[] {
  if (offset < 0) return queue.slice(Math.max(0, queue.length + offset));
  const last = queue.at(-1);
  if (last === undefined || offset > last + 11) return queue;
  return queue.filter((id) => id >= offset);
}

function pushBig(world: World, bot: BotRecord, length: number): number | undefined {
  return queueUpdate(world, bot, {
    kind: 'message',
    queueKey: 'chat:1',
    expiresAtMs: world.clock.now() + 1000,
    payload: () => ({ text: 'x'.repeat(length) }),
  });
}

describe('a queue that is full', () => {
  it('takes no update over 512 KiB, and gives it no number', () => {
    const { world, bot } = aWorld();
    const next = bot.nextUpdateId;
    const frame = JSON.stringify({ text: '' }).length;
    expect(pushBig(world, bot, 524_289 - frame)).toBeUndefined();
    expect(pushBig(world, bot, 524_288 - frame)).toBe(next);
  });

  it('takes no more than 128 MiB, and again when something is confirmed', () => {
    const { world, bot } = aWorld();
    const frame = JSON.stringify({ text: '' }).length;
    for (let count = 0; count < 256; count += 1) expect(pushBig(world, bot, 524_288 - frame)).toBeDefined();
    expect(pushBig(world, bot, 1)).toBeUndefined();
    dropFirst(world, bot.id, 1);
    expect(pushBig(world, bot, 1)).toBeDefined();
  });

  it('takes no more than 100,000, silently', () => {
    const { world, bot } = aWorld();
    for (let count = 0; count < 100_000; count += 1) push(world, bot);
    const next = bot.nextUpdateId;
    push(world, bot);
    expect([world.queueOf(bot.id).length, bot.nextUpdateId]).toEqual([100_000, next]);
  });
});

describe('allowed_updates', () => {
  it.each([
    ['not JSON', '[', ['message']],
    ['no array', '{}', ['message']],
    ['an empty array', '[]', null],
    ['unknown names only', '["nothing"]', null],
    ['known names', '["callback_query","nothing","poll"]', ['callback_query', 'poll']],
    ['the default set', JSON.stringify(UPDATE_KINDS.filter((kind) => !/^chat_member$|reaction/.test(kind))), null],
  ])('read %s as the official server does', (_name, text, expected) => {
    const { world, bot } = aWorld();
    bot.allowedUpdates = ['message'];
    setAllowedUpdates(world, bot, text);
    expect(bot.allowedUpdates).toEqual(expected);
  });
});

import { describe, expect, test } from 'vitest';
import { seededRandom } from '../random.ts';
import { createBatcher } from './batcher.ts';
import { createEventLoop } from './event-loop.ts';
import { createProcessor } from './processor.ts';
import { ChatPace, telegramLimits, Window } from './telegram-limits.ts';
import { createTimeline } from './timeline.ts';

/** Customers who come at random to one server; the means of their waits and of how many are there. */
function serveAtRandom(options: {
  readonly load: number;
  readonly customers: number;
  readonly cores?: number;
  readonly service: 'exponential' | 'constant';
}): { waitMs: number; throughMs: number; present: number; ratePerMs: number; busy: number } {
  const { load, customers, cores = 1, service } = options;
  const timeline = createTimeline();
  const random = seededRandom(42);
  const exponential = (): number => -Math.log(1 - random());
  const processor = createProcessor(timeline, cores, Number.POSITIVE_INFINITY);
  let waited = 0;
  let through = 0;
  let present = 0;
  let area = 0;
  let changedMs = 0;
  const change = (by: number): void => {
    area += present * (timeline.nowMs() - changedMs);
    changedMs = timeline.nowMs();
    present += by;
  };
  let nextMs = 0;
  for (let at = 0; at < customers; at += 1) {
    nextMs += exponential() / load / cores;
    const serviceMs = service === 'constant' ? 1 : exponential();
    const comesMs = nextMs;
    timeline.at(comesMs, () => {
      change(1);
      processor.run(serviceMs, () => {
        waited += timeline.nowMs() - comesMs - serviceMs;
        through += timeline.nowMs() - comesMs;
        change(-1);
      });
    });
  }
  timeline.runUntil(nextMs + 1_000);
  return {
    waitMs: waited / customers,
    throughMs: through / customers,
    present: area / nextMs,
    ratePerMs: customers / nextMs,
    busy: processor.busyMs() / nextMs / cores,
  };
}

describe('one server at which customers come at random', () => {
  test.each([0.3, 0.6, 0.8])('with random service at load %d they wait as M/M/1 says: ρ/(1−ρ)', (load) => {
    const { waitMs, busy } = serveAtRandom({ load, customers: 30_000, service: 'exponential' });
    expect(Math.abs(waitMs / (load / (1 - load)) - 1)).toBeLessThan(0.08);
    expect(busy).toBeCloseTo(load, 1.5);
  });

  test.each([0.3, 0.6, 0.8])('with constant service at load %d they wait half as long, as M/D/1 says', (load) => {
    const { waitMs } = serveAtRandom({ load, customers: 30_000, service: 'constant' });
    expect(Math.abs(waitMs / (load / (2 * (1 - load))) - 1)).toBeLessThan(0.08);
  });

  test("as many are there as come in the time that one takes (Little's law)", () => {
    const { present, ratePerMs, throughMs } = serveAtRandom({ load: 0.7, customers: 30_000, service: 'exponential' });
    expect(present / (ratePerMs * throughMs)).toBeCloseTo(1, 2);
  });
});

test('two servers with one queue: they wait as M/M/2 says', () => {
  const load = 0.7;
  const { waitMs } = serveAtRandom({ load, customers: 30_000, cores: 2, service: 'exponential' });
  // The mean wait of M/M/2 in times of service is ρ²/(1−ρ²).
  expect(Math.abs(waitMs / (load ** 2 / (1 - load ** 2)) - 1)).toBeLessThan(0.08);
});

test('long work gives way to short work', () => {
  const timeline = createTimeline();
  const processor = createProcessor(timeline, 1);
  const ends: string[] = [];
  processor.run(100, () => ends.push(`long at ${timeline.nowMs()}`));
  processor.run(1, () => ends.push(`short at ${timeline.nowMs()}`));
  timeline.runUntil(1_000);
  expect(ends).toEqual(['short at 4', 'long at 101']);
});

test('a process does one thing at a time, however many cores there are', () => {
  const timeline = createTimeline();
  const loop = createEventLoop(createProcessor(timeline, 8));
  const ends: number[] = [];
  for (let at = 0; at < 3; at += 1) loop.run(10, () => ends.push(timeline.nowMs()));
  timeline.runUntil(1_000);
  expect(ends).toEqual([10, 20, 30]);
  expect(loop.busyMs()).toBe(30);
});

test('who comes while a statement is under way shares the next one, up to its size', () => {
  const timeline = createTimeline();
  const sizes: number[] = [];
  const batcher = createBatcher<number>(timeline, { underWay: 1, items: 5 }, (batch, done) => {
    sizes.push(batch.length);
    timeline.after(10, done);
  });
  batcher.add(0);
  timeline.at(5, () => {
    for (let at = 0; at < 7; at += 1) batcher.add(at);
  });
  timeline.runUntil(100);
  expect(sizes).toEqual([1, 5, 2]);
});

test('no window holds more than Telegram allows, and a chat gets three at once and then one a second', () => {
  const window = new Window(30, 1_010);
  const left: number[] = [];
  for (let at = 0; at < 100; at += 1) {
    const momentMs = Math.max(left.at(-1) ?? 0, window.earliestMs());
    window.take(momentMs);
    left.push(momentMs);
  }
  expect(left.filter((ms) => ms < 1_010)).toHaveLength(30);
  expect(left[99]).toBe(3 * 1_010);

  const chat = new ChatPace(telegramLimits, false);
  expect(Array.from({ length: 5 }, () => chat.reserve(0))).toEqual([0, 0, 0, 1_000, 2_000]);
  const group = new ChatPace(telegramLimits, true);
  expect(Array.from({ length: 21 }, () => group.reserve(0)).at(-1)).toBe(60_100);
});

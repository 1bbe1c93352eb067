import { expect, test } from 'vitest';
import type { Clock } from '../clock.ts';
import { createTimeLimit } from './time-limit.ts';

/** A clock whose sleeps end one by one when the test says so. */
function steppedClock(): { clock: Clock; step: () => Promise<void>; sleeping: () => number } {
  const sleepers: { wake: () => void; signal: AbortSignal | undefined }[] = [];
  const awake = (): typeof sleepers => sleepers.filter(({ signal }) => signal?.aborted !== true);
  return {
    clock: {
      nowMs: () => 0,
      sleep: (_ms, signal) =>
        new Promise((resolve) => {
          const wake = (): void => {
            signal?.removeEventListener('abort', wake);
            resolve();
          };
          sleepers.push({ wake, signal });
          signal?.addEventListener('abort', wake);
        }),
    },
    step: async () => {
      for (const { wake } of sleepers.splice(0)) wake();
      await new Promise((resolve) => setImmediate(resolve));
    },
    sleeping: () => awake().length,
  };
}

test('work that ends in time gives what it gave, and leaves no timer behind', async () => {
  const { clock, step, sleeping } = steppedClock();
  const withinTime = createTimeLimit(clock, 1_000);
  const ended = new AbortController();
  const work = withinTime(new Promise<void>((resolve) => ended.signal.addEventListener('abort', () => resolve())));
  const failed = withinTime(Promise.reject(new Error('no')));
  await expect(failed).rejects.toThrow('no');
  for (let count = 0; count < 9; count += 1) await step();
  expect(sleeping()).toBe(1);
  ended.abort();
  await work;
  expect(sleeping()).toBe(0);
});

test('work that takes longer is given up after its time and not before, each by its own beginning', async () => {
  const { clock, step } = steppedClock();
  const withinTime = createTimeLimit(clock, 1_000);
  const never = new Promise<void>(() => {});
  const given: string[] = [];
  const first = withinTime(never).catch((error: unknown) => given.push(`first: ${String(error)}`));
  for (let count = 0; count < 5; count += 1) await step();
  const second = withinTime(never).catch(() => given.push('second'));
  for (let count = 0; count < 5; count += 1) await step();
  expect(given).toEqual([]);
  await step();
  await first;
  expect(given).toEqual(['first: Error: The handler did not end within 1000 ms; long work belongs into a job.']);
  for (let count = 0; count < 5; count += 1) await step();
  await second;
  expect(given).toHaveLength(2);
});

test('a pause between works begins the watch anew', async () => {
  const { clock, sleeping } = steppedClock();
  const withinTime = createTimeLimit(clock, 1_000);
  await withinTime(Promise.resolve());
  expect(sleeping()).toBe(0);
  void withinTime(new Promise<void>(() => {})).catch(() => {});
  expect(sleeping()).toBe(1);
});

import { expect, test } from 'vitest';
import { createLog } from '../logging/log.ts';
import { createStopStack } from './stop-stack.ts';

const log = createLog({ logLevel: 'silent', logFormat: 'json' });

test('parts end the other way round, also after one that fails', async () => {
  const ended: string[] = [];
  const stack = createStopStack();
  stack.push('first', async () => void ended.push('first'));
  stack.push('second', () => Promise.reject(new Error('cannot')));
  stack.push('third', async () => void ended.push('third'));
  expect(await stack.unwind({ endAtMs: 1000, nowMs: () => 0, log })).toBe(false);
  expect(ended).toEqual(['third', 'first']);
});

test('a slow part leaves time for those after it', async () => {
  const given: number[] = [];
  let now = 0;
  const stack = createStopStack();
  const slow = async ({ deadlineMs }: { deadlineMs: number }): Promise<void> => {
    given.push(deadlineMs);
    now += deadlineMs;
  };
  for (const name of ['door', 'database', 'simulator', 'runtime']) stack.push(name, slow);
  await stack.unwind({ endAtMs: 10_000, nowMs: () => now, log });
  expect(given).toEqual([7000, 1500, 750, 750]);
  expect(now).toBeLessThanOrEqual(10_000);
});

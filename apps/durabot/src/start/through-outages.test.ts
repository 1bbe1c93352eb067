import { DatabaseError } from '@durabot/postgres';
import { systemClock } from '@durabot/runtime';
import { silentLog } from '@durabot/testing';
import { expect, test } from 'vitest';
import { throughOutages } from './through-outages.ts';

const away = new DatabaseError('DATABASE_UNREACHABLE', 'The database cannot be reached.');

function aStep(...outcomes: readonly unknown[]): { step: () => Promise<unknown>; begun: () => number } {
  let begun = 0;
  return {
    begun: () => begun,
    step: async () => {
      const outcome = outcomes[begun];
      begun += 1;
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
  };
}

const options = (signal = new AbortController().signal) => ({
  log: silentLog,
  clock: { ...systemClock, sleep: async () => undefined },
  signal,
  description: 'here',
});

test('a step is begun anew until the database is there', async () => {
  const { step, begun } = aStep(away, away, 'done');
  expect(await throughOutages(step, options())).toBe('done');
  expect(begun()).toBe(3);
});

test('another fault is not waited out', async () => {
  const { step, begun } = aStep(new Error('a bug'), 'done');
  await expect(throughOutages(step, options())).rejects.toThrow('a bug');
  expect(begun()).toBe(1);
});

test('who stops does not wait', async () => {
  const { step } = aStep(away, 'done');
  await expect(throughOutages(step, options(AbortSignal.abort()))).rejects.toBe(away);
});

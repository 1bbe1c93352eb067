import { expect, test } from 'vitest';

import { planMishaps } from './schedule.ts';

test('a seed gives the same mishaps again, and another one gives others', () => {
  expect(planMishaps(5, 200, 3)).toEqual(planMishaps(5, 200, 3));
  expect(planMishaps(5, 200, 3)).not.toEqual(planMishaps(6, 200, 3));
});

test('kills add up to what was asked for, for any number of processes', () => {
  for (let seed = 1; seed <= 50; seed += 1) {
    const processes = 1 + (seed % 4);
    const kills = planMishaps(seed, 40, processes)
      .map(({ what }) => (what.kind === 'kill' ? 1 : what.kind === 'kill-all' ? processes : 0))
      .reduce((sum: number, count) => sum + count, 0);
    expect(kills).toBe(40);
  }
});

test('in a long run everything happens that can', () => {
  const kinds = new Set(planMishaps(1, 400, 3).map(({ what }) => what.kind));
  expect([...kinds].toSorted()).toEqual([
    'database',
    'freeze',
    'kill',
    'kill-all',
    'redis',
    'roll',
    'sessions',
    'telegram',
  ]);
});

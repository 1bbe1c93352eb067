import { expect, test } from 'vitest';
import { runBench } from './run-bench.ts';

test('an update is as much work as recorded, no more and no less', { timeout: 120_000 }, () => {
  const summary = runBench('work', '--peers=none').at(-1);
  expect(summary?.['advice']).toEqual([]);
});

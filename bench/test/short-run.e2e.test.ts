import { expect, test } from 'vitest';
import { runBench } from './run-bench.ts';

test('a short run of our bot alone has figures, and its last line is the summary', { timeout: 120_000 }, () => {
  const lines = runBench('dialog', '--peers=none', '--users=5');
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatchObject({ bench: 'dialog', users: 5, peer: 'bare-pipeline', rounds: 1 });
  expect(lines[1]).toMatchObject({
    bench: 'dialog',
    ours_per_s: expect.any(Number),
    machine: { cores: expect.any(Number) },
  });
  expect(lines[1]?.['ours_per_s']).toBeGreaterThan(0);
});

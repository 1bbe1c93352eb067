import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

/** Long runs are made by hand: `npm run chaos -- --kills 200`. */
test('a short run with a seed of its own keeps every promise, and its last line says so', { timeout: 240_000 }, () => {
  const seed = process.env['CHAOS_SEED'] ?? String(randomInt(2 ** 31));
  process.stdout.write(`chaos: seed ${seed}\n`);
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [
      fileURLToPath(new URL('../../scripts/chaos.mjs', import.meta.url)),
      '--json',
      `--seed=${seed}`,
      '--kills=12',
      '--users=12',
    ],
    { encoding: 'utf8' },
  );
  const lines: unknown[] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.at(-1), `${stderr}\n${stdout.slice(-4_000)}`).toMatchObject({
    kills: 12,
    lost: 0,
    effects_duplicated: 0,
    out_of_order: 0,
    unknown_left: 0,
    sends_unmarked: 0,
    ended_badly: 0,
    kept: true,
  });
  expect(status).toBe(0);
});

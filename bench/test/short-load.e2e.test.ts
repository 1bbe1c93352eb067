import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const program = fileURLToPath(new URL('../../scripts/load.mjs', import.meta.url));

test('a short capacity run answers everybody once, and its last line is the summary', { timeout: 120_000 }, () => {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [program, '--users=200', '--registered=1000', '--minutes=0.05', '--speed=120', '--bots=1', '--json'],
    { encoding: 'utf8' },
  );
  expect(status, stderr).toBe(0);
  const lines = stdout
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.at(-1)).toMatchObject({
    bench: 'load',
    users: 200,
    registered: 1_000,
    bots: 1,
    repair: 'on',
    lost: 0,
    wrong: 0,
    repeated: 0,
    left_over: 0,
    share_of_2_vcpu: expect.any(Number),
    machine: { cores: expect.any(Number) },
  });
  const summary = lines.at(-1);
  const of = (name: string): number =>
    typeof summary === 'object' && summary !== null && name in summary ? Number({ ...summary }[name]) : Number.NaN;
  expect(of('handled')).toBe(of('offered'));
  expect(of('handled')).toBeGreaterThan(5);
  expect(of('peak_bot_mib')).toBeGreaterThan(10);
  expect(of('peak_database_mib')).toBeGreaterThan(10);
});

test('what makes no sense is refused with words before anything starts', () => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, '--users=lots'], { encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain('--users wants a whole number from 1 to 1000000, not "lots".');
});

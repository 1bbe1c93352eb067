import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Runs a bench as short as it gets, as the command does, and gives its lines. @throws Error when it failed */
export function runBench(...args: readonly string[]): Record<string, unknown>[] {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [
      fileURLToPath(new URL('../../scripts/bench.mjs', import.meta.url)),
      ...args,
      '--json',
      '--rounds=1',
      '--seconds=1',
      '--warm-up=0',
    ],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`The bench ended with ${status}:\n${stderr}`);
  return stdout
    .trim()
    .split('\n')
    .map((line): Record<string, unknown> => {
      const value: unknown = JSON.parse(line);
      return typeof value === 'object' && value !== null ? { ...value } : {};
    });
}

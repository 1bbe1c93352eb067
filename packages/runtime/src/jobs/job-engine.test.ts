import { expect, test } from 'vitest';
import { startJobEngine } from './job-engine.ts';
import type { JobRunner, JobRunnerDeps } from './job-runner.ts';

/** An engine whose beginnings are counted, under a clock that does not move by itself. */
function anEngine(fails: number): {
  engine: ReturnType<typeof startJobEngine>;
  begun: () => number;
  pass: () => Promise<void>;
} {
  let begun = 0;
  const sleepers: (() => void)[] = [];
  const deps = {
    clock: {
      nowMs: () => 0,
      sleep: (_: number, signal?: AbortSignal) =>
        new Promise<void>((resolve) => {
          sleepers.push(resolve);
          signal?.addEventListener('abort', () => resolve(), { once: true });
        }),
    },
    log: { error: () => undefined },
  };
  const runner: JobRunner = { stop: () => Promise.resolve() };
  // Of what a runner needs, the engine itself uses the clock and the log.
  const engine = startJobEngine(deps as unknown as JobRunnerDeps, () => {
    begun += 1;
    return begun <= fails ? Promise.reject(new Error('away')) : Promise.resolve(runner);
  });
  return {
    engine,
    begun: () => begun,
    pass: async () => {
      for (const wake of sleepers.splice(0)) wake();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

test('the engine begins a while after the start, and once, however many ask for it', async () => {
  const { engine, begun, pass } = anEngine(0);
  expect(begun()).toBe(0);
  await Promise.all([engine.ready(), engine.ready()]);
  await pass();
  await engine.ready();
  expect(begun()).toBe(1);
  const other = anEngine(0);
  await other.pass();
  expect(other.begun()).toBe(1);
});

test('an engine that cannot begin is told to whoever asks, tries again by itself, and begins no more once stopped', async () => {
  const { engine, begun, pass } = anEngine(2);
  await expect(engine.ready()).rejects.toThrow('away');
  await pass();
  expect(begun()).toBe(2);
  await pass();
  expect(begun()).toBe(3);
  const stopped = anEngine(0);
  await stopped.engine.stop(0);
  await stopped.pass();
  expect(stopped.begun()).toBe(0);
});

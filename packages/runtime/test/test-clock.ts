import type { Clock } from '../src/index.ts';

/** A clock that a test moves; waiting for it still takes real time, a hundredth of what is asked, so that loops go on. */
export interface TestClock extends Clock {
  set(nowMs: number): void;
  advance(ms: number): void;
}

export function createTestClock(startMs: number): TestClock {
  let now = startMs;
  return {
    nowMs: () => now,
    set: (nowMs) => {
      now = nowMs;
    },
    advance: (ms) => {
      now += ms;
    },
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) return resolve();
        const done = (): void => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', done);
          resolve();
        };
        const timer = setTimeout(done, Math.max(ms / 100, 1));
        signal?.addEventListener('abort', done, { once: true });
        return undefined;
      }),
  };
}

import type { Clock } from '@durabot/runtime';

/** A clock that stands until it is turned. Whoever sleeps wakes when as much time has passed on it, or really. */
export interface TurnedClock extends Clock {
  advance(ms: number): void;
}

interface Sleeper {
  readonly untilMs: number;
  wake(): void;
}

/** Makes a clock that stands at `startMs`. */
export function createTurnedClock(startMs: number): TurnedClock {
  let nowMs = startMs;
  const sleepers = new Set<Sleeper>();
  return {
    nowMs: () => nowMs,
    advance: (ms) => {
      nowMs += ms;
      for (const sleeper of sleepers) if (sleeper.untilMs <= nowMs) sleeper.wake();
    },
    // What only waits for real things (a database that is away, a deadline) goes on while the clock stands.
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) return resolve();
        const wake = (): void => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', wake);
          sleepers.delete(sleeper);
          resolve();
        };
        const timer = setTimeout(wake, ms);
        const sleeper = { untilMs: nowMs + ms, wake };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', wake, { once: true });
      }),
  };
}

import type { Clock } from '../clock.ts';
import { over } from '../over.ts';

interface Running {
  ticksLeft: number;
  fail: () => void;
}

/** A tenth of the limit late at most, so that one timer does for all that run. */
const ticks = 10;

/**
 * Gives work of one kind its time. Rejects with an error that says so when the work takes longer; the work itself goes on, and
 * what becomes of it is nobody's any more.
 */
export function createTimeLimit(clock: Clock, limitMs: number): (work: Promise<void>) => Promise<void> {
  const running = new Set<Running>();
  let sleeping: AbortController | undefined;

  return (work) =>
    new Promise((resolve, reject) => {
      const fail = (): void =>
        reject(new Error(`The handler did not end within ${limitMs} ms; long work belongs into a job.`));
      // One more: the present tick has begun already.
      const entry: Running = { ticksLeft: ticks + 1, fail };
      running.add(entry);
      if (sleeping === undefined) void watch();
      const ended = (): void => {
        running.delete(entry);
        restIfIdle();
      };
      work.then(ended, ended);
      work.then(resolve, reject);
    });

  async function watch(): Promise<void> {
    const awake = new AbortController();
    sleeping = awake;
    while (!awake.signal.aborted) {
      await clock.sleep(limitMs / ticks, awake.signal);
      if (!awake.signal.aborted) tick();
    }
  }

  function tick(): void {
    for (const entry of running) {
      entry.ticksLeft -= 1;
      if (entry.ticksLeft > 0) continue;
      running.delete(entry);
      entry.fail();
    }
    restIfIdle();
  }

  function restIfIdle(): void {
    if (running.size > 0) return;
    sleeping?.abort(over);
    sleeping = undefined;
  }
}

import type { Database, Log } from '@durabot/postgres';
import { isDatabaseUnavailable } from '@durabot/postgres';
import type { Clock } from '../clock.ts';
import { fireSchedules } from './fire-schedules.ts';
import { fireTimers } from './fire-timers.ts';

/** Turns due timers and schedules into inbox entries of their chats. */
export interface Scheduler {
  start(): void;
  /** Looks at once instead of at the next second. */
  wake(): void;
  drain(): Promise<void>;
}

const tickMs = 1_000;

export function createScheduler(deps: {
  db: Database;
  clock: Clock;
  log: Log;
  processId: string;
  shards: () => readonly number[];
  onFired: () => void;
}): Scheduler {
  const { db, clock, log, processId } = deps;
  const stopping = new AbortController();
  let wakeUp: (() => void) | undefined;
  let loop: Promise<void> | undefined;

  return {
    start: () => {
      loop ??= run();
    },
    wake: () => wakeUp?.(),
    drain: async () => {
      stopping.abort();
      wakeUp?.();
      await loop;
    },
  };

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const fired =
          (await fireTimers(db, processId, deps.shards(), clock.nowMs())) +
          (await fireSchedules(db, processId, deps.shards(), clock.nowMs()));
        if (fired > 0) {
          deps.onFired();
          continue;
        }
      } catch (error) {
        if (!isDatabaseUnavailable(error)) log.error({ error: String(error) }, 'timers not fired');
      }
      const sleeping = new AbortController();
      wakeUp = () => sleeping.abort();
      await clock.sleep(tickMs, sleeping.signal);
    }
  }
}

import { reasonOf } from '@durabot/bot-api';
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
  /** Begins work as the only process that fires; nothing when that is another one. See `ProcessLease.begin`. */
  begin: () => (() => void) | undefined;
  /** There are new entries in these shards. */
  onFired: (shards: readonly number[]) => void;
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

  /** One process at a time, so that what is due in a chat becomes its entries in the order of the moments. */
  async function fireDue(): Promise<number[]> {
    const done = deps.begin();
    if (done === undefined) return [];
    try {
      return [
        ...(await fireTimers(db, processId, clock.nowMs())),
        ...(await fireSchedules(db, processId, clock.nowMs())),
      ];
    } finally {
      done();
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const fired = await fireDue();
        if (fired.length > 0) {
          deps.onFired(fired);
          continue;
        }
      } catch (error) {
        if (!isDatabaseUnavailable(error)) log.error({ error: reasonOf(error) }, 'timers not fired');
      }
      const sleeping = new AbortController();
      wakeUp = () => sleeping.abort();
      await clock.sleep(tickMs, sleeping.signal);
    }
  }
}

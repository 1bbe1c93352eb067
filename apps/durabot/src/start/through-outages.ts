import { isDatabaseUnavailable } from '@durabot/postgres';
import type { Log } from '@durabot/postgres';
import type { Clock } from '@durabot/runtime';

export interface OutageOptions {
  log: Log;
  clock: Clock;
  signal: AbortSignal;
  /** Where the database is, without a password. */
  description: string;
}

const firstPauseMs = 250;
const longestPauseMs = 5000;
/** How often a wait is mentioned. */
const reminderMs = 30_000;

/**
 * Does a step of the start that needs the database, again and again as long as the database is away: it may go in the
 * middle of any of them. The step must do no harm when it is begun anew.
 *
 * @throws whatever else the step throws, and the last error when the program is to stop meanwhile
 */
export async function throughOutages<T>(
  step: () => Promise<T>,
  { log, clock, signal, description }: OutageOptions,
): Promise<T> {
  let toldAt = Number.NEGATIVE_INFINITY;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      return await step();
    } catch (error) {
      if (signal.aborted || !isDatabaseUnavailable(error)) throw error;
      if (clock.nowMs() - toldAt >= reminderMs) {
        toldAt = clock.nowMs();
        log.warn({ database: description, err: error }, 'database is away, trying again until it answers');
      }
    }
    await clock.sleep(pauseMs, signal);
  }
}

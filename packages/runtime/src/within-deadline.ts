import type { Clock } from './clock.ts';

/** Waits for work until a moment at the longest; what has not ended by then goes on without anybody waiting for it. */
export async function withinDeadline(clock: Clock, untilMs: number, work: Promise<unknown>): Promise<void> {
  const over = new AbortController();
  try {
    await Promise.race([work, clock.sleep(Math.max(untilMs - clock.nowMs(), 0), over.signal)]);
  } finally {
    over.abort();
  }
}

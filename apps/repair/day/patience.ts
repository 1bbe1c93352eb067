import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '@durabot/postgres';
import type { TurnedClock } from './turned-clock.ts';

/** How people wait for the bot while the clock stands. */
export interface Patience {
  /** Waits until `find` finds something on a screen; time goes on by moments when nothing else happens meanwhile. */
  until<T>(find: () => T | undefined, complain: () => string): Promise<T>;
  /** Waits until everything that is due has happened and been sent. @returns when something is due next */
  quiet(): Promise<number | undefined>;
  /** Something on a screen has changed. */
  lookAgain(): void;
  stop(): void;
}

interface Waiter {
  readonly look: () => boolean;
  readonly giveUp: () => void;
  moments: number;
}

/** Cards are drawn at most every two seconds, so a moment is a little more. */
const momentMs = 2_100;
const mostMoments = 15;
/** So long nothing must have moved before anybody looks whether there is anything to wait for. */
const stillMs = 60;
const longestMs = 60_000;

export function createPatience(deps: {
  readonly clock: TurnedClock;
  readonly db: Database;
  /** Updates that the bot has not fetched yet. */
  readonly waitingUpdates: () => Promise<number>;
}): Patience {
  const { clock, db, waitingUpdates } = deps;
  const waiters = new Set<Waiter>();
  let stopped = false;
  let movedAt = 0;
  let nextDueMs: number | undefined;
  void goOn();

  const lookAgain = (): void => {
    movedAt = performance.now();
    for (const waiter of waiters) if (waiter.look()) waiters.delete(waiter);
  };

  return {
    until: (find, complain) =>
      new Promise((resolve, reject) => {
        const look = (): boolean => {
          const found = find();
          if (found !== undefined) resolve(found);
          return found !== undefined;
        };
        if (look()) return;
        movedAt = performance.now();
        waiters.add({ look, moments: 0, giveUp: () => reject(new Error(complain())) });
      }),
    quiet: async () => {
      const deadline = performance.now() + longestMs;
      while (!(await isIdle()) || (await waitingUpdates()) > 0) {
        if (performance.now() > deadline) throw new Error('The bot has been busy for a minute.');
        await pause(5);
      }
      return nextDueMs;
    },
    lookAgain,
    stop: () => {
      stopped = true;
    },
  };

  /** Lets time pass while somebody waits and nothing moves. */
  async function goOn(): Promise<void> {
    // oxlint-disable-next-line no-unmodified-loop-condition -- whoever stops it changes it
    while (!stopped) {
      await pause(stillMs / 3);
      const still = [...waiters];
      if (still.length === 0 || performance.now() - movedAt < stillMs) continue;
      if ((await waitingUpdates()) > 0 || !(await isIdle())) continue;
      for (const waiter of still) {
        if (!waiters.has(waiter)) continue;
        waiter.moments += 1;
        if (waiter.moments <= mostMoments) continue;
        waiters.delete(waiter);
        waiter.giveUp();
      }
      if (waiters.size > 0) clock.advance(momentMs);
    }
  }

  async function isIdle(): Promise<boolean> {
    try {
      const { rows } = await db.query<{ busy: boolean; next: Date | null }>(
        `select exists (select from durabot.inbox where due_at <= $1)
             or exists (select from durabot.outbox where status <> 'held' and due_at <= $1)
             or exists (select from durabot.timer where due_at <= $1) as busy,
                (select min(due_at) from durabot.timer) as next`,
        [new Date(clock.nowMs())],
      );
      nextDueMs = rows[0]?.next?.getTime();
      return rows[0]?.busy === false;
    } catch (error) {
      if (stopped) return false;
      throw error;
    }
  }
}

import { ExchangeError, type Exchange, type VirtualUsers } from '../world/virtual-users.ts';
import type { Visit } from './day.ts';

/** What one stretch of a run has brought. */
export interface Tally {
  /** Messages that were due: people wrote them. */
  offered: number;
  /** Answered rightly. */
  handled: number;
  /** No answer came, or the webhook was refused. */
  lost: number;
  /** Another answer came than the dialog has. */
  wrong: number;
  /** From the moment when a message was due until the request with its answer was at Telegram. */
  readonly answerMs: number[];
}

export function emptyTally(): Tally {
  return { offered: 0, handled: 0, lost: 0, wrong: 0, answerMs: [] };
}

export interface PeopleOptions {
  readonly users: number;
  /** In which order they come for the first time. */
  readonly random: () => number;
  /** The tally of this moment. */
  readonly tally: () => Tally;
  /** The first few messages that went wrong, in words. */
  readonly tell: (words: string) => void;
}

/** People who come, write some messages, each after the answer to the last one, and go away; the dialog waits for them. */
export interface People {
  /** Lets all visits happen at their moments. Resolves when the last one is over. */
  live(visits: Iterable<Visit>, startMs: number, endMs: number): Promise<void>;
  /** How many of them wrote at least once. */
  seen(): number;
}

const mostTold = 5;

export function createPeople(users: VirtualUsers, { users: count, random, tally, tell }: PeopleOptions): People {
  const resting = shuffled(count, random);
  const seen = new Set<number>();
  const underWay = new Set<Promise<void>>();
  let told = 0;

  async function visit(user: number, { thinkMs }: Visit, dueMs: number, endMs: number): Promise<void> {
    seen.add(user);
    for (const [at, pauseMs] of thinkMs.entries()) {
      const writesMs: number = at === 0 ? dueMs : performance.now() + pauseMs;
      if (writesMs >= endMs) break;
      await until(writesMs);
      const now = tally();
      now.offered += 1;
      // The loop of this process may be late; the person was not.
      const lateMs = performance.now() - writesMs;
      const exchange = await answered(user, now);
      // What they have said and what was asked no longer agree: they stay away.
      if (exchange === undefined) return;
      now.handled += 1;
      now.answerMs.push(exchange.toRequestMs + lateMs);
    }
    resting.push(user);
  }

  async function answered(user: number, now: Tally): Promise<Exchange | undefined> {
    try {
      return await users.exchange(user);
    } catch (error) {
      if (error instanceof ExchangeError && error.kind === 'wrong') now.wrong += 1;
      else now.lost += 1;
      told += 1;
      if (told <= mostTold) tell(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }

  return {
    live: async (visits, startMs, endMs) => {
      for (const one of visits) {
        const dueMs = startMs + one.atMs;
        await until(dueMs);
        // Who has rested longest, so that all of them come.
        const user = resting.shift();
        if (user === undefined) {
          throw new Error(`All ${count} people are writing: that many visits need more people, or a lower speed.`);
        }
        const work = visit(user, one, dueMs, endMs).finally(() => underWay.delete(work));
        underWay.add(work);
      }
      await Promise.all(underWay);
    },
    seen: () => seen.size,
  };
}

function shuffled(count: number, random: () => number): number[] {
  const all = Array.from({ length: count }, (_, user) => user);
  for (let at = count - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [all[at], all[other]] = [all[other] ?? 0, all[at] ?? 0];
  }
  return all;
}

async function until(momentMs: number): Promise<void> {
  const waitMs = momentMs - performance.now();
  if (waitMs <= 0) return;
  await new Promise((resolve) => {
    setTimeout(resolve, waitMs);
  });
}

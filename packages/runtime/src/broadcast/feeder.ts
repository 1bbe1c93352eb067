import { reasonOf } from '@durabot/bot-api';
import { isDatabaseUnavailable, type Database, type Log } from '@durabot/postgres';
import type { Clock } from '../clock.ts';
import { feedBroadcasts } from './feed-broadcasts.ts';

/** Keeps running broadcasts going. */
export interface Feeder {
  start(): void;
  drain(): Promise<void>;
}

const idleMs = 1_000;
const runningMs = 200;

export function createFeeder(deps: {
  db: Database;
  clock: Clock;
  log: Log;
  processId: string;
  /** Begins work as the only process that feeds; nothing when that is another one. See `ProcessLease.begin`. */
  begin: () => (() => void) | undefined;
  /** There are new calls of this bot. */
  onCalls: (bot: string) => void;
}): Feeder {
  const { db, clock, log, processId } = deps;
  const stopping = new AbortController();
  let loop: Promise<void> | undefined;

  return {
    start: () => {
      loop ??= run();
    },
    drain: async () => {
      stopping.abort();
      await loop;
    },
  };

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      let running = 0;
      try {
        running = await feedOnce();
      } catch (error) {
        if (!isDatabaseUnavailable(error)) log.error({ error: reasonOf(error) }, 'broadcasts not fed');
      }
      await clock.sleep(running > 0 ? runningMs : idleMs, stopping.signal);
    }
  }

  async function feedOnce(): Promise<number> {
    const done = deps.begin();
    if (done === undefined) return 0;
    try {
      const { bots, running } = await feedBroadcasts(db, processId, clock.nowMs());
      for (const bot of bots) deps.onCalls(bot);
      return running;
    } finally {
      done();
    }
  }
}

import type { Database } from '@durabot/postgres';
import type { Clock, JobDefinition } from '@durabot/runtime';
import { sweepActions } from './actions/action-store.ts';
import { sweepCards } from './cards/card-store.ts';
import { sweepNotices } from './notify/notice-store.ts';
import { sweepPresence } from './presence/presence.ts';

const batch = 1_000;
/** A job that takes longer leaves the rest to the next one. */
const mostBatches = 50;

/**
 * The job that forgets what is of no use any more: buttons long expired, cards and notices of half a year ago, presence that is
 * over. In batches, and for all bots of the database, so it does no harm to run it in several of them.
 *
 * @example
 * const bot: DurableBot = { …, jobs: { 'kit.sweep': sweepJob({ db, clock }) } };
 */
export function sweepJob({ db, clock }: { readonly db: Database; readonly clock: Clock }): JobDefinition {
  return {
    cron: { pattern: '7 * * * *', catchUpMs: 0 },
    maxAttempts: 1,
    run: async ({ signal }) => {
      for (const sweep of [sweepActions, sweepCards, sweepNotices, sweepPresence]) {
        for (let done = 0; done < mostBatches && !signal.aborted; done++) {
          if ((await sweep(db, clock.nowMs(), batch)) < batch) break;
        }
      }
    },
  };
}

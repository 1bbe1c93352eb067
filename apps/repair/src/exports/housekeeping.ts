import { createBlobFiles, dropBlobs, expireExports, rewrapDataKeys, sweepBlobs } from '@durabot/kit';
import type { MasterKeys } from '@durabot/kit';
import type { Database } from '@durabot/postgres';
import type { Clock, JobDefinition } from '@durabot/runtime';
import { randomBytes } from 'node:crypto';
import { exportOwner } from './file-jobs.ts';

/** What housekeeping works with. */
export interface HousekeepingDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly filesDir: string;
  readonly masterKeys: MasterKeys | undefined;
}

const batch = 100;
/** What takes longer goes on with the next run. */
const mostBatches = 50;

/** What nobody asks for and somebody has to do: files whose day is over, bytes of nobody, keys of an older master key. */
export function housekeepingJobs(deps: HousekeepingDeps): Readonly<Record<string, JobDefinition>> {
  return {
    'repair.housekeeping': {
      cron: { pattern: '17 * * * *', catchUpMs: 0 },
      maxAttempts: 1,
      run: ({ signal }) => keepHouse(deps, signal),
    },
  };
}

/** Does all of it once, in batches, each a transaction of its own. */
export async function keepHouse(deps: HousekeepingDeps, signal: AbortSignal): Promise<void> {
  const { db, clock, masterKeys } = deps;
  const now = (): Date => new Date(clock.nowMs());
  await repeat(signal, async () => {
    const ended = await db.transaction(async (tx) => {
      const ids = await expireExports(tx, now(), batch);
      for (const id of ids) await dropBlobs(tx, exportOwner(id), now());
      return ids.length;
    });
    return ended === batch;
  });
  // After what gives bytes up, so that they are gone with the same run.
  await sweepBlobs(db, createBlobFiles(deps.filesDir), now());
  if (masterKeys !== undefined)
    await repeat(signal, () =>
      db.transaction(async (tx) => (await rewrapDataKeys(tx, { masterKeys, random: randomBytes }, batch)) > 0),
    );
}

async function repeat(signal: AbortSignal, once: () => Promise<boolean>): Promise<void> {
  for (let done = 0; done < mostBatches && !signal.aborted; done++) if (!(await once())) return;
}

import { LeaseLostError } from '@durabot/bot-api';
import { isDatabaseUnavailable, type Database } from '@durabot/postgres';
import type { Clock } from '../clock.ts';
import type { Handover } from '../outbox/handover.ts';
import { commitAttempts, type CommitResult, type CommitUnit } from './commit-attempts.ts';

/** Enough to make the share of one commit small, few enough that one bad unit does not cost the others much. */
const maxUnitsPerCommit = 200;
const maxCommitsUnderWay = 2;

interface Waiting {
  unit: CommitUnit;
  resolve: (settled: boolean) => void;
  reject: (error: unknown) => void;
}

/** Commits attempts of different chats together: whoever waits while a commit is under way shares the next one. */
export interface Committer {
  /**
   * @returns whether the unit is committed; false when its entry had been settled before, and nothing was written
   * @throws LeaseLostError when another process has taken over
   * @throws DatabaseError when the database is away; whether it was committed is then unknown
   */
  commit(unit: CommitUnit): Promise<boolean>;
}

export function createCommitter(deps: {
  db: Database;
  clock: Clock;
  processId: string;
  /** For the calls of one commit. */
  handover: () => Handover;
}): Committer {
  const waiting: Waiting[] = [];
  let underWay = 0;

  return {
    commit: (unit) =>
      new Promise((resolve, reject) => {
        waiting.push({ unit, resolve, reject });
        // A turn of the event loop later, everything that became ready in this one goes together.
        setImmediate(pump);
      }),
  };

  function pump(): void {
    while (underWay < maxCommitsUnderWay && waiting.length > 0) {
      const batch = waiting.splice(0, maxUnitsPerCommit);
      underWay += 1;
      void commitTogether(batch).finally(() => {
        underWay -= 1;
        pump();
      });
    }
  }

  async function commitTogether(batch: Waiting[]): Promise<void> {
    try {
      const settled = await commitUnits(batch.map((each) => each.unit));
      for (const each of batch) each.resolve(settled.has(each.unit.owner.entryId));
    } catch (error) {
      if (batch.length === 1 || error instanceof LeaseLostError || isDatabaseUnavailable(error)) {
        for (const each of batch) each.reject(error);
        return;
      }
      // One unit broke a rule of the database: alone, the others pass.
      for (const each of batch) await commitTogether([each]);
    }
  }

  async function commitUnits(units: CommitUnit[]): Promise<ReadonlySet<number>> {
    const handover = deps.handover();
    let result: CommitResult;
    try {
      result = await commitAttempts(deps.db, deps.processId, units, deps.clock.nowMs(), handover.mayBegin);
    } catch (error) {
      handover.failed(error);
      throw error;
    }
    handover.written(result.calls);
    if (!result.fenced)
      throw new LeaseLostError(`Process ${deps.processId} may no longer commit; another one has taken over.`);
    return result.settled;
  }
}

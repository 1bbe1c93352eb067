import { LeaseLostError } from '@durabot/bot-api';
import { isDatabaseUnavailable, type Database, type Log } from '@durabot/postgres';
import type { Clock } from '../clock.ts';
import { settleCalls, type Settlement } from '../outbox/settle-calls.ts';

/**
 * Writes down what became of calls, many in one statement. It does not give up while the database is away:
 * what was sent must not be forgotten. @throws LeaseLostError from the returned promise when another process took over
 */
export function createSettleBatcher(deps: {
  db: Database;
  clock: Clock;
  log: Log;
  processId: string;
}): (settlement: Settlement) => Promise<void> {
  let waiting: { settlement: Settlement; resolve: () => void; reject: (error: unknown) => void }[] = [];
  let underWay = false;

  return (settlement) =>
    new Promise((resolve, reject) => {
      waiting.push({ settlement, resolve, reject });
      if (!underWay) void run();
    });

  async function run(): Promise<void> {
    underWay = true;
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        await write(batch.map((each) => each.settlement));
        for (const each of batch) each.resolve();
      } catch {
        // One of them broke a rule of the database: alone, the others pass.
        for (const each of batch) await write([each.settlement]).then(each.resolve, each.reject);
      }
    }
    underWay = false;
  }

  async function write(settlements: Settlement[]): Promise<void> {
    for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 2, 2_000)) {
      try {
        return await settleCalls(deps.db, deps.processId, settlements);
      } catch (error) {
        // A repetition after a lost answer is harmless: what is gone is gone.
        if (error instanceof LeaseLostError || !isDatabaseUnavailable(error)) throw error;
        deps.log.warn({ calls: settlements.length }, 'outcome of calls not stored yet, database away');
        await deps.clock.sleep(pauseMs);
      }
    }
  }
}

import type { Database } from '@durabot/postgres';
import { noteStarts } from '../inbox/inbox.ts';

/**
 * Notes that handlers begin, many in one statement: who comes while one is under way goes into the next.
 * Resolves when it is written; rejects when the database is away.
 */
export function createStartNotes(deps: { db: Database; processId: string }): (entryId: number) => Promise<void> {
  let next: { ids: number[]; written: Promise<void> } | undefined;
  let current: Promise<void> = Promise.resolve();

  return (entryId) => {
    next ??= collect();
    next.ids.push(entryId);
    return next.written;
  };

  function collect(): { ids: number[]; written: Promise<void> } {
    const ids: number[] = [];
    const before = current;
    const written = (async () => {
      await before.catch(() => undefined);
      await new Promise((resolve) => setImmediate(resolve));
      next = undefined;
      await noteStarts(deps.db, deps.processId, ids);
    })();
    current = written;
    return { ids, written };
  }
}

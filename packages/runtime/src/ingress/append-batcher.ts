import type { Update } from '@grammyjs/types';

const maxUpdatesPerInsert = 200;

/**
 * Lets many webhooks share one insert: whoever comes while one is under way goes into the next.
 * One insert of a bot at a time, so that updates are stored in the order they came.
 */
export function createAppendBatcher(append: (updates: Update[]) => Promise<void>): (update: Update) => Promise<void> {
  let waiting: { update: Update; resolve: () => void; reject: (error: unknown) => void }[] = [];
  let underWay = false;

  return (update) =>
    new Promise((resolve, reject) => {
      waiting.push({ update, resolve, reject });
      if (!underWay) void run();
    });

  async function run(): Promise<void> {
    underWay = true;
    // The rest of this turn of the event loop may bring more.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const batch = waiting.slice(0, maxUpdatesPerInsert);
      waiting = waiting.slice(maxUpdatesPerInsert);
      try {
        await append(batch.map((each) => each.update));
        for (const each of batch) each.resolve();
      } catch (error) {
        for (const each of batch) each.reject(error);
      }
    }
    underWay = false;
  }
}

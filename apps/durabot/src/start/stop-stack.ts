import type { Log } from '@durabot/postgres';

/** How one part ends; it is told how long it may take. */
export type StopPart = (options: { deadlineMs: number }) => Promise<void>;

/** Parts in the order they were started, ended the other way round. */
export interface StopStack {
  push(name: string, stop: StopPart): void;
  /** Ends all. A part that fails or takes too long does not keep the next one from its turn. @returns whether all ended well */
  unwind(options: { endAtMs: number; nowMs: () => number; log: Log }): Promise<boolean>;
}

/** What each later part is sure to get of the time, however long the ones before it take. */
const reserveMs = 1000;

export function createStopStack(): StopStack {
  const parts: { name: string; stop: StopPart }[] = [];
  return {
    push: (name, stop) => {
      parts.push({ name, stop });
    },
    unwind: async ({ endAtMs, nowMs, log }) => {
      let whole = true;
      for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
        const left = endAtMs - nowMs();
        const deadlineMs = Math.max(left - Math.min(reserveMs * parts.length, left / 2), 100);
        try {
          await part.stop({ deadlineMs });
          log.debug({ part: part.name }, 'part stopped');
        } catch (error) {
          whole = false;
          log.warn({ part: part.name, err: error }, 'part did not stop cleanly');
        }
      }
      return whole;
    },
  };
}

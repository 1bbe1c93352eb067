import type { Clock } from '@durabot/runtime';

/** Lets so many things through a minute, of each kind and of all together. */
export interface FloodLimit {
  /** @returns how many of the kind were left out since the last one that passed; undefined when this one is left out as well */
  pass(kind: string): { leftOut: number } | undefined;
}

const minuteMs = 60_000;
const mostOfAKind = 5;
const mostOfAll = 60;
/** Kinds beyond these are forgotten, the oldest first. */
const mostKinds = 500;

export function createFloodLimit(clock: Pick<Clock, 'nowMs'>): FloodLimit {
  const kinds = new Map<string, { passedAtMs: number[]; leftOut: number }>();
  let passedAtMs: number[] = [];

  return {
    pass: (kind) => {
      const sinceMs = clock.nowMs() - minuteMs;
      const known = kinds.get(kind) ?? { passedAtMs: [], leftOut: 0 };
      known.passedAtMs = known.passedAtMs.filter((atMs) => atMs > sinceMs);
      passedAtMs = passedAtMs.filter((atMs) => atMs > sinceMs);
      kinds.delete(kind);
      kinds.set(kind, known);
      const oldest = kinds.keys().next();
      if (kinds.size > mostKinds && oldest.done !== true) kinds.delete(oldest.value);
      if (known.passedAtMs.length >= mostOfAKind || passedAtMs.length >= mostOfAll) {
        known.leftOut += 1;
        return undefined;
      }
      known.passedAtMs.push(clock.nowMs());
      passedAtMs.push(clock.nowMs());
      const { leftOut } = known;
      known.leftOut = 0;
      return { leftOut };
    },
  };
}

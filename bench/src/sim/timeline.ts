/** Simulated time: what is to happen, in order of its moment, and of being planned where moments are equal. */
export interface Timeline {
  /** Milliseconds since the beginning. */
  nowMs(): number;
  at(momentMs: number, act: () => void): void;
  after(delayMs: number, act: () => void): void;
  /** Lets everything happen up to this moment. */
  runUntil(endMs: number): void;
}

interface Planned {
  readonly momentMs: number;
  readonly order: number;
  readonly act: () => void;
}

export function createTimeline(): Timeline {
  // A binary heap, the earliest first.
  const heap: Planned[] = [];
  let now = 0;
  let planned = 0;

  function add(momentMs: number, act: () => void): void {
    const entry: Planned = { momentMs: Math.max(momentMs, now), order: planned, act };
    planned += 1;
    let at = heap.length;
    heap.push(entry);
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || isBefore(parent, entry)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = entry;
  }

  function takeFirst(): Planned | undefined {
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      let child = heap[below];
      const other = heap[below + 1];
      if (child !== undefined && other !== undefined && isBefore(other, child)) {
        below += 1;
        child = other;
      }
      if (child === undefined || isBefore(last, child)) break;
      heap[at] = child;
      at = below;
    }
    heap[at] = last;
    return first;
  }

  return {
    nowMs: () => now,
    at: add,
    after: (delayMs, act) => add(now + delayMs, act),
    runUntil: (endMs) => {
      while ((heap[0]?.momentMs ?? Number.POSITIVE_INFINITY) <= endMs) {
        const next = takeFirst();
        if (next === undefined) break;
        now = next.momentMs;
        next.act();
      }
      now = endMs;
    },
  };
}

function isBefore(one: Planned, other: Planned): boolean {
  return one.momentMs < other.momentMs || (one.momentMs === other.momentMs && one.order < other.order);
}

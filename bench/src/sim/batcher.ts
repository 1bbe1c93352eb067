import { Queue } from './queue.ts';
import type { Timeline } from './timeline.ts';

/** Lets whoever waits share one statement: who comes while as many as may be are under way goes into the next. */
export interface Batcher<Item> {
  add(item: Item): void;
  /** How many wait. */
  waiting(): number;
}

export function createBatcher<Item>(
  timeline: Timeline,
  limits: { readonly underWay: number; readonly items: number },
  write: (batch: readonly Item[], done: () => void) => void,
): Batcher<Item> {
  const queue = new Queue<Item>();
  let underWay = 0;
  let woken = false;

  function pump(): void {
    while (underWay < limits.underWay && queue.length > 0) {
      underWay += 1;
      write(queue.take(limits.items), () => {
        underWay -= 1;
        pump();
      });
    }
  }

  return {
    add: (item) => {
      queue.push(item);
      if (woken) return;
      woken = true;
      // What comes at the same moment goes together.
      timeline.after(0, () => {
        woken = false;
        pump();
      });
    },
    waiting: () => queue.length,
  };
}

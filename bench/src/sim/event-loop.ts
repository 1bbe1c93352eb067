import type { Processor } from './processor.ts';
import { Queue } from './queue.ts';

/** A Node process: one thing at a time, on one of the cores that it shares with others. */
export interface EventLoop {
  run(workMs: number, done: () => void): void;
  /** Milliseconds of work done so far. */
  busyMs(): number;
}

export function createEventLoop(processor: Processor): EventLoop {
  const queue = new Queue<{ readonly workMs: number; readonly done: () => void }>();
  let busy = false;
  let busyMs = 0;

  function next(): void {
    const work = queue.shift();
    if (work === undefined) {
      busy = false;
      return;
    }
    busy = true;
    processor.run(work.workMs, () => {
      busyMs += work.workMs;
      work.done();
      next();
    });
  }

  return {
    run: (workMs, done) => {
      queue.push({ workMs, done });
      if (!busy) next();
    },
    busyMs: () => busyMs,
  };
}

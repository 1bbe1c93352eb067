import { Queue } from './queue.ts';
import type { Timeline } from './timeline.ts';

/** Cores that take work in the order it comes; long work gives way after a while, as under an operating system. */
export interface Processor {
  run(workMs: number, done: () => void): void;
  /** Milliseconds of work done so far, all cores together. */
  busyMs(): number;
  /** How much work waits for a core. */
  waiting(): number;
}

interface Work {
  leftMs: number;
  readonly done: () => void;
}

const sliceMs = 3;

/** @param slice after how long work that others wait for goes to the end of the queue */
export function createProcessor(timeline: Timeline, cores: number, slice = sliceMs): Processor {
  const queue = new Queue<Work>();
  let free = cores;
  let busyMs = 0;

  function begin(work: Work): void {
    free -= 1;
    serve(work);
  }

  function serve(work: Work): void {
    const ms = Math.min(work.leftMs, slice);
    timeline.after(ms, () => {
      busyMs += ms;
      work.leftMs -= ms;
      if (work.leftMs > 1e-9) {
        if (queue.length === 0) return serve(work);
        queue.push(work);
      }
      free += 1;
      const next = queue.shift();
      if (next !== undefined) begin(next);
      if (work.leftMs <= 1e-9) work.done();
    });
  }

  return {
    run: (workMs, done) => {
      const work: Work = { leftMs: workMs, done };
      if (free > 0) begin(work);
      else queue.push(work);
    },
    busyMs: () => busyMs,
    waiting: () => queue.length,
  };
}

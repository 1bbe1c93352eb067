import type { WindowLimit } from './limits.ts';

/** Remembers the last `count` moments, and so knows when the next may be: no window ever holds more than `count`. */
export class SlidingWindow {
  readonly #limit: WindowLimit;
  readonly #moments: number[] = [];
  /** Where the oldest moment stands once the ring is full. */
  #oldest = 0;
  #taken = 0;

  constructor(limit: WindowLimit) {
    this.#limit = limit;
  }

  /** When `weight` more fit in. What weighs more than a whole window waits for an empty one. */
  earliestAt(weight: number): number {
    const { count, windowMs } = this.#limit;
    const present = this.#moments.length;
    const mustBeGone = present - (count - Math.min(weight, count));
    if (mustBeGone <= 0) return -Infinity;
    const last = this.#moments[(this.#oldest + mustBeGone - 1) % present];
    return last === undefined ? -Infinity : last + windowMs;
  }

  /** How much has been taken in all. */
  get taken(): number {
    return this.#taken;
  }

  take(weight: number, nowMs: number): void {
    if (this.#limit.count === Infinity) return;
    this.#taken += weight;
    for (let i = 0; i < Math.min(weight, this.#limit.count); i += 1) {
      if (this.#moments.length < this.#limit.count) {
        this.#moments.push(nowMs);
      } else {
        this.#moments[this.#oldest] = nowMs;
        this.#oldest = (this.#oldest + 1) % this.#limit.count;
      }
    }
  }

  /** The last `weight` taken happen only now. */
  postpone(weight: number, nowMs: number): void {
    const present = this.#moments.length;
    for (let i = 1; i <= Math.min(weight, present); i += 1) {
      this.#moments[(this.#oldest - i + present) % present] = nowMs;
    }
  }

  /** Whether it holds nothing back any more. */
  isIdleAt(nowMs: number): boolean {
    return this.earliestAt(this.#limit.count) <= nowMs;
  }
}

import type { BucketLimit } from './limits.ts';

/** A token bucket, kept as one number: the moment when it will be full again. */
export class TokenBucket {
  readonly #limit: BucketLimit;
  #fullAt: number;

  /** @param emptiedAt it begins with its last token, as if the others had been taken then; full when not given */
  constructor(limit: BucketLimit, emptiedAt?: number) {
    this.#limit = limit;
    this.#fullAt = emptiedAt === undefined ? -Infinity : emptiedAt + (limit.burst - 1) * limit.intervalMs;
  }

  /** When `weight` tokens are there. What weighs more than the bucket holds waits for a full one. */
  earliestAt(weight: number): number {
    const { burst, intervalMs } = this.#limit;
    return this.#fullAt - (burst - Math.min(weight, burst)) * intervalMs;
  }

  /** When it is full: what asks for this goes evenly and leaves the burst to others. */
  fullAt(): number {
    return this.#fullAt;
  }

  /**
   * @param lateMs a taker that comes late by no more than this is taken as if on time, so that a timer's small delays
   *   do not add up to a slower pace
   */
  take(weight: number, nowMs: number, lateMs = 0): void {
    const from = nowMs - this.#fullAt <= lateMs ? this.#fullAt : nowMs;
    this.#fullAt = from + weight * this.#limit.intervalMs;
  }

  isIdleAt(nowMs: number): boolean {
    return this.#fullAt <= nowMs;
  }
}

/** A backward step larger than this is the machine's clock being set; smaller ones are callers that looked earlier. */
const steppedBackMs = 1000;

/**
 * Turns a clock that may be set back into one that never goes back, and back again: without it, every limit would hold
 * its calls for as long as the clock was set back.
 */
export class SteadyTime {
  #shiftMs = 0;
  #latest = -Infinity;

  at(nowMs: number): number {
    const steady = nowMs + this.#shiftMs;
    if (steady < this.#latest - steppedBackMs) this.#shiftMs += this.#latest - steady;
    this.#latest = Math.max(this.#latest, steady);
    return this.#latest;
  }

  /** The latest moment told. */
  latest(): number {
    return this.#latest;
  }

  fromClock(clockMs: number): number {
    return clockMs + this.#shiftMs;
  }

  toClock(steadyMs: number): number {
    return steadyMs - this.#shiftMs;
  }
}

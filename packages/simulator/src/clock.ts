/** What a test may see and set of the simulator's time. `now` is in milliseconds since 1970. */
export interface ClockState {
  now: number;
  rate: number;
  frozen: boolean;
}

export interface ClockChange {
  now?: number | undefined;
  advance_ms?: number | undefined;
  rate?: number | undefined;
  frozen?: boolean | undefined;
}

interface Timer {
  readonly atMs: number;
  readonly run: () => void;
}

/** Real timers wait at most this long at once: `setTimeout` cannot hold more than 2^31 ms. */
const LONGEST_WAIT_MS = 86_400_000;

/**
 * The simulator's own time. It runs with the wall clock until a test freezes, moves or speeds it;
 * everything inside reads it, and timers fire when this time (not the wall clock) reaches them.
 */
export class VirtualClock {
  #baseVirtual: number;
  #baseReal: number;
  #rate = 1;
  #frozen = false;
  #timers: Timer[] = [];
  /** Where a change is taking the time, while timers on the way fire. */
  #target: number | undefined;
  #wake: NodeJS.Timeout | undefined;
  readonly #wallNow: () => number;
  /** Called after each change by `set`, so that the change can be kept. */
  onChange: (() => void) | undefined;

  constructor(wallNow: () => number = Date.now) {
    this.#wallNow = wallNow;
    this.#baseReal = wallNow();
    this.#baseVirtual = this.#baseReal;
  }

  now(): number {
    if (this.#frozen) return this.#baseVirtual;
    return Math.floor(this.#baseVirtual + (this.#wallNow() - this.#baseReal) * this.#rate);
  }

  /** Unix seconds, the unit of all dates of the Bot API. */
  seconds(): number {
    return Math.floor(this.now() / 1000);
  }

  state(): ClockState {
    return { now: this.now(), rate: this.#rate, frozen: this.#frozen };
  }

  /**
   * Applies a change. Timers that become due fire before it returns, in order, each at its own time: what one of them
   * writes down, or starts for later, is as if the time between had passed.
   */
  set(change: ClockChange): ClockState {
    const before = this.now();
    const target = (change.now ?? before) + (change.advance_ms ?? 0);
    this.#passTo(target, before);
    this.#baseReal = this.#wallNow();
    if (change.rate !== undefined) this.#rate = change.rate;
    if (change.frozen !== undefined) this.#frozen = change.frozen;
    this.onChange?.();
    this.#fireDue();
    return this.state();
  }

  /** Goes from timer to timer, with the clock standing at each. */
  #passTo(target: number, before: number): void {
    const wasFrozen = this.#frozen;
    this.#frozen = true;
    this.#baseVirtual = Math.min(before, target);
    this.#target = target;
    try {
      for (let next = this.#timers[0]; next !== undefined && next.atMs <= target; next = this.#timers[0]) {
        this.#timers.shift();
        this.#baseVirtual = Math.max(this.#baseVirtual, next.atMs);
        next.run();
      }
    } finally {
      this.#target = undefined;
      this.#frozen = wasFrozen;
      this.#baseVirtual = target;
    }
  }

  /** While timers fire on the way to a later time: how far it is. Nobody can do anything before it is reached. */
  get restOfWayMs(): number {
    return this.#target === undefined ? 0 : Math.max(0, this.#target - this.#baseVirtual);
  }

  /** Runs `run` once when the virtual time reaches `atMs`; the returned function cancels it. */
  at(atMs: number, run: () => void): () => void {
    const timer: Timer = { atMs, run };
    const index = this.#timers.findIndex((other) => other.atMs > atMs);
    if (index === -1) this.#timers.push(timer);
    else this.#timers.splice(index, 0, timer);
    if (this.#timers[0] === timer) this.#schedule();
    return () => {
      const position = this.#timers.indexOf(timer);
      if (position !== -1) this.#timers.splice(position, 1);
      if (this.#timers.length === 0) this.#schedule();
    };
  }

  stop(): void {
    this.#timers = [];
    clearTimeout(this.#wake);
    this.#wake = undefined;
  }

  #schedule(): void {
    clearTimeout(this.#wake);
    this.#wake = undefined;
    const next = this.#timers[0];
    if (next === undefined || this.#frozen || this.#rate <= 0) return;
    const waitMs = Math.min(LONGEST_WAIT_MS, Math.max(0, Math.ceil((next.atMs - this.now()) / this.#rate)));
    this.#wake = setTimeout(() => this.#fireDue(), waitMs);
  }

  #fireDue(): void {
    for (let next = this.#timers[0]; next !== undefined && next.atMs <= this.now(); next = this.#timers[0]) {
      this.#timers.shift();
      next.run();
    }
    this.#schedule();
  }
}

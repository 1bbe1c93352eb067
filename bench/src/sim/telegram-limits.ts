/** What Telegram allows, as its FAQ for bots says; a window is a little longer than there, as the runtime has it. */
export interface TelegramLimits {
  /** Messages of a bot in a window. */
  readonly bot: number;
  readonly windowMs: number;
  /** Between messages to one chat, of which a few may come at once. */
  readonly chatIntervalMs: number;
  readonly chatBurst: number;
  /** Messages to one group in a minute. */
  readonly group: number;
}

export const telegramLimits: TelegramLimits = {
  bot: 30,
  windowMs: 1_010,
  chatIntervalMs: 1_000,
  chatBurst: 3,
  group: 20,
};

/** The last moments at which something left; no window ever holds more than `count`. */
export class Window {
  readonly #count: number;
  readonly #lengthMs: number;
  readonly #moments: number[] = [];
  #oldest = 0;

  constructor(count: number, lengthMs: number) {
    this.#count = count;
    this.#lengthMs = lengthMs;
  }

  earliestMs(): number {
    return this.#moments.length < this.#count
      ? Number.NEGATIVE_INFINITY
      : (this.#moments[this.#oldest] ?? 0) + this.#lengthMs;
  }

  take(momentMs: number): void {
    this.#moments[this.#oldest] = momentMs;
    this.#oldest = (this.#oldest + 1) % this.#count;
  }
}

/** When a chat may be written to: each message takes its place as soon as it is there, in order. */
export class ChatPace {
  readonly #limits: TelegramLimits;
  readonly #group: Window | undefined;
  #fullAtMs = Number.NEGATIVE_INFINITY;

  constructor(limits: TelegramLimits, isGroup: boolean) {
    this.#limits = limits;
    this.#group = isGroup ? new Window(limits.group, 60_100) : undefined;
  }

  /** The moment for the next message, which is taken. */
  reserve(nowMs: number): number {
    const { chatIntervalMs, chatBurst } = this.#limits;
    const momentMs = Math.max(
      nowMs,
      this.#fullAtMs - (chatBurst - 1) * chatIntervalMs,
      this.#group?.earliestMs() ?? Number.NEGATIVE_INFINITY,
    );
    this.#fullAtMs = Math.max(momentMs, this.#fullAtMs) + chatIntervalMs;
    this.#group?.take(momentMs);
    return momentMs;
  }
}

import { performance } from 'node:perf_hooks';

import { conflict, type ApiError } from '../api/api-error.ts';
import type { BotRecord, UpdateRecord } from '../world/types.ts';
import { tellDelivered } from '../world/receipts.ts';
import { dropExpired, dropFirst, updateText } from '../world/updates.ts';
import type { World } from '../world/world.ts';
import type { DeliveryCounters } from './counters.ts';

const ANSWER_BYTES = 4 * 1024 * 1024;
/** What the official server counts for the number and the name of an update. */
const UPDATE_HEAD_BYTES = 50;
/** A waiting call is answered after this much silence, but not later than the second figure after the first update. */
const SILENCE_MS = 1;
const LONGEST_GATHERING_MS = 2;
const CONFLICT_PAUSE_MS = 3_000;
const IN_USE_MS = 10_000;

const WEBHOOK_ACTIVE =
  "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";
const OTHER_POLL = 'terminated by other getUpdates request; make sure that only one bot instance is running';
const TERMINATED_BY_WEBHOOK = 'terminated by setWebhook request';

export interface PollRequest {
  offset: number;
  limit: number;
  timeoutS: number;
  signal: AbortSignal;
}

export interface PollingOptions {
  /** Milliseconds that go on whatever the simulator's clock does. */
  realNow?: () => number;
  /** Whether an update that was confirmed is to be delivered once more, by a fault. */
  isRepeated?: (update: UpdateRecord) => boolean;
}

interface Waiting {
  readonly offset: number;
  readonly limit: number;
  readonly answer: (text: string) => void;
  readonly refuse: (error: ApiError) => void;
  timer: NodeJS.Timeout;
  soon?: NodeJS.Timeout;
  /** When the answer goes out at the latest, once there is something to answer. */
  answerAtMs?: number;
}

interface BotPolling {
  waiting?: Waiting;
  previousOffset?: number;
  previousAtMs: number;
  nextConflictAtMs: number;
  /** Confirmed ones that a fault delivers once more. */
  repeated: UpdateRecord[];
}

/**
 * getUpdates as the official server does it: one waiting call a bot, the newer ends the older.
 * Its waits run on real time, so that a poll ends while the simulator's clock stands still.
 */
export class Polling {
  readonly #world: World;
  readonly #counters: DeliveryCounters;
  readonly #realNow: () => number;
  readonly #isRepeated: (update: UpdateRecord) => boolean;
  readonly #bots = new Map<number, BotPolling>();

  constructor(world: World, counters: DeliveryCounters, options: PollingOptions = {}) {
    this.#world = world;
    this.#counters = counters;
    this.#realNow = options.realNow ?? (() => performance.now());
    this.#isRepeated = options.isRepeated ?? (() => false);
  }

  /** @returns the JSON array of updates */
  async getUpdates(bot: BotRecord, request: PollRequest): Promise<string> {
    const state = this.#stateOf(bot.id);
    if (bot.webhook !== null) throw await this.#conflict(state, WEBHOOK_ACTIVE);
    let { limit, timeoutS } = request;
    const now = this.#realNow();
    if (request.offset === state.previousOffset) {
      if (timeoutS < 3 && now < state.previousAtMs + 3_000) timeoutS = 3;
      if (now < state.previousAtMs + 500) limit = 1;
    }
    state.previousOffset = request.offset;
    state.previousAtMs = now;
    this.#confirm(bot, request.offset);
    const text = this.#take(bot.id, limit);
    if (text !== undefined) return text;
    if (timeoutS === 0) return '[]';
    this.#endWaiting(state, OTHER_POLL);
    return await this.#wait(bot.id, state, { ...request, limit, timeoutS });
  }

  /** Whether a call waits now, or one came a moment ago: between two polls a bot is busy with what it got. */
  isInUse(botId: number): boolean {
    const state = this.#bots.get(botId);
    if (state === undefined) return false;
    return state.waiting !== undefined || this.#realNow() - state.previousAtMs < IN_USE_MS;
  }

  /** Tells a waiting call that an update is there; it is answered a moment later, together with what follows at once. */
  notice(botId: number): void {
    const waiting = this.#bots.get(botId)?.waiting;
    if (waiting === undefined) return;
    const now = this.#realNow();
    waiting.answerAtMs ??= now + LONGEST_GATHERING_MS;
    if (waiting.soon !== undefined && now + SILENCE_MS >= waiting.answerAtMs) return;
    clearTimeout(waiting.soon);
    waiting.soon = setTimeout(() => this.#answer(botId, waiting), SILENCE_MS);
  }

  /** Ends the waiting call of a bot, because a webhook is being set. */
  endByWebhook(botId: number): void {
    this.#endWaiting(this.#stateOf(botId), TERMINATED_BY_WEBHOOK);
  }

  /** Answers all waiting calls with nothing. */
  stop(): void {
    for (const state of this.#bots.values()) {
      const { waiting } = state;
      this.#settle(state);
      waiting?.answer('[]');
    }
  }

  /** Forgets what was known of earlier calls. */
  reset(): void {
    this.stop();
    this.#bots.clear();
  }

  #confirm(bot: BotRecord, offset: number): void {
    this.#counters.of(bot.id).expired += dropExpired(this.#world, bot.id);
    const queue = this.#world.queueOf(bot.id);
    const head = queue[0]?.id;
    const last = queue.at(-1)?.id;
    if (head === undefined || last === undefined) return;
    if (offset < 0) {
      this.#drop(bot.id, Math.max(0, queue.length + offset));
      return;
    }
    // Too far beyond either end: treated as the head.
    if (offset === 0 || offset > last + 11 || offset < head - 100_000) return;
    let count = 0;
    while (count < queue.length && (queue[count]?.id ?? 0) < offset) count += 1;
    this.#drop(bot.id, count);
  }

  #drop(botId: number, count: number): void {
    if (count === 0) return;
    this.#counters.of(botId).delivered += count;
    const dropped = this.#world.queueOf(botId).slice(0, count);
    tellDelivered(this.#world, botId, dropped);
    this.#stateOf(botId).repeated.push(...dropped.filter((update) => this.#isRepeated(update)));
    dropFirst(this.#world, botId, count);
  }

  #take(botId: number, limit: number): string | undefined {
    const { repeated } = this.#stateOf(botId);
    const queue = this.#world.queueOf(botId);
    if (queue.length === 0 && repeated.length === 0) return undefined;
    const now = this.#world.clock.now();
    const parts: string[] = [];
    let bytes = 0;
    for (const update of [...repeated.splice(0, limit), ...queue]) {
      if (parts.length >= limit) break;
      if (update.expiresAtMs <= now) continue;
      bytes += Buffer.byteLength(update.json) + UPDATE_HEAD_BYTES;
      if (bytes >= ANSWER_BYTES) break;
      parts.push(updateText(update));
    }
    return parts.length === 0 ? undefined : `[${parts.join(',\n')}]`;
  }

  async #wait(botId: number, state: BotPolling, request: PollRequest): Promise<string> {
    return await new Promise<string>((resolve, reject) => {
      const waiting: Waiting = {
        offset: request.offset,
        limit: request.limit,
        answer: resolve,
        refuse: reject,
        timer: setTimeout(() => this.#answer(botId, waiting), request.timeoutS * 1000),
      };
      state.waiting = waiting;
      request.signal.addEventListener('abort', () => {
        if (state.waiting !== waiting) return;
        this.#settle(state);
        resolve('[]');
      });
    });
  }

  /** The offset of the call confirms what came meanwhile and is below it; so the answer can be empty. */
  #answer(botId: number, waiting: Waiting): void {
    const state = this.#stateOf(botId);
    const bot = this.#world.store.tables.bot.get(botId);
    if (state.waiting !== waiting || bot === undefined) return;
    this.#settle(state);
    if (waiting.offset > 0) this.#confirm(bot, waiting.offset);
    waiting.answer(this.#take(botId, waiting.limit) ?? '[]');
  }

  #settle(state: BotPolling): void {
    if (state.waiting === undefined) return;
    clearTimeout(state.waiting.timer);
    clearTimeout(state.waiting.soon);
    delete state.waiting;
  }

  #endWaiting(state: BotPolling, text: string): void {
    const { waiting } = state;
    if (waiting === undefined) return;
    this.#settle(state);
    void this.#conflict(state, text).then(waiting.refuse);
  }

  /** Less than 3 s after the previous 409, the next one is held back for 3 s. */
  async #conflict(state: BotPolling, text: string): Promise<ApiError> {
    const now = this.#realNow();
    if (now >= state.nextConflictAtMs) {
      state.nextConflictAtMs = now + CONFLICT_PAUSE_MS;
      return conflict(text);
    }
    return await new Promise((resolve) => {
      setTimeout(() => resolve(conflict(text)), CONFLICT_PAUSE_MS).unref();
    });
  }

  #stateOf(botId: number): BotPolling {
    const known = this.#bots.get(botId);
    if (known !== undefined) return known;
    const created: BotPolling = { previousAtMs: -Infinity, nextConflictAtMs: -Infinity, repeated: [] };
    this.#bots.set(botId, created);
    return created;
  }
}

import { ApiError, tooManyRequests } from '../api/api-error.ts';
import type { VirtualClock } from '../clock.ts';
import type { Limits } from './limits.ts';

/** What `allow_paid_broadcast` buys: messages above the free rate, each of which is paid for. */
export interface PaidSending {
  /** @returns whether there was enough */
  pay: () => boolean;
}

const PAID_PER_SECOND = 1000;
const LONGEST_BRAKE_S = 60;
/** So long a message is on its way, for the count of those that are. */
const ON_THE_WAY_MS = 1_000;
/** Refusals of too many at once: seconds to wait, and how long the answer itself is held back. */
const TOO_MANY_AT_ONCE = { waitS: 60, holdMs: 3_000 };
const BUCKETS_KEPT = 50_000;

interface Bucket {
  tokens: number;
  atMs: number;
  /** While braked, nothing passes; each further try makes it longer. */
  brakedUntilMs: number;
  brakedAtMs: number;
  /** Messages that set out since a moment, whether they passed or not. */
  setOut: number;
  setOutSinceMs: number;
}

/** One bucket as the control API shows it. */
export interface BucketState {
  bot_id: number;
  chat_id?: number;
  kind: 'bot' | 'chat' | 'group';
  tokens: number;
  capacity: number;
  /** While braked: how long nothing passes. */
  wait_ms: number;
}

/** Token buckets for a bot, for each of its chats and, slower, for each group. */
export class FloodControl {
  limits: Limits;
  readonly #clock: VirtualClock;
  readonly #buckets = new Map<string, Bucket>();
  /** The faster rate of those who pay for it. */
  readonly #paid = new Map<string, Bucket>();

  constructor(clock: VirtualClock, limits: Limits) {
    this.#clock = clock;
    this.limits = limits;
  }

  /**
   * Takes one token of each bucket that applies, or none of them. With `paid`, messages above the bot's free rate
   * are paid for instead of refused.
   *
   * @throws ApiError 429 with whole seconds to wait
   */
  take(botId: number, chatId: number, isGroup: boolean, paid?: PaidSending): void {
    const { limits } = this;
    if (!limits.enforced) return;
    const now = this.#clock.now();
    const free = this.#bucket(`${botId}`, limits.per_bot_per_s, limits.per_bot_per_s, now);
    const isBilled = paid !== undefined && waitOf(free, limits.per_bot_per_s, now) > 0;
    const perSecond = isBilled ? PAID_PER_SECOND : limits.per_bot_per_s;
    const bot = isBilled ? this.#bucket(`${botId}`, PAID_PER_SECOND, PAID_PER_SECOND, now, this.#paid) : free;
    const chat = this.#bucket(`${botId}:${chatId}`, limits.per_chat_per_s, limits.burst, now);
    this.#countAtOnce(chat, now);
    const group = isGroup
      ? this.#bucket(`${botId}:${chatId}:m`, limits.group_per_min / 60, limits.group_per_min, now)
      : undefined;
    const waits = [
      waitOf(bot, perSecond, now),
      waitOf(chat, limits.per_chat_per_s, now),
      group === undefined ? 0 : waitOf(group, limits.group_per_min / 60, now),
    ];
    const waitMs = Math.max(...waits);
    if (waitMs > 0) {
      const braked = waits[0] === waitMs ? bot : waits[1] === waitMs ? chat : (group ?? chat);
      throw this.#brake(braked, waitMs, now);
    }
    if (isBilled && !paid.pay()) throw this.#brake(free, waitOf(free, limits.per_bot_per_s, now), now);
    bot.tokens -= 1;
    chat.tokens -= 1;
    if (group !== undefined) group.tokens -= 1;
  }

  /** A message that is refused by a bucket still waits inside the official server, and so counts. */
  #countAtOnce(chat: Bucket, now: number): void {
    if (now - chat.setOutSinceMs >= ON_THE_WAY_MS) {
      chat.setOut = 0;
      chat.setOutSinceMs = now;
    }
    chat.setOut += 1;
    if (chat.setOut > this.limits.at_once_per_chat)
      throw tooManyRequests(TOO_MANY_AT_ONCE.waitS, TOO_MANY_AT_ONCE.holdMs);
  }

  /** What the buckets hold now, the emptiest first; full ones are left out. */
  listBuckets(limit = 100): BucketState[] {
    const now = this.#clock.now();
    const states: BucketState[] = [];
    for (const [key, bucket] of this.#buckets) {
      const state = this.#describe(key, bucket, now);
      if (state.tokens < state.capacity || state.wait_ms > 0) states.push(state);
    }
    return states.toSorted((a, b) => b.wait_ms - a.wait_ms || a.tokens - b.tokens).slice(0, limit);
  }

  #describe(key: string, bucket: Bucket, now: number): BucketState {
    const { limits } = this;
    const [bot = '', chat, group] = key.split(':');
    const [rate, capacity] =
      chat === undefined
        ? [limits.per_bot_per_s, limits.per_bot_per_s]
        : group === undefined
          ? [limits.per_chat_per_s, limits.burst]
          : [limits.group_per_min / 60, limits.group_per_min];
    const tokens = Math.min(capacity, bucket.tokens + (Math.max(0, now - bucket.atMs) / 1000) * rate);
    return {
      bot_id: Number(bot),
      ...(chat === undefined ? {} : { chat_id: Number(chat) }),
      kind: chat === undefined ? 'bot' : group === undefined ? 'chat' : 'group',
      tokens: Math.round(tokens * 100) / 100,
      capacity,
      wait_ms: Math.max(0, bucket.brakedUntilMs - now),
    };
  }

  reset(): void {
    this.#buckets.clear();
    this.#paid.clear();
  }

  /** The first second of a brake is free, since calls may already be under way; each later try adds a second. */
  #brake(bucket: Bucket, waitMs: number, now: number): ApiError {
    if (bucket.brakedUntilMs <= now) {
      bucket.brakedAtMs = now;
      bucket.brakedUntilMs = now + Math.ceil(waitMs / 1000) * 1000;
    } else if (now - bucket.brakedAtMs > 1000) {
      bucket.brakedUntilMs = Math.min(now + LONGEST_BRAKE_S * 1000, bucket.brakedUntilMs + 1000);
    }
    return tooManyRequests(Math.max(1, Math.ceil((bucket.brakedUntilMs - now) / 1000)));
  }

  #bucket(key: string, perSecond: number, capacity: number, now: number, buckets = this.#buckets): Bucket {
    let bucket = buckets.get(key);
    if (bucket === undefined) {
      if (buckets.size > BUCKETS_KEPT) buckets.clear();
      bucket = { tokens: capacity, atMs: now, brakedUntilMs: 0, brakedAtMs: 0, setOut: 0, setOutSinceMs: now };
      buckets.set(key, bucket);
      return bucket;
    }
    const elapsedMs = Math.max(0, now - bucket.atMs);
    bucket.tokens = Math.min(capacity, bucket.tokens + (elapsedMs / 1000) * perSecond);
    bucket.atMs = now;
    return bucket;
  }
}

function waitOf(bucket: Bucket, perSecond: number, now: number): number {
  if (bucket.brakedUntilMs > now) return bucket.brakedUntilMs - now;
  if (bucket.tokens >= 1) return 0;
  return perSecond <= 0 ? LONGEST_BRAKE_S * 1000 : Math.max(1, ((1 - bucket.tokens) / perSecond) * 1000);
}

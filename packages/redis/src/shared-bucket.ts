import type { Clock } from './clock.ts';
import type { Redis } from './redis.ts';

export interface SharedBucketOptions {
  redis: Redis | undefined;
  clock: Clock;
  /** What is limited, for the key: `image`. */
  name: string;
  /** One token each `intervalMs`. */
  intervalMs: number;
  /** So many are saved while none is taken. */
  burst: number;
}

/** What became of the wish for tokens. */
export type Taken = { kind: 'taken' } | { kind: 'wait'; waitMs: number };

/**
 * A rate limit that all processes share. Without Redis each process keeps the limit for itself alone: together they may
 * then pass it, as many times as there are processes. After a flush it starts full. Telegram's own limits do not hang on it:
 * they are kept by the one process that holds a bot's sender.
 */
export interface SharedBucket {
  /** Takes tokens for one key, a user say, or says when there will be enough; takes nothing then. */
  take(key: string, weight?: number): Promise<Taken>;
}

/**
 * The bucket as one number: when it will be full again. By the server's clock, so that processes need not agree on theirs.
 * Answers how long to wait, 0 when the tokens are taken.
 */
const takeScript = `
local now = redis.call('TIME')
now = now[1] * 1000 + math.floor(now[2] / 1000)
local interval, burst, weight = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local full = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now) + weight * interval
local wait = full - now - burst * interval
if wait > 0 then return math.ceil(wait) end
redis.call('SET', KEYS[1], full, 'PX', math.ceil(full - now) + 1000)
return 0`;

/** So many keys are remembered without Redis, before the idle ones are thrown out. */
const swept = 10_000;

/** Makes a limit under `bucket:<name>:<key>`. */
export function createSharedBucket(options: SharedBucketOptions): SharedBucket {
  const { redis, clock, intervalMs, burst } = options;
  const fullAt = new Map<string, number>();

  return {
    take: async (key, weight = 1) => {
      const shared = await takeShared(key, weight);
      // What the others took is not known here, but what was taken here is: it counts also while Redis is away.
      if (shared === undefined) return takeHere(key, weight);
      if (shared.kind === 'taken') note(key, weight);
      return shared;
    },
  };

  async function takeShared(key: string, weight: number): Promise<Taken | undefined> {
    const place = `bucket:${options.name}:${key}`;
    const answer = await redis?.ask([['eval', takeScript, 1, place, intervalMs, burst, Math.min(weight, burst)]]);
    if (answer?.kind !== 'answered') return undefined;
    const [waitMs] = answer.replies;
    if (typeof waitMs !== 'number') return undefined;
    return waitMs === 0 ? { kind: 'taken' } : { kind: 'wait', waitMs };
  }

  function takeHere(key: string, weight: number): Taken {
    const now = clock.nowMs();
    const next = Math.max(fullAt.get(key) ?? now, now) + Math.min(weight, burst) * intervalMs;
    const waitMs = Math.ceil(next - now - burst * intervalMs);
    if (waitMs > 0) return { kind: 'wait', waitMs };
    note(key, weight);
    return { kind: 'taken' };
  }

  function note(key: string, weight: number): void {
    const now = clock.nowMs();
    fullAt.set(key, Math.max(fullAt.get(key) ?? now, now) + Math.min(weight, burst) * intervalMs);
    if (fullAt.size < swept) return;
    for (const [each, at] of fullAt) if (at <= now) fullAt.delete(each);
  }
}

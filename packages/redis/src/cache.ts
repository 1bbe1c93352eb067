import type { Clock } from './clock.ts';
import type { Redis } from './redis.ts';

/** How long copies live; the lifetimes that operators of such bots are used to. */
export const cacheLifetimes = {
  /** A user with settings and roles. */
  userMs: 5 * 60_000,
  /** A subscription or plan. */
  subscriptionMs: 60 * 60_000,
} as const;

export interface CacheOptions<T> {
  redis: Redis | undefined;
  clock: Clock;
  /** What is kept, for the key: `user`. */
  name: string;
  lifetimeMs: number;
  /** The truth, from the database. */
  load: (key: string) => Promise<T | undefined>;
  /** Reads a copy; anything can stand there. Undefined when it is not one. */
  parse: (value: unknown) => T | undefined;
}

/**
 * Copies of rows that are read much more often than changed. Without Redis every read goes to the database, and is right.
 * A copy may be older than its row by its lifetime at most, and that only if Redis was away when the row changed: never
 * decide about money or rights to be granted by it.
 */
export interface Cache<T> {
  /** The copy, else the row itself. @throws what `load` throws */
  get(key: string): Promise<T | undefined>;
  /** To be called after the commit that changed the row. */
  forget(key: string): Promise<void>;
}

/**
 * After a change, the place stays taken by nothing for so long: whoever has read the old row just before cannot put it there
 * any more. A read that takes longer keeps its result to itself.
 */
const changedForMs = 5_000;
const nothing = '';

/**
 * Makes a cache-aside for one kind of row, under `cache:<name>:<key>`.
 *
 * @example
 * const users = createCache({ redis, clock, name: 'user', lifetimeMs: cacheLifetimes.userMs, load: (id) => findUser(db, id), parse });
 */
export function createCache<T>(options: CacheOptions<T>): Cache<T> {
  const { redis, clock, load, parse, lifetimeMs } = options;
  const loading = new Map<string, Promise<T | undefined>>();
  /** Copies that could not be removed; that is made up for before anybody can read them. */
  const owed = new Set<string>();
  redis?.onLoss(() => {
    for (const key of owed) void remove(key);
  });

  return {
    get: async (key) => {
      if (redis === undefined) return load(key);
      const answer = await redis.ask([['get', place(key)]]);
      const copy = answer.kind === 'answered' ? parseCopy(answer.replies[0]) : undefined;
      return copy ?? loadOnce(key, redis);
    },
    forget: async (key) => {
      loading.delete(key);
      if (redis !== undefined) await remove(key);
    },
  };

  function place(key: string): string {
    return `cache:${options.name}:${key}`;
  }

  function parseCopy(reply: unknown): T | undefined {
    if (typeof reply !== 'string' || reply === nothing) return undefined;
    try {
      return parse(JSON.parse(reply));
    } catch {
      return undefined;
    }
  }

  /** Many that miss at once share one read of the row. */
  function loadOnce(key: string, store: Redis): Promise<T | undefined> {
    const underWay = loading.get(key);
    if (underWay !== undefined) return underWay;
    const fresh = loadAndKeep(key, store).finally(() => {
      if (loading.get(key) === fresh) loading.delete(key);
    });
    loading.set(key, fresh);
    return fresh;
  }

  async function loadAndKeep(key: string, store: Redis): Promise<T | undefined> {
    const startedMs = clock.nowMs();
    const value = await load(key);
    if (value === undefined || clock.nowMs() - startedMs >= changedForMs) return value;
    // Not waited for: who asked has an answer. Only where nothing stands, so never over a newer word.
    void store.ask([['set', place(key), JSON.stringify(value), 'PX', lifetimeMs, 'NX']]);
    return value;
  }

  async function remove(key: string): Promise<void> {
    owed.add(key);
    const answer = await redis?.ask([['set', place(key), nothing, 'PX', changedForMs]]);
    if (answer?.kind === 'answered') owed.delete(key);
  }
}

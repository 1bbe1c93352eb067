import type { Redis } from 'ioredis';

/** Objects as JSON under keys of a Redis: what a session store is to most libraries. */
export interface JsonStore<Value> {
  get(key: string): Promise<Value | undefined>;
  set(key: string, value: Value): Promise<unknown>;
  delete(key: string): Promise<unknown>;
}

export function jsonStore<Value>(redis: Redis): JsonStore<Value> {
  return {
    get: async (key) => {
      const text = await redis.get(key);
      // Nobody else writes there.
      return text === null ? undefined : (JSON.parse(text) as Value);
    },
    set: (key, value) => redis.set(key, JSON.stringify(value)),
    delete: (key) => redis.del(key),
  };
}

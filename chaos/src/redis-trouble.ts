import { spawnSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

import { startRedisServer } from '@durabot/testing';

/** What may happen to Redis. */
export type RedisTrouble = 'flush' | 'kill' | 'freeze';

/** A real Redis server, so small that it throws keys away by itself, to which things happen. */
export interface TroubledRedis {
  readonly url: string;
  /** Lets it happen, after what happens already; a server that was killed or frozen is back after a while. */
  suffer(trouble: RedisTrouble, forMs: number): Promise<void>;
  stop(): Promise<void>;
}

/** @returns nothing where `redis-server` is not installed: the program runs without it, too */
export async function startTroubledRedis(): Promise<TroubledRedis | undefined> {
  if (spawnSync('redis-server', ['--version']).error !== undefined) return undefined;
  const server = await startRedisServer(['--maxmemory', '3mb', '--maxmemory-policy', 'allkeys-lru']);
  const happen = async (trouble: RedisTrouble, forMs: number): Promise<void> => {
    switch (trouble) {
      case 'flush':
        await server.cli('flushall');
        return;
      case 'freeze':
        server.freeze();
        await pause(forMs);
        server.thaw();
        return;
      case 'kill':
        await server.kill();
        await pause(forMs);
        await server.restart();
    }
  };
  let before: Promise<void> = Promise.resolve();
  return {
    url: server.url,
    suffer: async (trouble, forMs) => {
      before = before.then(() => happen(trouble, forMs));
      await before;
    },
    stop: async () => {
      await before;
      await server.stop();
    },
  };
}

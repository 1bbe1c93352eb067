import { createRedis, parseRedisUrl } from '@durabot/redis';
import type { Log, Redis } from '@durabot/redis';
import type { Clock, Ids } from '@durabot/runtime';
import type { Settings } from '../settings/settings.ts';

export interface OpenRedisOptions {
  settings: Pick<Settings, 'redisUrl'>;
  log: Log;
  clock: Clock;
  ids: Pick<Ids, 'owner'>;
}

/** Begins to connect to the Redis of the settings, if they name one, and does not wait for it. */
export function openRedis({ settings, log, clock, ids }: OpenRedisOptions): Redis | undefined {
  // The settings were checked for the form of the address.
  const address = settings.redisUrl === undefined ? undefined : parseRedisUrl(settings.redisUrl.reveal());
  if (address === undefined) return undefined;
  const redis = createRedis({ address, log, clock, id: ids.owner() });
  redis.start();
  return redis;
}

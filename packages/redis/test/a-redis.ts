import { randomUUID } from 'node:crypto';
import { createRedis, parseRedisUrl, type Clock, type Log, type Redis, type RedisOptions } from '../src/index.ts';

export const realClock: Clock = {
  nowMs: () => performance.timeOrigin + performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted === true) return resolve();
      const done = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal?.addEventListener('abort', done);
    }),
};

/** What was logged, by message. */
export function createLogBook(): { log: Log; lines: { level: string; message: string; fields: object }[] } {
  const lines: { level: string; message: string; fields: object }[] = [];
  const at =
    (level: string) =>
    (fields: object, message: string): void => {
      lines.push({ level, message, fields });
    };
  return { log: { debug: at('debug'), info: at('info'), warn: at('warn') }, lines };
}

/** A connection as a process would have it; probes come often, so that tests need not wait. */
export function aRedis(url: string, log: Log, options: Partial<RedisOptions> = {}): Redis {
  const address = parseRedisUrl(url);
  if (address === undefined) throw new Error(`${url} is no address.`);
  return createRedis({ address, log, clock: realClock, id: randomUUID(), probeMs: 50, ...options });
}

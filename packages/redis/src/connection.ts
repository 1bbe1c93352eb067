import { createRequire } from 'node:module';
import type { Redis as Client } from 'ioredis';
import type { RedisAddress } from './redis-address.ts';
import { troubleOf, type RedisTrouble } from './redis-trouble.ts';

/** One command with its arguments. */
export type Command = readonly [name: string, ...args: (string | number)[]];

/** The client library behind a border of our own: what a command is, what a reply is, and who waits how long. */
export interface Connection {
  /** Sends commands in one write. @throws the first error among the replies, or that there is no connection */
  send(commands: readonly Command[]): Promise<unknown[]>;
  /** Begins to connect where there is none, and waits a little for that. */
  connect(limitMs: number): Promise<void>;
  /** Gives the present connection up and begins another. */
  reset(): void;
  listen(channel: string): void;
  /** Why the last try to connect came to nothing. */
  trouble(): RedisTrouble | undefined;
  end(): void;
}

const require = createRequire(import.meta.url);

/** The library is loaded by whoever has a Redis; for all others it would be a tenth of their start. */
function loadClient(): typeof Client {
  // What a package of this name exports is what its types say.
  return (require('ioredis') as typeof import('ioredis')).Redis;
}

/** Between the pauses in which it waits for the next try by itself. */
const begun: ReadonlySet<string> = new Set(['connecting', 'connect', 'ready']);

const connectTimeoutMs = 2_000;
/** A server that hangs does not say goodbye. */
const goodbyeMs = 200;
const longestPauseMs = 1_000;

/** Prepares a connection; it finds the server again by itself. `onMessage` makes it one for listening. */
export function connectTo(address: RedisAddress, onMessage?: (channel: string, message: string) => void): Connection {
  let trouble: RedisTrouble | undefined;
  const listening = onMessage !== undefined;
  const client = new (loadClient())({
    host: address.host,
    port: address.port,
    db: address.database,
    connectionName: listening ? 'durabot-events' : 'durabot',
    ...(address.username === undefined ? {} : { username: address.username }),
    ...(address.password === undefined ? {} : { password: address.password }),
    ...(address.tls ? { tls: { servername: address.host } } : {}),
    lazyConnect: true,
    connectTimeout: connectTimeoutMs,
    disconnectTimeout: goodbyeMs,
    retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times, 10), longestPauseMs),
    // A question is asked now or not at all: what would wait here for a server to come back is of no use to anybody then.
    enableOfflineQueue: listening,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: listening ? null : 0,
  });
  // Without a listener an error would end the process; those that matter come back with the commands.
  client.on('error', (error: unknown) => {
    trouble = troubleOf(error);
  });
  client.on('ready', () => {
    trouble = undefined;
  });
  if (onMessage !== undefined) client.on('message', onMessage);

  return {
    send: async (commands) => {
      const results = await client.pipeline(commands.map(([name, ...args]) => [name, ...args])).exec();
      return (results ?? []).map(([error, reply]) => {
        if (error !== null) throw error;
        return reply;
      });
    },
    connect: async (limitMs) => {
      if (client.status === 'wait' || client.status === 'end') void client.connect().catch(() => undefined);
      if (client.status === 'ready') return;
      await new Promise<void>((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          client.off('ready', done);
          client.off('close', done);
          resolve();
        };
        const timer = setTimeout(done, limitMs);
        client.once('ready', done);
        client.once('close', done);
      });
    },
    reset: () => {
      if (begun.has(client.status)) client.disconnect(true);
    },
    listen: (channel) => {
      void client.subscribe(channel).catch(() => undefined);
    },
    trouble: () => trouble,
    end: () => client.disconnect(),
  };
}

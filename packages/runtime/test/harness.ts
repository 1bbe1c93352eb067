import { Secret } from '@durabot/bot-api';
import { createDatabase, type Database } from '@durabot/postgres';
import { createSimulator, createSimulatorClient, type SimulatorClient } from '@durabot/simulator';
import { freePort, createTestDatabase, silentLog, type TestDatabase } from '@durabot/testing';
import Fastify from 'fastify';
import { Bot } from 'grammy';
import { randomUUID } from 'node:crypto';
import { Registry } from 'prom-client';
import {
  createRuntime,
  type DurableBot,
  type DurableContext,
  type Runtime,
  runtimeMigrations,
  type RuntimeOptions,
} from '../src/index.ts';

/** A simulator with one bot and a database; runtimes come and go on them. */
export interface Harness {
  sim: SimulatorClient;
  db: Database;
  databaseUrl: string;
  apiRoot: string;
  token: string;
  /** Starts a runtime of its own, with its own database connections, as another process would have. */
  start(build: BotBuilder, options?: StartOptions): Promise<StartedRuntime>;
  /** The same by webhook: a server of its own takes the simulator's deliveries. */
  startWithWebhook(
    build: BotBuilder,
    options?: Omit<StartOptions, 'bot' | 'serve'>,
  ): Promise<StartedRuntime & { webhookUrl: string }>;
  /** From now on no commit finds a lane free: calls of a chat wait for an attempt of their own, as if others stood before them. */
  keepLanesBusy(): Promise<void>;
  /** What the tables of the pipeline hold, to be found empty when all is done. */
  depths(): Promise<Record<'inbox' | 'outbox' | 'timer' | 'dead_letter', number>>;
  stop(): Promise<void>;
}

/** What webhooks of tests carry; nothing but the simulator knows it. */
export const webhookSecret = 'test-secret';

export type BotBuilder = (bot: Bot<DurableContext>) => unknown;

export interface StartOptions extends Partial<RuntimeOptions> {
  bot?: Partial<DurableBot>;
  /** Another way to the same database. */
  databaseUrl?: string;
  /** Stands between the runtime and its database. */
  wrapDatabase?: (db: Database) => Database;
  /** Puts the runtime's webhooks on the network; gives back how to take them off. */
  serve?: (runtime: Runtime) => Promise<() => Promise<void>>;
}

export interface StartedRuntime {
  runtime: Runtime;
  db: Database;
  stop(deadlineMs?: number): Promise<void>;
  /** Ends its database connections under it and lets it go, as a killed process would. */
  abandon(): Promise<void>;
}

const botUsername = 'test_bot';

/** @param own another database than a fresh one on the server that all tests share; it is dropped at the end, too */
export async function createHarness(own?: TestDatabase): Promise<Harness> {
  const simulator = createSimulator({ seed: 1 });
  const { url } = await simulator.start();
  const sim = createSimulatorClient(url);
  const { token } = await sim.bot({ username: botUsername });
  const database = own ?? (await createTestDatabase([runtimeMigrations]));
  const started = new Set<StartedRuntime>();

  async function start(build: BotBuilder, options: StartOptions = {}): Promise<StartedRuntime> {
    const applicationName = `runtime-${randomUUID()}`;
    const bot = new Bot<DurableContext>(token);
    build(bot);
    const { bot: botOptions, serve, databaseUrl = database.url, wrapDatabase, ...runtimeOptions } = options;
    const db = createDatabase({ url: databaseUrl, log: silentLog, applicationName });
    const runtime = createRuntime({
      db: wrapDatabase?.(db) ?? db,
      log: silentLog,
      registry: new Registry(),
      clientMarker: true,
      bots: [
        { name: 'test', bot, token: new Secret(token), apiRoot: url, ingress: { kind: 'polling' }, ...botOptions },
      ],
      ...runtimeOptions,
    });
    const closeServer = await serve?.(runtime);
    await runtime.start();
    const one: StartedRuntime = {
      runtime,
      db,
      stop: async (deadlineMs = 5_000) => {
        started.delete(one);
        await runtime.stop({ deadlineMs });
        await closeServer?.();
        await db.stop();
      },
      abandon: async () => {
        started.delete(one);
        await closeServer?.();
        // Without connections it can neither commit nor look alive; what it still tries comes to nothing.
        void db.stop();
        // Transactions of handlers bear another name behind it; see `nameTransaction`.
        await database.db.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where application_name = $1 or application_name like left($1, 40) || '/%'`,
          [applicationName],
        );
        await runtime.stop({ deadlineMs: 0 }).catch(() => undefined);
      },
    };
    started.add(one);
    return one;
  }

  return {
    sim,
    db: database.db,
    databaseUrl: database.url,
    apiRoot: url,
    token,
    start,
    startWithWebhook: async (build, options = {}) => {
      const port = await freePort();
      const webhookUrl = `http://127.0.0.1:${port}/telegram/test`;
      const ingress = { kind: 'webhook', url: webhookUrl, secretToken: new Secret(webhookSecret) } as const;
      const serve = async (runtime: Runtime): Promise<() => Promise<void>> => {
        const app = Fastify({ forceCloseConnections: true });
        await app.register(runtime.webhooks);
        await app.listen({ port, host: '127.0.0.1' });
        return () => app.close();
      };
      return { ...(await start(build, { ...options, bot: { ingress }, serve })), webhookUrl };
    },
    keepLanesBusy: async () => {
      await database.db.query(
        `create or replace function durabot.lane_is_free(of_bot text, of_lane text) returns boolean
         language sql as 'select false'`,
      );
    },
    depths: async () => {
      const { rows } = await database.db.query<Record<'inbox' | 'outbox' | 'timer' | 'dead_letter', number>>(
        `select (select count(*)::int from durabot.inbox) as inbox, (select count(*)::int from durabot.outbox) as outbox,
           (select count(*)::int from durabot.timer) as timer, (select count(*)::int from durabot.dead_letter) as dead_letter`,
      );
      return rows[0] ?? { inbox: -1, outbox: -1, timer: -1, dead_letter: -1 };
    },
    stop: async () => {
      for (const one of started) await one.stop(1_000);
      await database.drop();
      await simulator.stop({ deadlineMs: 500 });
    },
  };
}

/** A database whose parts can be replaced one by one. */
export function boundDatabase(db: Database): Database {
  return {
    kind: db.kind,
    query: (text, values) => db.query(text, values),
    prepared: (name, text, values) => db.prepared(name, text, values),
    begin: () => db.begin(),
    transaction: (work) => db.transaction(work),
    session: () => db.session(),
    foreignPool: (maxConnections) => db.foreignPool(maxConnections),
    listen: (channel, onNotify) => db.listen(channel, onNotify),
    poolStatus: () => db.poolStatus(),
    stop: () => db.stop(),
  };
}

/** Named places at which a test holds the pipeline until it lets go. */
export function createHolds(): {
  holdPoint: (name: string, detail: Record<string, unknown>) => Promise<void> | undefined;
  /** Holds whatever passes that place and fits; `reached` tells when something does, `release` lets all of it go. */
  hold(
    name: string,
    fits?: (detail: Record<string, unknown>) => boolean,
  ): { reached: Promise<void>; release: () => void };
} {
  const holds: {
    name: string;
    fits: (detail: Record<string, unknown>) => boolean;
    reach: () => void;
    released: Promise<void>;
  }[] = [];
  return {
    holdPoint: (name, detail) => {
      const hold = holds.find((each) => each.name === name && each.fits(detail));
      hold?.reach();
      return hold?.released;
    },
    hold: (name, fits = () => true) => {
      const reached = deferred();
      const released = deferred();
      const entry = { name, fits, reach: reached.resolve, released: released.promise };
      holds.push(entry);
      return {
        reached: reached.promise,
        release: () => {
          holds.splice(holds.indexOf(entry), 1);
          released.resolve();
        },
      };
    },
  };
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  const parts: { resolve?: () => void } = {};
  const promise = new Promise<void>((resolve) => {
    parts.resolve = resolve;
  });
  return { promise, resolve: () => parts.resolve?.() };
}

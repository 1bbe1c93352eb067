import { Secret } from '@durabot/bot-api';
import { createDatabase, type Database } from '@durabot/postgres';
import { createSimulator, createSimulatorClient, type SimulatorClient } from '@durabot/simulator';
import { createTestDatabase, silentLog } from '@durabot/testing';
import { Bot } from 'grammy';
import { Registry } from 'prom-client';
import { createRuntime, type DurableBot, type DurableContext, type Runtime, runtimeMigrations, type RuntimeOptions } from '../src/index.ts';

/** A simulator with one bot and a database; runtimes come and go on them. */
export interface Harness {
  sim: SimulatorClient;
  db: Database;
  databaseUrl: string;
  token: string;
  /** Starts a runtime of its own, with its own database connections, as another process would have. */
  start(build: BotBuilder, options?: Partial<RuntimeOptions> & { bot?: Partial<DurableBot> }): Promise<StartedRuntime>;
  stop(): Promise<void>;
}

export type BotBuilder = (bot: Bot<DurableContext>) => void;

export interface StartedRuntime {
  runtime: Runtime;
  db: Database;
  stop(deadlineMs?: number): Promise<void>;
  /** Ends its database connections under it and lets it go, as a killed process would. */
  abandon(): Promise<void>;
}

const botUsername = 'test_bot';

export async function createHarness(): Promise<Harness> {
  const simulator = createSimulator({ seed: 1 });
  const { url } = await simulator.start();
  const sim = createSimulatorClient(url);
  const { token } = await sim.bot({ username: botUsername });
  const database = await createTestDatabase([runtimeMigrations]);
  const started = new Set<StartedRuntime>();

  return {
    sim,
    db: database.db,
    databaseUrl: database.url,
    token,
    start: async (build, options = {}) => {
      const db = createDatabase({ url: database.url, log: silentLog });
      const bot = new Bot<DurableContext>(token);
      build(bot);
      const { bot: botOptions, ...runtimeOptions } = options;
      const runtime = createRuntime({
        db,
        log: silentLog,
        registry: new Registry(),
        clientMarker: true,
        bots: [{ name: 'test', bot, token: new Secret(token), apiRoot: url, ingress: { kind: 'polling' }, ...botOptions }],
        ...runtimeOptions,
      });
      await runtime.start();
      const one: StartedRuntime = {
        runtime,
        db,
        stop: async (deadlineMs = 5_000) => {
          started.delete(one);
          await runtime.stop({ deadlineMs });
          await db.stop();
        },
        abandon: async () => {
          started.delete(one);
          // Without connections it can neither commit nor look alive; what it still tries comes to nothing.
          await db.stop();
          await runtime.stop({ deadlineMs: 0 }).catch(() => undefined);
        },
      };
      started.add(one);
      return one;
    },
    stop: async () => {
      for (const one of started) await one.stop(1_000);
      await database.drop();
      await simulator.stop({ deadlineMs: 500 });
    },
  };
}

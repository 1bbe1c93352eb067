import { Secret } from '@durabot/bot-api';
import { createDatabase, type Database } from '@durabot/postgres';
import {
  type Clock,
  createRuntime,
  durable,
  type DurableBot,
  type DurableContext,
  languageOf,
  randomIds,
  runtimeMigrations,
  systemClock,
} from '@durabot/runtime';
import { createSimulator, createSimulatorClient, type Actor, type SimulatorClient } from '@durabot/simulator';
import { createTestDatabase, silentLog } from '@durabot/testing';
import { Bot } from 'grammy';
import { Registry } from 'prom-client';
import { kitMigrations, type Reader } from '../src/index.ts';

/** A small bot on kit, as people meet it: under the runtime, with a simulator and a database of its own. */
export interface KitInSimulator {
  readonly sim: SimulatorClient;
  readonly db: Database;
  readonly anna: Actor;
  readonly sergey: Actor;
  readonly clock: Clock & { addMs(ms: number): void };
  stop(): Promise<void>;
}

/** What a test's bot is built with. */
export interface KitDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly ids: typeof randomIds;
  readonly name: string;
}

export const botUsername = 'kit_bot';

/** Saturday noon in Moscow. */
const startMs = Date.parse('2026-11-21T09:00:00Z');

/** How everybody is answered in tests. */
export function readerOf(ctx: DurableContext): Reader {
  return { language: languageOf(ctx.from?.language_code), zone: 'Europe/Moscow' };
}

/** Starts it with two Russian users. `build` adds the bot's middleware and gives what else the runtime needs to know. */
export async function startKit(
  build: (bot: Bot<DurableContext>, deps: KitDeps) => Partial<DurableBot>,
): Promise<KitInSimulator> {
  const simulator = createSimulator({ seed: 1 });
  const { url } = await simulator.start();
  const sim = createSimulatorClient(url);
  await sim.limits({ enforced: false });
  const { token } = await sim.bot({ username: botUsername });
  const anna = await sim.user({ first_name: 'Анна', last_name: 'Кузнецова', language_code: 'ru' });
  const sergey = await sim.user({ first_name: 'Сергей', last_name: 'Петров', language_code: 'ru' });
  const database = await createTestDatabase([runtimeMigrations, kitMigrations]);
  const db = createDatabase({ url: database.url, log: silentLog });
  const beganMs = systemClock.nowMs();
  let addedMs = 0;
  const clock = {
    ...systemClock,
    nowMs: () => startMs + systemClock.nowMs() - beganMs + addedMs,
    addMs: (ms: number) => {
      addedMs += ms;
    },
  };
  const bot = new Bot<DurableContext>(token, { client: { apiRoot: url } });
  bot.use(durable());
  const more = build(bot, { db, clock, ids: randomIds, name: 'kit' });
  const definition: DurableBot = {
    name: 'kit',
    bot,
    token: new Secret(token),
    apiRoot: url,
    ingress: { kind: 'polling' },
    ...more,
  };
  const runtime = createRuntime({
    db,
    log: silentLog,
    registry: new Registry(),
    bots: [definition],
    clock,
    pacing: false,
    // Two presses are told apart by the database alone.
    repeatedPressMs: -1,
  });
  await runtime.start();
  return {
    sim,
    db: database.db,
    anna,
    sergey,
    clock,
    stop: async () => {
      await runtime.stop({ deadlineMs: 2_000 });
      await db.stop();
      await database.drop();
      await simulator.stop({ deadlineMs: 500 });
    },
  };
}

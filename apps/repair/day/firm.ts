import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '@durabot/postgres';
import { runtimeMigrations, type Language } from '@durabot/runtime';
import { createSimulator, createSimulatorClient, type Actor } from '@durabot/simulator';
import { createTestDatabase } from '@durabot/testing';
import { repairMigrations } from '../src/index.ts';
import { createPerson, type Person } from './person.ts';
import { createPatience, type Patience } from './patience.ts';
import { runRepair } from './run-repair.ts';
import { openScreens } from './screens.ts';
import { furnishFirm } from './furnish-firm.ts';
import { dispatchers, masters, owner, type MasterSheet } from './staff.ts';
import { createTurnedClock, type TurnedClock } from './turned-clock.ts';

export const zone = 'Europe/Moscow';
const currency = 'RUB';
const botName = 'repair_bot';

export interface Master extends Person {
  readonly sheet: MasterSheet;
  /** When the work that they have taken on is done. */
  freeAtMs: number;
}

/** A repair firm at work: the bot under the runtime, on PostgreSQL, in the simulator, with everybody in their chats. */
export interface Firm {
  /** Of the simulator. */
  readonly url: string;
  readonly db: Database;
  readonly clock: TurnedClock;
  readonly patience: Patience;
  readonly dispatchers: readonly [Person, Person, Person];
  readonly owner: Person;
  readonly masters: readonly Master[];
  /** Ends the runtime without letting it finish anything, and starts another one. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Opens the firm: everybody has started the bot, masters are on shift. */
export async function openFirm(options: {
  readonly seed: number;
  readonly startMs: number;
  /** Where the built web chat lies, for whoever wants to look on. */
  readonly webDir?: string;
}): Promise<Firm> {
  const clock = createTurnedClock(options.startMs);
  const simulator = createSimulator({
    seed: options.seed,
    ...(options.webDir === undefined ? {} : { webDir: options.webDir }),
  });
  const { url } = await simulator.start();
  const sim = createSimulatorClient(url);
  await sim.limits({ enforced: false });
  const { token } = await sim.bot({ username: botName });
  const enter = (one: { readonly name: string; readonly language: Language }): Promise<Actor> =>
    sim.user({ first_name: one.name, language_code: one.language });
  const deskActors: Actor[] = [];
  for (const one of [...dispatchers, owner]) deskActors.push(await enter(one));
  const masterActors: Actor[] = [];
  for (const one of masters) masterActors.push(await enter(one));
  const ownerActor = deskActors.at(-1);
  const database = await createTestDatabase([runtimeMigrations, ...repairMigrations]);
  const variables = {
    ADMIN_IDS: String(ownerActor?.id ?? ''),
    DISPATCHER_IDS: deskActors
      .slice(0, -1)
      .map(({ id }) => id)
      .join(),
    MASTER_IDS: masterActors.map(({ id }) => id).join(),
    REPAIR_ZONE: zone,
    REPAIR_CURRENCY: currency,
  };
  const filesDir = await mkdtemp(join(tmpdir(), 'durabot-firm-'));
  const place = { databaseUrl: database.url, apiRoot: url, token, variables, clock, filesDir };
  let running = await runRepair(place);
  const actors = [...deskActors, ...masterActors];
  const screens = await openScreens(
    url,
    actors.map(({ id }) => id),
  );
  const patience = createPatience({
    clock,
    db: database.db,
    waitingUpdates: async () => Number((await sim.webhookInfo(token))['pending_update_count'] ?? 0),
  });
  screens.onChange(patience.lookAgain);
  const people: Person[] = [];
  for (const [index, actor] of actors.entries()) {
    const { language } = [...dispatchers, owner, ...masters][index] ?? owner;
    const chat = await actor.with(botName);
    people.push(createPerson({ actor, chat, screen: screens.of(actor.id), language, patience }));
  }
  const [anna, olena, kate, vera, ...staff] = people;
  if (anna === undefined || olena === undefined || kate === undefined || vera === undefined)
    throw new Error('The firm needs three dispatchers and an owner.');
  const workers = staff.map((person, index): Master => ({
    ...person,
    sheet: masters[index] ?? { name: '', language: 'ru' },
    freeAtMs: 0,
  }));
  for (const person of people) {
    await person.says('/start');
    await person.sees(person.name);
  }
  for (const { says, sees, presses, words } of workers) {
    await says('/shift');
    await presses(words.plain('shift-event', { event: 'start_shift' }));
    await sees(words.plain('shift-now', { status: 'on_shift', visits: 0 }));
  }
  await furnishFirm(database.db, workers, { at: new Date(clock.nowMs()), currency, ordersPerDay: 100 });

  return {
    url,
    db: database.db,
    clock,
    patience,
    dispatchers: [anna, olena, kate],
    owner: vera,
    masters: workers,
    restart: async () => {
      await running.kill();
      running = await runRepair(place);
    },
    stop: async () => {
      patience.stop();
      screens.close();
      await running.stop(2_000);
      await database.drop();
      await rm(filesDir, { recursive: true, force: true });
      await simulator.stop({ deadlineMs: 500 });
    },
  };
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret } from '@durabot/bot-api';
import { createDatabase, type Database } from '@durabot/postgres';
import { createRuntime, randomIds, runtimeMigrations, systemClock, type Clock, type Runtime } from '@durabot/runtime';
import { createSimulator, createSimulatorClient, type Actor, type SimulatorClient } from '@durabot/simulator';
import { createTestDatabase, silentLog } from '@durabot/testing';
import { Registry } from 'prom-client';
import { buildRepairBot, parseRepairSettings, repairMigrations } from '../src/index.ts';
import type { RepairProgramOrder } from './programs/repair-program.ts';

/** Repair as its users meet it: the bot under the runtime, with a simulator and a database of its own. */
export interface RepairInSimulator {
  readonly sim: SimulatorClient;
  readonly db: Database;
  readonly anna: Actor;
  readonly olena: Actor;
  readonly kate: Actor;
  readonly stranger: Actor;
  /** A master on shift, and ten in all. */
  readonly sergey: Actor;
  readonly masters: readonly Actor[];
  readonly groupId: number;
  /** Where all masters are offered orders; only where a test asks for it. */
  readonly mastersGroupId: number;
  /** Its topic, where it is a forum. */
  readonly mastersTopicId: number | undefined;
  /** The clock of the bot and the runtime; the simulator has its own. */
  readonly clock: Pick<Clock, 'nowMs'> & { addMs(ms: number): void };
  /** To make the bot send what it never would. */
  readonly token: string;
  /** The names of all dialogs that the bot knows. */
  readonly dialogs: readonly string[];
  /** How long each of them keeps what was begun. */
  readonly drafts: readonly { readonly name: string; readonly lifeMs: number }[];
  /** How another process runs the same bot on the same database. */
  readonly program: Omit<RepairProgramOrder, 'startMs'>;
  /** Ends the runtime without letting it finish anything, and starts another one. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export const botName = 'repair_bot';

const masterNames = ['Сергей', 'Иван', 'Пётр', 'Олег', 'Павел', 'Юрий', 'Фёдор', 'Борис', 'Глеб', 'Денис'];

/** Saturday noon in Moscow. */
const startMs = Date.parse('2026-11-21T09:00:00Z');

/** Starts it with two Russian and Ukrainian dispatchers, an English admin, a stranger and a dispatch group. */
export async function startRepair(
  options: {
    readonly mastersGroup?: boolean;
    readonly mastersForum?: boolean;
    readonly masters?: number;
    /** Masters who are admins, too: whatever can be done to an order, they are shown. */
    readonly mastersAreAdmins?: boolean;
    /** Settings beside those of the people. */
    readonly variables?: Readonly<Record<string, string>>;
    /** A built web chat, to look on in a browser. */
    readonly webDir?: string;
  } = {},
): Promise<RepairInSimulator> {
  const { webDir } = options;
  const simulator = createSimulator({ seed: 1, ...(webDir === undefined ? {} : { webDir }) });
  const { url } = await simulator.start();
  const sim = createSimulatorClient(url);
  await sim.limits({ enforced: false });
  const { token } = await sim.bot({ username: botName });
  const anna = await sim.user({ first_name: 'Анна', language_code: 'ru' });
  const olena = await sim.user({ first_name: 'Олена', language_code: 'uk' });
  const kate = await sim.user({ first_name: 'Kate', language_code: 'en' });
  const stranger = await sim.user({ first_name: 'Stranger', language_code: 'en' });
  const masters: Actor[] = [];
  for (let index = 0; index < (options.masters ?? 1); index++) {
    masters.push(await sim.user({ first_name: masterNames[index] ?? `Мастер ${index + 1}`, language_code: 'ru' }));
  }
  const [sergey = anna] = masters;
  const mastersGroup = await sim.group({
    ...(options.mastersForum === true ? { type: 'supergroup', is_forum: true } : { type: 'group' }),
    title: 'Masters',
    owner: anna.id,
    members: [anna.id, botName, ...masters.map(({ id }) => id)],
  });
  const topicId =
    options.mastersForum === true ? await (await anna.in(mastersGroup.id, botName)).opensTopic('Orders') : undefined;
  const group = await sim.group({ type: 'group', title: 'Desk', members: [anna.id, botName] });
  const database = await createTestDatabase([runtimeMigrations, ...repairMigrations]);
  const variables = {
    ADMIN_IDS: [kate, ...(options.mastersAreAdmins === true ? masters : [])].map(({ id }) => id).join(', '),
    DISPATCHER_IDS: `${anna.id}, ${olena.id}`,
    DISPATCH_GROUP_ID: String(group.id),
    MASTER_IDS: masters.map(({ id }) => id).join(', '),
    ...(options.mastersGroup === true || options.mastersForum === true
      ? { MASTERS_GROUP_ID: String(mastersGroup.id) }
      : {}),
    ...(topicId === undefined ? {} : { MASTERS_TOPIC_ID: String(topicId) }),
    ...options.variables,
  };
  const settings = parseRepairSettings(variables);
  const filesDir = await mkdtemp(join(tmpdir(), 'durabot-test-'));
  const beganMs = systemClock.nowMs();
  let addedMs = 0;
  const clock: Clock = { ...systemClock, nowMs: () => startMs + systemClock.nowMs() - beganMs + addedMs };

  let running = await start();
  return {
    sim,
    db: database.db,
    anna,
    olena,
    kate,
    stranger,
    sergey,
    masters,
    mastersGroupId: mastersGroup.id,
    mastersTopicId: topicId,
    groupId: group.id,
    clock: {
      nowMs: () => clock.nowMs(),
      addMs: (ms) => {
        addedMs += ms;
      },
    },
    token,
    dialogs: running.drafts.map(({ name }) => name),
    drafts: running.drafts,
    program: { databaseUrl: database.url, apiRoot: url, token, variables },
    restart: async () => {
      // Without connections it can neither commit nor look alive.
      await running.db.stop();
      await running.runtime.stop({ deadlineMs: 0 }).catch(() => undefined);
      running = await start();
    },
    stop: async () => {
      await running.runtime.stop({ deadlineMs: 2_000 });
      await running.db.stop();
      await database.drop();
      await rm(filesDir, { recursive: true, force: true });
      await simulator.stop({ deadlineMs: 500 });
    },
  };

  async function start(): Promise<Pick<RepairInSimulator, 'drafts'> & { runtime: Runtime; db: Database }> {
    const db = createDatabase({ url: database.url, log: silentLog });
    const bot = buildRepairBot({
      token: new Secret(token),
      apiRoot: url,
      ingress: { kind: 'polling' },
      db,
      log: silentLog,
      clock,
      ids: randomIds,
      settings,
      filesDir,
    });
    const runtime = createRuntime({
      db,
      log: silentLog,
      registry: new Registry(),
      bots: [bot],
      clock,
      pacing: false,
      repeatedPressMs: -1,
    });
    await runtime.start();
    return { runtime, db, drafts: (bot.dialogs ?? []).map((one) => ({ name: one.name, lifeMs: one.expiresAfterMs })) };
  }
}

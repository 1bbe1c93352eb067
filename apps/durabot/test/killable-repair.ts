import type { Database } from '@durabot/postgres';
import { repairMigrations } from '@durabot/repair';
import { runtimeMigrations } from '@durabot/runtime';
import { createSimulator, createSimulatorClient } from '@durabot/simulator';
import type { Actor, SimulatorClient } from '@durabot/simulator';
import { createTestDatabase, waitUntil } from '@durabot/testing';
import { cleanUp, fakeToken, startProgram, temporaryFolder } from './program.ts';
import type { Program, Variables } from './program.ts';

export const botName = 'repair_bot';

/** The real program serving Repair, with Telegram and the database outside of it: both outlive every kill. */
export interface KillableRepair {
  readonly sim: SimulatorClient;
  readonly db: Database;
  readonly dispatchers: readonly Actor[];
  /** A group that is told of new orders without personal data. */
  readonly groupId: number;
  /** Starts the program; it serves a moment later. */
  start(): void;
  /** SIGKILL, and the wait for the operating system to have done it. */
  kill(): Promise<void>;
  /** Waits until the program serves and nothing is left to do: no entry, no call. */
  idle(timeoutMs?: number): Promise<void>;
  /** Rows in each table of the pipeline. */
  depths(): Promise<Depths>;
  /** SIGTERM, once it serves. @returns its exit code */
  end(): Promise<number | null>;
  /** What the present program has written. */
  output(): string;
  /** Takes everything down, also in the middle of a test. */
  stop(): Promise<void>;
}

export interface Depths {
  inbox: number;
  outbox: number;
  dialog: number;
  dead_letter: number;
}

export interface KillableRepairOptions {
  /** First names; their language is English. */
  dispatchers: readonly string[];
  variables?: Variables;
}

/** Makes the world and does not start the program yet. */
export async function createKillableRepair({
  dispatchers: names,
  variables = {},
}: KillableRepairOptions): Promise<KillableRepair> {
  const simulator = createSimulator({ seed: 1 });
  const { url } = await simulator.start();
  const sim = createSimulatorClient(url);
  const token = fakeToken(1_000_000_001);
  await sim.bot({ username: botName, token });
  const dispatchers: Actor[] = [];
  for (const name of names) dispatchers.push(await sim.user({ first_name: name, language_code: 'en' }));
  const group = await sim.group({ type: 'group', title: 'Desk', members: [dispatchers[0]?.id ?? 0, botName] });
  const database = await createTestDatabase([runtimeMigrations, ...repairMigrations]);
  const settings: Variables = {
    DATA_DIR: temporaryFolder(),
    DATABASE_URL: database.url,
    BOT_TOKEN_REPAIR: token,
    TELEGRAM_API_ROOT: url,
    CLIENT_MARKER: 'on',
    DISPATCHER_IDS: dispatchers.map(({ id }) => id).join(','),
    DISPATCH_GROUP_ID: String(group.id),
    ...variables,
  };
  let program: Program | undefined;

  const depths = async (): Promise<Depths> => {
    const { rows } = await database.db.query<Depths>(
      `select (select count(*) from durabot.inbox)::int as inbox, (select count(*) from durabot.outbox)::int as outbox,
         (select count(*) from durabot.dialog)::int as dialog,
         (select count(*) from durabot.dead_letter)::int as dead_letter`,
    );
    return rows[0] ?? { inbox: -1, outbox: -1, dialog: -1, dead_letter: -1 };
  };

  return {
    sim,
    db: database.db,
    dispatchers,
    groupId: group.id,
    start: () => {
      program = startProgram(settings);
    },
    kill: async () => {
      if (program === undefined) return;
      const { child } = program;
      if (child.exitCode !== null) throw new Error(`The program had ended by itself:\n${program.output()}`);
      await program.end('SIGKILL');
    },
    idle: async (timeoutMs = 30_000) => {
      // A program that is still starting has calls of its own to make, such as the list of its commands.
      await program?.ready();
      await waitUntil(
        async () => {
          const { inbox, outbox } = await depths();
          return inbox === 0 && outbox === 0;
        },
        { timeoutMs, what: 'an empty inbox and outbox' },
      );
    },
    depths,
    output: () => program?.output() ?? '',
    end: async () => {
      await program?.ready();
      return (await program?.end('SIGTERM')) ?? null;
    },
    stop: async () => {
      await cleanUp();
      await database.drop();
      await simulator.stop({ deadlineMs: 500 });
    },
  };
}

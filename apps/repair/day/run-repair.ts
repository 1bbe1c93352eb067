import { Secret } from '@durabot/bot-api';
import { createDatabase } from '@durabot/postgres';
import { createRuntime, randomIds, type Clock, type DurableBot } from '@durabot/runtime';
import { silentLog } from '@durabot/testing';
import { Registry } from 'prom-client';
import { buildRepairBot, parseRepairSettings } from '../src/index.ts';

/** What Repair runs on, for a day or a test. */
export interface RepairPlace {
  readonly databaseUrl: string;
  /** Of the simulator. */
  readonly apiRoot: string;
  readonly token: string;
  /** Its settings, as they would stand in the environment. */
  readonly variables: Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly filesDir: string;
}

export interface RunningRepair {
  readonly bot: DurableBot;
  /** Lets it finish what it has begun, for so long. */
  stop(deadlineMs: number): Promise<void>;
  /** Ends it as a kill would: without connections it can neither commit nor look alive. */
  kill(): Promise<void>;
}

/** Runs Repair under the runtime, with connections of its own, as fast as the simulator answers. */
export async function runRepair(place: RepairPlace): Promise<RunningRepair> {
  const { databaseUrl, apiRoot, token, variables, clock, filesDir } = place;
  const db = createDatabase({ url: databaseUrl, log: silentLog, applicationName: `repair-${process.pid}` });
  const bot = buildRepairBot({
    token: new Secret(token),
    apiRoot,
    ingress: { kind: 'polling' },
    db,
    log: silentLog,
    clock,
    ids: randomIds,
    settings: parseRepairSettings(variables),
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
  return {
    bot,
    stop: async (deadlineMs) => {
      await runtime.stop({ deadlineMs });
      await db.stop();
    },
    kill: async () => {
      await db.stop();
      await runtime.stop({ deadlineMs: 0 }).catch(() => undefined);
    },
  };
}

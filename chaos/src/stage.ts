import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createDatabase, migrateUp, startEmbeddedPostgres } from '@durabot/postgres';
import type { Database, EmbeddedPostgres } from '@durabot/postgres';
import { repairMigrations } from '@durabot/repair';
import { runtimeMigrations } from '@durabot/runtime';
import { createSimulatorClient } from '@durabot/simulator';
import type { Actor, SimulatorClient } from '@durabot/simulator';
import { silentLog } from '@durabot/testing';

import { startProcess } from './processes.ts';
import type { OwnProcess } from './processes.ts';
import { startTroubledRedis } from './redis-trouble.ts';
import type { TroubledRedis } from './redis-trouble.ts';

export const botName = 'repair_bot';

/** What outlives every mishap: a database server, Telegram, and the people. */
export interface Stage {
  readonly sim: SimulatorClient;
  readonly db: Database;
  readonly server: EmbeddedPostgres;
  /** Absent where it is not installed. */
  readonly redis: TroubledRedis | undefined;
  readonly people: readonly Actor[];
  /** Starts one more process of the program. */
  startProgram(): OwnProcess;
  /** Takes everything down that is still there. */
  stop(): Promise<void>;
}

/** Makes the world; the program is not started yet. */
export async function createStage({ users, seed }: { users: number; seed: number }): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'durabot-chaos-'));
  // As root, the database server runs as another account, which has to get in.
  chmodSync(folder, 0o755);
  const programs = new Set<OwnProcess>();
  const undo: (() => Promise<void> | void)[] = [() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })];
  const stop = async (): Promise<void> => {
    for (const one of undo.toReversed()) await one();
  };
  try {
    const server = await startEmbeddedPostgres({
      dataDir: join(folder, 'postgres'),
      log: silentLog,
      // The server is killed, too, and what it has confirmed must be there afterwards.
      durability: 'full',
    });
    undo.push(() => server.stop());
    const db = createDatabase({ url: server.url, log: silentLog, applicationName: 'chaos' });
    undo.push(() => db.stop());
    await migrateUp(db, [runtimeMigrations, ...repairMigrations], silentLog);

    const redis = await startTroubledRedis();
    undo.push(() => redis?.stop());

    const telegram = startProcess(['simulator', '--port', '0', '--seed', String(seed)], {});
    undo.push(() => endProcess(telegram));
    const [, url = ''] = await telegram.says(/^The simulator is ready: (\S+)$/m);
    const sim = createSimulatorClient(url);
    const token = `1000000001:${'A'.repeat(35)}`;
    await sim.bot({ username: botName, token });
    const people: Actor[] = [];
    for (let at = 0; at < users; at += 1) {
      people.push(await sim.user({ first_name: `User${at}`, language_code: 'en' }));
    }
    // What is told to everybody would take hours at Telegram's pace; pacing has tests of its own.
    await sim.limits({ enforced: false });

    const settings = {
      PORT: '0',
      DATABASE_URL: server.url,
      ...(redis !== undefined && { REDIS_URL: redis.url }),
      BOT_TOKEN_REPAIR: token,
      TELEGRAM_API_ROOT: url,
      CLIENT_MARKER: 'on',
      PACING: 'off',
      DISPATCHER_IDS: people.map(({ id }) => id).join(','),
    };
    undo.push(async () => {
      await Promise.all([...programs].map(endProcess));
    });
    let started = 0;
    return {
      sim,
      db,
      server,
      redis,
      people,
      startProgram: () => {
        started += 1;
        const one = startProcess(['start'], { ...settings, DATA_DIR: join(folder, `data-${started}`) });
        programs.add(one);
        void one.ended.then(() => programs.delete(one));
        return one;
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function endProcess(one: OwnProcess): Promise<void> {
  one.signal('SIGCONT');
  one.signal('SIGKILL');
  await one.ended;
}

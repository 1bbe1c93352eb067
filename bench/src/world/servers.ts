import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, migrateUp, startEmbeddedPostgres, type Database } from '@durabot/postgres';
import { runtimeMigrations } from '@durabot/runtime';
import { silentLog, startRedisServer } from '@durabot/testing';
import { killHard, onExit } from './on-exit.ts';
import { cpuTimeMs, familyCpuTimeMs, familyMemoryBytes } from './process-usage.ts';

/** A PostgreSQL with everything committed safe from a power cut, as `npm start` runs it. */
export interface PostgresServer {
  readonly version: string;
  /** Makes an empty database and gives its address. */
  createDatabase(name: string): Promise<string>;
  /** Of all its processes. */
  cpuMs(): number;
  /** Of all its processes, what they share counted once. */
  memoryBytes(): number;
  stop(): Promise<void>;
}

export async function startPostgres(): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'durabot-bench-'));
  // As root, the database server runs as another account, which has to get in.
  chmodSync(folder, 0o755);
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log: silentLog });
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  const takeBack = onExit(() => {
    // At once, without a checkpoint: nobody needs it again.
    killHard(server.pid, 'SIGQUIT');
    remove();
  });
  const admin = createDatabase({ url: server.url, log: silentLog, maxConnections: 1 });
  const { rows } = await admin.query<{ version: string }>("select current_setting('server_version') as version");
  return {
    version: rows[0]?.version ?? 'unknown',
    createDatabase: async (name) => {
      await admin.query(`drop database if exists ${name} with (force)`);
      await admin.query(`create database ${name}`);
      const url = new URL(server.url);
      url.pathname = `/${name}`;
      return url.href;
    },
    cpuMs: () => familyCpuTimeMs(server.pid),
    memoryBytes: () => familyMemoryBytes(server.pid),
    stop: async () => {
      await admin.stop();
      await server.stop();
      remove();
      takeBack();
    },
  };
}

/** Makes the runtime's tables. */
export async function migrate(url: string): Promise<void> {
  await inDatabase(url, (db) => migrateUp(db, [runtimeMigrations], silentLog));
}

/** Does something in a database and closes it. */
export async function inDatabase<Result>(url: string, work: (db: Database) => Promise<Result>): Promise<Result> {
  const db = createDatabase({ url, log: silentLog, applicationName: 'bench' });
  try {
    return await work(db);
  } finally {
    await db.stop();
  }
}

/** A Redis that writes what it holds to disk once a second, as its documentation recommends. */
export interface BenchRedis {
  readonly url: string;
  readonly version: string;
  empty(): Promise<void>;
  /** Memory that its data takes. */
  usedBytes(): Promise<number>;
  cpuMs(): number;
  stop(): Promise<void>;
}

export async function startBenchRedis(): Promise<BenchRedis> {
  const server = await startRedisServer(['--appendonly', 'yes', '--appendfsync', 'everysec']);
  const field = async (section: string, name: string): Promise<string> => {
    const text = await server.cli('info', section);
    return new RegExp(`^${name}:(.*?)\\s*$`, 'm').exec(text)?.[1] ?? '';
  };
  const pid = Number(await field('server', 'process_id'));
  const takeBack = onExit(() => killHard(pid));
  return {
    url: server.url,
    version: await field('server', 'redis_version'),
    empty: async () => {
      await server.cli('flushall');
    },
    usedBytes: async () => Number(await field('memory', 'used_memory')),
    cpuMs: () => cpuTimeMs(pid),
    stop: async () => {
      await server.stop();
      takeBack();
    },
  };
}

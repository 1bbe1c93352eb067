import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, type Database, migrateUp, startEmbeddedPostgres } from '@durabot/postgres';
import { silentLog, type TestDatabase, waitUntil } from '@durabot/testing';
import { runtimeMigrations } from '../src/index.ts';

/** An embedded PostgreSQL of a test file's own, which may be killed, filled and crowded without harm to others. */
export interface OwnServer {
  /** A new database on it, with the tables of the pipeline. */
  createDatabase(): Promise<TestDatabase>;
  /** Ends it in the middle of everything; it is started again by itself, as in the program. */
  kill(): void;
  /** Takes all room of its disk; gives back how to free it. Only with `diskMiB`. */
  fillDisk(): () => Promise<void>;
  stop(): Promise<void>;
}

/** @param diskMiB puts its data on a disk of its own of this size, which takes the right to mount one */
export async function startOwnServer({ diskMiB }: { diskMiB?: number } = {}): Promise<OwnServer> {
  const folder = await mkdtemp(join(tmpdir(), 'durabot-own-server-'));
  // As root, the server runs as another account, which has to get in.
  await chmod(folder, 0o755);
  if (diskMiB !== undefined) shell(`mount -t tmpfs -o size=${diskMiB}m,mode=755 tmpfs '${folder}'`);
  // Whoever is killed must have written down what it confirmed.
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), log: silentLog });
  const filler = join(folder, 'filler');
  let databases = 0;

  return {
    createDatabase: async () => {
      databases += 1;
      const name = `own_${databases}`;
      const admin = createDatabase({ url: server.url, log: silentLog, maxConnections: 1 });
      await answers(admin);
      await admin.query(`create database ${name}`);
      const url = new URL(server.url);
      url.pathname = `/${name}`;
      const db = createDatabase({ url: url.href, log: silentLog, applicationName: 'durabot-test' });
      await migrateUp(db, [runtimeMigrations], silentLog);
      return {
        url: url.href,
        db,
        drop: async () => {
          await db.stop();
          await answers(admin);
          await admin.query(`drop database ${name} with (force)`);
          await admin.stop();
        },
      };
    },
    kill: () => {
      process.kill(server.pid, 'SIGQUIT');
    },
    fillDisk: () => {
      shell(`dd if=/dev/zero of='${filler}' bs=4k`);
      return () => rm(filler);
    },
    stop: async () => {
      await server.stop();
      if (diskMiB !== undefined) shell(`umount '${folder}'`);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A test that ends badly may leave it killed, and it needs a moment to come back. */
async function answers(db: Database): Promise<void> {
  const asked = (): Promise<boolean> =>
    db.query('select 1').then(
      () => true,
      () => false,
    );
  await waitUntil(asked, { what: 'the server to be back', timeoutMs: 40_000 });
}

/** Containers without the right to mount cannot show a full disk. */
export function canMount(): boolean {
  return shell('unshare --mount mount -t tmpfs tmpfs /mnt') === 0;
}

function shell(command: string): number | null {
  return spawnSync('/bin/sh', ['-c', command]).status;
}

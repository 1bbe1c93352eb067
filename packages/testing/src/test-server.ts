import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startEmbeddedPostgres } from '@durabot/postgres';
import type { EmbeddedPostgres } from '@durabot/postgres';

import { underGuard } from './guard.ts';
import { silentLog } from './silent-log.ts';
import { dropLeftovers } from './leftovers.ts';

/** The right to use the machine's shared test server. The last one to leave stops it. */
export interface TestServer {
  url: string;
  release: () => Promise<void>;
}

/**
 * Joins the PostgreSQL server that all test runs of this user on this machine share, and starts it when nobody else
 * runs. It is fast and forgetful: without `fsync`, it does not survive a power cut, and need not.
 */
export async function joinTestServer(directory = testServerDirectory()): Promise<TestServer> {
  const members = join(directory, 'members');
  await mkdir(members, { recursive: true, mode: 0o755 });
  const card = join(members, `${process.pid}-${process.hrtime.bigint()}`);
  const url = await underGuard(directory, async () => {
    const server = await startOrRenew(directory);
    if ((await livingMembers(members)) === 0) await dropLeftovers(server.url);
    await writeFile(card, '');
    await server.leave();
    return server.url;
  });
  return {
    url,
    async release() {
      await underGuard(directory, async () => {
        await rm(card, { force: true });
        if ((await livingMembers(members)) > 0) return;
        // Adopts it, which is the way to get hold of it again.
        const server = await start(directory);
        await server.stop();
      });
    },
  };
}

/** Where the shared server lies: one for each user, outside the project, so that a fresh clone finds it made. */
export function testServerDirectory(): string {
  return join(tmpdir(), `durabot-test-postgres-${process.getuid?.() ?? 'user'}`);
}

async function startOrRenew(directory: string): Promise<EmbeddedPostgres> {
  try {
    return await start(directory);
  } catch {
    // Without fsync a power cut may leave data that no server can read; there is nothing in it to keep.
    await rm(join(directory, 'server'), { recursive: true, force: true });
    return start(directory);
  }
}

function start(directory: string): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({ dataDir: join(directory, 'server'), durability: 'none', log: silentLog });
}

async function livingMembers(folder: string): Promise<number> {
  let living = 0;
  for (const name of await readdir(folder)) {
    if (isRunning(Number(name.split('-')[0]))) living += 1;
    else await rm(join(folder, name), { force: true });
  }
  return living;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

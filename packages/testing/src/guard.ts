import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { waitUntil } from './wait-until.ts';

/** Runs `work` while no other process runs one under the guard of the same directory. */
export async function underGuard<T>(directory: string, work: () => Promise<T>): Promise<T> {
  await mkdir(directory, { recursive: true });
  const path = join(directory, 'guard');
  await waitUntil(() => take(path), { timeoutMs: 60_000, what: `the guard ${path} to be free` });
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function take(path: string): Promise<boolean> {
  try {
    await writeFile(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    // A holder that was killed frees it; an empty file is one that is just being written.
    const pid = Number(await readFile(path, 'utf8').catch(() => ''));
    if (pid > 0 && !exists(pid)) await rm(path, { force: true });
    return false;
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

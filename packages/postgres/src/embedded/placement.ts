import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, cp, mkdir, readdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import type { Log } from '../log.ts';
import { canReach, chooseAccount } from './account.ts';
import type { Account } from './account.ts';
import { binariesIn } from './binaries.ts';
import type { Binaries } from './binaries.ts';
import { runProgram } from './run-program.ts';

/** Where everything of one embedded server lies, and who runs it. */
export interface Placement {
  /** What the person chose; holds the lock, the password and the notes about the running server. */
  dataDir: string;
  /** The server's own files and log; the same as `dataDir`, unless the server's account cannot reach that. */
  home: string;
  /** PostgreSQL's data directory, inside `home`. */
  cluster: string;
  logPath: string;
  binaries: Binaries;
  account: Account | undefined;
}

/** Where data goes that the server's account could not reach at its place. */
export const SHARED_DIR = '/var/lib/durabot';

const POINTER = 'database-location.txt';

/**
 * Decides where the server's files lie. As root the server runs as another account, and that has to reach its data and
 * its programs through every folder above them; where it cannot, both go under `sharedDir`.
 */
export async function placeServer(
  options: { dataDir: string; binaries: Binaries; sharedDir: string },
  log: Log,
): Promise<Placement> {
  const dataDir = await realpath(options.dataDir);
  const home = await chooseHome(dataDir, options.sharedDir, log);
  const cluster = join(home, 'cluster');
  const account = await chooseAccount(cluster);
  const binaries =
    account === undefined
      ? options.binaries
      : await reachableBinaries(options.binaries, account, options.sharedDir, log);
  return { dataDir, home, cluster, logPath: join(home, 'server.log'), binaries, account };
}

async function chooseHome(dataDir: string, sharedDir: string, log: Log): Promise<string> {
  const pointer = join(dataDir, POINTER);
  const written = (await readFile(pointer, 'utf8').catch(() => '')).split('\n').find((line) => line.startsWith('/'));
  if (written !== undefined && existsSync(written)) return written;

  const account = await chooseAccount(join(dataDir, 'cluster'));
  if (account === undefined || (await canReach(account, join(dataDir, 'cluster')))) return dataDir;

  // The random part: a directory that was deleted and made again must not find the data of its predecessor.
  const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  const home = join(sharedDir, `${hash}-${randomBytes(3).toString('hex')}`);
  await makeOpenFolder(home);
  await warnOfLeftovers(sharedDir, hash, home, log);
  await writeFile(
    pointer,
    `The database of this directory lies in\n${home}\nbecause the account "${account.name}", which runs the server, cannot reach this place. Keep both together.\n`,
  );
  log.info({ home, account: account.name }, 'database files placed where the server account can reach them');
  return home;
}

async function warnOfLeftovers(sharedDir: string, hash: string, home: string, log: Log): Promise<void> {
  const leftovers = (await readdir(sharedDir)).filter((name) => name.startsWith(`${hash}-`) && name !== basename(home));
  if (leftovers.length === 0) return;
  log.warn({ sharedDir, leftovers }, 'earlier database of a deleted data directory found and left alone');
}

async function reachableBinaries(binaries: Binaries, account: Account, sharedDir: string, log: Log): Promise<Binaries> {
  if (await canRun(binaries, account)) return binaries;
  const copy = join(sharedDir, `postgresql-${binaries.version}-${process.platform}-${process.arch}`);
  if (existsSync(copy) && (await canRun(binariesIn(copy, binaries.version), account))) {
    return binariesIn(copy, binaries.version);
  }
  await makeOpenFolder(sharedDir);
  const draft = `${copy}.${randomBytes(3).toString('hex')}`;
  await cp(binaries.directory, draft, { recursive: true, verbatimSymlinks: true });
  await openToAll(draft);
  await rm(copy, { recursive: true, force: true });
  try {
    await rename(draft, copy);
  } catch (error) {
    // Another program was faster; what it put there is the same.
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  log.info({ copy, account: account.name }, 'database programs copied where the server account can reach them');
  return binariesIn(copy, binaries.version);
}

/** Tried instead of reasoned about: the program needs its libraries, and a file system that allows execution. */
async function canRun(binaries: Binaries, account: Account): Promise<boolean> {
  const { code } = await runProgram(binaries.postgres, ['--version'], { account, cwd: '/' });
  return code === 0 && (await canReach(account, join(binaries.directory, 'share', 'postgresql')));
}

async function makeOpenFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true });
  // A strict umask of ours must not close it again.
  for (const folder of [dirname(path), path]) {
    if (folder.startsWith(SHARED_DIR) || folder === path) await chmod(folder, 0o755);
  }
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) await chmod(path, basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}

/** Gives a path to the server's account, when there is one. */
export async function giveTo(account: Account | undefined, path: string): Promise<void> {
  if (account !== undefined) await chown(path, account.uid, account.gid);
}

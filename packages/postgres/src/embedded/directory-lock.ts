import { constants, copyFile, link, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ConfigError } from '../errors.ts';
import { holdsWithin, isAlive, pidRealm, startOf } from './processes.ts';

/** The right to use a data directory, held by one living program at a time. */
export interface DirectoryLock {
  release(): Promise<void>;
}

const HEARTBEAT_MS = 1_000;
/** A holder whose pid says nothing here (another container) is believed dead after so long without a heartbeat. */
const SILENCE_MS = 5_000;

/**
 * Takes the lock of a data directory. That of a program that was killed is taken over at once; one held in another
 * container or on another machine, when its heartbeat stands still.
 *
 * The lock is a file `lock-<n>.json`, and the highest number holds. Taking over means making the next number, which only
 * one process can; no lock file of somebody else is ever removed to make room, so nobody can lose one that way.
 *
 * @throws ConfigError `DATA_DIR_IN_USE` naming the process that holds it
 */
export async function lockDirectory(dataDir: string): Promise<DirectoryLock> {
  const own: Holder = { pid: process.pid, start: (await startOf(process.pid)) ?? '', realm: await pidRealm() };
  const draft = join(dataDir, `lock-draft-${process.pid}-${process.hrtime.bigint()}`);
  try {
    await writeFile(draft, `${JSON.stringify(own)}\n`);
    for (;;) {
      const highest = Math.max(0, ...(await listLocks(dataDir)));
      await refuseWhenHeld(lockPath(dataDir, highest), own.realm, dataDir);
      const next = highest + 1;
      // A hard link is made by one process only, and shows the content whole or not at all.
      if (!(await linked(draft, lockPath(dataDir, next)))) continue;
      const others = (await listLocks(dataDir)).filter((number) => number !== next);
      if (others.every((number) => number < next)) {
        await Promise.all(others.map((number) => rm(lockPath(dataDir, number), { force: true })));
        return keepLock(lockPath(dataDir, next));
      }
      // Between looking and linking, others came, went on and tidied our number away: it is an old one.
      await rm(lockPath(dataDir, next), { force: true });
    }
  } finally {
    await rm(draft, { force: true });
  }
}

interface Holder {
  pid: number;
  start: string;
  realm: string;
}

function keepLock(path: string): DirectoryLock {
  const beat = () => {
    const now = new Date();
    // A directory that was removed while in use is noticed by the server itself.
    void utimes(path, now, now).catch(() => {});
  };
  const timer = setInterval(beat, HEARTBEAT_MS);
  timer.unref();
  return {
    async release() {
      clearInterval(timer);
      // Emptied, not removed: the numbers must go on rising. And emptying needs no space on a full disk.
      await truncate(path).catch(() => {});
    },
  };
}

async function listLocks(dataDir: string): Promise<number[]> {
  return (await readdir(dataDir)).flatMap((name) => {
    const number = /^lock-(\d+)\.json$/.exec(name)?.[1];
    return number === undefined ? [] : [Number(number)];
  });
}

function lockPath(dataDir: string, number: number): string {
  return join(dataDir, `lock-${number}.json`);
}

async function refuseWhenHeld(path: string, realm: string, dataDir: string): Promise<void> {
  const holder = await readHolder(path);
  // An empty file was released; one without sense is what a full disk or a person left there.
  if (holder === undefined || !(await lives(holder, path, realm))) return;
  const who = holder.pid === process.pid ? 'this very program' : 'another program';
  throw new ConfigError(
    'DATA_DIR_IN_USE',
    `The data directory ${dataDir} is in use by ${who} (pid ${holder.pid}). Stop it, or set DATA_DIR to another place.`,
  );
}

async function lives(holder: Holder, path: string, realm: string): Promise<boolean> {
  if (holder.realm === realm) {
    return (await isAlive(holder.pid)) && ((await startOf(holder.pid)) ?? '') === holder.start;
  }
  const before = await heartbeatOf(path);
  if (before === undefined || Date.now() - before > SILENCE_MS) return false;
  await holdsWithin(SILENCE_MS, async () => (await heartbeatOf(path)) !== before);
  const after = await heartbeatOf(path);
  return after !== undefined && after !== before;
}

async function heartbeatOf(path: string): Promise<number | undefined> {
  return (await stat(path).catch(() => undefined))?.mtimeMs;
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    if (!isCode(error, 'EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP')) throw error;
    // Some mounted folders know no hard links; there, two starters in the same millisecond are told apart by the server.
    return copied(from, to);
  }
}

async function copied(from: string, to: string): Promise<boolean> {
  try {
    await copyFile(from, to, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

function isCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code);
}

async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    return isHolder(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isHolder(value: unknown): value is Holder {
  if (typeof value !== 'object' || value === null) return false;
  return (
    'pid' in value &&
    typeof value.pid === 'number' &&
    'start' in value &&
    typeof value.start === 'string' &&
    'realm' in value &&
    typeof value.realm === 'string'
  );
}

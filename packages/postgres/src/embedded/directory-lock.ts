import { constants, copyFile, link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
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
 * @throws ConfigError `DATA_DIR_IN_USE` naming the process that holds it
 */
export async function lockDirectory(dataDir: string): Promise<DirectoryLock> {
  const path = join(dataDir, 'lock.json');
  const realm = await pidRealm();
  const token = `${process.pid}-${(await startOf(process.pid)) ?? ''}-${process.hrtime.bigint()}`;
  const own: Holder = { pid: process.pid, start: (await startOf(process.pid)) ?? '', realm, token };
  const draft = `${path}.${token}`;
  await writeFile(draft, `${JSON.stringify(own)}\n`);
  try {
    // A hard link is made by one process only, and shows the content whole or not at all.
    while (!(await linked(draft, path))) await removeDeadHolder(path, draft, realm, dataDir);
  } finally {
    await rm(draft, { force: true });
  }
  return keepLock(path, token);
}

interface Holder {
  pid: number;
  start: string;
  realm: string;
  token: string;
}

function keepLock(path: string, token: string): DirectoryLock {
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
      const holder = await readHolder(path);
      if (holder?.token === token) await rm(path, { force: true });
    },
  };
}

async function removeDeadHolder(path: string, draft: string, realm: string, dataDir: string): Promise<void> {
  const holder = await readHolder(path);
  // An empty or foreign file is what a full disk or a person left there.
  if (holder !== undefined && (await lives(holder, path, realm))) {
    const who = holder.pid === process.pid ? 'this very program' : 'another program';
    throw new ConfigError(
      'DATA_DIR_IN_USE',
      `The data directory ${dataDir} is in use by ${who} (pid ${holder.pid}). Stop it, or set DATA_DIR to another place.`,
    );
  }
  const removed = `${draft}.removed`;
  try {
    await rename(path, removed);
  } catch {
    // Somebody else removed it first.
    return;
  }
  const taken = await readHolder(removed);
  // Between looking and renaming another starter may have taken the lock: then it gets it back.
  if (taken !== undefined && taken.token !== holder?.token) await linked(removed, path);
  await rm(removed, { force: true });
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
    // Some mounted folders know no hard links.
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
    typeof value.realm === 'string' &&
    'token' in value &&
    typeof value.token === 'string'
  );
}

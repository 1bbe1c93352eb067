import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { Client } from 'pg';

import { databaseUrl } from '../database-url.ts';
import { ConfigError } from '../errors.ts';
import type { Log } from '../log.ts';
import { DATABASE, USER } from './cluster.ts';
import type { Placement } from './placement.ts';
import { readPostmasterFile } from './postmaster-file.ts';
import { commandOf, holdsWithin, isAlive, signal } from './processes.ts';

/** A server that runs on our data. */
export interface RunningServer {
  pid: number;
  port: number;
}

const ANSWER_TIMEOUT_MS = 10_000;
const STOP_TIMEOUT_MS = 15_000;

/**
 * Finds the server that a killed program left behind. It lives on without its parent, with every row it acknowledged.
 *
 * @returns the server when it answers to our password on our data; undefined when there is none, and a new one can start
 */
export async function findLeftServer(
  placement: Placement,
  password: string,
  log: Log,
): Promise<RunningServer | undefined> {
  const { cluster } = placement;
  const noted = await readPostmasterFile(cluster);
  // One whose process is gone is left for the server: it also checks that no part of the old one still works.
  if (noted === undefined || !(await isAlive(noted.pid))) return undefined;
  const command = await commandOf(noted.pid);
  if (command !== undefined && !/postgres|postmaster/.test(command)) {
    // The number went to another program meanwhile; PostgreSQL itself would mistake that for a server.
    log.warn({ pid: noted.pid }, 'stale note of a database server removed');
    await rm(join(cluster, 'postmaster.pid'), { force: true });
    return undefined;
  }

  const { answer, server } = await answerOf(placement, password, log);
  switch (answer) {
    case 'ours':
      return server;
    case 'old':
    case 'silent':
      log.warn({ pid: noted.pid, answer }, 'left database server cannot be used and is stopped');
      await stopServer(noted.pid);
      return undefined;
    case 'foreign':
      throw new ConfigError(
        'DATABASE_FOREIGN',
        `The database server with pid ${noted.pid} works on ${cluster} and does not know our password. Stop it and start again.`,
      );
    case 'gone':
      break;
  }
  return undefined;
}

/** Asks until there is an answer that will stay: the server may be starting, recovering, or just about to end. */
async function answerOf(
  placement: Placement,
  password: string,
  log: Log,
): Promise<{ answer: Exclude<Answer, 'busy'>; server?: RunningServer }> {
  let silentSince = performance.now();
  for (;;) {
    const note = await readPostmasterFile(placement.cluster);
    if (note === undefined || !(await isAlive(note.pid))) return { answer: 'gone' };
    const answer = await ask(note.port, password, placement);
    if (answer === 'busy') silentSince = performance.now();
    else if (answer !== 'silent') return { answer, server: { pid: note.pid, port: note.port } };
    if (performance.now() - silentSince > ANSWER_TIMEOUT_MS) return { answer: 'silent' };
    if (answer === 'busy') log.debug({ pid: note.pid }, 'left database server is starting or stopping');
    await holdsWithin(50, () => Promise.resolve(false));
  }
}

/** Ends a server: open transactions are rolled back, everything committed is safe. Waits until it is gone. */
export async function stopServer(pid: number): Promise<void> {
  const isGone = async () => !(await isAlive(pid));
  signal(pid, 'SIGINT');
  if (await holdsWithin(STOP_TIMEOUT_MS, isGone)) return;
  // As after a crash, the next start recovers from the log.
  signal(pid, 'SIGQUIT');
  if (await holdsWithin(5_000, isGone)) return;
  signal(pid, 'SIGKILL');
  await holdsWithin(5_000, isGone);
}

/** `busy`: it starts, recovers or stops, and says so. `old`: it is ours, of an earlier version. */
type Answer = 'ours' | 'old' | 'foreign' | 'busy' | 'silent' | 'gone';

async function ask(port: number, password: string, { cluster, binaries }: Placement): Promise<Answer> {
  const url = databaseUrl({ host: '127.0.0.1', port, user: USER, password, database: 'postgres' });
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ directory: string; version: string }>(
      `select current_setting('data_directory') as directory, current_setting('server_version') as version`,
    );
    const [row] = rows;
    if (row?.directory !== cluster) return 'foreign';
    return binaries.version === 'custom' || binaries.version.startsWith(row.version) ? 'ours' : 'old';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === '57P03') return 'busy';
    return code === '28P01' || code === '28000' ? 'foreign' : 'silent';
  } finally {
    await client.end().catch(() => {});
  }
}

/** Makes our database where it is missing. */
export async function createOwnDatabase(port: number, password: string): Promise<string> {
  const address = { host: '127.0.0.1', port, user: USER, password };
  const client = new Client({ connectionString: databaseUrl({ ...address, database: 'postgres' }) });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (rows.length === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
  return databaseUrl({ ...address, database: DATABASE });
}

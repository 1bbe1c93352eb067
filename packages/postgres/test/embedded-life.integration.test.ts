import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { silentLog, waitUntil } from '@durabot/testing';
import { afterEach, expect, test } from 'vitest';

import { isAlive } from '../src/embedded/processes.ts';
import { createDatabase, startEmbeddedPostgres } from '../src/index.ts';
import type { EmbeddedPostgres } from '../src/index.ts';
import type { ProgramLine } from './programs/embedded-program.ts';
import { aFolder, cleanUp, runProgram, watchServer } from './programs/run-embedded-program.ts';

afterEach(cleanUp);

/** The tests that are not about what is on the disk do without waiting for it. */
const hasty = { durability: 'none' } as const;

async function start(dataDir: string, durability: 'full' | 'none' = 'none'): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, durability, log: silentLog });
  watchServer(server.pid);
  return server;
}

async function ask<R extends object>(url: string, sql: string): Promise<R[]> {
  const db = createDatabase({ url, log: silentLog });
  try {
    return (await db.query<R>(sql)).rows;
  } finally {
    await db.stop();
  }
}

/** Kills every process of a server, in a way that gives none of them time to notice. */
async function killServer(pid: number): Promise<void> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  for (const one of [pid, ...children.trim().split(' ').map(Number)]) if (one > 0) process.kill(one, 'SIGKILL');
}

const rowsOf = (lines: readonly ProgramLine[]) => lines.flatMap((line) => (line.kind === 'row' ? [line.id] : []));

async function missingOf(url: string, acknowledged: readonly number[]): Promise<number[]> {
  const rows = await ask<{ id: number }>(url, 'select id from acknowledged');
  const there = new Set(rows.map(({ id }) => id));
  return acknowledged.filter((id) => !there.has(id));
}

test('the server is durable, closed to others, speaks Unicode, and is gone after a stop', async () => {
  const dataDir = join(await aFolder(), 'Мої дані', 'deep');
  const server = await start(dataDir, 'full');
  const [settings] = await ask(
    server.url,
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commits,
      current_setting('listen_addresses') as listens, current_setting('unix_socket_directories') as sockets,
      current_setting('server_encoding') as encoding, current_setting('timezone') as zone, upper('їжак') as upper`,
  );
  expect(settings).toEqual({
    fsync: 'on',
    commits: 'on',
    listens: '127.0.0.1',
    sockets: '',
    encoding: 'UTF8',
    zone: 'UTC',
    upper: 'ЇЖАК',
  });
  expect((await stat(join(dataDir, 'password'))).mode & 0o777).toBe(0o600);
  await expect(ask(server.url.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow(/password authentication/);
  await server.stop();
  expect(await isAlive(server.pid)).toBe(false);
});

test('what was written is there at the next start, on the same port; an interrupted first start is begun anew', async () => {
  const dataDir = await aFolder();
  await mkdir(join(dataDir, 'cluster.new'));
  await writeFile(join(dataDir, 'cluster.new', 'PG_VERSION'), '18\n');
  const first = await start(dataDir);
  await ask(first.url, 'create table note as select 1 as id');
  await first.stop();
  const second = await start(dataDir);
  expect({ port: second.port, adopted: second.adopted }).toEqual({ port: first.port, adopted: false });
  expect(await ask(second.url, 'select id from note')).toEqual([{ id: 1 }]);
  await second.stop();
});

test('the server of a killed program is adopted at once, with every acknowledged row', async () => {
  const dataDir = await aFolder();
  const program = runProgram({ dataDir, insert: true });
  const ready = await program.first('ready');
  await waitUntil(() => rowsOf(program.lines).length > 200);
  await program.end('SIGKILL');
  expect(await isAlive(ready.pid)).toBe(true);

  const began = performance.now();
  const server = await start(dataDir);
  const tookMs = performance.now() - began;
  expect({ pid: server.pid, adopted: server.adopted }).toEqual({ pid: ready.pid, adopted: true });
  // Some 60 ms on an idle machine.
  expect(tookMs).toBeLessThan(2_000);
  expect(await missingOf(server.url, rowsOf(program.lines))).toEqual([]);
  await server.stop();
  expect(await isAlive(ready.pid)).toBe(false);
});

test('after program and server were killed together, every acknowledged row is recovered', async () => {
  const dataDir = await aFolder();
  for (let round = 0; round < 3; round += 1) {
    const program = runProgram({ dataDir, insert: true });
    const ready = await program.first('ready');
    await waitUntil(() => rowsOf(program.lines).length > 100);
    await killServer(ready.pid);
    await program.end('SIGKILL');
    // At once: some of what was killed may still be dying.
    const server = await start(dataDir, 'full');
    expect(server.adopted).toBe(false);
    expect(await missingOf(server.url, rowsOf(program.lines))).toEqual([]);
    await server.stop();
  }
});

test('a second living program is refused with the pid of the first', async () => {
  const dataDir = await aFolder();
  const first = runProgram({ dataDir, options: hasty });
  await first.first('ready');
  await expect(start(dataDir)).rejects.toMatchObject({
    name: 'ConfigError',
    code: 'DATA_DIR_IN_USE',
    message: expect.stringContaining(`pid ${first.pid}`),
  });
  expect(await first.end('SIGTERM')).toBe(0);
  // And is welcome afterwards.
  await (await start(dataDir)).stop();
});

test('of several programs that start at once after a kill, one gets the server', async () => {
  const dataDir = await aFolder();
  const killed = runProgram({ dataDir, options: hasty });
  await killed.first('ready');
  await killed.end('SIGKILL');
  const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => start(dataDir)));
  const winners = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  expect(winners).toHaveLength(1);
  await winners[0]?.stop();
});

test('a server that dies by itself is started again on its port', async () => {
  const server = await start(await aFolder());
  const before = server.pid;
  await killServer(before);
  await waitUntil(() => server.pid !== before, { what: 'another server' });
  watchServer(server.pid);
  expect(await ask(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await server.stop();
});

test('a note that names a process of somebody else is stale', async () => {
  const dataDir = await aFolder();
  const first = await start(dataDir);
  const notePath = join(first.cluster, 'postmaster.pid');
  const note = await readFile(notePath, 'utf8');
  await first.stop();
  // As after a restart of the machine: the number belongs to another program now, of the same account.
  const { uid, gid } = await stat(first.cluster);
  const other = spawn('sleep', ['60'], { uid, gid, stdio: 'ignore' });
  await once(other, 'spawn');
  await writeFile(notePath, note.replace(/^\d+/, String(other.pid)));
  await chown(notePath, uid, gid);
  const second = await start(dataDir);
  other.kill();
  expect(second.adopted).toBe(false);
  await second.stop();
});

test('a Ctrl-C in the terminal reaches the program, which still has its database while it stops', async () => {
  const program = runProgram({ dataDir: await aFolder(), options: hasty });
  const ready = await program.first('ready');
  expect(await program.end('SIGINT', { group: true })).toBe(0);
  expect(program.lines.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['answer', 'stopped']));
  expect(await isAlive(ready.pid)).toBe(false);
});

test('a program that just exits leaves no server behind', async () => {
  const program = runProgram({ dataDir: await aFolder(), exitAtOnce: true, options: hasty });
  const ready = await program.first('ready');
  await waitUntil(async () => !(await isAlive(ready.pid)));
  expect(program.lines.map(({ kind }) => kind)).not.toContain('stopped');
});

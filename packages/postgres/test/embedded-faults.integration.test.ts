import { spawnSync } from 'node:child_process';
import { chmod, chown, cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { silentLog } from '@durabot/testing';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { findBinaries, restoreLinks } from '../src/embedded/binaries.ts';
import { ConfigError, createDatabase, startEmbeddedPostgres } from '../src/index.ts';
import type { EmbeddedPostgresOptions } from '../src/index.ts';
import { aFolder, cleanUp, runProgram, watchServer } from './programs/run-embedded-program.ts';

const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;

/** A copy of the server's programs, as an installation without its scripts leaves it: `native` without links. */
let installation: string;

beforeAll(async () => {
  installation = await mkdtemp(join(tmpdir(), 'durabot-installation-'));
  const { directory } = await findBinaries();
  await cp(directory, join(installation, 'native'), { recursive: true, verbatimSymlinks: true });
  const lib = join(installation, 'native', 'lib');
  for (const entry of await readdir(lib, { withFileTypes: true })) {
    if (entry.isSymbolicLink()) await rm(join(lib, entry.name));
  }
});

afterEach(cleanUp);

afterAll(() => rm(installation, { recursive: true }));

async function start(options: Omit<EmbeddedPostgresOptions, 'log'>) {
  const server = await startEmbeddedPostgres({ durability: 'none', ...options, log: silentLog });
  watchServer(server.pid);
  return server;
}

/** The one message for a person that a start fails with. */
async function refusalOf(options: Omit<EmbeddedPostgresOptions, 'log'>): Promise<{ code: string; lines: number }> {
  const error: unknown = await start(options).catch((reason: unknown) => reason);
  if (!(error instanceof ConfigError)) throw new Error('There was no refusal.', { cause: error });
  return { code: error.code, lines: error.message.split('\n').length };
}

async function holdPort(): Promise<{ port: number; free: () => Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    port,
    free: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}

test('a chosen port that is taken is refused by its number', async () => {
  const held = await holdPort();
  expect(await refusalOf({ dataDir: await aFolder(), port: held.port })).toEqual({
    code: 'DATABASE_PORT_TAKEN',
    lines: 1,
  });
  await held.free();
});

test('a port of last time that is taken now is replaced by a free one', async () => {
  const dataDir = await aFolder();
  await (await start({ dataDir })).stop();
  const held = await holdPort();
  await writeFile(join(dataDir, 'port'), `${held.port}\n`);
  const server = await start({ dataDir });
  expect(server.port).not.toBe(held.port);
  expect(Number(await readFile(join(dataDir, 'port'), 'utf8'))).toBe(server.port);
  await server.stop();
  await held.free();
});

test('a file in the place of the data directory is refused', async () => {
  const path = join(await aFolder(), 'file');
  await writeFile(path, '');
  expect(await refusalOf({ dataDir: path })).toEqual({ code: 'DATA_DIR_UNUSABLE', lines: 1 });
  expect(await refusalOf({ dataDir: join(path, 'below') })).toEqual({ code: 'DATA_DIR_UNUSABLE', lines: 1 });
});

test('a data directory that cannot be written is refused', async () => {
  const folder = await aFolder();
  await chmod(folder, 0o555);
  // Root may write everywhere, so there an ordinary user tries.
  const program = runProgram({ dataDir: join(folder, 'data'), ...(isRoot ? { uid: NOBODY } : {}) });
  await expect(program.first('ready')).rejects.toThrow(/"code":"DATA_DIR_UNWRITABLE"/);
});

test('library links that were not made at installation are restored', async () => {
  const made = await restoreLinks(installation);
  expect(made > 0 || process.platform !== 'linux').toBe(true);
  expect(await restoreLinks(installation)).toBe(0);
});

test.runIf(isRoot)('an ordinary user runs the server as itself', async () => {
  await restoreLinks(installation);
  await chmod(installation, 0o755);
  const dataDir = await aFolder();
  await chown(dataDir, NOBODY, NOBODY);
  const program = runProgram({ dataDir, uid: NOBODY, options: { binariesDir: join(installation, 'native') } });
  const ready = await program.first('ready');
  expect((await stat(ready.cluster)).uid).toBe(NOBODY);
  expect(ready.cluster).toBe(join(dataDir, 'cluster'));
  expect(await program.end('SIGTERM')).toBe(0);
});

test.runIf(isRoot)('as root, a closed clone gets its data and programs put where the server reaches them', async () => {
  await restoreLinks(installation);
  await chmod(installation, 0o700);
  const closed = await aFolder();
  await chmod(closed, 0o700);
  const sharedDir = await aFolder();
  const options = { dataDir: join(closed, 'data'), binariesDir: join(installation, 'native'), sharedDir };

  const first = await start(options);
  await query(first.url, 'create table note as select 1 as id');
  expect(first.cluster.startsWith(sharedDir)).toBe(true);
  const pointer = await readFile(join(options.dataDir, 'database-location.txt'), 'utf8');
  expect(pointer).toContain(first.cluster.replace(/\/cluster$/, ''));
  expect((await stat(first.cluster)).uid).not.toBe(0);
  await first.stop();

  const second = await start(options);
  expect(await query(second.url, 'select id from note')).toEqual([{ id: 1 }]);
  await second.stop();

  // A directory that is made anew at the same place is empty, whatever its predecessor left elsewhere.
  await rm(options.dataDir, { recursive: true });
  const third = await start(options);
  expect(third.cluster).not.toBe(first.cluster);
  await third.stop();
});

test.runIf(isRoot)('a machine without an account "postgres" runs the server as the owner of its data', async () => {
  const dataDir = await aFolder();
  const first = await start({ dataDir });
  await first.stop();
  // Another account than is chosen for new data, as after an account was added to the machine.
  shell(`chown -R ${NOBODY}:${NOBODY} '${first.cluster}'`);
  const second = await start({ dataDir });
  expect(second.cluster).toBe(join(dataDir, 'cluster'));
  expect((await stat(join(second.cluster, 'postmaster.pid'))).uid).toBe(NOBODY);
  await second.stop();
});

test.runIf(isRoot && canMount())('a full disk is reported as such, at the first start and at a later one', async () => {
  const small = await aFolder();
  mountSmallDisk(small, '10m');
  expect(await refusalOf({ dataDir: join(small, 'data'), sharedDir: await aFolder() })).toEqual({
    code: 'DISK_FULL',
    lines: 1,
  });

  const enough = await aFolder();
  mountSmallDisk(enough, '120m');
  const dataDir = join(enough, 'data');
  const server = await start({ dataDir });
  await server.stop();
  fill(enough);
  expect(await refusalOf({ dataDir })).toEqual({ code: 'DISK_FULL', lines: 1 });
  await rm(join(enough, 'filler'));
  await (await start({ dataDir })).stop();
});

async function query(url: string, sql: string): Promise<object[]> {
  const db = createDatabase({ url, log: silentLog });
  try {
    return (await db.query(sql)).rows;
  } finally {
    await db.stop();
  }
}

function mountSmallDisk(path: string, size: string): void {
  shell(`mount -t tmpfs -o size=${size},mode=755 tmpfs '${path}'`);
}

/** Containers without the right to mount cannot show a full disk. */
function canMount(): boolean {
  return shell('unshare --mount mount -t tmpfs tmpfs /mnt') === 0;
}

function fill(folder: string): void {
  shell(`dd if=/dev/zero of='${join(folder, 'filler')}' bs=4k`);
}

function shell(command: string): number | null {
  return spawnSync('/bin/sh', ['-c', command]).status;
}

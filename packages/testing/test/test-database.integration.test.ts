import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { createDatabase } from '@durabot/postgres';
import { afterEach, expect, test } from 'vitest';

import { createTestDatabase, joinTestServer, silentLog } from '../src/index.ts';
import type { TestDatabase } from '../src/index.ts';

const cleanups: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function aMigrationSet(up: string) {
  const folder = await mkdtemp(join(tmpdir(), 'durabot-migrations-'));
  cleanups.push(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, '0001_first.sql'), `-- up\n${up}\n-- down\n`);
  return { name: 'demo', directory: pathToFileURL(`${folder}/`) };
}

async function aTestDatabase(...args: Parameters<typeof createTestDatabase>): Promise<TestDatabase> {
  const made = await createTestDatabase(...args);
  cleanups.push(() => made.drop());
  return made;
}

test('two test databases made at once have the same tables and not the same rows', async () => {
  const set = await aMigrationSet('create table note (body text not null);');
  const [one, two] = await Promise.all([aTestDatabase([set]), aTestDatabase([set])]);
  await one.db.query('insert into note (body) values ($1)', ['mine']);
  const { rows } = await two.db.query('select body from note');
  expect(rows).toEqual([]);
});

test('an edited migration gives another template', async () => {
  const before = await aTestDatabase([await aMigrationSet('create table one (id bigint);')]);
  const after = await aTestDatabase([await aMigrationSet('create table two (id bigint);')]);
  expect(await tablesOf(before)).toEqual([{ tablename: 'one' }]);
  expect(await tablesOf(after)).toEqual([{ tablename: 'two' }]);
});

test('a dropped test database is gone, even while somebody is connected', async () => {
  const { url, drop } = await createTestDatabase();
  const other = createDatabase({ url, log: silentLog });
  cleanups.push(() => other.stop());
  await other.query('select 1');
  await drop();
  await expect(other.query('select 1')).rejects.toThrow(/terminat|does not exist|reached/);
});

test('the last to leave the shared server stops it', { timeout: 60_000 }, async () => {
  const directory = await mkdtemp(join(tmpdir(), 'durabot-shared-'));
  cleanups.push(() => rm(directory, { recursive: true }));
  const first = await joinTestServer(directory);
  const second = await joinTestServer(directory);
  expect(second.url).toBe(first.url);
  await first.release();
  expect(await answers(first.url)).toBe(true);
  await second.release();
  expect(await answers(first.url)).toBe(false);
});

async function tablesOf({ db }: TestDatabase): Promise<object[]> {
  const { rows } = await db.query(`select tablename from pg_tables where schemaname = 'public'`);
  return rows;
}

async function answers(url: string): Promise<boolean> {
  const db = createDatabase({ url, log: silentLog });
  try {
    await db.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await db.stop();
  }
}

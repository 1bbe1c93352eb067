import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { createTestDatabase, silentLog } from '@durabot/testing';
import type { TestDatabase } from '@durabot/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { createDatabase, dumpSchema, migrateDown, migrateUp, migrationStatus } from '../src/index.ts';
import type { Database, MigrationSet } from '../src/index.ts';

let made: TestDatabase;
let db: Database;
let folder: string;
let set: MigrationSet;

beforeEach(async () => {
  made = await createTestDatabase();
  db = made.db;
  folder = await mkdtemp(join(tmpdir(), 'durabot-migrations-'));
  set = { name: 'shop', directory: pathToFileURL(`${folder}/`) };
});

afterEach(async () => {
  await made.drop();
  await rm(folder, { recursive: true });
});

async function write(name: string, up: string, down: string, head = ''): Promise<void> {
  await writeFile(join(folder, `${name}.sql`), `${head}\n-- up\n${up}\n-- down\n${down}\n`);
}

async function writeShop(): Promise<void> {
  await write(
    '0001_orders',
    'create schema shop; create table shop.orders (id bigint primary key);',
    'drop schema shop cascade;',
  );
  await write(
    '0002_state',
    `alter table shop.orders add column state text not null default 'new';`,
    'alter table shop.orders drop column state;',
  );
  await write(
    '0003_index',
    'create index concurrently if not exists state_idx on shop.orders (state);\ncreate index concurrently if not exists id_idx on shop.orders (id);',
    'drop index concurrently if exists shop.state_idx;\ndrop index concurrently if exists shop.id_idx;',
    '-- no transaction',
  );
}

test('up, down and up again on data gives the same schema', async () => {
  await writeShop();
  await migrateUp(db, [set], silentLog);
  const first = await dumpSchema(db, 'shop');
  await db.query('insert into shop.orders (id) values (1)');
  const undone = await migrateDown(db, [set], { steps: 2 }, silentLog);
  expect(undone.map(({ number }) => number)).toEqual([3, 2]);
  await migrateUp(db, [set], silentLog);
  expect(await dumpSchema(db, 'shop')).toBe(first);
  const { rows } = await db.query('select id, state from shop.orders');
  expect(rows).toEqual([{ id: 1, state: 'new' }]);
});

test('runners that start at once apply each migration once, concurrent indexes included', async () => {
  await writeShop();
  const others = [1, 2, 3].map(() => createDatabase({ url: made.url, log: silentLog }));
  const applied = await Promise.all([db, ...others].map((one) => migrateUp(one, [set], silentLog)));
  expect(applied.flat().map(({ number }) => number)).toEqual([1, 2, 3]);
  expect(applied.filter((list) => list.length > 0)).toHaveLength(1);
  await Promise.all(others.map((one) => one.stop()));
});

test('the status tells applied from pending, and is no write', async () => {
  await writeShop();
  expect((await migrationStatus(db, [set])).map(({ state }) => state)).toEqual(['pending', 'pending', 'pending']);
  await migrateUp(db, [set], silentLog);
  await write('0004_more', 'select 1;', '');
  const status = await migrationStatus(db, [set]);
  expect(status.map(({ state }) => state)).toEqual(['applied', 'applied', 'applied', 'pending']);
  expect(status[0]?.appliedAt).toBeInstanceOf(Date);
});

test('an applied migration that was edited is refused by its file name, before anything runs', async () => {
  await writeShop();
  await migrateUp(db, [set], silentLog);
  await write('0002_state', 'select 2;', '');
  await write('0004_more', 'create table shop.more (id bigint);', 'drop table shop.more;');
  await expect(migrateUp(db, [set], silentLog)).rejects.toThrow(/0002_state\.sql was changed/);
  await expect(migrateUp(db, [set], silentLog)).rejects.toMatchObject({
    name: 'ConfigError',
    code: 'MIGRATION_EDITED',
  });
  expect((await migrationStatus(db, [set])).map(({ state }) => state)).toEqual([
    'applied',
    'edited',
    'applied',
    'pending',
  ]);
});

test('a migration that fails leaves neither its tables nor its ledger row, and names its file', async () => {
  await write('0001_good', 'create table good (id bigint);', 'drop table good;');
  await write('0002_bad', 'create table half (id bigint); select 1 / 0;', '');
  await expect(migrateUp(db, [set], silentLog)).rejects.toThrow(/0002_bad\.sql failed: division by zero/);
  const { rows } = await db.query(`select to_regclass('good') as good, to_regclass('half') as half`);
  expect(rows).toEqual([{ good: 'good', half: null }]);
  expect((await migrationStatus(db, [set])).map(({ state }) => state)).toEqual(['applied', 'pending']);
});

test('a migration outside a transaction that broke off is run again', async () => {
  await write(
    '0001_half',
    'create table if not exists a (id bigint);\nselect 1 / (select count(*) from a);',
    '',
    '-- no transaction',
  );
  await expect(migrateUp(db, [set], silentLog)).rejects.toThrow(/0001_half/);
  expect((await migrationStatus(db, [set])).map(({ state }) => state)).toEqual(['unfinished']);
  await db.query('insert into a values (1)');
  await migrateUp(db, [set], silentLog);
  expect((await migrationStatus(db, [set])).map(({ state }) => state)).toEqual(['applied']);
});

test('a migration of a newer release is reported as missing and does not stop the older one', async () => {
  await writeShop();
  await migrateUp(db, [set], silentLog);
  await rm(join(folder, '0003_index.sql'));
  expect(await migrateUp(db, [set], silentLog)).toEqual([]);
  expect((await migrationStatus(db, [set])).map(({ state }) => state)).toEqual(['applied', 'applied', 'missing']);
  await expect(migrateDown(db, [set], { steps: 1 }, silentLog)).rejects.toMatchObject({ code: 'MIGRATION_MISSING' });
});

test('several sets go up in their order and down against it', async () => {
  await writeShop();
  const other = { name: 'extra', directory: pathToFileURL(await mkdtemp(join(tmpdir(), 'durabot-migrations-'))) };
  await writeFile(
    new URL(`${other.directory.href}/0001_view.sql`),
    '-- up\ncreate view shop.v as select id from shop.orders;\n-- down\ndrop view shop.v;\n',
  );
  await migrateUp(db, [set, other], silentLog);
  const undone = await migrateDown(db, [set, other], { steps: Number.POSITIVE_INFINITY }, silentLog);
  expect(undone.map((one) => one.set)).toEqual(['extra', 'shop', 'shop', 'shop']);
  await rm(other.directory, { recursive: true });
});

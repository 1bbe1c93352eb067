import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dumpSchema, migrateDown, migrateUp } from '@durabot/postgres';
import { createTestDatabase, silentLog, type TestDatabase } from '@durabot/testing';
import { repairMigrations } from '../src/migrations.ts';
import { createOrder } from '../src/store/order-store.ts';
import { upsertPerson } from '../src/store/person-store.ts';
import { aNewOrder, dispatcherId, noon } from './an-order.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('migrations go up, down with data in the tables, and up again', async () => {
  const { db } = database;
  const sets = repairMigrations;
  const applied = await migrateUp(db, sets, silentLog);
  const before = await dumpSchema(db, 'repair');
  const seen = {
    userId: dispatcherId,
    firstName: 'Анна',
    lastName: undefined,
    username: undefined,
    languageCode: 'ru',
  };
  await db.transaction((tx) => upsertPerson(tx, seen, noon));
  await db.transaction((tx) => createOrder(tx, aNewOrder()));

  await migrateDown(db, sets, { steps: applied.length }, silentLog);
  const { rows } = await db.query(`select 1 from pg_namespace where nspname = 'repair'`);
  expect(rows).toEqual([]);

  await migrateUp(db, sets, silentLog);
  expect(await dumpSchema(db, 'repair')).toBe(before);
});

test('schema.sql is what the migrations make; `npm run schema:dump` writes it', async () => {
  const committed = await readFile(new URL('../schema.sql', import.meta.url), 'utf8');
  const { db } = database;
  await migrateUp(db, repairMigrations, silentLog);
  expect(await dumpSchema(db, 'repair')).toBe(committed);
});

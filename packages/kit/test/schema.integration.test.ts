import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dumpSchema, migrateDown, migrateUp } from '@durabot/postgres';
import { createTestDatabase, silentLog, type TestDatabase } from '@durabot/testing';
import { kitMigrations } from '../src/migrations.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('migrations go up, down and up again', async () => {
  const { db } = database;
  const applied = await migrateUp(db, [kitMigrations], silentLog);
  const before = await dumpSchema(db, 'kit');
  await migrateDown(db, [kitMigrations], { steps: applied.length }, silentLog);
  const { rows } = await db.query(`select 1 from pg_namespace where nspname = 'kit'`);
  expect(rows).toEqual([]);
  await migrateUp(db, [kitMigrations], silentLog);
  expect(await dumpSchema(db, 'kit')).toBe(before);
});

test('schema.sql is what the migrations make; `npm run schema:dump` writes it', async () => {
  const committed = await readFile(new URL('../schema.sql', import.meta.url), 'utf8');
  await migrateUp(database.db, [kitMigrations], silentLog);
  expect(await dumpSchema(database.db, 'kit')).toBe(committed);
});

import { readFile } from 'node:fs/promises';
import { dumpSchema, migrateDown, migrateUp } from '@durabot/postgres';
import { createTestDatabase, silentLog, type TestDatabase } from '@durabot/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appendUpdates } from '../src/inbox/inbox.ts';
import { runtimeMigrations } from '../src/index.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('migrations go up, down with data in the tables, and up again', async () => {
  const { db } = database;
  const applied = await migrateUp(db, [runtimeMigrations], silentLog);
  const before = await dumpSchema(db, 'durabot');
  await appendUpdates(db, { bot: 'test', generation: 1, updates: [{ update_id: 1 }] }, Date.UTC(2026, 0, 1));
  await migrateDown(db, [runtimeMigrations], { steps: applied.length }, silentLog);
  expect((await db.query(`select 1 from pg_namespace where nspname = 'durabot'`)).rows).toEqual([]);
  await migrateUp(db, [runtimeMigrations], silentLog);
  expect(await dumpSchema(db, 'durabot')).toBe(before);
});

test('schema.sql is what the migrations make; `npm run schema:dump` writes it', async () => {
  await migrateUp(database.db, [runtimeMigrations], silentLog);
  const committed = await readFile(new URL('../schema.sql', import.meta.url), 'utf8');
  expect(await dumpSchema(database.db, 'durabot')).toBe(committed);
});

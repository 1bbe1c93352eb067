import { randomBytes } from 'node:crypto';
import { createTestDatabase } from '@durabot/testing';
import type { TestDatabase } from '@durabot/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import {
  addBlob,
  blobEraser,
  createBlobFiles,
  dataKeyEraser,
  findResidue,
  getReceipt,
  kitMigrations,
  listAudit,
  listOpenErasures,
  openField,
  parseMasterKeys,
  requestErasure,
  runErasure,
  sealField,
} from '../src/index.ts';
import type { Eraser } from '../src/index.ts';

let database: TestDatabase;
const at = new Date('2026-11-22T10:00:00Z');
const nowOf = () => at;
const person = { product: 'repair', tenant: 'main', subject: 'client-1' };
const actor = { kind: 'user', id: '42', name: 'Анна Ковальчук' } as const;
const ring = {
  masterKeys: parseMasterKeys(`k:${randomBytes(32).toString('base64')}`),
  random: randomBytes,
};
const place = { ...person, field: 'client.phone' };

beforeAll(async () => {
  database = await createTestDatabase([kitMigrations]);
  await database.db.query(`
    create schema shop;
    create table shop.client (id text primary key, name text, phone text);
    create table shop.visit (id int primary key, client_id text, client_name text, price int, note jsonb);
    create table shop.message (id int primary key, client_id text, body text)`);
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.db.query('truncate shop.client, shop.visit, shop.message, kit.erasure_step, kit.erasure_run');
  const sealed = await database.db.transaction((tx) => sealField(tx, ring, place, '+380671234567', at));
  await database.db.query('insert into shop.client values ($1, $2, $3)', ['client-1', 'Ольга Їжакевич', sealed]);
  await database.db.query(`insert into shop.client values ('client-2', 'Пётр', '')`);
  await database.db.query(
    `insert into shop.visit select n, 'client-1', 'Ольга Їжакевич', 100, '{"said": "Їжакевич"}' from generate_series(1, 5) n`,
  );
  await database.db.query(`insert into shop.message select n, 'client-1', 'я, їжакевич' from generate_series(1, 5) n`);
});

const visits: Eraser = {
  table: 'shop.visit',
  async erase(tx, { subject }) {
    const { rowCount } = await tx.query(
      `update shop.visit set client_name = null, note = null where client_id = $1 and client_name is not null`,
      [subject],
    );
    return { anonymised: rowCount, kept: 5, note: 'sums stay for the books' };
  },
};

const messages: Eraser = {
  table: 'shop.message',
  async erase(tx, { subject }) {
    const { rowCount } = await tx.query(
      `delete from shop.message where id in (select id from shop.message where client_id = $1 order by id limit 2)`,
      [subject],
    );
    return { deleted: rowCount, more: rowCount === 2 };
  },
};

const clients: Eraser = {
  table: 'shop.client',
  async erase(tx, { subject }) {
    return { deleted: (await tx.query('delete from shop.client where id = $1', [subject])).rowCount };
  },
};

const erasers = [dataKeyEraser, messages, visits, clients];

const ask = (id: string) =>
  database.db.transaction((tx) => requestErasure(tx, { ...person, id, actor, via: 'bot', at, reason: '/privacy' }));

const lines = [
  { table: 'kit.data_key', deleted: 1, anonymised: 0, kept: 0, note: null },
  { table: 'shop.message', deleted: 5, anonymised: 0, kept: 0, note: null },
  { table: 'shop.visit', deleted: 0, anonymised: 5, kept: 5, note: 'sums stay for the books' },
  { table: 'shop.client', deleted: 1, anonymised: 0, kept: 0, note: null },
];

test('an erasure leaves a receipt with tables and counts, and nothing to be found', async () => {
  const { rows } = await database.db.query<{ phone: string }>(`select phone from shop.client where id = 'client-1'`);
  expect(await findResidue(database.db, ['shop'], ['їжакевич'])).toEqual([
    { table: 'shop.client', column: 'name', rows: 1 },
    { table: 'shop.message', column: 'body', rows: 5 },
    { table: 'shop.visit', column: 'client_name', rows: 5 },
    { table: 'shop.visit', column: 'note', rows: 5 },
  ]);
  const receipt = await runErasure(database.db, await ask('r1'), erasers, nowOf);
  expect(receipt).toEqual({ ...person, id: 'r1', requestedAt: at, finishedAt: at, lines });
  expect(await findResidue(database.db, ['shop', 'kit'], ['Їжакевич', '380671234567', 'Ковальчук'])).toEqual([]);
  // A copy of the field that somebody kept cannot be read either.
  expect(await openField(database.db, ring, place, rows[0]?.phone ?? '')).toEqual({ kind: 'shredded' });
  const { rows: others } = await database.db.query('select id from shop.client');
  expect(others).toEqual([{ id: 'client-2' }]);
});

test('an erasure is audited from its request to its receipt', async () => {
  await runErasure(database.db, await ask('r2'), erasers, nowOf);
  const entity = { kind: 'erasure', id: 'r2' };
  const { entries } = await listAudit(database.db, { product: 'repair', tenant: 'main', entity });
  expect(entries.map(({ action, after, reason }) => [action, after, reason])).toEqual([
    ['erasure.finished', { subject: 'client-1', lines }, undefined],
    ['erasure.requested', { subject: 'client-1' }, '/privacy'],
  ]);
});

test('asked for twice it is one erasure, done again it does nothing', async () => {
  expect([await ask('r3'), await ask('r3'), await ask('r3b')]).toEqual(['r3', 'r3', 'r3']);
  await runErasure(database.db, 'r3', erasers, nowOf);
  const failing: Eraser = { table: 'shop.client', erase: () => Promise.reject(new Error('asked again')) };
  expect((await runErasure(database.db, 'r3', [failing], nowOf)).lines).toEqual(lines);
  expect(await ask('r4')).toBe('r4');
});

test('after a crash it goes on where it was, and its counts are right', async () => {
  let left = 2;
  const crashing: Eraser = {
    table: 'shop.message',
    erase: async (tx, subject, now) => {
      const erased = await messages.erase(tx, subject, now);
      left -= 1;
      if (left === 0) throw new Error('the process ended');
      return erased;
    },
  };
  const id = await ask('r5');
  const first = runErasure(database.db, id, [dataKeyEraser, crashing, visits, clients], nowOf);
  await expect(first).rejects.toThrow('the process ended');
  expect((await getReceipt(database.db, id)).lines.map((line) => [line.table, line.deleted])).toEqual([
    ['kit.data_key', 1],
    ['shop.message', 2],
  ]);
  expect(await listOpenErasures(database.db, 'repair')).toEqual([id]);
  expect((await runErasure(database.db, id, erasers, nowOf)).lines).toEqual(lines);
  expect(await listOpenErasures(database.db, 'repair')).toEqual([]);
});

test('two processes at once count every row once', async () => {
  const id = await ask('r6');
  const [one, two] = await Promise.all([1, 2].map(() => runErasure(database.db, id, erasers, nowOf)));
  expect(one?.lines).toEqual(lines);
  expect(two).toEqual(one);
});

test('files of a person are given up', async () => {
  const files = createBlobFiles('/nowhere/at/all');
  const stored = { ...files, put: () => Promise.resolve('a'.repeat(64)), has: () => Promise.resolve(true) };
  const entity = { kind: 'visit', id: '1' };
  const file = { name: 'photo', bytes: Buffer.from('x'), mediaType: 'image/jpeg', at };
  await database.db.transaction((tx) => addBlob(tx, stored, { ...person, entity }, file));
  const receipt = await runErasure(database.db, await ask('r7'), [blobEraser(() => Promise.resolve([entity]))], nowOf);
  expect(receipt.lines).toEqual([{ table: 'kit.blob_ref', deleted: 1, anonymised: 0, kept: 0, note: null }]);
});

test('what cannot be carried out is refused in words', async () => {
  await expect(runErasure(database.db, 'nobody', erasers, nowOf)).rejects.toThrow('no erasure nobody');
  await expect(runErasure(database.db, 'nobody', [clients, clients], nowOf)).rejects.toThrow('Two erasers');
  const idle: Eraser = { table: 'shop.client', erase: () => Promise.resolve({ more: true }) };
  await expect(runErasure(database.db, await ask('r8'), [idle], nowOf)).rejects.toThrow('did nothing');
});

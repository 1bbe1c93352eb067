import { randomBytes } from 'node:crypto';
import { createTestDatabase } from '@durabot/testing';
import type { TestDatabase } from '@durabot/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import {
  kitMigrations,
  openField,
  openFields,
  parseMasterKeys,
  retireDataKey,
  rewrapDataKeys,
  sealField,
  shredDataKeys,
} from '../src/index.ts';
import type { KeyRing } from '../src/index.ts';

let database: TestDatabase;
const at = new Date('2026-11-22T10:00:00Z');
const [older, newer] = [randomBytes(32), randomBytes(32)].map((bytes) => bytes.toString('base64'));
const ringOf = (setting: string): KeyRing => ({ masterKeys: parseMasterKeys(setting), random: randomBytes });
const ring = ringOf(`old:${older}`);
const place = { product: 'repair', tenant: 'main', subject: 'client-1', field: 'client.phone' };
const phone = '+380 67 123-45-67';

beforeAll(async () => {
  database = await createTestDatabase([kitMigrations]);
});
afterAll(() => database.drop());
beforeEach(() => database.db.query('truncate kit.data_key'));

const seal = (text = phone, where = place) => database.db.transaction((tx) => sealField(tx, ring, where, text, at));
const open = (sealed: string, where = place) => openField(database.db, ring, where, sealed);

test('a field comes back where it was encrypted, and nowhere else', async () => {
  const [sealed, again] = [await seal(), await seal()];
  expect(sealed).not.toBe(again);
  expect(await open(sealed)).toEqual({ kind: 'text', text: phone });
  for (const elsewhere of [{ subject: 'client-2' }, { field: 'client.name' }, { tenant: 'other' }])
    await expect(open(sealed, { ...place, ...elsewhere })).rejects.toThrow('belongs elsewhere');
  await expect(open(`${sealed.slice(0, -3)}${sealed.at(-3) === 'A' ? 'B' : 'A'}${sealed.slice(-2)}`)).rejects.toThrow(
    'was changed',
  );
  await expect(open(phone)).rejects.toThrow('nothing that was encrypted');
});

test('writers at the same time share the first key of a person', async () => {
  const sealed = await Promise.all(Array.from({ length: 8 }, () => seal()));
  expect(new Set(sealed.map((one) => one.split('.')[1])).size).toBe(1);
  expect(await open(sealed[7] ?? '')).toEqual({ kind: 'text', text: phone });
});

test('whoever reads the database finds no field and no key', async () => {
  await seal();
  const { rows } = await database.db.query<{ wrapped: Buffer }>('select wrapped from kit.data_key');
  expect(rows[0]?.wrapped).toHaveLength(12 + 32 + 16);
  const thief = ringOf(`old:${newer}`);
  await expect(openField(database.db, thief, place, await seal())).rejects.toThrow('does not open');
});

test('a shredded person is unreadable for ever; others and what comes later are not', async () => {
  const [mine, theirs] = [await seal(), await seal('Анна', { ...place, subject: 'client-2' })];
  expect(await database.db.transaction((tx) => shredDataKeys(tx, place, at))).toBe(1);
  expect(await database.db.transaction((tx) => shredDataKeys(tx, place, at))).toBe(0);
  const later = await seal('+1 555 0100');
  const fields = [mine, later].map((sealed) => ({ place, sealed }));
  expect(
    await openFields(database.db, ring, [...fields, { place: { ...place, subject: 'client-2' }, sealed: theirs }]),
  ).toEqual([{ kind: 'shredded' }, { kind: 'text', text: '+1 555 0100' }, { kind: 'text', text: 'Анна' }]);
});

test('a retired data key opens what it closed, and closes nothing more', async () => {
  const before = await seal();
  await database.db.transaction((tx) => retireDataKey(tx, place, at));
  const after = await seal();
  expect(before.split('.')[1]).not.toBe(after.split('.')[1]);
  expect(await open(before)).toEqual({ kind: 'text', text: phone });
  await database.db.transaction((tx) => shredDataKeys(tx, place, at));
  expect([await open(before), await open(after)]).toEqual([{ kind: 'shredded' }, { kind: 'shredded' }]);
});

test('another master key takes over some keys at a time, and then the old one is not needed', async () => {
  const sealed = [];
  for (const subject of ['a', 'b', 'c'])
    sealed.push({ place: { ...place, subject }, sealed: await seal(subject, { ...place, subject }) });
  const both = ringOf(`new:${newer},old:${older}`);
  const rewrapped = [];
  for (let n = 0; n < 3; n += 1) rewrapped.push(await database.db.transaction((tx) => rewrapDataKeys(tx, both, 2)));
  expect(rewrapped).toEqual([2, 1, 0]);
  const opened = await openFields(database.db, ringOf(`new:${newer}`), sealed);
  expect(opened.map((one) => one.kind === 'text' && one.text)).toEqual(['a', 'b', 'c']);
  await expect(openFields(database.db, ring, sealed)).rejects.toThrow(
    'master key new, which is not among the settings',
  );
});

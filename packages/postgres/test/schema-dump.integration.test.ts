import { createTestDatabase } from '@durabot/testing';
import type { TestDatabase } from '@durabot/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { dumpSchema } from '../src/index.ts';

let one: TestDatabase;
let two: TestDatabase;

beforeEach(async () => {
  [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
});

afterEach(async () => {
  await Promise.all([one.drop(), two.drop()]);
});

const chat = 'create table shop.chat (id bigint primary key);';
const order = `create table shop.orders (
  id bigint generated always as identity primary key,
  chat_id bigint not null references shop.chat,
  state text not null default 'new' check (state in ('new', 'done')),
  total numeric(10, 2) generated always as (1.5) stored
);`;
const rest = `
  create index orders_state_idx on shop.orders (state) where state = 'new';
  create index orders_chat_idx on shop.orders (chat_id);
  alter table shop.orders enable row level security;
  create policy own on shop.orders using (chat_id = 1);
  comment on table shop.orders is 'It''s what people asked for';
  create function shop.one() returns integer language sql as 'select 1';`;

test('a dump makes the same schema again, and the same dump', async () => {
  await one.db.query(`create schema shop; ${chat} ${order} ${rest}`);
  const dump = await dumpSchema(one.db, 'shop');
  await two.db.query(dump);
  expect(await dumpSchema(two.db, 'shop')).toBe(dump);
  expect(dump).toContain(`state text default 'new'::text not null`);
  expect(dump).toContain('FOREIGN KEY (chat_id) REFERENCES shop.chat(id)');
});

test('the order in which indexes were made does not show', async () => {
  const indexes = ['create index a_idx on shop.chat (id)', 'create index b_idx on shop.chat (id desc)'];
  await one.db.query(`create schema shop; ${chat} ${indexes.join(';')}`);
  await two.db.query(`create schema shop; ${chat} ${indexes.toReversed().join(';')}`);
  expect(await dumpSchema(two.db, 'shop')).toBe(await dumpSchema(one.db, 'shop'));
});

test('a dropped column and another schema leave no trace', async () => {
  await one.db.query(`create schema shop; create schema other; create table other.x (id bigint); ${chat}`);
  await two.db.query(
    `create schema shop; ${chat} alter table shop.chat add column gone text; alter table shop.chat drop column gone`,
  );
  expect(await dumpSchema(two.db, 'shop')).toBe(await dumpSchema(one.db, 'shop'));
});

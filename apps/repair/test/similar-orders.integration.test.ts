import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '@durabot/postgres';
import { createTestDatabase, type TestDatabase } from '@durabot/testing';
import { repairMigrations } from '../src/migrations.ts';
import { createOrder, type NewOrder, type Order } from '../src/store/order-store.ts';
import { upsertPerson } from '../src/store/person-store.ts';
import { findSimilarOrder } from '../src/store/similar-order-store.ts';
import { aNewOrder, dispatcherId, noon } from './an-order.ts';

let database: TestDatabase;
let db: Database;

beforeAll(async () => {
  database = await createTestDatabase(repairMigrations);
  db = database.db;
});
afterAll(() => database.drop());

beforeEach(async () => {
  await db.query(
    `truncate repair.person, repair.client, repair.client_phone, repair.address, repair.order_counter,
              repair.service_order, repair.order_attachment, repair.order_history
     cascade`,
  );
  const anna = {
    userId: dispatcherId,
    firstName: 'Анна',
    lastName: undefined,
    username: undefined,
    languageCode: 'ru',
  };
  await db.transaction((tx) => upsertPerson(tx, anna, noon));
});

async function anOrder(idempotencyKey: string, special: Partial<NewOrder> = {}): Promise<Order> {
  const { order } = await db.transaction((tx) => createOrder(tx, aNewOrder({ idempotencyKey, ...special })));
  return order;
}

const tv = { kind: 'known', id: 'tv' } as const;
const washer = { kind: 'known', id: 'washing_machine' } as const;
const stranger = '+79990000000';

describe('an open order', () => {
  test('is similar by its phone, the newest first', async () => {
    await anOrder('first');
    const second = await anOrder('second', { category: tv });
    expect(await findSimilarOrder(db, { phone: '+79161234517' })).toEqual({ id: second.id, by: 'phone' });
    expect(await findSimilarOrder(db, { phone: stranger })).toBeUndefined();
  });

  test('is similar by its address in any spelling, for the same category only', async () => {
    const order = await anOrder('first');
    const address = { text: '  лесная УЛ. 5 ' };
    expect(await findSimilarOrder(db, { phone: stranger, address, category: washer })).toEqual({
      id: order.id,
      by: 'address',
    });
    expect(await findSimilarOrder(db, { phone: stranger, address, category: tv })).toBeUndefined();
    expect(await findSimilarOrder(db, { phone: stranger, address })).toBeUndefined();
  });

  test('of a category in own words is similar to the same words', async () => {
    const order = await anOrder('first', { category: { kind: 'other', text: 'Робот-пылесос' } });
    const address = { text: 'Лесная ул., 5' };
    const same = { kind: 'other', text: 'робот-пылесос' } as const;
    expect(await findSimilarOrder(db, { address, category: same })).toEqual({ id: order.id, by: 'address' });
    expect(await findSimilarOrder(db, { address, category: { kind: 'other', text: 'утюг' } })).toBeUndefined();
  });

  test('is looked for among older ones only, where that is asked for', async () => {
    const first = await anOrder('first');
    const second = await anOrder('second');
    expect(await findSimilarOrder(db, { phone: first.phone, before: second.id })).toMatchObject({ id: first.id });
    expect(await findSimilarOrder(db, { phone: first.phone, before: first.id })).toBeUndefined();
  });
});

test.each([
  ['closed', 'closed_at = created_at'],
  ['refused', `refusal_reason = 'дорого', refused_by = 'client'`],
  ['cancelled', `cancel_reason = 'передумали', cancelled_by = 'client'`],
])('an order that is %s is similar to nothing', async (status, how) => {
  const order = await anOrder('first');
  await db.query(`update repair.service_order set status = $2, ${how} where id = $1`, [order.id, status]);
  const address = { text: 'Лесная ул., 5' };
  expect(await findSimilarOrder(db, { phone: order.phone, address, category: washer })).toBeUndefined();
});

test('the two questions are answered by their indexes', async () => {
  const plans = await db.transaction(async (tx) => {
    // The table is small; without this a scan of it would be cheaper than any index.
    await tx.query('set local enable_seqscan = off');
    await tx.query('set local enable_bitmapscan = off');
    const phone = await tx.query(
      `explain select id from repair.service_order
       where phone = '+79161234517' and status not in ('closed', 'refused', 'cancelled')
       order by id desc limit 1`,
    );
    const address = await tx.query(
      `explain select service_order.id
       from repair.address join repair.service_order on service_order.address_id = address.id
       where address.text_key = 'x' and service_order.status not in ('closed', 'refused', 'cancelled')`,
    );
    return JSON.stringify([phone.rows, address.rows]);
  });
  for (const index of ['service_order_open_phone_idx', 'service_order_open_address_idx', 'address_text_key_idx'])
    expect(plans).toContain(index);
});

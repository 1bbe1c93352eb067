import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '@durabot/postgres';
import { createTestDatabase, type TestDatabase } from '@durabot/testing';
import { repairMigrations } from '../src/migrations.ts';
import { findClientByPhone, listRecentClients } from '../src/store/client-store.ts';
import { listOrderHistory } from '../src/store/history-store.ts';
import {
  createOrder,
  findOrder,
  findOrderByKey,
  findOrderByNumber,
  listFrequentCategories,
  listOrders,
  listOrdersByNumber,
} from '../src/store/order-store.ts';
import { searchOrders, searchStatement, searchValues } from '../src/store/search-store.ts';
import { readSearch } from '../src/domain/read-search.ts';
import { findPerson, listPeople, setPersonLanguage, upsertPerson } from '../src/store/person-store.ts';
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
  await db.transaction((tx) => upsertPerson(tx, anna, noon));
});

const anna = {
  userId: dispatcherId,
  firstName: 'Анна',
  lastName: 'Кузнецова',
  username: 'anna_desk',
  languageCode: 'ru',
};

describe('a search', () => {
  const page = { withDeleted: false, skip: 0, limit: 10 };
  const made = [
    ['Лесная ул., 5', '+79161234517', 'Анна К.'],
    ['вул. Їжакевича, 12', '+380671234517', 'Ольга'],
    ['ЛЕСНОЙ пр-т, 50%', '+79160004500', 'Пётр Лесной'],
  ] as const;
  const find = async (typed: string) => {
    const query = readSearch(typed, 'RU');
    if (query === undefined) throw new Error(typed);
    const { found } = await searchOrders(db, query, page);
    return found.map(({ order, by }) => `${Number(order.number.slice(-6))} ${by}`);
  };

  test('finds by any piece of any text and by every index, the surest first', async () => {
    for (const [text, phone, name] of made) {
      const special = { address: { text, latitude: undefined, longitude: undefined }, client: { phone, name } };
      await db.transaction((tx) => createOrder(tx, aNewOrder({ idempotencyKey: phone, ...special })));
    }
    await db.query(`update repair.service_order set device_brand = 'Bosch', device_model = 'WAN 4500' where seq = 2`);
    await db.query(`update repair.service_order set field_values = '{"f1": "Шкаф у окна"}' where seq = 1`);
    expect(await find('шкаф у')).toEqual(['1 field']);
    expect(await find('f1')).toEqual([]);
    expect(await find('лесн')).toEqual(['3 address', '1 address']);
    expect(await find('їжак')).toEqual(['2 address']);
    expect(await find('50%')).toEqual(['3 address']);
    expect(await find('пётр лес')).toEqual(['3 client']);
    expect(await find('WAN 45')).toEqual(['2 model']);
    expect(await find('4517')).toEqual(['2 phone', '1 phone']);
    expect(await find('8 916 123-45-17')).toEqual(['1 phone']);
    expect(await find('4500')).toEqual(['3 phone', '2 model']);
    expect(await find('R-2026-000002')).toEqual(['2 number']);
    expect(await find('ул')).toEqual(['2 address', '1 address']);
    expect(await find('Мира')).toEqual([]);

    const plan = await db.transaction(async (tx) => {
      await tx.query('set local enable_seqscan = off');
      const { rows } = await tx.query<{ 'QUERY PLAN': string }>(
        `explain ${searchStatement}`,
        searchValues(
          { number: undefined, phone: '+79161234517', phoneTail: '4517', text: 'лесн', isNumeric: false },
          page,
        ),
      );
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    });
    for (const index of [
      'address_search',
      'client_search',
      'service_order_search',
      'service_order_fields',
      'client_phone_backwards',
    ])
      expect(plan).toContain(`${index}_idx`);
    expect(plan).not.toContain('Seq Scan');
  });
});

describe('an order', () => {
  test('comes back as it was stored', async () => {
    const { order, created } = await db.transaction((tx) => createOrder(tx, aNewOrder()));
    expect(created).toBe(true);
    expect(order).toMatchObject({
      number: 'R-2026-000001',
      status: 'new',
      kind: 'ordinary',
      category: { kind: 'known', id: 'washing_machine' },
      problemText: 'гудит',
      problemTags: ['drain'],
      attachmentCount: 1,
      clientName: 'Анна К.',
      phone: '+79161234517',
      addressText: 'Лесная ул., 5',
      wanted: { kind: 'window', from: new Date('2026-11-22T07:00:00Z'), to: new Date('2026-11-22T09:00:00Z') },
      priceEstimateMinor: 2500_00,
      priceNote: 'запчасти отдельно',
      currency: 'RUB',
      createdBy: dispatcherId,
      createdByName: 'Анна Кузнецова',
      rev: 1,
      createdAt: noon,
    });
    expect(await findOrder(db, order.id)).toEqual(order);
    expect(await findOrderByNumber(db, 'R-2026-000001')).toEqual(order);
    expect(await findOrderByKey(db, 'order-1')).toEqual(order);
  });

  test('begins its history with who made it and when', async () => {
    const { order } = await db.transaction((tx) => createOrder(tx, aNewOrder()));
    expect(await listOrderHistory(db, order.id)).toEqual([
      {
        at: noon,
        event: 'submit',
        fromStatus: undefined,
        toStatus: 'new',
        actorName: 'Анна Кузнецова',
        reason: undefined,
      },
    ]);
  });

  test('is made once for one key, and the repeat costs no number', async () => {
    const first = await db.transaction((tx) => createOrder(tx, aNewOrder()));
    const again = await db.transaction((tx) => createOrder(tx, aNewOrder({ problemText: 'другое' })));
    expect(again).toEqual({ order: first.order, created: false });
    const next = await db.transaction((tx) => createOrder(tx, aNewOrder({ idempotencyKey: 'order-2' })));
    expect(next.order.number).toBe('R-2026-000002');
  });

  test('can be of a category in own words, at a point on the map, as soon as possible, without a price', async () => {
    const { order } = await db.transaction((tx) =>
      createOrder(
        tx,
        aNewOrder({
          category: { kind: 'other', text: 'Робот-пылесос' },
          address: { text: undefined, latitude: 55.75, longitude: 37.61 },
          wanted: { kind: 'asap', from: noon, to: undefined },
          priceEstimateMinor: undefined,
          priceNote: undefined,
          attachments: [],
          client: { phone: '+79160000001' },
        }),
      ),
    );
    expect(order).toMatchObject({
      category: { kind: 'other', text: 'Робот-пылесос' },
      latitude: 55.75,
      wanted: { kind: 'asap', from: noon },
      priceEstimateMinor: undefined,
      clientName: undefined,
      attachmentCount: 0,
    });
  });

  test('may go back to an earlier one of the client', async () => {
    const first = await db.transaction((tx) => createOrder(tx, aNewOrder()));
    const follows = { kind: 'warranty', orderId: first.order.id } as const;
    const next = await db.transaction((tx) => createOrder(tx, aNewOrder({ idempotencyKey: 'order-2', follows })));
    expect(next.order).toMatchObject({ kind: 'warranty', previousNumber: 'R-2026-000001' });
  });

  test('takes the same file once', async () => {
    const file = { kind: 'photo', fileId: 'f', fileUniqueId: 'u' } as const;
    const { order } = await db.transaction((tx) => createOrder(tx, aNewOrder({ attachments: [file, file] })));
    expect(order.attachmentCount).toBe(1);
  });
});

describe('numbers', () => {
  test('have no gaps and no twins under 50 creations at once, of which every third is rolled back', async () => {
    const attempts = Array.from({ length: 50 }, (_, index) => index);
    const results = await Promise.allSettled(
      attempts.map((index) =>
        db.transaction(async (tx) => {
          const phone = `+7916${String(1_000_000 + (index % 7))}`;
          const made = await createOrder(tx, aNewOrder({ idempotencyKey: `k${index}`, client: { phone } }));
          if (index % 3 === 0) throw new Error('changed their mind');
          return made.order.number;
        }),
      ),
    );
    const numbers = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])).toSorted();
    expect(numbers).toHaveLength(33);
    expect(numbers).toEqual(numbers.map((_, index) => `R-2026-${String(index + 1).padStart(6, '0')}`));
  });

  test('are one for twenty presses of the same button at once', async () => {
    // The year's counter exists already, as it does on every day but the first.
    await db.transaction((tx) => createOrder(tx, aNewOrder({ idempotencyKey: 'earlier' })));
    const made = await Promise.all(
      Array.from({ length: 20 }, () => db.transaction((tx) => createOrder(tx, aNewOrder()))),
    );
    expect(made.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(made.map(({ order }) => order.number))).toEqual(new Set(['R-2026-000002']));
  });

  test("begin anew with the year of the company's zone", async () => {
    await db.transaction((tx) => createOrder(tx, aNewOrder()));
    const createdAt = new Date('2026-12-31T21:30:00Z');
    const { order } = await db.transaction((tx) => createOrder(tx, aNewOrder({ idempotencyKey: 'k2', createdAt })));
    expect(order.number).toBe('R-2027-000001');
  });

  test('grow in the order in which orders are listed', async () => {
    for (let index = 0; index < 12; index++) {
      await db.transaction((tx) => createOrder(tx, aNewOrder({ idempotencyKey: `k${index}` })));
    }
    const first = await listOrders(db, { skip: 0, limit: 10 });
    expect(first.orders.map(({ number }) => number)).toEqual(
      Array.from({ length: 10 }, (_, index) => `R-2026-${String(12 - index).padStart(6, '0')}`),
    );
    expect(first).toMatchObject({ hasNewer: false, hasOlder: true });
    const second = await listOrders(db, { skip: 10, limit: 10 });
    expect(second.orders.map(({ number }) => number)).toEqual(['R-2026-000002', 'R-2026-000001']);
    expect(second).toMatchObject({ hasNewer: true, hasOlder: false });
  });
});

describe('an order is found by what somebody says', () => {
  beforeEach(async () => {
    for (const [key, createdAt] of [
      ['a', '2025-03-01T10:00:00Z'],
      ['b', '2026-03-01T10:00:00Z'],
      ['c', '2026-03-02T10:00:00Z'],
    ] as const) {
      await db.transaction((tx) => createOrder(tx, aNewOrder({ idempotencyKey: key, createdAt: new Date(createdAt) })));
    }
    await db.query('update repair.order_counter set last_seq = 122 where year = 2026');
    await db.transaction((tx) => createOrder(tx, aNewOrder({ idempotencyKey: 'd', createdAt: noon })));
  });

  test.each([
    ['R-2026-000002', ['R-2026-000002']],
    ['r 2026 2', ['R-2026-000002']],
    ['2026-2', ['R-2026-000002']],
    ['Р-2026-000002', ['R-2026-000002']],
    ['2', ['R-2026-000002']],
    ['№123', ['R-2026-000123']],
    ['000123', ['R-2026-000123']],
    ['23', ['R-2026-000123']],
    ['1', ['R-2026-000001', 'R-2025-000001']],
    ['77', []],
    ['0', []],
    ['R-2024-000001', []],
    ["1'; drop table", []],
    ['', []],
  ])('%j', async (said, numbers) => {
    expect((await listOrdersByNumber(db, said)).map(({ number }) => number)).toEqual(numbers);
  });
});

describe('a client', () => {
  test('is known by the phone, with past orders and addresses, the latest first', async () => {
    await db.transaction((tx) => createOrder(tx, aNewOrder()));
    await db.transaction((tx) =>
      createOrder(
        tx,
        aNewOrder({
          idempotencyKey: 'order-2',
          createdAt: new Date('2026-11-22T09:00:00Z'),
          category: { kind: 'known', id: 'tv' },
          address: { text: 'Садовая, 7', latitude: undefined, longitude: undefined },
          client: { phone: '+79161234517', name: 'Анна Кузнецова' },
        }),
      ),
    );
    expect(await findClientByPhone(db, '+79161234517')).toMatchObject({
      name: 'Анна Кузнецова',
      orderCount: 2,
      lastOrder: { number: 'R-2026-000002', category: { kind: 'known', id: 'tv' }, status: 'new' },
      addresses: [{ text: 'Садовая, 7' }, { text: 'Лесная ул., 5' }],
    });
    expect(await findClientByPhone(db, '+79990000000')).toBeUndefined();
  });

  test('keeps one address however it is typed', async () => {
    await db.transaction((tx) => createOrder(tx, aNewOrder()));
    const address = { text: 'лесная УЛ 5', latitude: 55.7, longitude: 37.6 };
    await db.transaction((tx) => createOrder(tx, aNewOrder({ idempotencyKey: 'order-2', address })));
    const client = await findClientByPhone(db, '+79161234517');
    expect(client?.addresses).toEqual([expect.objectContaining({ text: 'Лесная ул., 5', latitude: 55.7 })]);
  });

  test('keeps the name when a later order gives none', async () => {
    await db.transaction((tx) => createOrder(tx, aNewOrder()));
    await db.transaction((tx) =>
      createOrder(tx, aNewOrder({ idempotencyKey: 'order-2', client: { phone: '+79161234517' } })),
    );
    expect((await findClientByPhone(db, '+79161234517'))?.name).toBe('Анна К.');
  });

  test('is listed among the recent once, the newest order first', async () => {
    for (const [key, phone] of [
      ['a', '+79160000001'],
      ['b', '+79160000002'],
      ['c', '+79160000001'],
    ] as const) {
      await db.transaction((tx) => createOrder(tx, aNewOrder({ idempotencyKey: key, client: { phone } })));
    }
    expect((await listRecentClients(db, 5)).map(({ phone }) => phone)).toEqual(['+79160000001', '+79160000002']);
    expect(await listRecentClients(db, 1)).toHaveLength(1);
  });
});

test('the most frequent categories come first, own words aside', async () => {
  for (const [index, id] of (['tv', 'oven', 'tv', 'dryer', 'oven', 'tv'] as const).entries()) {
    const category = { kind: 'known', id } as const;
    await db.transaction((tx) => createOrder(tx, aNewOrder({ idempotencyKey: `k${index}`, category })));
  }
  const category = { kind: 'other', text: 'Тостер' } as const;
  await db.transaction((tx) => createOrder(tx, aNewOrder({ idempotencyKey: 'other', category })));
  expect(await listFrequentCategories(db, new Date('2026-11-01T00:00:00Z'), 2)).toEqual(['tv', 'oven']);
  expect(await listFrequentCategories(db, new Date('2026-12-01T00:00:00Z'), 2)).toEqual([]);
});

describe('a person', () => {
  test('keeps the chosen language when Telegram tells another', async () => {
    await db.transaction((tx) => setPersonLanguage(tx, dispatcherId, 'uk'));
    const later = new Date('2026-11-22T00:00:00Z');
    await db.transaction((tx) => upsertPerson(tx, { ...anna, firstName: 'Аня', languageCode: 'en' }, later));
    expect(await findPerson(db, dispatcherId)).toEqual({
      ...anna,
      firstName: 'Аня',
      languageCode: 'en',
      language: 'uk',
      zone: undefined,
      lastSeenAt: later,
    });
  });

  test('who never came is not listed', async () => {
    expect((await listPeople(db, [dispatcherId, 99])).map(({ userId }) => userId)).toEqual([dispatcherId]);
  });
});

describe('the tables refuse', () => {
  test.each([
    ['a window that ends before it begins', `wanted_to = wanted_from - interval '1 hour'`],
    ['a negative price', 'price_estimate_minor = -1'],
    ['an unknown status', `status = 'lost'`],
    ['own words beside a known category', `category_text = 'x'`],
    ['a repeat of nothing', `kind = 'repeat'`],
    ["somebody else's address", 'address_id = (select max(id) from repair.address)'],
  ])('%s', async (_, change) => {
    await db.transaction((tx) => createOrder(tx, aNewOrder()));
    await db.transaction((tx) =>
      createOrder(tx, aNewOrder({ idempotencyKey: 'other', client: { phone: '+79160000009' } })),
    );
    await expect(db.query(`update repair.service_order set ${change} where number = 'R-2026-000001'`)).rejects.toThrow(
      /violates|constraint/,
    );
  });

  test('to change or delete history', async () => {
    await db.transaction((tx) => createOrder(tx, aNewOrder()));
    await expect(db.query(`update repair.order_history set event = 'x'`)).rejects.toThrow('append-only');
    await expect(db.query('delete from repair.order_history')).rejects.toThrow('append-only');
  });
});

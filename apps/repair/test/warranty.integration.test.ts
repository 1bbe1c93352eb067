import type { Database } from '@durabot/postgres';
import { createTestDatabase, type TestDatabase } from '@durabot/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Outcome } from '../src/domain/outcome.ts';
import { refusalText } from '../src/handlers/act.ts';
import { repairMigrations } from '../src/migrations.ts';
import { findCase } from '../src/store/load-case.ts';
import { findOrder, type Order } from '../src/store/order-store.ts';
import { texts } from '../src/texts.ts';
import { claimWarranty } from '../src/use-cases/create-orders.ts';
import { rankForOrder } from '../src/use-cases/offer-ranked.ts';
import { anna, createDesk, fillDesk, masterActor, masterIds, minutes, type Desk } from './a-desk.ts';

const dayMinutes = 24 * 60;

let database: TestDatabase;
let db: Database;
let desk: Desk;
let first: Order;
/** The one of the ten with the lowest rank. */
const masterId = masterIds[4] ?? 0;

beforeAll(async () => {
  database = await createTestDatabase(repairMigrations);
  db = database.db;
  await fillDesk(db);
  desk = createDesk(db);
  await db.query('update repair.master_skill set level = case when master_id = $1 then 1 else 5 end', [masterId]);
  first = await desk.submit();
  const on = { orderId: first.id, masterId };
  const master = masterActor(masterId);
  await desk.does(desk.useCases.offer, { ...on, actor: anna, mode: 'direct' });
  await desk.does(desk.useCases.accept, { ...on, actor: master });
  await desk.does(desk.useCases.arrive, { ...on, actor: master });
  const work = {
    kind: 'work',
    name: 'Замена насоса',
    quantityMilli: 1000,
    unitPriceMinor: 3000_00,
    costMinor: 0,
  } as const;
  await desk.does(desk.useCases.finish, {
    ...on,
    actor: master,
    lines: [{ ...work, providedBy: 'company' }],
    payments: [{ kind: 'final', method: 'card', amountMinor: 3000_00, idempotencyKey: 'warranty-final' }],
    warrantyDays: 30,
  });
  await desk.does(desk.useCases.close, { ...on, actor: anna });
});
afterAll(() => database.drop());

function claim(key: string): Promise<{ outcome: Outcome; order: Order | undefined }> {
  return db.transaction((tx) =>
    claimWarranty(
      tx,
      {
        orderId: first.id,
        rev: undefined,
        actor: anna,
        at: desk.at,
        createdBy: anna.id ?? 0,
        zone: 'Europe/Moscow',
        wanted: { kind: 'asap', from: desk.at, to: undefined },
        problemText: undefined,
        idempotencyKey: key,
      },
      desk.useCases,
      desk.policy,
    ),
  );
}

test('work that is closed is under warranty for as long as was promised', async () => {
  expect((await findCase(db, first.id))?.order).toMatchObject({
    status: 'closed',
    warrantyUntil: minutes(30 * dayMinutes),
  });
});

test('R8: a claim within the warranty is a linked, urgent order for nothing, and its first master is asked first', async () => {
  const done = { status: 'closed', warrantyUntil: minutes(30 * dayMinutes) };
  expect((await findCase(db, first.id))?.order).toMatchObject(done);
  desk.at = minutes(29 * dayMinutes);
  const { outcome, order } = await claim('claim-1');
  expect(outcome.kind).toBe('applied');
  const claimed = order === undefined ? undefined : await findOrder(db, order.id);
  expect(claimed).toMatchObject({
    kind: 'warranty',
    previousNumber: first.number,
    phone: first.phone,
    addressText: first.addressText,
    priceEstimateMinor: 0,
  });
  expect((await findCase(db, order?.id ?? 0))?.order).toMatchObject({ status: 'new', kind: 'warranty', priority: 2 });
  expect((await findCase(db, first.id))?.order.status).toBe('closed');

  const ranked = await rankForOrder(db, order?.id ?? 0, desk.at, desk.policy);
  expect(ranked).toHaveLength(masterIds.length);
  expect(ranked[0]?.candidate).toMatchObject({ masterId, isOriginal: true });
  expect(Math.min(...ranked.map(({ score }) => score))).toBe(ranked[0]?.score);
  // Of an order that has nothing to do with theirs they are the last.
  const other = await desk.submit();
  expect((await rankForOrder(db, other.id, desk.at, desk.policy)).at(-1)?.candidate.masterId).toBe(masterId);
});

test('R8: a press that comes twice makes one claim', async () => {
  const once = await claim('claim-2');
  const again = await claim('claim-2');
  expect(again.order?.id).toBe(once.order?.id);
});

test('R8: after the warranty a claim is refused with the reason, and makes no order', async () => {
  desk.at = minutes(30 * dayMinutes + 1);
  const before = await countOrders();
  const { outcome, order } = await claim('claim-3');
  expect(outcome).toMatchObject({ kind: 'not_allowed_now', reason: 'is_under_warranty' });
  expect(order).toBeUndefined();
  expect(await countOrders()).toBe(before);
  expect(refusalText(outcome, texts('ru'))).toBe('Гарантия на эту работу закончилась или не давалась.');
  expect(refusalText(outcome, texts('uk'))).toContain('Гарантія');
  expect(refusalText(outcome, texts('en'))).toContain('warranty');
});

async function countOrders(): Promise<number | null> {
  return (await db.query('select 1 from repair.service_order')).rowCount;
}

import { findResidue, getReceipt } from '@durabot/kit';
import { runtimeMigrations } from '@durabot/runtime';
import { createTestDatabase, type TestDatabase } from '@durabot/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { repairMigrations } from '../src/migrations.ts';
import { clientErasers } from '../src/privacy/client-erasers.ts';
import { forgetOld } from '../src/privacy/privacy-jobs.ts';
import { joinClient, listFollowedOrders, lockClientLink, putClientLink } from '../src/store/client-link-store.ts';
import { rateOrder } from '../src/use-cases/rate-order.ts';
import { anna, client, createDesk, fillDesk, sergey, type Desk } from './a-desk.ts';
import { noon } from './an-order.ts';

let database: TestDatabase;
let desk: Desk;
beforeAll(async () => {
  database = await createTestDatabase([runtimeMigrations, ...repairMigrations]);
  await fillDesk(database.db);
  desk = createDesk(database.db);
});
afterAll(() => database.drop());

const months = (count: number): Date => new Date(noon.getTime() + count * 30.5 * 86_400_000 + 3_600_000);
const line = { kind: 'work', name: 'Насос', quantityMilli: 1000, costMinor: 0, providedBy: 'company' } as const;

/** An order that Sergey has done for more than was agreed to. */
async function aDearerOrder(phone: string): Promise<number> {
  const { useCases } = desk;
  const { id: orderId } = await desk.submit({ client: { phone, name: 'Виктория' } });
  const masterId = sergey.id ?? 0;
  await desk.does(useCases.offer, { orderId, actor: anna, masterId, mode: 'direct' });
  await desk.does(useCases.accept, { orderId, actor: sergey, masterId });
  await desk.does(useCases.arrive, { orderId, actor: sergey });
  await desk.does(useCases.sendEstimate, { orderId, actor: sergey, lines: [{ ...line, unitPriceMinor: 100_000 }] });
  await desk.does(useCases.approveEstimate, { orderId, actor: client });
  await desk.does(useCases.finish, {
    orderId,
    actor: sergey,
    lines: [{ ...line, unitPriceMinor: 150_000 }],
    payments: [],
    debtReason: 'заплатит завтра',
    warrantyDays: 30,
    mismatchReason: 'дороже деталь',
  });
  return orderId;
}

describe('a total that is not the one agreed to', () => {
  test('keeps an order from closing by itself until the client confirms it, once', async () => {
    const { useCases } = desk;
    const orderId = await aDearerOrder('+79160000001');
    expect(await desk.does(useCases.confirmTotal, { orderId, actor: sergey })).toMatchObject({ reason: 'not_yours' });
    const confirmed = await desk.does(useCases.confirmTotal, { orderId, actor: client });
    expect(confirmed).toMatchObject({ kind: 'applied', facts: [{ kind: 'total_confirmed', totalMinor: 150_000 }] });
    expect(await desk.does(useCases.confirmTotal, { orderId, actor: client })).toMatchObject({
      kind: 'already_applied_by_me',
    });
    desk.at = new Date(noon.getTime() + 25 * 3_600_000);
    expect((await desk.fire(orderId)).map(({ kind }) => kind)).toContain('closed');
    desk.at = noon;
  });

  test('may be disputed by the client instead, and then is not confirmed', async () => {
    const { useCases } = desk;
    const orderId = await aDearerOrder('+79160000002');
    await desk.does(useCases.dispute, { orderId, actor: client, reason: 'не договаривались' });
    expect(await desk.does(useCases.confirmTotal, { orderId, actor: client })).toMatchObject({
      reason: 'is_not_disputed',
    });
  });
});

describe('stars', () => {
  test('count once, and three or fewer are a task', async () => {
    const orderId = await aDearerOrder('+79160000003');
    const rate = (stars: number) =>
      desk.does((tx, on: Parameters<typeof rateOrder>[1]) => rateOrder(tx, on, desk.useCases), {
        orderId,
        actor: client,
        stars,
      });
    expect(await rate(3)).toMatchObject({
      kind: 'applied',
      facts: [
        { kind: 'rated', stars: 3 },
        { kind: 'task_opened', task: 'bad_rating', dueAt: new Date(noon.getTime() + 15 * 60_000) },
      ],
    });
    expect(await rate(5)).toMatchObject({ kind: 'already_applied_by_me' });
    const { rows } = await database.db.query('select stars from repair.rating where order_id = $1', [orderId]);
    expect(rows).toEqual([{ stars: 3 }]);
  });
});

describe('a client’s link', () => {
  test('binds all orders of the client; one person may be two clients', async () => {
    const { db } = database;
    const userId = 4_400_000_001;
    const first = await desk.submit({ client: { phone: '+79160000004' } });
    const second = await desk.submit({ client: { phone: '+79160000004' } });
    const other = await desk.submit({ client: { phone: '+79160000005' } });
    for (const [token, order] of [
      ['c1', first],
      ['c2', other],
    ] as const) {
      await db.transaction(async (tx) => {
        await putClientLink(tx, { token, orderId: order.id, at: noon, expiresAt: months(1) });
        await joinClient(tx, { token, clientId: order.clientId, userId, at: noon });
      });
    }
    const followed = await listFollowedOrders(db, userId);
    expect(followed.map(({ orderId }) => orderId)).toEqual([other.id, second.id, first.id]);
    expect(await db.transaction((tx) => lockClientLink(tx, 'c1'))).toMatchObject({ usedBy: userId });
    expect(await db.transaction((tx) => lockClientLink(tx, 'c3'))).toBeUndefined();
  });
});

describe('forgetting', () => {
  const erasers = clientErasers(() => false);

  test('comes 24 months after the last order and not before; pictures go after 12, money stays', async () => {
    const { db } = database;
    const phone = '+79165554433';
    const orderId = await aDearerOrder(phone);
    await desk.does(desk.useCases.close, { orderId, actor: anna, rev: undefined });
    const words = ['Виктория', '9165554433', 'Лесная'];
    const pictures = async (): Promise<number> =>
      (await db.query('select 1 from repair.order_attachment where order_id = $1', [orderId])).rows.length;
    await forgetOld(db, erasers, () => months(11));
    expect(await pictures()).toBe(1);
    await forgetOld(db, erasers, () => months(13));
    expect(await pictures()).toBe(0);
    const { rows } = await db.query<{ client_id: number }>('select client_id from repair.service_order where id = $1', [
      orderId,
    ]);
    expect((await findResidue(db, ['repair'], ['9165554433'])).length).toBeGreaterThan(0);
    await forgetOld(db, erasers, () => months(25));
    expect(await findResidue(db, ['repair'], ['9165554433'])).toEqual([]);
    const receipt = await getReceipt(db, `retention-${rows[0]?.client_id}`);
    expect(receipt.lines.find(({ table }) => table === 'repair.address')?.anonymised).toBe(1);
    const { rows: sums } = await db.query('select total_minor from repair.service_order where id = $1', [orderId]);
    expect(sums).toEqual([{ total_minor: 150_000 }]);
    // Open orders keep their clients, however long they take.
    expect((await findResidue(db, ['repair'], words)).map(({ table }) => table)).toContain('repair.client');
  });

  test('changes nothing of the history but people’s words, and only while it forgets', async () => {
    const { db } = database;
    const change = (sql: string, erasing: boolean): Promise<unknown> =>
      db.transaction(async (tx) => {
        if (erasing) await tx.query(`select set_config('repair.erasing', 'on', true)`);
        await tx.query(sql);
      });
    const wipe = 'update repair.order_history set reason = null, details = null';
    await expect(change(wipe, false)).rejects.toThrow(/append-only/);
    await expect(change(`${wipe}, at = now()`, true)).rejects.toThrow(/append-only/);
    await expect(change(`update repair.order_history set reason = 'x'`, true)).rejects.toThrow(/append-only/);
    await expect(change('delete from repair.order_history', true)).rejects.toThrow(/append-only/);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '@durabot/postgres';
import { createTestDatabase, type TestDatabase } from '@durabot/testing';
import { repairMigrations } from '../src/migrations.ts';
import { isApplied } from '../src/domain/outcome.ts';
import { plainPolicy } from '../src/domain/sla.ts';
import { findCase } from '../src/store/load-case.ts';
import { addDevice, claimWarranty, followParents } from '../src/use-cases/create-orders.ts';
import { fireMaster, hireMaster, moveMaster } from '../src/use-cases/master-use-cases.ts';
import { listZones } from '../src/store/zone-store.ts';
import { putZone, removeZone } from '../src/use-cases/zones.ts';
import { offerRanked, rankForOrder, wantsNextOffer } from '../src/use-cases/offer-ranked.ts';
import {
  agreeToSettlement,
  approveSettlement,
  cashHeld,
  disputeSettlementLine,
  draftSettlement,
  giveAdvance,
  handInCash,
  paySettlement,
  reverseSettlementLine,
} from '../src/use-cases/settlement-use-cases.ts';
import {
  anna,
  chief,
  createDesk,
  fillDesk,
  masterActor,
  masterIds,
  minutes,
  resetMasters,
  sergey,
  type Desk,
} from './a-desk.ts';
import { aNewOrder } from './an-order.ts';

let database: TestDatabase;
let db: Database;
let desk: Desk;

beforeAll(async () => {
  database = await createTestDatabase(repairMigrations);
  db = database.db;
  await fillDesk(db);
});
afterAll(() => database.drop());
beforeEach(async () => {
  await resetMasters(db);
  desk = createDesk(db);
});

const masterId = sergey.id ?? 0;
const labour = {
  kind: 'work' as const,
  name: 'Замена насоса',
  quantityMilli: 1000,
  unitPriceMinor: 10_000_00,
  costMinor: 0,
  providedBy: 'company' as const,
};

async function accepted(by = sergey): Promise<number> {
  const { id: orderId } = await desk.submit();
  const to = by.id ?? 0;
  await desk.does(desk.useCases.acceptByPhone, { orderId, actor: anna, masterId: to });
  return orderId;
}

async function closedFor(id: number): Promise<number> {
  const orderId = await accepted(masterActor(id));
  await desk.does(desk.useCases.arrive, { orderId, actor: masterActor(id) });
  const cash = { kind: 'final' as const, method: 'cash' as const, takenBy: id, idempotencyKey: `cash-${orderId}` };
  const payments = [{ ...cash, amountMinor: 10_000_00 }];
  await desk.does(desk.useCases.finish, {
    orderId,
    actor: masterActor(id),
    lines: [labour],
    payments,
    warrantyDays: 30,
  });
  await desk.does(desk.useCases.close, { orderId, actor: anna });
  return orderId;
}

describe('a master', () => {
  test('is hired once, works in shifts, and is asked about open visits before going', async () => {
    const id = 4_400_000_001;
    const on = { masterId: id, actor: chief, at: minutes(0) };
    const hire = { ...on, name: 'Пётр', skills: [{ category: 'tv', level: 3 }], zones: ['Сокольники'] };
    expect(await db.transaction((tx) => hireMaster(tx, { ...hire, actor: anna }))).toMatchObject({
      reason: 'not_yours',
    });
    expect(await db.transaction((tx) => hireMaster(tx, hire))).toMatchObject({ kind: 'applied', status: 'off' });
    expect(await db.transaction((tx) => hireMaster(tx, hire))).toEqual({ kind: 'already_applied_by_me' });

    const orderId = await accepted();
    const go = { masterId, actor: sergey, at: minutes(1), event: 'end_shift' as const };
    const asked = await db.transaction((tx) => moveMaster(tx, go));
    expect(asked).toMatchObject({ reason: 'hands_over_open_visits', openOrderIds: expect.arrayContaining([orderId]) });
    expect(await db.transaction((tx) => moveMaster(tx, { ...go, handsOver: true }))).toMatchObject({ status: 'off' });
    expect(await db.transaction((tx) => moveMaster(tx, go))).toEqual({ kind: 'already_applied_by_me' });
    expect(await db.transaction((tx) => moveMaster(tx, { ...go, event: 'take_break' }))).toMatchObject({
      kind: 'illegal_transition',
      from: 'off',
    });
  });

  test('who is let go leaves every order to the pool, whatever it was waiting for', async () => {
    const id = masterIds[3] ?? 0;
    const assigned = await accepted(masterActor(id));
    const waiting = await accepted(masterActor(id));
    await desk.does(desk.useCases.arrive, { orderId: waiting, actor: masterActor(id) });
    await desk.does(desk.useCases.sendEstimate, { orderId: waiting, actor: masterActor(id), lines: [labour] });
    const offered = (await desk.submit()).id;
    await desk.does(desk.useCases.offer, { orderId: offered, actor: anna, masterId: id, mode: 'direct' });

    const fired = await db.transaction((tx) =>
      fireMaster(tx, { masterId: id, actor: chief, at: minutes(1) }, plainPolicy),
    );
    expect(fired).toMatchObject({ kind: 'applied', status: 'fired' });
    for (const orderId of [assigned, waiting, offered]) {
      const one = await findCase(db, orderId);
      expect(one?.order).toMatchObject({ status: 'new', masterId: undefined });
      expect(one?.visits.filter(({ status }) => ['planned', 'en_route', 'on_site'].includes(status))).toEqual([]);
    }
    const arrive = { orderId: assigned, actor: masterActor(id) };
    expect(await desk.does(desk.useCases.arrive, arrive)).toMatchObject({
      kind: 'illegal_transition',
      from: 'cancelled',
    });
    expect(
      await desk.does(desk.useCases.acceptByPhone, { orderId: assigned, actor: anna, masterId: id }),
    ).toMatchObject({
      reason: 'master_is_employed',
    });
  });
});

describe('in turn', () => {
  test('who works in the part of town that the address says is asked before equal ones', async () => {
    const by = { userId: chief.id ?? 0, name: 'Вера' };
    const before = (await desk.submit()).id;
    const zoneOf = async (orderId: number): Promise<string | null | undefined> => {
      const { rows } = await db.query<{ zone: string | null }>(
        `select zone from repair.address where id = (select address_id from repair.service_order where id = $1)`,
        [orderId],
      );
      return rows[0]?.zone;
    };
    expect(await zoneOf(before)).toBeNull();
    const put = { name: 'Центр', words: ['Лесная'], by, at: minutes(0) };
    const [found] = await Promise.all([
      db.transaction((tx) => putZone(tx, put)),
      db.transaction((tx) => putZone(tx, { ...put, name: 'Митино', words: ['Дубравная'] })),
    ]);
    expect(found).toBeGreaterThan(0);
    expect((await listZones(db)).map(({ name }) => name).toSorted()).toEqual(['Митино', 'Центр']);
    expect(await zoneOf(before)).toBe('Центр');

    const there = masterIds[8] ?? 0;
    const elsewhere = masterIds[4] ?? 0;
    await db.query(`insert into repair.master_zone (master_id, zone) values ($1, 'центр'), ($2, 'Митино')`, [
      there,
      elsewhere,
    ]);
    const { id: orderId } = await desk.submit({
      client: { phone: '+79165550001', name: 'Ольга' },
      address: { text: 'Лесная ул., 7', latitude: undefined, longitude: undefined },
    });
    const ranked = await rankForOrder(db, orderId, minutes(0), plainPolicy);
    expect(ranked[0]?.candidate.masterId).toBe(there);
    const terms = new Map(ranked.map(({ candidate, terms: own }) => [candidate.masterId, own.zone]));
    expect([terms.get(there), terms.get(elsewhere), terms.get(masterIds[9] ?? 0)]).toEqual([1, 0, 0.5]);
    await db.transaction((tx) => removeZone(tx, { name: 'Митино', by, at: minutes(1) }));
    await db.query('delete from repair.master_zone');
    await db.query(`delete from repair.company_setting where name = 'zones'`);
  });

  test('the best master is asked, after a decline the next one, and never one who has declined', async () => {
    const { id: orderId } = await desk.submit();
    const first = (await rankForOrder(db, orderId, minutes(0), plainPolicy))[0]?.candidate.masterId ?? 0;
    const ask = { orderId, rev: undefined, at: minutes(0) };
    await db.transaction((tx) => offerRanked(tx, ask, desk.useCases, plainPolicy));
    expect((await findCase(db, orderId))?.offers).toMatchObject([{ masterId: first, mode: 'ranked', status: 'sent' }]);
    const no = { orderId, actor: masterActor(first), masterId: first, reason: 'busy' as const };
    const declined = await desk.does(desk.useCases.decline, no);
    expect(await wantsNextOffer(db, isApplied(declined) ? declined.facts : [], orderId)).toBe(true);
    await db.transaction((tx) => offerRanked(tx, ask, desk.useCases, plainPolicy));
    const second = (await findCase(db, orderId))?.offers.at(-1);
    expect(second?.masterId).not.toBe(first);
  });
});

describe('an order that came of another', () => {
  test('under warranty is urgent, costs nothing and is linked', async () => {
    const orderId = await closedFor(masterIds[4] ?? 0);
    const claim = {
      orderId,
      rev: undefined,
      actor: anna,
      at: minutes(1440),
      createdBy: anna.id ?? 0,
      zone: 'Europe/Moscow',
      wanted: { kind: 'asap' as const, from: minutes(1440), to: undefined },
      problemText: 'опять течёт',
      idempotencyKey: `warranty-${orderId}`,
    };
    const { outcome, order } = await db.transaction((tx) => claimWarranty(tx, claim, desk.useCases, plainPolicy));
    expect(outcome.kind).toBe('applied');
    expect(order).toMatchObject({ kind: 'warranty', priceEstimateMinor: 0, status: 'new' });
    expect((await findCase(db, order?.id ?? 0))?.order.priority).toBe(2);
    const late = { ...claim, at: minutes(31 * 1440), idempotencyKey: `late-${orderId}` };
    expect((await db.transaction((tx) => claimWarranty(tx, late, desk.useCases, plainPolicy))).outcome).toMatchObject({
      reason: 'is_under_warranty',
    });
  });

  test('at the same address goes with its first order to the master, on site, and back', async () => {
    const parentOrderId = (await desk.submit()).id;
    const order = aNewOrder({ idempotencyKey: `device-${parentOrderId}`, category: { kind: 'known', id: 'oven' } });
    const added = await db.transaction((tx) => addDevice(tx, { parentOrderId, actor: anna, order }, plainPolicy));
    const childId = added?.order.id ?? 0;
    const follow = () =>
      db.transaction((tx) => followParents(tx, parentOrderId, { actor: anna, at: desk.at }, plainPolicy));
    await desk.does(desk.useCases.acceptByPhone, { orderId: parentOrderId, actor: anna, masterId });
    await follow();
    expect((await findCase(db, childId))?.order).toMatchObject({ status: 'assigned', masterId });
    await desk.does(desk.useCases.arrive, { orderId: parentOrderId, actor: sergey });
    await follow();
    expect((await findCase(db, childId))?.order.status).toBe('in_progress');
    await desk.does(desk.useCases.release, { orderId: parentOrderId, actor: anna, reason: 'другой мастер' });
    await follow();
    expect((await findCase(db, childId))?.order).toMatchObject({ status: 'new', masterId: undefined });
  });
});

describe('a settlement', () => {
  test('gathers a period, is agreed to, closed and paid; then nothing of it can be changed but countered', async () => {
    const id = masterIds[5] ?? 0;
    await closedFor(id);
    const at = minutes(60);
    const period = { masterId: id, periodFrom: minutes(-1440), periodTo: minutes(30), currency: 'RUB' };
    const advance = {
      masterId: id,
      amountMinor: 500_00,
      currency: 'RUB',
      idempotencyKey: `advance-${id}`,
      actor: chief,
      at: minutes(1),
    };
    expect(await db.transaction((tx) => giveAdvance(tx, advance))).toBe('applied');
    expect(await db.transaction((tx) => giveAdvance(tx, advance))).toBe('already_applied_by_me');
    const drafted = await db.transaction((tx) => draftSettlement(tx, { ...period, actor: chief, at }));
    if (drafted.kind !== 'applied') throw new Error(drafted.kind);
    const { settlement } = drafted;
    // Half of ten thousand, less the advance, less the cash in hand: the master hands in the rest.
    expect(settlement).toMatchObject({
      grossMinor: 10_000_00,
      shareMinor: 5000_00,
      advancesMinor: 500_00,
      cashHeldMinor: 10_000_00,
      balanceMinor: -5500_00,
      status: 'draft',
    });
    const lines = await db.query<{ id: number; kind: string }>(
      'select id, kind from repair.settlement_line where settlement_id = $1 order by id',
      [settlement.id],
    );
    const lineId = lines.rows.find(({ kind }) => kind === 'order')?.id ?? 0;
    const mine = { settlementId: settlement.id, actor: masterActor(id), at };
    const admins = { ...mine, actor: chief };
    expect(await db.transaction((tx) => disputeSettlementLine(tx, { ...mine, lineId, reason: 'мало' }))).toMatchObject({
      settlement: { status: 'disputed' },
    });
    expect(await db.transaction((tx) => approveSettlement(tx, admins))).toEqual({
      kind: 'not_allowed_now',
      reason: 'settlement_is_disputed',
    });
    expect(await db.transaction((tx) => agreeToSettlement(tx, { ...mine, actor: sergey }))).toMatchObject({
      reason: 'not_yours',
    });
    await db.transaction((tx) => agreeToSettlement(tx, mine));
    expect(await db.transaction((tx) => approveSettlement(tx, admins))).toMatchObject({
      settlement: { status: 'approved' },
    });

    const attempts = [
      `update repair.settlement set share_minor = share_minor + 1, balance_minor = balance_minor + 1 where id = ${settlement.id}`,
      `delete from repair.settlement where id = ${settlement.id}`,
      `update repair.settlement_line set settlement_id = null where id = ${lineId}`,
      `update repair.settlement_line set share_minor = 0, company_minor = company_minor + share_minor where id = ${lineId}`,
      `delete from repair.settlement_line where id = ${lineId}`,
    ];
    for (const attempt of attempts) await expect(db.query(attempt), attempt).rejects.toThrow(/closed|final|never/);

    expect(await db.transaction((tx) => paySettlement(tx, admins))).toMatchObject({ settlement: { status: 'paid' } });
    expect(await db.transaction((tx) => paySettlement(tx, admins))).toMatchObject({ kind: 'already_applied_by_me' });
    expect(await cashHeld(db, id, 'RUB')).toBe(0);

    const reverse = { lineId, actor: chief, at: minutes(90) };
    expect(await db.transaction((tx) => reverseSettlementLine(tx, reverse))).toBe('applied');
    expect(await db.transaction((tx) => reverseSettlementLine(tx, reverse))).toBe('already_applied_by_me');
    const next = { ...period, periodFrom: minutes(30), periodTo: minutes(100), actor: chief, at: minutes(120) };
    expect(await db.transaction((tx) => draftSettlement(tx, next))).toMatchObject({
      settlement: { grossMinor: -10_000_00, shareMinor: -5000_00, balanceMinor: -5000_00 },
    });
  });

  test('that is approved does not change by what clients pay late: it is in the next one', async () => {
    const id = masterIds[7] ?? 0;
    const period = { masterId: id, currency: 'RUB', actor: chief };
    await closedFor(id);
    const owing = await accepted(masterActor(id));
    const own = { orderId: owing, actor: masterActor(id) };
    await desk.does(desk.useCases.arrive, own);
    await desk.does(desk.useCases.finish, {
      ...own,
      lines: [labour],
      payments: [],
      debtReason: 'потом',
      warrantyDays: 30,
    });
    await desk.does(desk.useCases.close, { orderId: owing, actor: anna });
    const refused = await accepted(masterActor(id));
    await desk.does(desk.useCases.arrive, { orderId: refused, actor: masterActor(id) });
    await desk.does(desk.useCases.refuse, { orderId: refused, actor: anna, reason: 'дорого', feeMinor: 1000_00 });
    const first = { ...period, periodFrom: minutes(-1440), periodTo: minutes(30), at: minutes(60) };
    const drafted = await db.transaction((tx) => draftSettlement(tx, first));
    if (drafted.kind !== 'applied') throw new Error(drafted.kind);
    const { id: settlementId } = drafted.settlement;
    const approved = await db.transaction((tx) =>
      approveSettlement(tx, { settlementId, actor: chief, at: minutes(60) }),
    );
    await db.transaction((tx) => paySettlement(tx, { settlementId, actor: chief, at: minutes(60) }));

    desk.at = minutes(90);
    const cash = { method: 'cash' as const, takenBy: id };
    const debt = { orderId: owing, ...cash, kind: 'final' as const, amountMinor: 4000_00, idempotencyKey: 'late-1' };
    expect(await desk.does(desk.useCases.pay, { ...debt, actor: anna })).toMatchObject({ kind: 'applied' });
    expect(await desk.does(desk.useCases.pay, { ...debt, actor: anna })).toMatchObject({
      kind: 'already_applied_by_me',
    });
    const more = { ...debt, actor: anna, amountMinor: 6000_01, idempotencyKey: 'late-2' };
    expect(await desk.does(desk.useCases.pay, more)).toMatchObject({ reason: 'more_than_is_due' });
    const rest = { ...more, amountMinor: 6000_00, method: 'card' as const, idempotencyKey: 'late-3' };
    expect(await desk.does(desk.useCases.pay, rest)).toMatchObject({ kind: 'applied' });
    expect(await desk.does(desk.useCases.pay, { ...more, amountMinor: 1 })).toMatchObject({ reason: 'nothing_is_due' });
    const fee = { orderId: refused, ...cash, kind: 'fee' as const, amountMinor: 1000_00, idempotencyKey: 'late-4' };
    expect(await desk.does(desk.useCases.pay, { ...fee, actor: masterActor(id) })).toMatchObject({ kind: 'applied' });

    const { rows } = await db.query<{ share: number }>(
      `select (select sum(share_minor)::bigint from repair.settlement_line where settlement_id = $1) as share`,
      [settlementId],
    );
    expect(rows[0]?.share).toBe(approved.kind === 'applied' ? approved.settlement.shareMinor : undefined);
    // Of the debt the master had their share when the order closed; only the fee is earned by being paid.
    const next = { ...period, periodFrom: minutes(30), periodTo: minutes(100), at: minutes(120) };
    expect(await db.transaction((tx) => draftSettlement(tx, next))).toMatchObject({
      settlement: { grossMinor: 1000_00, shareMinor: 400_00, cashHeldMinor: 5000_00, balanceMinor: -4600_00 },
    });
  });

  test('is not made before its period is over', async () => {
    const period = {
      masterId,
      periodFrom: minutes(0),
      periodTo: minutes(60),
      currency: 'RUB',
      actor: chief,
      at: minutes(59),
    };
    expect(await db.transaction((tx) => draftSettlement(tx, period))).toMatchObject({ reason: 'period_is_not_over' });
  });
});

test('cash is handed in once for a key, and not more of it than there is', async () => {
  const id = masterIds[6] ?? 0;
  await closedFor(id);
  const handIn = {
    masterId: id,
    amountMinor: 4000_00,
    currency: 'RUB',
    actor: anna,
    at: minutes(5),
    idempotencyKey: 'hand-in-1',
  };
  expect(await db.transaction((tx) => handInCash(tx, handIn))).toEqual({ kind: 'applied', heldMinor: 6000_00 });
  expect(await db.transaction((tx) => handInCash(tx, handIn))).toEqual({
    kind: 'already_applied_by_me',
    heldMinor: 6000_00,
  });
  const more = { ...handIn, amountMinor: 6000_01, idempotencyKey: 'hand-in-2' };
  expect(await db.transaction((tx) => handInCash(tx, more))).toMatchObject({ reason: 'more_than_is_held' });
});

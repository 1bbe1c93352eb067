import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '@durabot/postgres';
import { createTestDatabase, type TestDatabase } from '@durabot/testing';
import { repairMigrations } from '../src/migrations.ts';
import { findCase } from '../src/store/load-case.ts';
import { plainPolicy } from '../src/domain/sla.ts';
import { orderCard } from '../src/domain/order-card.ts';
import type { OrderType } from '../src/domain/order-type.ts';
import { findOrder, type NewOrder } from '../src/store/order-store.ts';
import { findOrderType, insertOrderType, saveOrderType } from '../src/store/order-type-store.ts';
import { editOrder } from '../src/use-cases/edit-order.ts';
import { addVisitPhotos } from '../src/store/photo-store.ts';
import {
  anna,
  boris,
  chief,
  client,
  createDesk,
  fillDesk,
  masterActor,
  masterIds,
  minutes,
  resetMasters,
  sergey,
  type Desk,
} from './a-desk.ts';

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
const work = {
  kind: 'work' as const,
  name: 'Замена насоса',
  quantityMilli: 1000,
  unitPriceMinor: 3000_00,
  costMinor: 0,
  providedBy: 'company' as const,
};
const part = { ...work, kind: 'part' as const, name: 'Насос', unitPriceMinor: 1300_00, costMinor: 900_00 };

async function statusOf(orderId: number): Promise<string | undefined> {
  return (await findOrder(db, orderId))?.status;
}

async function masterStatus(): Promise<string | undefined> {
  const { rows } = await db.query<{ status: string }>('select status from repair.master where user_id = $1', [
    masterId,
  ]);
  return rows[0]?.status;
}

async function accepted(special: Partial<NewOrder> = {}): Promise<number> {
  const { id: orderId } = await desk.submit(special);
  await desk.does(desk.useCases.offer, { orderId, actor: anna, masterId, mode: 'direct' });
  await desk.does(desk.useCases.accept, { orderId, actor: sergey, masterId });
  return orderId;
}

async function onSite(special: Partial<NewOrder> = {}): Promise<number> {
  const orderId = await accepted(special);
  await desk.does(desk.useCases.depart, { orderId, actor: sergey, etaAt: minutes(30) });
  await desk.does(desk.useCases.arrive, { orderId, actor: sergey });
  return orderId;
}

let payments = 0;
const paidInCash = () => ({
  lines: [work, part],
  payments: [
    {
      kind: 'final' as const,
      method: 'cash' as const,
      amountMinor: 4300_00,
      takenBy: masterId,
      idempotencyKey: `final-${++payments}`,
    },
  ],
  warrantyDays: 90,
});

describe('an order', () => {
  test('goes from a call to money, with every step on its timeline', async () => {
    const orderId = await onSite();
    expect(await desk.does(desk.useCases.finish, { orderId, actor: sergey, ...paidInCash() })).toMatchObject({
      kind: 'applied',
      facts: [{ kind: 'finished', totalMinor: 4300_00, paidMinor: 4300_00, dueMinor: 0, hasMismatch: false }],
    });
    expect(await desk.does(desk.useCases.close, { orderId, actor: anna })).toMatchObject({
      kind: 'applied',
      facts: [{ kind: 'closed', shareMinor: 1360_00, byItself: false }],
    });
    const one = await findCase(db, orderId);
    expect(one?.order).toMatchObject({
      status: 'closed',
      rev: 7,
      totalMinor: 4300_00,
      warrantyUntil: minutes(90 * 1440),
    });
    expect(one?.history.map(({ event, from, to }) => `${event} ${from ?? ''}-${to}`)).toEqual([
      'submit -new',
      'offer new-offering',
      'accept offering-assigned',
      'depart assigned-in_progress',
      'arrive in_progress-in_progress',
      'finish in_progress-work_done',
      'close work_done-closed',
    ]);
    expect(one?.earnings).toMatchObject([
      { grossMinor: 4300_00, partsMinor: 900_00, shareMinor: 1360_00, companyMinor: 2040_00 },
    ]);
    expect(one?.timers.filter(({ state }) => state === 'pending')).toEqual([]);
    const held = await db.query(
      `select sum(cash_movement.amount_minor)::bigint as held
       from repair.cash_movement
       join repair.payment on payment.id = payment_id
       where order_id = $1`,
      [orderId],
    );
    expect(held.rows).toEqual([{ held: 4300_00 }]);
  });

  test('makes its master busy while there, and free afterwards', async () => {
    const orderId = await onSite();
    expect(await masterStatus()).toBe('busy');
    await desk.does(desk.useCases.finish, { orderId, actor: sergey, ...paidInCash() });
    expect(await masterStatus()).toBe('on_shift');
  });

  test('is accepted once: a repeated press changes nothing, another master is told who has it', async () => {
    const orderId = await accepted();
    const again = await desk.does(desk.useCases.accept, { orderId, actor: sergey, masterId });
    expect(again).toMatchObject({ kind: 'already_applied_by_me' });
    const other = masterIds[1] ?? 0;
    expect(
      await desk.does(desk.useCases.accept, { orderId, actor: masterActor(other), masterId: other }),
    ).toMatchObject({
      kind: 'already_applied_by_other',
      name: 'Сергей',
      at: desk.at,
    });
    expect((await findCase(db, orderId))?.visits).toHaveLength(1);
  });

  test('that one dispatcher has offered, another finds offered, and may take it back and offer anew', async () => {
    const { id: orderId, rev } = await desk.submit();
    await desk.does(desk.useCases.offer, { orderId, rev, actor: anna, masterId, mode: 'direct' });
    const other = masterIds[1] ?? 0;
    const offer = { orderId, rev, actor: boris, masterId: other, mode: 'direct' as const };
    expect(await desk.does(desk.useCases.offer, offer)).toMatchObject({
      kind: 'already_applied_by_other',
      name: 'Анна',
    });
    expect(await desk.does(desk.useCases.offer, { ...offer, others: 'withdraw' })).toMatchObject({
      kind: 'stale_but_compatible',
      facts: [
        { kind: 'offer_withdrawn', masterId },
        { kind: 'offered', masterId: other },
      ],
    });
  });

  test('is offered on after a decline, and goes to the desk when nobody takes it', async () => {
    const { id: orderId } = await desk.submit();
    await desk.does(desk.useCases.offer, { orderId, actor: anna, masterId, mode: 'direct' });
    const declined = { orderId, actor: sergey, masterId, reason: 'far' as const };
    expect(await desk.does(desk.useCases.decline, declined)).toMatchObject({
      kind: 'applied',
      facts: [
        { kind: 'declined', reason: 'far', count: 1 },
        { kind: 'no_taker', count: 1 },
      ],
    });
    expect(await statusOf(orderId)).toBe('new');
    expect(await desk.does(desk.useCases.decline, declined)).toMatchObject({ kind: 'already_applied_by_me' });
    desk.at = minutes(46);
    const facts = await desk.fire(orderId);
    expect(facts.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['offered', 'task_opened', 'reminder']));
    expect(await statusOf(orderId)).toBe('offering');
    expect(await desk.fire(orderId)).toEqual([]);
  });

  test('lets an offer expire by itself, which nobody can then accept', async () => {
    const { id: orderId } = await desk.submit();
    await desk.does(desk.useCases.offer, { orderId, actor: anna, masterId, mode: 'direct' });
    desk.at = minutes(10);
    expect(await desk.does(desk.useCases.accept, { orderId, actor: sergey, masterId })).toMatchObject({
      kind: 'not_allowed_now',
      reason: 'is_not_expired',
    });
    expect((await desk.fire(orderId)).map(({ kind }) => kind)).toEqual(['offer_reminder', 'offer_expired', 'no_taker']);
    expect(await desk.does(desk.useCases.accept, { orderId, actor: sergey, masterId })).toMatchObject({
      kind: 'not_allowed_now',
      reason: 'offer_is_expired',
    });
  });

  test('can be taken by phone without an offer before, and assigned to who needs no asking', async () => {
    const first = await desk.submit();
    expect(
      await desk.does(desk.useCases.acceptByPhone, { orderId: first.id, actor: anna, masterId, note: 'по телефону' }),
    ).toMatchObject({ kind: 'applied', facts: [{ kind: 'accepted', byPhone: true }] });
    const second = await desk.submit();
    const assign = { orderId: second.id, actor: anna, masterId };
    expect(await desk.does(desk.useCases.assign, assign)).toMatchObject({ reason: 'master_needs_no_confirmation' });
    await db.query('update repair.master set needs_confirmation = false where user_id = $1', [masterId]);
    expect(await desk.does(desk.useCases.assign, assign)).toMatchObject({
      kind: 'applied',
      facts: [{ kind: 'assigned' }],
    });
  });

  test('is not offered to a master at the limit of cash, nor taken by one', async () => {
    const { id: orderId } = await desk.submit();
    await desk.does(desk.useCases.offer, { orderId, actor: anna, masterId: undefined, mode: 'broadcast' });
    await db.query('update repair.master set cash_limit_minor = 0 where user_id = $1', [masterId]);
    const reason = 'is_below_cash_limit';
    expect(await desk.does(desk.useCases.accept, { orderId, actor: sergey, masterId })).toMatchObject({ reason });
    const offer = { orderId, actor: anna, masterId, mode: 'direct' as const, others: 'keep' as const };
    expect(await desk.does(desk.useCases.offer, offer)).toMatchObject({ reason });
  });

  test('that was seen before it changed is not cancelled unseen, but on a second look', async () => {
    const { id: orderId, rev } = await desk.submit();
    await desk.does(desk.useCases.edit, { orderId, rev, actor: boris, changes: { notes: 'домофон 12' } });
    const cancel = { orderId, actor: anna, reason: 'передумали' };
    expect(await desk.does(desk.useCases.cancel, { ...cancel, rev })).toMatchObject({ reason: 'changed_meanwhile' });
    expect(await desk.does(desk.useCases.cancel, { ...cancel, rev: rev + 1 })).toMatchObject({ kind: 'applied' });
    expect(await desk.does(desk.useCases.cancel, { ...cancel, actor: boris })).toMatchObject({
      kind: 'already_applied_by_other',
      name: 'Анна',
    });
  });

  test('of which two edit the same field keeps the first, and both when the fields differ', async () => {
    const { id: orderId, rev } = await desk.submit();
    const seen = { notes: undefined, priority: 0 };
    await desk.does(desk.useCases.edit, { orderId, rev, actor: anna, changes: { notes: 'первый' }, seen });
    expect(
      await desk.does(desk.useCases.edit, { orderId, rev, actor: boris, changes: { notes: 'второй' }, seen }),
    ).toMatchObject({ kind: 'already_applied_by_other', name: 'Анна' });
    expect(
      await desk.does(desk.useCases.edit, { orderId, rev, actor: boris, changes: { priority: 2 }, seen }),
    ).toMatchObject({ kind: 'stale_but_compatible' });
  });

  test('that is edited under a master’s hands has to be read by them', async () => {
    const orderId = await onSite();
    expect(await desk.does(desk.useCases.edit, { orderId, actor: anna, changes: { notes: 'этаж 8' } })).toMatchObject({
      facts: [{ kind: 'edited', mustRead: true, changes: { notes: { to: 'этаж 8' } } }],
    });
    expect((await findCase(db, orderId))?.order.unreadRev).toBeDefined();
    await desk.does(desk.useCases.readChange, { orderId, actor: sergey });
    expect((await findCase(db, orderId))?.order.unreadRev).toBeUndefined();
  });

  test('is not another master’s to touch', async () => {
    const orderId = await onSite();
    const other = masterActor(masterIds[1] ?? 0);
    expect(await desk.does(desk.useCases.finish, { orderId, actor: other, ...paidInCash() })).toMatchObject({
      reason: 'not_yours',
    });
    expect(await desk.does(desk.useCases.release, { orderId, actor: other, reason: 'x' })).toMatchObject({
      reason: 'not_yours',
    });
  });

  test('that is deleted is out of reach until it is restored, with its timers', async () => {
    const { id: orderId } = await desk.submit();
    await desk.does(desk.useCases.deleteOrder, { orderId, actor: chief, reason: 'дубль' });
    expect((await findCase(db, orderId))?.timers).toEqual([]);
    expect(await desk.does(desk.useCases.offer, { orderId, actor: anna, masterId, mode: 'direct' })).toMatchObject({
      reason: 'order_is_deleted',
    });
    expect(await desk.does(desk.useCases.restore, { orderId, actor: chief })).toMatchObject({ kind: 'applied' });
    expect((await findCase(db, orderId))?.timers).toMatchObject([{ event: 'no_offer_1' }]);
  });

  test('that does not exist is not found', async () => {
    expect(await desk.does(desk.useCases.close, { orderId: 999_999, actor: anna })).toEqual({ kind: 'not_found' });
  });
});

describe('waiting', () => {
  test('needs a date and somebody to act then, and ends by itself', async () => {
    const orderId = await onSite();
    const hold = { orderId, actor: sergey, reason: 'parts' as const, nextStepBy: 'master' as const };
    expect(await desk.does(desk.useCases.hold, { ...hold, until: undefined })).toMatchObject({
      reason: 'has_hold_date',
    });
    expect(await desk.does(desk.useCases.hold, { ...hold, until: minutes(60), nextStepBy: undefined })).toMatchObject({
      reason: 'has_next_step',
    });
    expect(await desk.does(desk.useCases.hold, { ...hold, until: minutes(60) })).toMatchObject({ kind: 'applied' });
    expect((await findCase(db, orderId))?.visits).toMatchObject([{ status: 'finished', outcome: 'needs_parts' }]);
    desk.at = minutes(60);
    expect((await desk.fire(orderId)).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['hold_reached', 'resumed']),
    );
    expect(await statusOf(orderId)).toBe('assigned');
  });

  test('for the client’s word: recalled after a day and three, over after a week', async () => {
    const orderId = await onSite();
    await desk.does(desk.useCases.sendEstimate, { orderId, actor: sergey, lines: [work] });
    expect(await statusOf(orderId)).toBe('on_hold');
    expect(await desk.does(desk.useCases.resume, { orderId, actor: anna })).toMatchObject({
      reason: 'is_not_awaiting_approval',
    });
    const kinds: string[][] = [];
    for (const hours of [23, 24, 72, 167, 168]) {
      desk.at = minutes(hours * 60);
      kinds.push((await desk.fire(orderId)).map(({ kind }) => kind).filter((kind) => kind.startsWith('estimate')));
    }
    expect(kinds).toEqual([[], ['estimate_reminder'], ['estimate_reminder'], [], ['estimate_expired']]);
    expect((await findCase(db, orderId))?.tasks).toMatchObject([{ kind: 'estimate_expired', forRole: 'dispatcher' }]);
  });

  test('ends when the client agrees, and the agreed sum is what the work is measured by', async () => {
    const orderId = await onSite();
    await desk.does(desk.useCases.sendEstimate, { orderId, actor: sergey, lines: [work] });
    expect(await desk.does(desk.useCases.approveEstimate, { orderId, actor: anna })).toMatchObject({
      reason: 'desk_says_how_it_knows',
    });
    expect(await desk.does(desk.useCases.approveEstimate, { orderId, actor: client })).toMatchObject({
      facts: [{ kind: 'estimate_approved', totalMinor: 3000_00 }],
    });
    const report = { orderId, actor: sergey, ...paidInCash() };
    expect(await desk.does(desk.useCases.finish, report)).toMatchObject({ reason: 'explains_mismatch' });
    await desk.does(desk.useCases.finish, { ...report, mismatchReason: 'насос' });
    desk.at = minutes(1441);
    await desk.fire(orderId);
    expect(await statusOf(orderId)).toBe('work_done');
  });

  test('ends in a refusal with a fee when the client does not agree', async () => {
    const orderId = await onSite();
    await desk.does(desk.useCases.sendEstimate, { orderId, actor: sergey, lines: [work] });
    await desk.does(desk.useCases.rejectEstimate, { orderId, actor: client });
    const paid = { method: 'cash' as const, takenBy: masterId, idempotencyKey: 'fee-1' };
    expect(
      await desk.does(desk.useCases.refuse, {
        orderId,
        actor: sergey,
        reason: 'дорого',
        feeMinor: 500_00,
        fee: { paid },
      }),
    ).toMatchObject({ facts: [{ kind: 'refused', feeMinor: 500_00, by: 'master' }] });
    const one = await findCase(db, orderId);
    expect(one?.order).toMatchObject({ status: 'refused', fee: { state: 'paid' } });
    expect(one?.earnings).toMatchObject([{ kind: 'refusal_fee', grossMinor: 500_00, shareMinor: 200_00 }]);
  });
});

describe('the end of an order', () => {
  test('comes by itself a day after the work, when nothing is wrong', async () => {
    const orderId = await onSite();
    await desk.does(desk.useCases.finish, { orderId, actor: sergey, ...paidInCash() });
    desk.at = minutes(1439);
    expect(await desk.fire(orderId)).not.toContainEqual(expect.objectContaining({ kind: 'closed' }));
    desk.at = minutes(1440);
    expect(await desk.fire(orderId)).toMatchObject([{ kind: 'closed', byItself: true }]);
    expect(await desk.does(desk.useCases.close, { orderId, actor: anna })).toMatchObject({
      kind: 'already_applied_by_other',
      name: 'system',
    });
  });

  test('waits for an admin while the price is disputed', async () => {
    const orderId = await onSite();
    await desk.does(desk.useCases.finish, { orderId, actor: sergey, ...paidInCash() });
    await desk.does(desk.useCases.dispute, { orderId, actor: client, reason: 'договаривались о другом' });
    expect(await desk.does(desk.useCases.close, { orderId, actor: anna })).toMatchObject({ reason: 'is_not_disputed' });
    await desk.does(desk.useCases.endDispute, { orderId, actor: chief, reason: 'скидка', discountMinor: 300_00 });
    expect(await desk.does(desk.useCases.close, { orderId, actor: anna })).toMatchObject({ kind: 'applied' });
    expect((await findCase(db, orderId))?.earnings).toMatchObject([{ grossMinor: 4000_00 }]);
  });

  test('can be taken back for two weeks: what was earned is countered and earned anew', async () => {
    const orderId = await onSite();
    await desk.does(desk.useCases.finish, { orderId, actor: sergey, ...paidInCash() });
    await desk.does(desk.useCases.close, { orderId, actor: anna });
    expect(await desk.does(desk.useCases.reopen, { orderId, actor: anna, reason: 'течёт' })).toMatchObject({
      reason: 'not_yours',
    });
    await desk.does(desk.useCases.reopen, { orderId, actor: chief, reason: 'течёт' });
    const earned = await db.query<{ share: number }>(
      'select sum(share_minor)::bigint as share from repair.settlement_line where order_id = $1',
      [orderId],
    );
    expect(earned.rows).toEqual([{ share: 0 }]);
    await desk.does(desk.useCases.arrive, { orderId, actor: sergey });
    await desk.does(desk.useCases.finish, { orderId, actor: sergey, ...paidInCash(), payments: [] });
    await desk.does(desk.useCases.close, { orderId, actor: anna });
    expect((await findCase(db, orderId))?.earnings.map(({ kind }) => kind)).toEqual(['order', 'reversal', 'order']);
  });

  test('pays the drive when the desk cancels after the master has set out', async () => {
    await db.query(
      `with scheme as (
         insert into repair.share_scheme (name, rules, created_at) values ('выезд', $1, $2) returning id
       )
       update repair.master set share_scheme_id = (select id from scheme) where user_id = $3`,
      [
        JSON.stringify({ basis: 'labour', rule: { kind: 'percent', bp: 5000 }, falseCallMinor: 300_00 }),
        minutes(0),
        masterId,
      ],
    );
    const orderId = await accepted();
    await desk.does(desk.useCases.depart, { orderId, actor: sergey });
    expect(await desk.does(desk.useCases.cancel, { orderId, actor: client, reason: 'x' })).toMatchObject({
      kind: 'not_allowed_now',
    });
    expect(await desk.does(desk.useCases.cancel, { orderId, actor: anna, reason: 'клиент уехал' })).toMatchObject({
      facts: [{ kind: 'cancelled', masterId, falseCallMinor: 300_00 }],
    });
    expect((await findCase(db, orderId))?.earnings).toMatchObject([{ kind: 'false_call', companyMinor: -300_00 }]);
  });
});

describe('a master without a network', () => {
  test('what was pressed on an old card applies in its order, and an arrival after the end changes nothing', async () => {
    // Other tests leave their master on site.
    await db.query(`update repair.visit set status = 'finished', outcome = 'done' where status = 'on_site'`);
    const orderId = await accepted();
    const rev = (await findOrder(db, orderId))?.rev;
    await desk.does(desk.useCases.edit, { orderId, actor: anna, changes: { notes: 'домофон не работает' } });
    expect(await desk.does(desk.useCases.depart, { orderId, actor: sergey, rev })).toMatchObject({
      kind: 'stale_but_compatible',
    });
    expect(await desk.does(desk.useCases.arrive, { orderId, actor: sergey, rev })).toMatchObject({
      kind: 'stale_but_compatible',
    });
    expect(await masterStatus()).toBe('busy');
    await desk.does(desk.useCases.finish, { orderId, actor: sergey, ...paidInCash() });
    expect(await masterStatus()).toBe('on_shift');
    const arrivedAt = (await findCase(db, orderId))?.visits[0]?.arrivedAt;
    desk.at = minutes(5);
    expect(await desk.does(desk.useCases.arrive, { orderId, actor: sergey, rev })).toMatchObject({
      kind: 'already_applied_by_me',
    });
    expect((await findCase(db, orderId))?.visits[0]?.arrivedAt).toEqual(arrivedAt);
  });

  test('the desk may say what happened up to twelve hours ago, not longer, and both times stay', async () => {
    const orderId = await accepted();
    desk.at = minutes(13 * 60);
    const told = { orderId, actor: anna, note: 'по звонку' };
    expect(await desk.does(desk.useCases.depart, { ...told, saidAt: minutes(0) })).toMatchObject({
      kind: 'not_allowed_now',
      reason: 'backdated_at_most_12_hours',
    });
    await desk.does(desk.useCases.depart, { ...told, saidAt: minutes(60) });
    const one = await findCase(db, orderId);
    expect(one?.history.at(-1)).toMatchObject({ at: minutes(13 * 60), saidAt: minutes(60), reason: 'по звонку' });
    expect(one?.visits[0]?.departedAt).toEqual(minutes(60));
  });
});

describe('photos from before', () => {
  test('are asked for by the setting, at the inspection and at the end', async () => {
    desk = createDesk(db, { ...plainPolicy, requiredPhotosBefore: 1 });
    const orderId = await onSite();
    const inspection = { orderId, actor: sergey, photos: 0, diagnosis: 'насос' };
    expect(await desk.does(desk.useCases.inspect, inspection)).toMatchObject({ reason: 'has_photos_before' });
    expect(await desk.does(desk.useCases.finish, { orderId, actor: sergey, ...paidInCash() })).toMatchObject({
      reason: 'has_photos_before',
    });
    const photo = { fileId: 'a', fileUniqueId: 'b' };
    await db.transaction((tx) =>
      addVisitPhotos(tx, { orderId, stage: 'before', at: desk.at, by: undefined, withPlace: false, place: undefined }, [
        photo,
      ]),
    );
    expect(await desk.does(desk.useCases.inspect, inspection)).toMatchObject({ kind: 'applied' });
    expect(await desk.does(desk.useCases.finish, { orderId, actor: sergey, ...paidInCash() })).toMatchObject({
      kind: 'applied',
    });
  });
});

describe('a client who does not answer', () => {
  test('is called again in a quarter of an hour: the master is told so', async () => {
    const orderId = await accepted();
    await desk.does(desk.useCases.reportUnreachable, { orderId, actor: sergey });
    desk.at = minutes(15);
    expect(await desk.fire(orderId)).toMatchObject([{ kind: 'reminder', event: 'call_again', masterId }]);
  });

  test('is called, written to, and after half an hour left for the next morning', async () => {
    const orderId = await accepted();
    await desk.does(desk.useCases.depart, { orderId, actor: sergey });
    const steps: unknown[] = [];
    for (const minute of [0, 15, 29, 30]) {
      desk.at = minutes(minute);
      const outcome = await desk.does(desk.useCases.reportUnreachable, { orderId, actor: sergey });
      steps.push(outcome.kind === 'applied' ? outcome.facts[0] : outcome);
    }
    expect(steps).toMatchObject([
      { attempt: 1, step: 'call_again', nextAt: minutes(15) },
      { attempt: 2, step: 'write' },
      { attempt: 3, step: 'call_again' },
      { attempt: 4, step: 'given_up' },
    ]);
    const one = await findCase(db, orderId);
    expect(one?.order).toMatchObject({
      status: 'on_hold',
      hold: { reason: 'client_unreachable', nextStepBy: 'dispatcher' },
    });
    expect(one?.visits).toMatchObject([{ status: 'failed', outcome: 'client_unreachable' }]);
    expect(one?.history.filter(({ event }) => event === 'unreachable')).toHaveLength(4);
    desk.at = minutes(8 * 1440);
    await desk.fire(orderId);
    expect((await findCase(db, orderId))?.tasks.map(({ kind }) => kind)).toContain('propose_cancel');
  });
});

describe('a master', () => {
  test.each([
    ['accept', accepted, 'new'],
    ['arrive', onSite, 'in_progress'],
  ] as const)('takes back %s within a minute, and not after', async (event, begin, status) => {
    const orderId = await begin();
    desk.at = minutes(1);
    expect(await desk.does(desk.useCases.undo, { orderId, actor: sergey })).toMatchObject({
      kind: 'applied',
      facts: expect.arrayContaining([expect.objectContaining({ kind: 'undone', event })]),
    });
    expect(await statusOf(orderId)).toBe(status);
    const late = await begin();
    desk.at = minutes(2.01);
    expect(await desk.does(desk.useCases.undo, { orderId: late, actor: sergey })).toMatchObject({
      reason: 'undo_is_over',
    });
  });

  test('cannot take back a report with money, nor what somebody has built upon', async () => {
    const orderId = await onSite();
    await desk.does(desk.useCases.finish, { orderId, actor: sergey, ...paidInCash() });
    expect(await desk.does(desk.useCases.undo, { orderId, actor: sergey })).toMatchObject({ reason: 'no_money_moved' });
    const second = await accepted();
    await desk.does(desk.useCases.edit, { orderId: second, actor: anna, changes: { notes: 'x' } });
    expect(await desk.does(desk.useCases.undo, { orderId: second, actor: sergey })).toMatchObject({
      reason: 'something_happened_since',
    });
  });

  test('who was offline is not set back by what arrives late', async () => {
    const orderId = await onSite();
    await desk.does(desk.useCases.finish, { orderId, actor: sergey, ...paidInCash() });
    expect(await desk.does(desk.useCases.arrive, { orderId, rev: 3, actor: sergey })).toMatchObject({
      kind: 'already_applied_by_me',
    });
    expect(await statusOf(orderId)).toBe('work_done');
  });

  test('has their steps noted by the desk, with both times, when they call', async () => {
    const orderId = await accepted();
    desk.at = minutes(120);
    const depart = { orderId, actor: anna, saidAt: minutes(60) };
    expect(await desk.does(desk.useCases.depart, depart)).toMatchObject({ reason: 'desk_says_how_it_knows' });
    const note = 'по звонку';
    expect(await desk.does(desk.useCases.depart, { ...depart, note, saidAt: minutes(-601) })).toMatchObject({
      reason: 'backdated_at_most_12_hours',
    });
    expect(await desk.does(desk.useCases.depart, { ...depart, note })).toMatchObject({ kind: 'applied' });
    const one = await findCase(db, orderId);
    expect(one?.visits).toMatchObject([{ departedAt: minutes(60) }]);
    expect(one?.history.at(-1)).toMatchObject({ at: minutes(120), saidAt: minutes(60), reason: note });
  });

  test('gives an order back before being there, and it is offered anew', async () => {
    const orderId = await accepted();
    expect(
      await desk.does(desk.useCases.release, { orderId, actor: sergey, reason: 'сломалась машина' }),
    ).toMatchObject({
      facts: [{ kind: 'released', masterId }],
    });
    expect(await desk.does(desk.useCases.offer, { orderId, actor: anna, masterId, mode: 'direct' })).toMatchObject({
      kind: 'applied',
    });
    expect(await desk.does(desk.useCases.accept, { orderId, actor: sergey, masterId })).toMatchObject({
      kind: 'applied',
    });
  });
});

const model = { key: 'model', label: 'Модель', kind: 'text', required: 'finish' } as const;

async function aType(name: string, special: Partial<OrderType>): Promise<OrderType> {
  return db.transaction(async (tx) => {
    const by = { by: anna.id ?? 0, at: desk.at };
    const id = await insertOrderType(tx, name, by);
    const type = await findOrderType(tx, id);
    if (type === undefined) throw new Error('The type is not there.');
    await saveOrderType(tx, { ...type, ...special }, by);
    return { ...type, ...special };
  });
}

const changeTo = (orderId: number, { id, name = '' }: OrderType, seen: unknown) =>
  db.transaction((tx) =>
    editOrder(
      tx,
      { orderId, rev: undefined, actor: anna, at: desk.at, change: { field: 'type', value: { id, name } }, seen },
      desk.useCases,
    ),
  );

describe('the type of an order', () => {
  test('says what the work is not handed in without: the guard is has_required_fields', async () => {
    const type = await aType('С моделью', { fields: [model] });
    const orderId = await onSite({ typeId: type.id });
    const without = await desk.does(desk.useCases.finish, { orderId, actor: sergey, ...paidInCash() });
    expect(without).toMatchObject({ kind: 'not_allowed_now', reason: 'has_required_fields' });
    const fieldValues = { model: 'WLG' };
    const finished = await desk.does(desk.useCases.finish, { orderId, actor: sergey, ...paidInCash(), fieldValues });
    expect(finished).toMatchObject({ kind: 'applied' });
    expect((await findOrder(db, orderId))?.fieldValues).toEqual(fieldValues);
  });

  test('can be changed, and values of fields that the new one lacks are kept and not shown', async () => {
    const first = await aType('Первый', { fields: [model] });
    const second = await aType('Второй', {});
    const { id } = await desk.submit({ typeId: first.id, fieldValues: { model: 'WLG' } });
    const seen = { id: first.id, name: 'Первый' };
    expect(await changeTo(id, second, seen)).toMatchObject({ kind: 'applied' });
    const changed = await findOrder(db, id);
    expect(changed?.fieldValues).toEqual({ model: 'WLG' });
    const style = { language: 'ru', zone: 'Europe/Moscow', nowMs: desk.at.getTime() } as const;
    expect(changed === undefined ? '' : orderCard(changed, style, { seesPhone: false })).not.toContain('WLG');
    // Who has seen the former type is told by whom it was changed, and changes nothing.
    expect(await changeTo(id, first, seen)).toMatchObject({ kind: 'already_applied_by_other', name: 'Анна' });
    expect(await changeTo(id, first, { id: second.id, name: 'Второй' })).toMatchObject({ kind: 'applied' });
    const back = await findOrder(db, id);
    expect(back === undefined ? '' : orderCard(back, style, { seesPhone: false })).toContain('Модель: WLG');
  });

  test('lets the desk keep an order to itself: nobody is reminded to find a master', async () => {
    const kept = await aType('У диспетчера', { starts: 'desk' });
    const { id } = await desk.submit({ typeId: kept.id });
    const timers = (await findCase(db, id))?.timers.map(({ event }) => event);
    expect(timers).toEqual(['limit_new']);
  });

  test('has a checklist, which the visit keeps as it was; pressing twice is one line of history', async () => {
    const type = await aType('С чек-листом', { checklist: ['Шланг', 'Слив'] });
    const orderId = await onSite({ typeId: type.id });
    const checked = { orderId, actor: sergey, line: 1, to: 'failed' as const };
    expect(await desk.does(desk.useCases.check, checked)).toMatchObject({ kind: 'applied' });
    expect(await desk.does(desk.useCases.check, checked)).toMatchObject({ kind: 'already_applied_by_me' });
    expect(await desk.does(desk.useCases.check, { ...checked, actor: masterActor(masterIds[3] ?? 0) })).toMatchObject({
      kind: 'not_allowed_now',
      reason: 'not_yours',
    });
    await db.transaction((tx) =>
      saveOrderType(tx, { ...type, checklist: ['Другое'] }, { by: anna.id ?? 0, at: desk.at }),
    );
    const one = await findCase(db, orderId);
    expect(one?.visits.at(-1)?.checklist).toEqual([
      { text: 'Шланг', state: 'open' },
      { text: 'Слив', state: 'failed' },
    ]);
    expect(one?.history.filter(({ event }) => event === 'check')).toHaveLength(1);
  });
});

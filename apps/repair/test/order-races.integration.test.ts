import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '@durabot/postgres';
import { createTestDatabase, type TestDatabase } from '@durabot/testing';
import { repairMigrations } from '../src/migrations.ts';
import { plainPolicy } from '../src/domain/sla.ts';
import { findCase, lockCase } from '../src/store/load-case.ts';
import { saveCase } from '../src/store/save-case.ts';
import { decideOnOrder } from '../src/use-cases/decide-on-order.ts';
import { fireTimersOfOrder, listOrdersDue, nextDueAt } from '../src/use-cases/fire-timers.ts';
import {
  anna,
  boris,
  createDesk,
  fillDesk,
  masterActor,
  masterIds,
  minutes,
  resetMasters,
  sergey,
  type Desk,
} from './a-desk.ts';
import { faultOf } from './order-faults.ts';
import { randomAttempt } from './order-model.ts';

/** Each is an order with two people on two connections; each takes about half a second: `ORDER_RACES=100`. */
const races = Number(process.env['ORDER_RACES'] ?? 4);
const seed = Number(process.env['ORDER_SEED'] ?? 1);

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

describe('at the same moment', () => {
  test('ten masters take an order: one has it, nine are told who', async () => {
    const { id: orderId } = await desk.submit();
    await desk.does(desk.useCases.offer, { orderId, actor: anna, masterId: undefined, mode: 'broadcast' });
    const rev = (await findCase(db, orderId))?.order.rev;
    const outcomes = await Promise.all(
      masterIds.map((id) => desk.does(desk.useCases.accept, { orderId, rev, actor: masterActor(id), masterId: id })),
    );
    expect(outcomes.filter(({ kind }) => kind === 'applied')).toHaveLength(1);
    const told = outcomes.filter((outcome) => outcome.kind === 'already_applied_by_other');
    expect(told).toHaveLength(9);
    const one = await findCase(db, orderId);
    const winner = one?.masters.find(({ userId }) => userId === one.order.masterId);
    expect(new Set(told.map(({ name }) => name))).toEqual(new Set([winner?.name]));
    expect(one?.visits).toHaveLength(1);
  });

  test('a master presses twice: one effect, two answers, one visit', async () => {
    const { id: orderId } = await desk.submit();
    await desk.does(desk.useCases.offer, { orderId, actor: anna, masterId, mode: 'direct' });
    const accept = () => desk.does(desk.useCases.accept, { orderId, rev: 2, actor: sergey, masterId });
    const outcomes = await Promise.all([accept(), accept()]);
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['already_applied_by_me', 'applied']);
    expect((await findCase(db, orderId))?.visits).toHaveLength(1);
  });

  test('two dispatchers offer an order: the second is told what the first has done', async () => {
    const { id: orderId, rev } = await desk.submit();
    const offer = (actor: typeof anna, to: number) =>
      desk.does(desk.useCases.offer, { orderId, rev, actor, masterId: to, mode: 'direct' });
    const outcomes = await Promise.all([offer(anna, masterId), offer(boris, masterIds[1] ?? 0)]);
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['already_applied_by_other', 'applied']);
  });

  test('one cancels what another takes: one of them wins, the other knows', async () => {
    const { id: orderId } = await desk.submit();
    await desk.does(desk.useCases.offer, { orderId, actor: anna, masterId, mode: 'direct' });
    const [accepted, cancelled] = await Promise.all([
      desk.does(desk.useCases.accept, { orderId, rev: 2, actor: sergey, masterId }),
      desk.does(desk.useCases.cancel, { orderId, rev: 2, actor: anna, reason: 'передумали' }),
    ]);
    const status = (await findCase(db, orderId))?.order.status;
    const applied = expect.objectContaining({ kind: 'applied' });
    expect({ status, accepted, cancelled }).toEqual(
      status === 'cancelled'
        ? { status, accepted: refusedBy('offer_is_withdrawn'), cancelled: applied }
        : { status: 'assigned', accepted: applied, cancelled: refusedBy('changed_meanwhile') },
    );
  });

  test('two processes let what is due happen: it happens once', async () => {
    const { id: orderId } = await desk.submit();
    await desk.does(desk.useCases.offer, { orderId, actor: anna, masterId, mode: 'direct' });
    const at = minutes(10);
    expect(await listOrdersDue(db, at, 1000)).toContain(orderId);
    const fire = () => db.transaction((tx) => fireTimersOfOrder(tx, orderId, at, plainPolicy));
    const facts = (await Promise.all([fire(), fire(), fire()])).flat();
    expect(facts.filter(({ kind }) => kind === 'offer_expired')).toHaveLength(1);
    const { rows } = await db.query<{ count: number }>(
      `select count(*) from repair.order_timer where order_id = $1 and event = 'offer_expiry' and fired_at is not null`,
      [orderId],
    );
    expect(rows).toEqual([{ count: 1 }]);
    expect(await listOrdersDue(db, at, 1000)).not.toContain(orderId);
    expect((await nextDueAt(db))?.getTime()).toBeGreaterThan(0);
  });
});

test('the database refuses a second accepted offer, whoever asks', async () => {
  const { id: orderId } = await desk.submit();
  const insert = `insert into repair.offer (order_id, seq, master_id, mode, status, sent_at, expires_at)
                  values ($1, $2, $3, 'direct', 'accepted', $4, $5)`;
  await db.query(insert, [orderId, 1, masterId, minutes(0), minutes(10)]);
  await expect(db.query(insert, [orderId, 2, masterIds[1], minutes(0), minutes(10)])).rejects.toThrow(
    'offer_accepted_idx',
  );
});

test('who forgets the lock is stopped by the rev', async () => {
  const { id: orderId } = await desk.submit();
  const stale = await findCase(db, orderId);
  await desk.does(desk.useCases.edit, { orderId, actor: anna, changes: { notes: 'x' } });
  if (stale === undefined) throw new Error('no case');
  const next = { ...stale, order: { ...stale.order, priority: 3, rev: stale.order.rev + 1 } };
  await expect(db.transaction((tx) => saveCase(tx, stale, next, minutes(1)))).rejects.toThrow('did not lock');
});

test(`two people on two connections try everything (${races} orders, seed ${seed}): what is promised holds, and is stored as decided`, async () => {
  const random = createRandom(seed);
  const dice = (below: number) => Math.floor(random() * below);
  for (let race = 0; race < races; race++) {
    const { id: orderId } = await desk.submit({ createdAt: minutes(0) });
    let atMs = minutes(0).getTime();
    for (let step = 0; step < 6; step++) {
      const seen = await findCase(db, orderId);
      if (seen === undefined) throw new Error('no case');
      atMs += dice(4) === 0 ? dice(30 * 3_600_000) : dice(60_000);
      const at = new Date(atMs);
      // Both have seen the same; the lock decides who is first.
      await Promise.all([0, 1].map(() => tryOne(orderId, seen, at, dice)));
      await db.transaction((tx) => fireTimersOfOrder(tx, orderId, at, plainPolicy));
    }
  }
  // Cash in hand is what was taken less what was given back, and each timer has one end.
  const { rows } = await db.query<{ cash: number; paid: number; ends: number }>(
    `select (select coalesce(sum(amount_minor), 0)::bigint from repair.cash_movement) as cash,
            (select coalesce(sum(case kind when 'refund' then -amount_minor else amount_minor end), 0)::bigint
             from repair.payment where taken_by is not null) as paid,
            (select count(*) from repair.order_timer where fired_at is not null and cancelled_at is not null) as ends`,
  );
  expect(rows).toEqual([{ cash: rows[0]?.paid, paid: rows[0]?.cash, ends: 0 }]);
}, 600_000);

/** As the model's people, whose ids are small, but with the ids of this desk. */
async function tryOne(
  orderId: number,
  seen: Parameters<typeof randomAttempt>[1],
  at: Date,
  dice: (below: number) => number,
) {
  const attempt = randomAttempt(dice, toModel(seen));
  const actor = { ...attempt.actor, id: toDesk(attempt.actor.id) };
  await db.transaction(async (tx) => {
    const outcome = await decideOnOrder(
      tx,
      { orderId, rev: undefined, actor, at, note: 'по звонку', masterId: masterIds[0] },
      (one, by) => {
        const decided = attempt.try(toModel(one), { ...by, actor: attempt.actor }, plainPolicy);
        if (decided.kind !== 'applied') return decided;
        const next = fromModel(decided.next, one);
        const fault = faultOf(one, next);
        if (fault !== undefined) throw new Error(`${attempt.name}: ${fault}`);
        return { ...decided, next };
      },
      { lockMasters: true, deletedToo: attempt.name === 'restore' },
    );
    if (outcome.kind !== 'applied') return;
    // What is read back is what was decided.
    const stored = await lockCase(tx, orderId);
    if (stored?.order.rev !== outcome.rev) throw new Error(`${attempt.name}: rev ${outcome.rev} was not stored`);
    const fault = faultOf(stored, stored);
    if (fault !== undefined) throw new Error(`${attempt.name}, as stored: ${fault}`);
  });
}

const firstDispatcher = anna.id ?? 0;

function toDesk(id: number | undefined): number | undefined {
  if (id === undefined) return undefined;
  return id < 10 ? firstDispatcher + id - 1 : (masterIds[id - 11] ?? id);
}

function toModelId(id: number | undefined): number | undefined {
  if (id === undefined) return undefined;
  const place = masterIds.indexOf(id);
  return place >= 0 ? 11 + place : id - firstDispatcher + 1;
}

type Case = Parameters<typeof randomAttempt>[1];

function toModel(one: Case): Case {
  return rename(one, toModelId);
}

/** Back again; what has not changed is the same object, or everything would be stored anew. */
function fromModel(next: Case, before: Case): Case {
  const renamed = rename(next, toDesk);
  return {
    ...renamed,
    visits: same(renamed.visits, before.visits),
    offers: same(renamed.offers, before.offers),
    declines: same(renamed.declines, before.declines),
    estimates: same(renamed.estimates, before.estimates),
    lines: same(renamed.lines, before.lines),
    timers: same(renamed.timers, before.timers),
    tasks: same(renamed.tasks, before.tasks),
  };
}

function refusedBy(reason: string): unknown {
  return expect.objectContaining({ kind: 'not_allowed_now', reason });
}

function same<T>(list: readonly T[], old: readonly T[]): T[] {
  return list.map((one, index) => (JSON.stringify(one) === JSON.stringify(old[index]) ? (old[index] ?? one) : one));
}

const idFields = new Set([
  'masterId',
  'userId',
  'sentBy',
  'takenBy',
  'recordedBy',
  'actorId',
  'closedBy',
  'forgivenBy',
  'byId',
  'by',
]);

function rename<T>(value: T, to: (id: number | undefined) => number | undefined, field = ''): T {
  if (typeof value === 'number' && idFields.has(field)) return to(value) as T;
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map((one) => rename(one, to, field)) as T;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, rename(one, to, key)])) as T;
}

function createRandom(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

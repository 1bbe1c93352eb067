import type { Database } from '@durabot/postgres';
import { languages } from '@durabot/runtime';
import { createTestDatabase, type TestDatabase } from '@durabot/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { masterMachine, type MasterEvent, type MasterStatus } from '../src/domain/machines/master-machine.ts';
import { offerMachine, type OfferEvent, type OfferStatus } from '../src/domain/machines/offer-machine.ts';
import { orderMachine, type OrderEvent, type OrderStatus } from '../src/domain/machines/order-machine.ts';
import { visitMachine, type VisitEvent, type VisitStatus } from '../src/domain/machines/visit-machine.ts';
import type { Outcome } from '../src/domain/outcome.ts';
import { refusalText } from '../src/handlers/act.ts';
import { repairMigrations } from '../src/migrations.ts';
import { findCase } from '../src/store/load-case.ts';
import { texts } from '../src/texts.ts';
import { fireMaster, hireMaster, moveMaster } from '../src/use-cases/master-use-cases.ts';
import { anna, chief, createDesk, fillDesk, minutes, resetMasters, sergey, type Desk } from './a-desk.ts';

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
const reason = 'потому что';
const line = {
  kind: 'work' as const,
  name: 'Замена насоса',
  quantityMilli: 1000,
  unitPriceMinor: 3000_00,
  costMinor: 0,
  providedBy: 'company' as const,
};

let payments = 0;
type Act = (orderId: number) => Promise<Outcome>;

/** Who may do it tries, with everything that could be asked for: only the state can be what is wrong. */
const orderActs: Partial<Record<OrderEvent, Act>> = {
  offer: (orderId) => desk.does(desk.useCases.offer, { orderId, actor: anna, masterId, mode: 'direct' }),
  accept: (orderId) => desk.does(desk.useCases.accept, { orderId, actor: sergey, masterId }),
  assign: (orderId) => desk.does(desk.useCases.assign, { orderId, actor: anna, masterId }),
  release: (orderId) => desk.does(desk.useCases.release, { orderId, actor: anna, reason }),
  hold: (orderId) =>
    desk.does(desk.useCases.hold, {
      orderId,
      actor: anna,
      reason: 'parts',
      until: minutes(600, desk.at),
      nextStepBy: 'master',
    }),
  resume_assigned: (orderId) => desk.does(desk.useCases.resume, { orderId, actor: anna }),
  send_estimate: (orderId) => desk.does(desk.useCases.sendEstimate, { orderId, actor: sergey, lines: [line] }),
  approve: (orderId) => desk.does(desk.useCases.approveEstimate, { orderId, actor: anna }),
  reject: (orderId) => desk.does(desk.useCases.rejectEstimate, { orderId, actor: anna }),
  finish: (orderId) =>
    desk.does(desk.useCases.finish, {
      orderId,
      actor: sergey,
      lines: [line],
      payments: [
        {
          kind: 'final',
          method: 'cash',
          amountMinor: 3000_00,
          takenBy: masterId,
          idempotencyKey: `illegal-${++payments}`,
        },
      ],
      warrantyDays: 90,
    }),
  close: (orderId) => desk.does(desk.useCases.close, { orderId, actor: anna }),
  return: (orderId) => desk.does(desk.useCases.returnToWork, { orderId, actor: anna, reason }),
  dispute: (orderId) => desk.does(desk.useCases.dispute, { orderId, actor: anna, reason }),
  end_dispute: (orderId) => desk.does(desk.useCases.endDispute, { orderId, actor: chief, reason }),
  refuse: (orderId) => desk.does(desk.useCases.refuse, { orderId, actor: anna, reason, feeMinor: 0 }),
  cancel: (orderId) => desk.does(desk.useCases.cancel, { orderId, actor: anna, reason }),
  reopen: (orderId) => desk.does(desk.useCases.reopen, { orderId, actor: chief, reason }),
  claim_warranty: (orderId) => desk.does(desk.useCases.claimWarranty, { orderId, actor: anna }),
  take_up_again: (orderId) => desk.does(desk.useCases.takeUpAgain, { orderId, actor: anna, reason }),
};

const visitActs: Partial<Record<VisitEvent, Act>> = {
  confirm: (orderId) => desk.does(desk.useCases.confirmVisit, { orderId, actor: sergey }),
  depart: (orderId) => desk.does(desk.useCases.depart, { orderId, actor: sergey }),
  arrive: (orderId) => desk.does(desk.useCases.arrive, { orderId, actor: sergey }),
  fail: (orderId) => desk.does(desk.useCases.failVisit, { orderId, actor: sergey, outcome: 'no_access' }),
  reschedule: (orderId) =>
    desk.does(desk.useCases.reschedule, { orderId, actor: anna, from: minutes(900, desk.at), to: undefined }),
};

const offerActs: Partial<Record<OfferEvent, Act>> = {
  see: (orderId) => desk.does(desk.useCases.seeOffer, { orderId, actor: sergey, offerSeq: 1, masterId }),
  accept: (orderId) => desk.does(desk.useCases.accept, { orderId, actor: sergey, masterId, offerSeq: 1 }),
  decline: (orderId) =>
    desk.does(desk.useCases.decline, { orderId, actor: sergey, masterId, offerSeq: 1, reason: 'busy' }),
  withdraw: (orderId) => desk.does(desk.useCases.withdrawOffer, { orderId, actor: anna, offerSeq: 1 }),
};

const { offer, accept, hold, send_estimate, finish, close, refuse, cancel, dispute } = orderActs;
const onSite = [offer, accept, visitActs.depart, visitActs.arrive];

/** The ways to everything that an order, its visit and its offer can be. */
const orderPlaces: readonly { readonly is: OrderStatus; readonly by: readonly (Act | undefined)[] }[] = [
  { is: 'new', by: [] },
  { is: 'offering', by: [offer] },
  { is: 'assigned', by: [offer, accept] },
  { is: 'in_progress', by: onSite },
  { is: 'on_hold', by: [...onSite, hold] },
  { is: 'on_hold', by: [...onSite, send_estimate] },
  { is: 'work_done', by: [...onSite, finish] },
  { is: 'work_done', by: [...onSite, finish, dispute] },
  { is: 'closed', by: [...onSite, finish, close] },
  { is: 'refused', by: [...onSite, refuse] },
  { is: 'cancelled', by: [cancel] },
];
const visitPlaces: readonly { readonly is: VisitStatus; readonly by: readonly (Act | undefined)[] }[] = [
  { is: 'planned', by: [offer, accept] },
  { is: 'en_route', by: [offer, accept, visitActs.depart] },
  { is: 'on_site', by: onSite },
  { is: 'finished', by: [...onSite, finish] },
  { is: 'failed', by: [offer, accept, visitActs.fail] },
  { is: 'cancelled', by: [offer, accept, cancel] },
];
const offerPlaces: readonly { readonly is: OfferStatus; readonly by: readonly (Act | undefined)[] }[] = [
  { is: 'seen', by: [offer, offerActs.see] },
  { is: 'accepted', by: [offer, accept] },
  { is: 'declined', by: [offer, offerActs.decline] },
  { is: 'withdrawn', by: [offer, offerActs.withdraw] },
  { is: 'expired', by: [offer, expire] },
];

async function expire(orderId: number): Promise<Outcome> {
  desk.at = minutes(31, desk.at);
  const facts = await desk.fire(orderId);
  expect(facts.map(({ kind }) => kind)).toContain('offer_expired');
  return { kind: 'applied', rev: 0, facts: [] };
}

async function go(by: readonly (Act | undefined)[]): Promise<number> {
  const { id } = await desk.submit();
  for (const act of by) expect(await act?.(id)).toMatchObject({ kind: 'applied' });
  return id;
}

/** The languages in which a refusal says nothing in particular. */
function wordless(outcome: Outcome): string[] {
  if (outcome.kind.startsWith('already')) return [];
  return languages.filter((language) => {
    const words = texts(language);
    return refusalText(outcome, words) === words.plain('refusal', { reason: 'other' });
  });
}

/** Tries everything that the table does not list for where an order is. @returns how much was tried */
async function triesAllElse<State extends string, Event extends string>(
  machine: { readonly transitions: readonly { readonly from: State | undefined; readonly event: Event }[] },
  place: { readonly is: State; readonly by: readonly (Act | undefined)[] },
  acts: Partial<Record<Event, Act>>,
  isOf: (one: Awaited<ReturnType<typeof findCase>>) => string | undefined,
): Promise<number> {
  const orderId = await go(place.by);
  const before = await findCase(db, orderId);
  expect(isOf(before)).toBe(place.is);
  let tried = 0;
  for (const [event, act] of Object.entries<Act | undefined>(acts)) {
    const isListed = machine.transitions.some((row) => row.from === place.is && row.event === event);
    if (isListed || act === undefined) continue;
    const outcome = await act(orderId);
    const what = `${event} from ${place.is}: ${JSON.stringify(outcome)}`;
    // What has been done already is answered as that, and not done again.
    expect(outcome.kind, what).toMatch(/^(illegal_transition|not_allowed_now|already_applied_by_(me|other))$/);
    expect(wordless(outcome), what).toEqual([]);
    expect(await findCase(db, orderId), what).toEqual(before);
    tried += 1;
  }
  return tried;
}

describe('A14: what the tables do not list is refused with a reason, and changes nothing', () => {
  test('A14: of an order', async () => {
    let tried = 0;
    // Whoever resumes does not say what becomes of the order: one act, three events.
    const resumes = orderMachine.transitions.filter(({ event }) => event.startsWith('resume_'));
    for (const place of orderPlaces) {
      const acts = { ...orderActs };
      if (resumes.some(({ from }) => from === place.is)) delete acts.resume_assigned;
      tried += await triesAllElse(orderMachine, place, acts, (one) => one?.order.status);
    }
    expect(tried).toBeGreaterThan(120);
    expect(new Set(orderPlaces.map(({ is }) => is)).size).toBe(orderMachine.states.length - 1);
  });

  test('A14: of a visit', async () => {
    let tried = 0;
    for (const place of visitPlaces) {
      tried += await triesAllElse(visitMachine, place, visitActs, (one) => one?.visits.at(-1)?.status);
    }
    expect(tried).toBeGreaterThan(15);
  });

  test('A14: of an offer', async () => {
    let tried = 0;
    for (const place of offerPlaces) {
      tried += await triesAllElse(offerMachine, place, offerActs, (one) => one?.offers[0]?.status);
    }
    expect(tried).toBeGreaterThan(10);
  });

  test('A14: of a master', async () => {
    const at = desk.at;
    const on = { masterId, actor: { ...sergey, roles: ['master', 'admin'] as const }, at };
    const statuses = masterMachine.states;
    const acts: Partial<Record<MasterEvent, () => Promise<{ readonly kind: string }>>> = {
      hire: () => db.transaction((tx) => hireMaster(tx, { ...on, name: 'Сергей', skills: [] })),
      fire: () => db.transaction((tx) => fireMaster(tx, on, desk.policy)),
    };
    for (const event of ['start_shift', 'take_break', 'end_break', 'end_shift'] as const)
      acts[event] = () => db.transaction((tx) => moveMaster(tx, { ...on, event }));
    const status = async (): Promise<MasterStatus | undefined> => {
      const sql = 'select status from repair.master where user_id = $1';
      return (await db.query<{ status: MasterStatus }>(sql, [masterId])).rows[0]?.status;
    };
    let tried = 0;
    for (const from of statuses) {
      await db.query(
        `update repair.master set status = $2, fired_at = case when $2 = 'fired' then $3::timestamptz end
         where user_id = $1`,
        [masterId, from, at],
      );
      for (const [event, act] of Object.entries(acts)) {
        if (masterMachine.transitions.some((row) => row.from === from && row.event === event)) continue;
        const outcome = await act();
        expect(outcome.kind, `${event} from ${from}`).toMatch(/^(illegal_transition|already_applied_by_me)$/);
        expect(await status()).toBe(from);
        tried += 1;
      }
    }
    expect(tried).toBeGreaterThan(15);
  });
});

describe('R15: a card that is dragged to where it must not go', () => {
  /** What a board would call for a column; there is no board yet, only what it will rest on. */
  const columns: readonly { readonly to: OrderStatus; readonly act: Act | undefined }[] = [
    { to: 'offering', act: orderActs.offer },
    { to: 'on_hold', act: orderActs.hold },
    { to: 'work_done', act: orderActs.finish },
    { to: 'closed', act: orderActs.close },
    { to: 'refused', act: orderActs.refuse },
    { to: 'cancelled', act: orderActs.cancel },
  ];

  test('R15: springs back with the reason in the words of who dragged it', async () => {
    const orderId = await go([]);
    const rev = (await findCase(db, orderId))?.order.rev;
    const reasons: Record<string, string> = {};
    for (const { to, act } of columns) {
      if (orderMachine.transitions.some((row) => row.from === 'new' && row.to === to)) continue;
      const outcome = await act?.(orderId);
      if (outcome !== undefined) reasons[to] = refusalText(outcome, texts('ru'));
      // It stands where it stood, in the revision that the board has.
      expect((await findCase(db, orderId))?.order).toMatchObject({ status: 'new', rev });
    }
    const why = 'Сейчас это невозможно. Заявка: 🆕 Новая.';
    expect(reasons).toEqual({ on_hold: why, work_done: why, closed: why });
  });

  test('R15: is not moved by who has an old picture of the board', async () => {
    const orderId = await go([...onSite, finish]);
    const seen = (await findCase(db, orderId))?.order.rev;
    const changes = { notes: 'код 12' };
    expect(await desk.does(desk.useCases.edit, { orderId, actor: chief, changes })).toMatchObject({ kind: 'applied' });
    const dragged = await desk.does(desk.useCases.close, { orderId, actor: anna, rev: seen });
    expect(dragged).toMatchObject({ kind: 'not_allowed_now', reason: 'changed_meanwhile' });
    expect((await findCase(db, orderId))?.order.status).toBe('work_done');
  });
});

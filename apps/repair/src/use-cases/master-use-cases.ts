import type { Tx } from '@durabot/postgres';
import { decide } from '@durabot/kit';
import type { Fact } from '../domain/fact.ts';
import { masterMachine, type MasterEvent, type MasterStatus } from '../domain/machines/master-machine.ts';
import { OrderWork, type Actor, type By, type Decided } from '../domain/order-work.ts';
import { openEstimate, type OrderCase } from '../domain/order-case.ts';
import { isApplied } from '../domain/outcome.ts';
import type { DeskPolicy } from '../domain/sla.ts';
import { decideOnOrder } from './decide-on-order.ts';

/** What became of something about a master. */
export type MasterOutcome =
  | { readonly kind: 'applied'; readonly status: MasterStatus; readonly facts: readonly Fact[] }
  | { readonly kind: 'already_applied_by_me' }
  | { readonly kind: 'not_allowed_now'; readonly reason: string; readonly openOrderIds: readonly number[] }
  | { readonly kind: 'illegal_transition'; readonly from: MasterStatus; readonly event: MasterEvent }
  | { readonly kind: 'not_found' };

export interface OnMaster {
  readonly masterId: number;
  readonly actor: Actor;
  readonly at: Date;
}

export interface NewMaster extends OnMaster {
  readonly name: string;
  readonly phone?: string | undefined;
  readonly skills: readonly { readonly category: string; readonly level: number }[];
  readonly zones?: readonly string[] | undefined;
  readonly cashLimitMinor?: number | undefined;
  readonly needsConfirmation?: boolean | undefined;
  readonly takesNights?: boolean | undefined;
}

/** Takes somebody on, or on again. Their past stays theirs. */
export async function hireMaster(tx: Tx, on: NewMaster): Promise<MasterOutcome> {
  const status = await lockMaster(tx, on.masterId);
  if (status !== undefined && status !== 'fired') return { kind: 'already_applied_by_me' };
  const decision = decide(masterMachine, {
    from: status,
    event: 'hire',
    actors: on.actor.roles,
    facts: { openVisits: 0, handsOver: false },
  });
  if (decision.kind !== 'applied') return refusal(decision, status ?? 'off', 'hire', []);
  await tx.query(
    `insert into repair.master (
       user_id, name, phone, status, status_since, cash_limit_minor, needs_confirmation, takes_nights, hired_at
     )
     values ($1, $2, $3, $4, $5, $6, $7, $8, $5)
     on conflict (user_id) do update
     set name = excluded.name, phone = excluded.phone, status = excluded.status, status_since = excluded.status_since,
         cash_limit_minor = excluded.cash_limit_minor, needs_confirmation = excluded.needs_confirmation,
         takes_nights = excluded.takes_nights, fired_at = null, rev = master.rev + 1`,
    [
      on.masterId,
      on.name,
      on.phone ?? null,
      decision.to,
      on.at,
      on.cashLimitMinor ?? null,
      on.needsConfirmation ?? true,
      on.takesNights ?? false,
    ],
  );
  await setSkills(tx, on);
  return { kind: 'applied', status: decision.to, facts: [] };
}

/** Begins, interrupts or ends a shift. Who goes off with open visits is asked about them first: `handsOver` says yes. */
export async function moveMaster(
  tx: Tx,
  on: OnMaster & {
    readonly event: 'start_shift' | 'take_break' | 'end_break' | 'end_shift';
    readonly handsOver?: boolean | undefined;
  },
): Promise<MasterOutcome> {
  const status = await lockMaster(tx, on.masterId);
  if (status === undefined) return { kind: 'not_found' };
  const open = await listOpenOrders(tx, on.masterId);
  const isOwn = on.actor.id === on.masterId;
  const decision = decide(masterMachine, {
    from: status,
    event: on.event,
    actors: isOwn ? on.actor.roles : on.actor.roles.filter((role) => role !== 'master'),
    facts: { openVisits: open.length, handsOver: on.handsOver ?? false },
  });
  if (decision.kind !== 'applied') {
    const led = masterMachine.transitions.some(({ event, to }) => event === on.event && to === status);
    if (decision.kind === 'illegal_transition' && led) return { kind: 'already_applied_by_me' };
    return refusal(decision, status, on.event, open);
  }
  await setStatus(tx, on, decision.to);
  return { kind: 'applied', status: decision.to, facts: [] };
}

/**
 * Lets a master go, at once: all their orders return to the pool, offers to them lose their force. Orders are locked
 * before the master, as everywhere, and those taken in between are found by a second look.
 */
export async function fireMaster(tx: Tx, on: OnMaster, policy: DeskPolicy): Promise<MasterOutcome> {
  const facts: Fact[] = [];
  facts.push(...(await takeAway(tx, on, policy)));
  const status = await lockMaster(tx, on.masterId);
  if (status === undefined) return { kind: 'not_found' };
  if (status === 'fired') return { kind: 'already_applied_by_me' };
  const decision = decide(masterMachine, {
    from: status,
    event: 'fire',
    actors: on.actor.roles,
    facts: { openVisits: 0, handsOver: true },
  });
  if (decision.kind !== 'applied') return refusal(decision, status, 'fire', []);
  await setStatus(tx, on, decision.to);
  facts.push(...(await takeAway(tx, on, policy)));
  return { kind: 'applied', status: decision.to, facts };
}

async function takeAway(tx: Tx, on: OnMaster, policy: DeskPolicy): Promise<Fact[]> {
  if (!on.actor.roles.includes('admin')) return [];
  const facts: Fact[] = [];
  for (const orderId of await listOpenOrders(tx, on.masterId)) {
    const { actor, at, masterId } = on;
    const outcome = await decideOnOrder(tx, { orderId, rev: undefined, actor, at }, (one, by) =>
      decideTakeAway(one, by, masterId, policy),
    );
    if (isApplied(outcome)) facts.push(...outcome.facts);
  }
  return facts;
}

/** An order loses its master: it is new again, whatever it was waiting for. */
function decideTakeAway(one: OrderCase, by: By, masterId: number, policy: DeskPolicy): Decided {
  const work = new OrderWork(one, by, policy, 'take_away');
  const reason = 'master_is_fired';
  const estimate = openEstimate(one);
  if (one.order.masterId === masterId) {
    if (one.order.status === 'on_hold' && one.order.hold !== undefined) {
      // Nobody is left whose price the client could agree to.
      if (estimate !== undefined) {
        const estimates = one.estimates.map((each) =>
          each === estimate ? { ...each, status: 'replaced' as const } : each,
        );
        work.patch({ estimates });
        work.patchOrder({ hold: { ...one.order.hold, reason: 'other' } });
      }
      const refused = work.moveOrder('resume_new', {}, { masterId: undefined, acceptedAt: undefined });
      if (refused !== undefined) return refused;
    } else {
      const refused = work.moveOrder('release', { hasReason: true }, { masterId: undefined, acceptedAt: undefined });
      if (refused !== undefined) return refused;
    }
    work.cancelVisit();
    work.endAcceptedOffer();
    work.tell({ kind: 'released', masterId, reason, isUndone: false });
    return work.done({ visit: one.visits.at(-1), reason, details: { masterId } });
  }
  for (const offer of one.offers) {
    if (offer.masterId !== masterId || (offer.status !== 'sent' && offer.status !== 'seen')) continue;
    const refused = work.moveOffer(offer, 'withdraw', undefined, { respondedAt: by.at });
    if (refused !== undefined) return refused;
    work.tell({ kind: 'offer_withdrawn', offerSeq: offer.seq, masterId });
  }
  const isLeft = work.now.offers.some(({ status }) => status === 'sent' || status === 'seen');
  if (work.order.status === 'offering' && !isLeft) {
    const refused = work.moveOrder('offers_ended');
    if (refused !== undefined) return refused;
  }
  return work.done({ reason, details: { masterId } });
}

/** Orders that a master has, or has been offered, in the order in which they are locked. */
async function listOpenOrders(tx: Tx, masterId: number): Promise<number[]> {
  const { rows } = await tx.query<{ id: number }>(
    `select id
     from repair.service_order
     where deleted_at is null and (
       (master_id = $1 and status in ('assigned', 'in_progress', 'on_hold'))
       or (status = 'offering' and exists (
         select from repair.offer where order_id = service_order.id and master_id = $1 and status in ('sent', 'seen')
       ))
     )
     order by id`,
    [masterId],
  );
  return rows.map((row) => row.id);
}

/** The master's row, locked until the transaction ends. */
async function lockMaster(tx: Tx, masterId: number): Promise<MasterStatus | undefined> {
  const { rows } = await tx.query<{ status: MasterStatus }>(
    `select status
     from repair.master
     where user_id = $1
     for no key update`,
    [masterId],
  );
  return rows[0]?.status;
}

/** What a machine has allowed. */
async function setStatus(
  tx: Tx,
  on: { readonly masterId: number; readonly at: Date },
  status: MasterStatus,
): Promise<void> {
  await tx.query(
    `update repair.master
     set status = $2, status_since = $3, fired_at = case when $2::text = 'fired' then $3::timestamptz end, rev = rev + 1
     where user_id = $1`,
    [on.masterId, status, on.at],
  );
}

async function setSkills(tx: Tx, on: NewMaster): Promise<void> {
  await tx.query('delete from repair.master_skill where master_id = $1', [on.masterId]);
  await tx.query('delete from repair.master_zone where master_id = $1', [on.masterId]);
  await tx.query(
    `insert into repair.master_skill (master_id, category, level)
     select $1, category, level
     from unnest($2::text[], $3::smallint[]) as skill (category, level)`,
    [on.masterId, on.skills.map(({ category }) => category), on.skills.map(({ level }) => level)],
  );
  await tx.query(
    `insert into repair.master_zone (master_id, zone)
     select $1, zone
     from unnest($2::text[]) as zone`,
    [on.masterId, on.zones ?? []],
  );
}

function refusal(
  decision:
    | { readonly kind: 'illegal_transition' }
    | { readonly kind: 'not_yours' }
    | { readonly kind: 'guarded'; readonly guard: string },
  from: MasterStatus,
  event: MasterEvent,
  openOrderIds: readonly number[],
): MasterOutcome {
  switch (decision.kind) {
    case 'illegal_transition':
      return { kind: 'illegal_transition', from, event };
    case 'not_yours':
      return { kind: 'not_allowed_now', reason: 'not_yours', openOrderIds };
    case 'guarded':
      return { kind: 'not_allowed_now', reason: decision.guard, openOrderIds };
  }
}

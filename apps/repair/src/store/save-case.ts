import type { Tx } from '@durabot/postgres';
import { sqlJson } from '@durabot/runtime';
import { masterMachine } from '../domain/machines/master-machine.ts';
import type { Earning, Estimate, OrderCase, Payment, Visit } from '../domain/order-case.ts';
import type { PendingTimer } from '../domain/timers.ts';
import { columnsOf } from './case-row.ts';

/**
 * Stores what a decision has changed: the difference between two cases, found by identity. The order's row is written
 * on condition of its rev, though the lock makes another one impossible: whoever forgets the lock is stopped here.
 */
export async function saveCase(tx: Tx, before: OrderCase, next: OrderCase, at: Date): Promise<void> {
  if (next === before) return;
  const orderId = next.order.id;
  // The order's own row first: constraints of others look at it.
  if (next.order !== before.order) await updateOrder(tx, before, next, at);
  await saveVisits(tx, orderId, changed(before.visits, next.visits));
  await saveOffers(tx, before, next);
  await saveDeclines(tx, before, next);
  for (const estimate of changed(before.estimates, next.estimates)) {
    await saveEstimate(tx, orderId, estimate, !before.estimates.some(({ seq }) => seq === estimate.seq));
  }
  await saveLines(tx, before, next);
  for (const payment of next.payments.slice(before.payments.length)) await insertPayment(tx, next, payment);
  for (const earning of next.earnings.slice(before.earnings.length)) await insertEarning(tx, next, earning);
  await saveAttempts(tx, before, next);
  await saveHistory(tx, before, next);
  await saveTimers(tx, orderId, changed(before.timers, next.timers), at);
  await saveTasks(tx, before, next);
  await freeOrBusy(tx, before, next, at);
}

function changed<T>(before: readonly T[], next: readonly T[]): T[] {
  if (before === next) return [];
  const known = new Set(before);
  return next.filter((one) => !known.has(one));
}

async function updateOrder(tx: Tx, before: OrderCase, next: OrderCase, at: Date): Promise<void> {
  const was = columnsOf(before.order);
  const is = columnsOf(next.order);
  const columns = Object.keys(is).filter((column) => is[column] !== was[column]);
  const sets = columns.map((column, index) => `${column} = $${index + 5}`);
  const { rowCount } = await tx.query(
    `update repair.service_order
     set ${['rev = $3', 'updated_at = greatest(updated_at, $4)', ...sets].join(', ')}
     where id = $1 and rev = $2`,
    [before.order.id, before.order.rev, next.order.rev, at, ...columns.map((column) => parameterOf(is[column]))],
  );
  if (rowCount !== 1) throw new Error(`Order ${before.order.id} was changed by somebody who did not lock it.`);
}

/** JSON may hold what PostgreSQL does not take. */
function parameterOf(value: unknown): unknown {
  if (value === undefined) return null;
  return typeof value === 'object' && !(value instanceof Date) ? sqlJson(value) : value;
}

async function saveVisits(tx: Tx, orderId: number, visits: readonly Visit[]): Promise<void> {
  // Those that end come first: an order has one open visit.
  for (const visit of visits.toSorted((a, b) => Number(isOpen(a)) - Number(isOpen(b)))) {
    await tx.query(
      `insert into repair.visit (
         order_id, seq, master_id, status, planned_from, planned_to, confirmed_at, departed_at, eta_at, arrived_at,
         arrived_latitude, arrived_longitude, finished_at, outcome, outcome_reason, created_at, checklist
       )
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
       on conflict (order_id, seq) do update
       set status = excluded.status, checklist = excluded.checklist, confirmed_at = excluded.confirmed_at, departed_at = excluded.departed_at,
           eta_at = excluded.eta_at, arrived_at = excluded.arrived_at, arrived_latitude = excluded.arrived_latitude,
           arrived_longitude = excluded.arrived_longitude, finished_at = excluded.finished_at,
           outcome = excluded.outcome, outcome_reason = excluded.outcome_reason`,
      [
        orderId,
        visit.seq,
        visit.masterId,
        visit.status,
        visit.plannedFrom,
        visit.plannedTo ?? null,
        visit.confirmedAt ?? null,
        visit.departedAt ?? null,
        visit.etaAt ?? null,
        visit.arrivedAt ?? null,
        visit.arrivedPlace?.latitude ?? null,
        visit.arrivedPlace?.longitude ?? null,
        visit.finishedAt ?? null,
        visit.outcome ?? null,
        visit.outcomeReason ?? null,
        visit.createdAt,
        sqlJson(visit.checklist),
      ],
    );
  }
}

function isOpen({ status }: Visit): boolean {
  return ['planned', 'en_route', 'on_site'].includes(status);
}

async function saveOffers(tx: Tx, before: OrderCase, next: OrderCase): Promise<void> {
  for (const offer of changed(before.offers, next.offers)) {
    await tx.query(
      `insert into repair.offer (
         order_id, seq, master_id, mode, status, is_active, sent_by, sent_at, seen_at, responded_at, expires_at,
         decline_reason, decline_note
       )
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
       on conflict (order_id, seq) do update
       set master_id = excluded.master_id, status = excluded.status, is_active = excluded.is_active,
           seen_at = excluded.seen_at, responded_at = excluded.responded_at,
           decline_reason = excluded.decline_reason, decline_note = excluded.decline_note`,
      [
        next.order.id,
        offer.seq,
        offer.masterId ?? null,
        offer.mode,
        offer.status,
        offer.isActive,
        offer.sentBy ?? null,
        offer.sentAt,
        offer.seenAt ?? null,
        offer.respondedAt ?? null,
        offer.expiresAt,
        offer.declineReason ?? null,
        offer.declineNote ?? null,
      ],
    );
  }
}

async function saveDeclines(tx: Tx, before: OrderCase, next: OrderCase): Promise<void> {
  for (const decline of changed(before.declines, next.declines)) {
    await tx.query(
      `insert into repair.order_decline (order_id, master_id, reason, at)
       values ($1, $2, $3, $4)
       on conflict (order_id, master_id) do update
       set reason = excluded.reason, at = excluded.at`,
      [next.order.id, decline.masterId, decline.reason, decline.at],
    );
  }
  for (const decline of before.declines) {
    if (next.declines.some(({ masterId }) => masterId === decline.masterId)) continue;
    await tx.query(
      `delete from repair.order_decline
       where order_id = $1 and master_id = $2`,
      [next.order.id, decline.masterId],
    );
  }
}

async function saveEstimate(tx: Tx, orderId: number, estimate: Estimate, isNew: boolean): Promise<void> {
  await tx.query(
    `insert into repair.estimate (
       order_id, seq, status, total_minor, sent_at, expires_at, answered_at, answered_as, answer_note
     )
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (order_id, seq) do update
     set status = excluded.status, answered_at = excluded.answered_at, answered_as = excluded.answered_as,
         answer_note = excluded.answer_note`,
    [
      orderId,
      estimate.seq,
      estimate.status,
      estimate.totalMinor,
      estimate.sentAt,
      estimate.expiresAt,
      estimate.answeredAt ?? null,
      estimate.answeredAs ?? null,
      estimate.answerNote ?? null,
    ],
  );
  if (!isNew) return;
  for (const [index, line] of estimate.lines.entries()) {
    await tx.query(
      `insert into repair.estimate_line (
         order_id, estimate_seq, seq, kind, name, quantity_milli, unit_price_minor, cost_minor, provided_by,
         warranty_days
       )
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        orderId,
        estimate.seq,
        index + 1,
        line.kind,
        line.name,
        line.quantityMilli,
        line.unitPriceMinor,
        line.costMinor,
        line.providedBy,
        line.warrantyDays ?? null,
      ],
    );
  }
}

async function saveLines(tx: Tx, before: OrderCase, next: OrderCase): Promise<void> {
  for (const line of changed(before.lines, next.lines)) {
    await tx.query(
      `insert into repair.order_line (
         order_id, seq, kind, name, quantity_milli, unit_price_minor, cost_minor, provided_by, warranty_days,
         price_item_id, added_at, removed_at
       )
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
       on conflict (order_id, seq) do update
       set removed_at = excluded.removed_at`,
      [
        next.order.id,
        line.seq,
        line.kind,
        line.name,
        line.quantityMilli,
        line.unitPriceMinor,
        line.costMinor,
        line.providedBy,
        line.warrantyDays ?? null,
        line.priceItemId ?? null,
        line.addedAt,
        line.removedAt ?? null,
      ],
    );
  }
}

/** Cash that a master has taken, or given back, moves what they hold in the same breath. */
async function insertPayment(tx: Tx, next: OrderCase, payment: Payment): Promise<void> {
  const { rows } = await tx.query<{ id: number }>(
    `insert into repair.payment (
       order_id, kind, method, amount_minor, currency, status, taken_by, recorded_by, at, external_ref, idempotency_key
     )
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     returning id`,
    [
      next.order.id,
      payment.kind,
      payment.method,
      payment.amountMinor,
      next.order.currency,
      payment.status,
      payment.takenBy ?? null,
      payment.recordedBy ?? null,
      payment.at,
      payment.externalRef ?? null,
      payment.idempotencyKey,
    ],
  );
  if (payment.takenBy === undefined || payment.status !== 'confirmed') return;
  const isRefund = payment.kind === 'refund';
  await tx.query(
    `insert into repair.cash_movement (
       master_id, kind, amount_minor, currency, payment_id, recorded_by, at, idempotency_key
     )
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      payment.takenBy,
      isRefund ? 'returned' : 'taken',
      isRefund ? -payment.amountMinor : payment.amountMinor,
      next.order.currency,
      rows[0]?.id,
      payment.recordedBy ?? null,
      payment.at,
      `payment:${payment.idempotencyKey}`.slice(0, 200),
    ],
  );
}

async function insertEarning(tx: Tx, next: OrderCase, earning: Earning): Promise<void> {
  await tx.query(
    `insert into repair.settlement_line (
       master_id, order_id, kind, reverses_id, gross_minor, parts_minor, share_minor, company_minor, currency,
       explanation, at, idempotency_key
     )
     values (
       $1, $2, $3, (select id from repair.settlement_line where idempotency_key = $4), $5, $6, $7, $8, $9, $10, $11, $12
     )`,
    [
      earning.masterId,
      next.order.id,
      earning.kind,
      earning.reverses ?? null,
      earning.grossMinor,
      earning.partsMinor,
      earning.shareMinor,
      earning.companyMinor,
      next.order.currency,
      JSON.stringify(earning.explanation),
      earning.at,
      earning.idempotencyKey,
    ],
  );
}

async function saveAttempts(tx: Tx, before: OrderCase, next: OrderCase): Promise<void> {
  for (const attempt of next.attempts.slice(before.attempts.length)) {
    await tx.query(
      `insert into repair.contact_attempt (order_id, seq, visit_seq, channel, by_id, at)
       values ($1, $2, $3, $4, $5, $6)`,
      [next.order.id, attempt.seq, attempt.visitSeq ?? null, attempt.channel, attempt.byId ?? null, attempt.at],
    );
  }
}

async function saveHistory(tx: Tx, before: OrderCase, next: OrderCase): Promise<void> {
  for (const entry of next.history.slice(before.history.length)) {
    await tx.query(
      `insert into repair.order_history (
         order_id, seq, at, event, from_status, to_status, actor_kind, actor_id, reason, visit_seq, visit_to, offer_seq,
         offer_to, said_at, details
       )
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
      [
        next.order.id,
        entry.seq,
        entry.at,
        entry.event,
        entry.from ?? null,
        entry.to,
        entry.byClient ? 'client' : entry.actorId === undefined ? 'system' : 'person',
        entry.actorId ?? null,
        entry.reason ?? null,
        entry.visit?.seq ?? null,
        entry.visit?.to ?? null,
        entry.offer?.seq ?? null,
        entry.offer?.to ?? null,
        entry.saidAt ?? null,
        entry.details === undefined ? null : JSON.stringify(entry.details),
      ],
    );
  }
}

async function saveTimers(tx: Tx, orderId: number, timers: readonly PendingTimer[], at: Date): Promise<void> {
  // Those that end make room for one of the same name.
  for (const timer of timers) {
    if (timer.id === undefined || timer.state === 'pending') continue;
    if (timer.state === 'cancelled') {
      await tx.query(
        `update repair.order_timer
         set cancelled_at = $2
         where id = $1 and fired_at is null and cancelled_at is null`,
        [timer.id, at],
      );
      continue;
    }
    const { rowCount } = await tx.query(
      `update repair.order_timer
       set fired_at = $2, outcome = $3
       where id = $1 and fired_at is null and cancelled_at is null`,
      [timer.id, at, timer.state],
    );
    if (rowCount !== 1) throw new Error(`Timer ${timer.id} of order ${orderId} has fired already.`);
  }
  const added = timers.filter(({ id, state }) => id === undefined && state === 'pending');
  await insertTimers(tx, orderId, added, at);
}

/** Sets timers of an order, all in one statement. */
export async function insertTimers(
  tx: Tx,
  orderId: number,
  timers: readonly Pick<PendingTimer, 'entity' | 'entitySeq' | 'event' | 'dueAt' | 'unless'>[],
  at: Date,
): Promise<void> {
  if (timers.length === 0) return;
  await tx.query(
    `insert into repair.order_timer (order_id, entity, entity_seq, event, due_at, unless, set_at)
     select $1, entity, entity_seq, event, due_at, unless, $7
     from unnest($2::text[], $3::integer[], $4::text[], $5::timestamptz[], $6::text[])
       as timer (entity, entity_seq, event, due_at, unless)`,
    [
      orderId,
      timers.map(({ entity }) => entity),
      timers.map(({ entitySeq }) => entitySeq),
      timers.map(({ event }) => event),
      timers.map(({ dueAt }) => dueAt),
      timers.map(({ unless }) => unless),
      at,
    ],
  );
}

async function saveTasks(tx: Tx, before: OrderCase, next: OrderCase): Promise<void> {
  for (const task of changed(before.tasks, next.tasks)) {
    await tx.query(
      `insert into repair.task (kind, for_role, for_id, order_id, master_id, opened_at, due_at)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (order_id, kind) where done_at is null do nothing`,
      [
        task.kind,
        task.forRole,
        task.forRole === 'dispatcher' ? next.order.dispatcherId : null,
        next.order.id,
        next.order.masterId ?? null,
        task.openedAt,
        task.dueAt,
      ],
    );
  }
}

function onSite(one: OrderCase): number | undefined {
  return one.visits.find(({ status }) => status === 'on_site')?.masterId;
}

/** A master is busy while on site, by the master's own table. */
async function freeOrBusy(tx: Tx, before: OrderCase, next: OrderCase, at: Date): Promise<void> {
  const was = onSite(before);
  const is = onSite(next);
  if (was === is) return;
  if (is !== undefined) await moveMaster(tx, is, 'get_busy', at);
  if (was !== undefined) await moveMaster(tx, was, 'get_free', at);
}

async function moveMaster(tx: Tx, masterId: number, event: 'get_busy' | 'get_free', at: Date): Promise<void> {
  const moves = masterMachine.transitions.filter((move) => move.event === event);
  await tx.query(
    `update repair.master
     set status = $2, status_since = $3, rev = rev + 1
     where user_id = $1 and status = any($4)
       and ($5 or not exists (select from repair.visit where master_id = $1 and status = 'on_site'))`,
    [masterId, moves[0]?.to, at, moves.map(({ from }) => from), event === 'get_busy'],
  );
}

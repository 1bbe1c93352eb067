import type { Sql, Tx } from '@durabot/postgres';
import { parseShareScheme } from '../domain/money/share-scheme.ts';
import type {
  ContactAttempt,
  Decline,
  DeclineReason,
  Earning,
  EarningKind,
  Estimate,
  HistoryEntry,
  MasterState,
  Offer,
  OpenTask,
  OrderCase,
  OrderLine,
  Payment,
  TaskKind,
  Visit,
} from '../domain/order-case.ts';
import { checks } from '../domain/order-type.ts';
import type { MoneyLine } from '../domain/money/totals.ts';
import { isTimerCondition, isTimerEvent, type PendingTimer, type TimerEntity } from '../domain/timers.ts';
import { caseColumns, toOrderState, type CaseRow } from './case-row.ts';
import { toStatus } from './order-row.ts';

/** The masters a decision may be about, beside those whom the order and its offers name. */
export interface Concerned {
  readonly masterIds?: readonly number[] | undefined;
  /** Nobody is to fire them, or give them cash, before the transaction ends. */
  readonly lockMasters?: boolean | undefined;
}

/** An order with all that belongs to it, locked until the transaction ends: who comes second sees what was decided. */
export async function lockCase(tx: Tx, orderId: number, concerned: Concerned = {}): Promise<OrderCase | undefined> {
  const { rows } = await tx.query<CaseRow>(`select ${caseColumns} from repair.service_order where id = $1 for update`, [
    orderId,
  ]);
  return rows[0] === undefined ? undefined : completeCase(tx, rows[0], concerned);
}

/** The same to look at, without a lock. */
export async function findCase(sql: Sql, orderId: number): Promise<OrderCase | undefined> {
  const { rows } = await sql.query<CaseRow>(`select ${caseColumns} from repair.service_order where id = $1`, [orderId]);
  return rows[0] === undefined ? undefined : completeCase(sql, rows[0], {});
}

async function completeCase(sql: Sql, row: CaseRow, concerned: Concerned): Promise<OrderCase> {
  const { id } = row;
  const [visits, offers, declines, estimates, lines, payments, earnings, attempts, history, timers, tasks, masters] =
    await Promise.all([
      listVisits(sql, id),
      listOffers(sql, id),
      listDeclines(sql, id),
      listEstimates(sql, id),
      listLines(sql, id),
      listPayments(sql, id),
      listEarnings(sql, id),
      listAttempts(sql, id),
      listHistory(sql, id),
      listTimers(sql, id),
      listTasks(sql, id),
      listMasters(sql, row, concerned),
    ]);
  const order = toOrderState(row);
  return {
    order,
    visits,
    offers,
    declines,
    estimates,
    lines,
    payments,
    earnings,
    attempts,
    history,
    timers,
    tasks,
    masters,
  };
}

async function listVisits(sql: Sql, orderId: number): Promise<Visit[]> {
  interface Row {
    seq: number;
    master_id: number;
    status: Visit['status'];
    planned_from: Date;
    planned_to: Date | null;
    confirmed_at: Date | null;
    departed_at: Date | null;
    eta_at: Date | null;
    arrived_at: Date | null;
    arrived_latitude: number | null;
    arrived_longitude: number | null;
    finished_at: Date | null;
    outcome: Visit['outcome'] | null;
    outcome_reason: string | null;
    photos_before: number;
    photos_after: number;
    checklist: unknown;
    created_at: Date;
  }
  const { rows } = await sql.query<Row>(
    `select seq, master_id, status, planned_from, planned_to, confirmed_at, departed_at, eta_at, arrived_at,
            arrived_latitude, arrived_longitude, finished_at, outcome, outcome_reason, created_at, checklist,
            (select count(*) from repair.visit_photo where visit_id = visit.id and stage = 'before') as photos_before,
            (select count(*) from repair.visit_photo where visit_id = visit.id and stage = 'after') as photos_after
     from repair.visit
     where order_id = $1
     order by seq`,
    [orderId],
  );
  return rows.map((row) => ({
    seq: row.seq,
    masterId: row.master_id,
    status: row.status,
    plannedFrom: row.planned_from,
    plannedTo: row.planned_to ?? undefined,
    confirmedAt: row.confirmed_at ?? undefined,
    departedAt: row.departed_at ?? undefined,
    etaAt: row.eta_at ?? undefined,
    arrivedAt: row.arrived_at ?? undefined,
    arrivedPlace:
      row.arrived_latitude === null || row.arrived_longitude === null
        ? undefined
        : { latitude: row.arrived_latitude, longitude: row.arrived_longitude },
    finishedAt: row.finished_at ?? undefined,
    outcome: row.outcome ?? undefined,
    outcomeReason: row.outcome_reason ?? undefined,
    photosBefore: row.photos_before,
    photosAfter: row.photos_after,
    checklist: checks.parse(row.checklist),
    createdAt: row.created_at,
  }));
}

async function listOffers(sql: Sql, orderId: number): Promise<Offer[]> {
  interface Row {
    id: number;
    seq: number;
    master_id: number | null;
    mode: Offer['mode'];
    status: Offer['status'];
    is_active: boolean;
    sent_by: number | null;
    sent_at: Date;
    seen_at: Date | null;
    responded_at: Date | null;
    expires_at: Date;
    decline_reason: DeclineReason | null;
    decline_note: string | null;
  }
  const { rows } = await sql.query<Row>(
    `select id, seq, master_id, mode, status, is_active, sent_by, sent_at, seen_at, responded_at, expires_at,
            decline_reason, decline_note
     from repair.offer
     where order_id = $1
     order by seq`,
    [orderId],
  );
  return rows.map((row) => ({
    id: row.id,
    seq: row.seq,
    masterId: row.master_id ?? undefined,
    mode: row.mode,
    status: row.status,
    isActive: row.is_active,
    sentBy: row.sent_by ?? undefined,
    sentAt: row.sent_at,
    seenAt: row.seen_at ?? undefined,
    respondedAt: row.responded_at ?? undefined,
    expiresAt: row.expires_at,
    declineReason: row.decline_reason ?? undefined,
    declineNote: row.decline_note ?? undefined,
  }));
}

async function listDeclines(sql: Sql, orderId: number): Promise<Decline[]> {
  const { rows } = await sql.query<{ master_id: number; reason: DeclineReason; at: Date }>(
    `select master_id, reason, at
     from repair.order_decline
     where order_id = $1
     order by at, master_id`,
    [orderId],
  );
  return rows.map((row) => ({ masterId: row.master_id, reason: row.reason, at: row.at }));
}

async function listEstimates(sql: Sql, orderId: number): Promise<Estimate[]> {
  interface Row {
    seq: number;
    status: Estimate['status'];
    total_minor: number;
    sent_at: Date;
    expires_at: Date;
    answered_at: Date | null;
    answered_as: Estimate['answeredAs'] | null;
    answer_note: string | null;
    lines: MoneyLine[];
  }
  const { rows } = await sql.query<Row>(
    `select seq, status, total_minor, sent_at, expires_at, answered_at, answered_as, answer_note,
            (select coalesce(jsonb_agg(jsonb_build_object(
               'kind', kind, 'name', name, 'quantityMilli', quantity_milli, 'unitPriceMinor', unit_price_minor,
               'costMinor', cost_minor, 'providedBy', provided_by) order by line.seq), '[]')
             from repair.estimate_line as line
             where line.order_id = estimate.order_id and line.estimate_seq = estimate.seq) as lines
     from repair.estimate
     where order_id = $1
     order by seq`,
    [orderId],
  );
  return rows.map((row) => ({
    seq: row.seq,
    status: row.status,
    totalMinor: row.total_minor,
    lines: row.lines,
    sentAt: row.sent_at,
    expiresAt: row.expires_at,
    answeredAt: row.answered_at ?? undefined,
    answeredAs: row.answered_as ?? undefined,
    answerNote: row.answer_note ?? undefined,
  }));
}

async function listLines(sql: Sql, orderId: number): Promise<OrderLine[]> {
  interface Row {
    seq: number;
    kind: OrderLine['kind'];
    name: string;
    quantity_milli: number;
    unit_price_minor: number;
    cost_minor: number;
    provided_by: OrderLine['providedBy'];
    warranty_days: number | null;
    price_item_id: number | null;
    added_at: Date;
    removed_at: Date | null;
  }
  const { rows } = await sql.query<Row>(
    `select seq, kind, name, quantity_milli, unit_price_minor, cost_minor, provided_by, warranty_days, price_item_id,
            added_at, removed_at
     from repair.order_line
     where order_id = $1
     order by seq`,
    [orderId],
  );
  return rows.map((row) => ({
    seq: row.seq,
    kind: row.kind,
    name: row.name,
    quantityMilli: row.quantity_milli,
    unitPriceMinor: row.unit_price_minor,
    costMinor: row.cost_minor,
    providedBy: row.provided_by,
    warrantyDays: row.warranty_days ?? undefined,
    priceItemId: row.price_item_id ?? undefined,
    addedAt: row.added_at,
    removedAt: row.removed_at ?? undefined,
  }));
}

async function listPayments(sql: Sql, orderId: number): Promise<Payment[]> {
  interface Row {
    kind: Payment['kind'];
    method: Payment['method'];
    amount_minor: number;
    status: Payment['status'];
    taken_by: number | null;
    recorded_by: number | null;
    at: Date;
    external_ref: string | null;
    idempotency_key: string;
  }
  const { rows } = await sql.query<Row>(
    `select kind, method, amount_minor, status, taken_by, recorded_by, at, external_ref, idempotency_key
     from repair.payment
     where order_id = $1
     order by id`,
    [orderId],
  );
  return rows.map((row) => ({
    kind: row.kind,
    method: row.method,
    amountMinor: row.amount_minor,
    status: row.status,
    takenBy: row.taken_by ?? undefined,
    recordedBy: row.recorded_by ?? undefined,
    at: row.at,
    externalRef: row.external_ref ?? undefined,
    idempotencyKey: row.idempotency_key,
  }));
}

async function listEarnings(sql: Sql, orderId: number): Promise<Earning[]> {
  interface Row {
    id: number;
    kind: EarningKind;
    master_id: number;
    gross_minor: number;
    parts_minor: number;
    share_minor: number;
    company_minor: number;
    at: Date;
    idempotency_key: string;
    reverses: string | null;
  }
  const { rows } = await sql.query<Row>(
    `select line.id, line.kind, line.master_id, line.gross_minor, line.parts_minor, line.share_minor,
            line.company_minor, line.at, line.idempotency_key, reversed.idempotency_key as reverses
     from repair.settlement_line as line
     left join repair.settlement_line as reversed on reversed.id = line.reverses_id
     where line.order_id = $1 and line.kind not in ('advance', 'correction')
     order by line.id`,
    [orderId],
  );
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    masterId: row.master_id,
    grossMinor: row.gross_minor,
    partsMinor: row.parts_minor,
    shareMinor: row.share_minor,
    companyMinor: row.company_minor,
    at: row.at,
    idempotencyKey: row.idempotency_key,
    reverses: row.reverses ?? undefined,
    explanation: { scheme: undefined },
  }));
}

async function listAttempts(sql: Sql, orderId: number): Promise<ContactAttempt[]> {
  const { rows } = await sql.query<{
    seq: number;
    visit_seq: number | null;
    channel: ContactAttempt['channel'];
    by_id: number | null;
    at: Date;
  }>(
    `select seq, visit_seq, channel, by_id, at
     from repair.contact_attempt
     where order_id = $1
     order by seq`,
    [orderId],
  );
  return rows.map((row) => ({
    seq: row.seq,
    visitSeq: row.visit_seq ?? undefined,
    channel: row.channel,
    byId: row.by_id ?? undefined,
    at: row.at,
  }));
}

async function listHistory(sql: Sql, orderId: number): Promise<HistoryEntry[]> {
  interface Row {
    seq: number;
    at: Date;
    event: string;
    from_status: string | null;
    to_status: string;
    actor_kind: string;
    actor_id: number | null;
    actor_name: string;
    reason: string | null;
    visit_seq: number | null;
    visit_to: Visit['status'] | null;
    offer_seq: number | null;
    offer_to: Offer['status'] | null;
    said_at: Date | null;
    details: Record<string, unknown> | null;
  }
  const { rows } = await sql.query<Row>(
    `select history.seq, history.at, history.event, history.from_status, history.to_status, history.actor_kind, history.actor_id,
            concat_ws(' ', person.first_name, person.last_name) as actor_name, history.reason, history.visit_seq,
            history.visit_to, history.offer_seq, history.offer_to, history.said_at, history.details
     from repair.order_history as history
     left join repair.person on person.user_id = history.actor_id
     where history.order_id = $1
     order by history.seq`,
    [orderId],
  );
  return rows.map((row) => ({
    seq: row.seq,
    at: row.at,
    event: row.event,
    from: row.from_status === null ? undefined : toStatus(row.from_status),
    to: toStatus(row.to_status),
    actorId: row.actor_id ?? undefined,
    actorName: row.actor_id === null ? undefined : row.actor_name,
    byClient: row.actor_kind === 'client',
    reason: row.reason ?? undefined,
    visit: row.visit_seq === null || row.visit_to === null ? undefined : { seq: row.visit_seq, to: row.visit_to },
    offer: row.offer_seq === null || row.offer_to === null ? undefined : { seq: row.offer_seq, to: row.offer_to },
    saidAt: row.said_at ?? undefined,
    details: row.details ?? undefined,
  }));
}

async function listTimers(sql: Sql, orderId: number): Promise<PendingTimer[]> {
  interface Row {
    id: number;
    entity: TimerEntity;
    entity_seq: number;
    event: string;
    due_at: Date;
    unless: string;
    set_at: Date;
    fired: boolean;
  }
  // Those that have fired tell what has been done once already.
  const { rows } = await sql.query<Row>(
    `select id, entity, entity_seq, event, due_at, unless, set_at, fired_at is not null as fired
     from repair.order_timer
     where order_id = $1 and cancelled_at is null
     order by id`,
    [orderId],
  );
  return rows.flatMap((row) =>
    isTimerEvent(row.event) && isTimerCondition(row.unless)
      ? [
          {
            id: row.id,
            entity: row.entity,
            entitySeq: row.entity_seq,
            event: row.event,
            dueAt: row.due_at,
            unless: row.unless,
            setAt: row.set_at,
            state: row.fired ? ('done' as const) : ('pending' as const),
          },
        ]
      : [],
  );
}

async function listTasks(sql: Sql, orderId: number): Promise<OpenTask[]> {
  const { rows } = await sql.query<{
    kind: TaskKind;
    for_role: OpenTask['forRole'];
    due_at: Date;
    opened_at: Date;
  }>(
    `select kind, for_role, due_at, opened_at
     from repair.task
     where order_id = $1 and done_at is null
     order by id`,
    [orderId],
  );
  return rows.map((row) => ({ kind: row.kind, forRole: row.for_role, dueAt: row.due_at, openedAt: row.opened_at }));
}

async function listMasters(sql: Sql, row: CaseRow, concerned: Concerned): Promise<MasterState[]> {
  interface Row {
    user_id: number;
    name: string;
    status: MasterState['status'];
    needs_confirmation: boolean;
    takes_nights: boolean;
    is_senior: boolean;
    cash_held_minor: number;
    cash_limit_minor: number | null;
    rules: unknown;
  }
  const ids = [...(row.master_id === null ? [] : [row.master_id]), ...(concerned.masterIds ?? [])];
  const { rows } = await sql.query<Row>(
    `select master.user_id, master.name, master.status, master.needs_confirmation, master.takes_nights,
            master.is_senior, master.cash_limit_minor, share_scheme.rules,
            (select coalesce(sum(amount_minor), 0)::bigint from repair.cash_movement where master_id = master.user_id)
              as cash_held_minor
     from repair.master
     left join repair.share_scheme on share_scheme.id = master.share_scheme_id
     where master.user_id = any($1::bigint[])
        or master.user_id in (select master_id from repair.offer where order_id = $2)
     order by master.user_id
     ${concerned.lockMasters === true ? 'for no key update of master' : ''}`,
    [ids, row.id],
  );
  return rows.map((master) => ({
    userId: master.user_id,
    name: master.name,
    status: master.status,
    needsConfirmation: master.needs_confirmation,
    takesNights: master.takes_nights,
    isSenior: master.is_senior,
    cashHeldMinor: master.cash_held_minor,
    cashLimitMinor: master.cash_limit_minor ?? undefined,
    scheme: master.rules === null ? undefined : parseShareScheme(master.rules),
  }));
}

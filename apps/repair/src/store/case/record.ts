import type { Tx } from '@durabot/postgres';
import type {
  ContactAttempt,
  HistoryEntry,
  Offer,
  OpenTask,
  OrderCase,
  TaskKind,
  Visit,
} from '../../domain/order-case.ts';
import { toStatus } from '../order-row.ts';
import { changed } from './changed.ts';
import { timeOf, timeOrNone } from './json-time.ts';

/** Everything that has happened to an order, within a statement that has its row. */
export const historyOfOrder = `
  select history.seq, history.at, history.event, history.from_status, history.to_status, history.actor_kind,
         history.actor_id, concat_ws(' ', person.first_name, person.last_name) as actor_name, history.reason,
         history.visit_seq, history.visit_to, history.offer_seq, history.offer_to, history.said_at, history.details
  from repair.order_history as history
  left join repair.person on person.user_id = history.actor_id
  where history.order_id = service_order.id
  order by history.seq`;

export interface HistoryRow {
  seq: number;
  at: string;
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
  said_at: string | null;
  details: Record<string, unknown> | null;
}

export function toHistoryEntry(row: HistoryRow): HistoryEntry {
  return {
    seq: row.seq,
    at: timeOf(row.at),
    event: row.event,
    from: row.from_status === null ? undefined : toStatus(row.from_status),
    to: toStatus(row.to_status),
    actorId: row.actor_id ?? undefined,
    actorName: row.actor_id === null ? undefined : row.actor_name,
    byClient: row.actor_kind === 'client',
    reason: row.reason ?? undefined,
    visit: row.visit_seq === null || row.visit_to === null ? undefined : { seq: row.visit_seq, to: row.visit_to },
    offer: row.offer_seq === null || row.offer_to === null ? undefined : { seq: row.offer_seq, to: row.offer_to },
    saidAt: timeOrNone(row.said_at),
    details: row.details ?? undefined,
  };
}

export async function saveHistory(tx: Tx, before: OrderCase, next: OrderCase): Promise<void> {
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

/** Every try to reach the client. */
export const attemptsOfOrder = `
  select seq, visit_seq, channel, by_id, at
  from repair.contact_attempt
  where order_id = service_order.id
  order by seq`;

export interface AttemptRow {
  seq: number;
  visit_seq: number | null;
  channel: ContactAttempt['channel'];
  by_id: number | null;
  at: string;
}

export function toAttempt(row: AttemptRow): ContactAttempt {
  return {
    seq: row.seq,
    visitSeq: row.visit_seq ?? undefined,
    channel: row.channel,
    byId: row.by_id ?? undefined,
    at: timeOf(row.at),
  };
}

export async function saveAttempts(tx: Tx, before: OrderCase, next: OrderCase): Promise<void> {
  for (const attempt of next.attempts.slice(before.attempts.length)) {
    await tx.query(
      `insert into repair.contact_attempt (order_id, seq, visit_seq, channel, by_id, at)
       values ($1, $2, $3, $4, $5, $6)`,
      [next.order.id, attempt.seq, attempt.visitSeq ?? null, attempt.channel, attempt.byId ?? null, attempt.at],
    );
  }
}

/** What somebody has to do about it. */
export const tasksOfOrder = `
  select kind, for_role, due_at, opened_at
  from repair.task
  where order_id = service_order.id and done_at is null
  order by id`;

export interface TaskRow {
  kind: TaskKind;
  for_role: OpenTask['forRole'];
  due_at: string;
  opened_at: string;
}

export function toTask(row: TaskRow): OpenTask {
  return { kind: row.kind, forRole: row.for_role, dueAt: timeOf(row.due_at), openedAt: timeOf(row.opened_at) };
}

export async function saveTasks(tx: Tx, before: OrderCase, next: OrderCase): Promise<void> {
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

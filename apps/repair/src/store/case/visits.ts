import type { Tx } from '@durabot/postgres';
import { sqlJson } from '@durabot/runtime';
import type { Visit } from '../../domain/order-case.ts';
import { checks } from '../../domain/order-type.ts';
import { timeOf, timeOrNone } from './json-time.ts';

/** The visits of an order, within a statement that has its row. */
export const visitsOfOrder = `
  select seq, master_id, status, planned_from, planned_to, confirmed_at, departed_at, eta_at, arrived_at,
         arrived_latitude, arrived_longitude, finished_at, outcome, outcome_reason, created_at, checklist,
         (select count(*) from repair.visit_photo where visit_id = visit.id and stage = 'before') as photos_before,
         (select count(*) from repair.visit_photo where visit_id = visit.id and stage = 'after') as photos_after
  from repair.visit
  where order_id = service_order.id
  order by seq`;

export interface VisitRow {
  seq: number;
  master_id: number;
  status: Visit['status'];
  planned_from: string;
  planned_to: string | null;
  confirmed_at: string | null;
  departed_at: string | null;
  eta_at: string | null;
  arrived_at: string | null;
  arrived_latitude: number | null;
  arrived_longitude: number | null;
  finished_at: string | null;
  outcome: Visit['outcome'] | null;
  outcome_reason: string | null;
  photos_before: number;
  photos_after: number;
  checklist: unknown;
  created_at: string;
}

export function toVisit(row: VisitRow): Visit {
  return {
    seq: row.seq,
    masterId: row.master_id,
    status: row.status,
    plannedFrom: timeOf(row.planned_from),
    plannedTo: timeOrNone(row.planned_to),
    confirmedAt: timeOrNone(row.confirmed_at),
    departedAt: timeOrNone(row.departed_at),
    etaAt: timeOrNone(row.eta_at),
    arrivedAt: timeOrNone(row.arrived_at),
    arrivedPlace:
      row.arrived_latitude === null || row.arrived_longitude === null
        ? undefined
        : { latitude: row.arrived_latitude, longitude: row.arrived_longitude },
    finishedAt: timeOrNone(row.finished_at),
    outcome: row.outcome ?? undefined,
    outcomeReason: row.outcome_reason ?? undefined,
    photosBefore: row.photos_before,
    photosAfter: row.photos_after,
    checklist: checks.parse(row.checklist),
    createdAt: timeOf(row.created_at),
  };
}

export async function saveVisits(tx: Tx, orderId: number, visits: readonly Visit[]): Promise<void> {
  // Those that end come first: an order has one open visit.
  for (const visit of visits.toSorted((a, b) => Number(isOpen(a)) - Number(isOpen(b)))) {
    await tx.query(
      `insert into repair.visit (
         order_id, seq, master_id, status, planned_from, planned_to, confirmed_at, departed_at, eta_at, arrived_at,
         arrived_latitude, arrived_longitude, finished_at, outcome, outcome_reason, created_at,
         checklist
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

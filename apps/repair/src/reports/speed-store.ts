import type { Sql } from '@durabot/postgres';
import { ofFilters, Values, within, type ReportQuery } from './report-query.ts';

/** How long it took until a master took an order. */
export interface TimeToAcceptRow {
  readonly masterName: string;
  /** Accepted in the period, first offered while the master was in a shift. */
  readonly accepted: number;
  readonly p50Seconds: number;
  readonly p90Seconds: number;
}

/** From the first offer of an order until it was accepted; only what was offered within a shift of its master. */
export async function readTimeToAccept(sql: Sql, query: ReportQuery): Promise<TimeToAcceptRow[]> {
  const values = new Values();
  const { rows } = await sql.query<{ name: string; accepted: number; p50: number; p90: number }>(
    `select master.name, count(*) as accepted,
            percentile_cont(0.5) within group (order by seconds) as p50,
            percentile_cont(0.9) within group (order by seconds) as p90
     from (
       select distinct on (offer.order_id) offer.master_id, sent.first_at,
              extract(epoch from offer.responded_at - sent.first_at)::float8 as seconds
       from repair.offer
       join repair.service_order as o on o.id = offer.order_id
       cross join lateral (
         select min(sent_at) as first_at from repair.offer as each where each.order_id = o.id
       ) as sent
       where offer.status = 'accepted' and ${within('offer.responded_at', query, values)}
         and ${ofFilters(query, values, 'offer.master_id')}
       order by offer.order_id, offer.responded_at desc
     ) as taken
     join repair.master on master.user_id = taken.master_id
     where exists (
       select from repair.master_shift as shift
       where shift.master_id = taken.master_id and shift.starts_at <= first_at and shift.ends_at > first_at
     )
     group by master.user_id, master.name
     order by p50, master.user_id`,
    values.list,
  );
  return rows.map((row) => ({
    masterName: row.name,
    accepted: row.accepted,
    p50Seconds: row.p50,
    p90Seconds: row.p90,
  }));
}

export interface OnTimeRow {
  readonly masterName: string;
  readonly arrivals: number;
  readonly onTime: number;
}

/** Arrivals in the period, of them those not later than ten minutes after the planned end (or the planned moment). */
export async function readOnTime(sql: Sql, query: ReportQuery): Promise<OnTimeRow[]> {
  const values = new Values();
  const { rows } = await sql.query<{ name: string; arrivals: number; on_time: number }>(
    `select master.name, count(*) as arrivals,
            count(*) filter (
              where visit.arrived_at <= coalesce(visit.planned_to, visit.planned_from) + interval '10 minutes'
            ) as on_time
     from repair.visit
     join repair.service_order as o on o.id = visit.order_id
     join repair.master on master.user_id = visit.master_id
     where ${within('visit.arrived_at', query, values)} and ${ofFilters(query, values, 'visit.master_id')}
     group by master.user_id, master.name
     order by master.name, master.user_id`,
    values.list,
  );
  return rows.map((row) => ({ masterName: row.name, arrivals: row.arrivals, onTime: row.on_time }));
}

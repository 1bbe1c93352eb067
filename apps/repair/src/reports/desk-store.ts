import type { Sql } from '@durabot/postgres';
import { ofFilters, Values, within, type ReportQuery } from './report-query.ts';

/** What happened in the period, and what is open now. */
export interface DailySummary {
  readonly created: number;
  readonly closed: number;
  readonly refused: number;
  readonly cancelled: number;
  readonly grossMinor: number;
  readonly open: number;
  readonly withoutMaster: number;
  readonly onHold: number;
}

const count = (condition: string): string => `count(*) filter (where ${condition})`;

export async function readDailySummary(sql: Sql, query: ReportQuery): Promise<DailySummary> {
  const values = new Values();
  const isClosed = `o.status = 'closed' and ${within('o.closed_at', query, values)}`;
  const ended = within('o.status_since', query, values);
  const { rows } = await sql.query<Record<string, number | string>>(
    `select ${count(within('o.created_at', query, values))} as created,
            ${count(isClosed)} as closed,
            ${count(`o.status = 'refused' and ${ended}`)} as refused,
            ${count(`o.status = 'cancelled' and ${ended}`)} as cancelled,
            coalesce(sum(o.total_minor) filter (where ${isClosed}), 0) as gross,
            ${count(`o.status not in ('closed', 'refused', 'cancelled')`)} as open,
            ${count(`o.status in ('new', 'offering')`)} as without_master,
            ${count(`o.status = 'on_hold'`)} as on_hold
     from repair.service_order as o
     where ${ofFilters(query, values)}`,
    values.list,
  );
  const row = rows[0] ?? {};
  const value = (name: string): number => Number(row[name] ?? 0);
  return {
    created: value('created'),
    closed: value('closed'),
    refused: value('refused'),
    cancelled: value('cancelled'),
    grossMinor: value('gross'),
    open: value('open'),
    withoutMaster: value('without_master'),
    onHold: value('on_hold'),
  };
}

/** How often a service level was missed: a timer came due and there was still something to do. */
export interface BreachRow {
  readonly event: string;
  readonly breaches: number;
  readonly orders: number;
}

/** Timers that say "too late"; reminders and what only moves an order on are none. */
const breachEvents = [
  'limit_new',
  'limit_offering',
  'limit_assigned',
  'limit_in_progress',
  'no_taker_broadcast',
  'no_taker_admin',
  'offer_expiry',
  'visit_confirmation_missing',
  'visit_late',
  'on_site_long',
  'hold_long',
  'estimate_expiry',
] as const;

export async function readBreaches(sql: Sql, query: ReportQuery): Promise<BreachRow[]> {
  const values = new Values();
  const { rows } = await sql.query<{ event: string; breaches: number; orders: number }>(
    `select timer.event, count(*) as breaches, count(distinct timer.order_id) as orders
     from repair.order_timer as timer
     join repair.service_order as o on o.id = timer.order_id
     where timer.outcome = 'done' and timer.event = any(${values.add(breachEvents)}::text[])
       and ${within('timer.fired_at', query, values)} and ${ofFilters(query, values)}
     group by timer.event
     order by breaches desc, timer.event`,
    values.list,
  );
  return rows;
}

/** Orders that came in, by weekday (1 is Monday) and hour of the zone's clock. */
export interface LoadRow {
  readonly weekday: number;
  readonly hour: number;
  readonly orders: number;
}

export async function readLoad(sql: Sql, query: ReportQuery): Promise<LoadRow[]> {
  const values = new Values();
  const local = `(o.created_at at time zone ${values.add(query.zone)}::text)`;
  const { rows } = await sql.query<{ weekday: number; hour: number; orders: number }>(
    `select extract(isodow from ${local})::int as weekday, extract(hour from ${local})::int as hour, count(*) as orders
     from repair.service_order as o
     where ${within('o.created_at', query, values)} and ${ofFilters(query, values)}
     group by 1, 2
     order by 1, 2`,
    values.list,
  );
  return rows;
}

/** How full masters' days were. */
export interface CapacityRow {
  readonly masterName: string;
  readonly visits: number;
  /** Days with a shift, times what the master takes a day. */
  readonly capacity: number;
}

export async function readCapacity(sql: Sql, query: ReportQuery): Promise<CapacityRow[]> {
  const values = new Values();
  const zone = `${values.add(query.zone)}::text`;
  const { rows } = await sql.query<{ name: string; visits: number; capacity: number }>(
    `select master.name,
            (
              select count(*) from repair.visit
              where visit.master_id = master.user_id and visit.status not in ('cancelled', 'rescheduled')
                and ${within('visit.planned_from', query, values)}
            ) as visits,
            master.capacity_per_day * (
              select count(distinct (shift.starts_at at time zone ${zone})::date)
              from repair.master_shift as shift
              where shift.master_id = master.user_id and ${within('shift.starts_at', query, values)}
            ) as capacity
     from repair.master
     where master.status <> 'fired'
     order by master.name, master.user_id`,
    values.list,
  );
  return rows.map((row) => ({ masterName: row.name, visits: row.visits, capacity: row.capacity }));
}

/** Orders that wait now, by how long they have. */
export interface HoldRow {
  readonly reason: string;
  readonly upTo2Days: number;
  readonly upTo7Days: number;
  readonly upTo14Days: number;
  readonly longer: number;
  /** Their date is over and nobody has acted. */
  readonly overdue: number;
}

export async function readHolds(sql: Sql, query: ReportQuery): Promise<HoldRow[]> {
  const values = new Values();
  const now = values.add(query.now);
  const age = `(${now}::timestamptz - o.status_since)`;
  const between = (from: number, to: number | undefined): string =>
    `count(*) filter (where ${age} >= interval '${from} days'${to === undefined ? '' : ` and ${age} < interval '${to} days'`})`;
  const { rows } = await sql.query<{
    reason: string;
    d2: number;
    d7: number;
    d14: number;
    more: number;
    overdue: number;
  }>(
    `select o.hold_reason as reason, count(*) filter (where ${age} < interval '2 days') as d2, ${between(2, 7)} as d7,
            ${between(7, 14)} as d14, ${between(14, undefined)} as more,
            count(*) filter (where o.hold_until <= ${now}) as overdue
     from repair.service_order as o
     where o.status = 'on_hold' and ${ofFilters(query, values)}
     group by o.hold_reason
     order by count(*) desc, o.hold_reason`,
    values.list,
  );
  return rows.map((row) => ({
    reason: row.reason,
    upTo2Days: row.d2,
    upTo7Days: row.d7,
    upTo14Days: row.d14,
    longer: row.more,
    overdue: row.overdue,
  }));
}

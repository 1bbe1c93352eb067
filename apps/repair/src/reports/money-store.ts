import type { Sql } from '@durabot/postgres';
import { ofFilters, Values, within, type ReportQuery } from './report-query.ts';

export const revenueGroups = ['day', 'master', 'category', 'dispatcher'] as const;

export type RevenueGroup = (typeof revenueGroups)[number];

/** Money earned in the period. Gross is parts, share and company's part together. */
export interface RevenueRow {
  readonly group: string;
  /** Orders that were closed, less those reopened. */
  readonly orders: number;
  readonly grossMinor: number;
  readonly partsMinor: number;
  readonly shareMinor: number;
  readonly companyMinor: number;
  /** Of closed orders, to the nearest minor unit; null when there are none. */
  readonly ticketMinor: number | null;
}

const groups: Readonly<Record<RevenueGroup, (zone: string) => readonly [key: string, label: string]>> = {
  day: (zone) => [`(money.at at time zone ${zone})::date`, `((money.at at time zone ${zone})::date)::text`],
  master: () => ['money.master_id', `coalesce(max(master.name), '—')`],
  category: () => ['o.category', 'o.category'],
  dispatcher: () => ['o.dispatcher_id', `max(concat_ws(' ', person.first_name, person.last_name))`],
};

/**
 * What settlement lines say, by the moment they were earned at; reversals take back. An order that was closed without a
 * master has no line: all of it is the company's.
 */
export async function readRevenue(sql: Sql, query: ReportQuery, by: RevenueGroup): Promise<RevenueRow[]> {
  const values = new Values();
  const [key, label] = groups[by](by === 'day' ? `${values.add(query.zone)}::text` : '');
  const { rows } = await sql.query<{
    group: string;
    orders: string;
    gross: string;
    parts: string;
    share: string;
    company: string;
    ticket: string | null;
  }>(
    `select ${label} as "group", sum(money.orders) as orders, sum(money.gross) as gross, sum(money.parts) as parts,
            sum(money.share) as share, sum(money.company) as company,
            round(sum(money.gross) filter (where money.orders <> 0) / nullif(sum(money.orders), 0)) as ticket
     from (
       select line.order_id, line.master_id, line.at, line.gross_minor as gross, line.parts_minor as parts,
              line.share_minor as share, line.company_minor as company,
              case
                when coalesce(reversed.kind, line.kind) not in ('order', 'warranty_rework') then 0
                when line.kind = 'reversal' then -1
                else 1
              end as orders
       from repair.settlement_line as line
       left join repair.settlement_line as reversed on reversed.id = line.reverses_id
       where line.order_id is not null
       union all
       select lonely.id, null, lonely.closed_at, lonely.total_minor, 0, 0, lonely.total_minor, 1
       from repair.service_order as lonely
       where lonely.closed_at is not null
         and not exists (select from repair.settlement_line as line where line.order_id = lonely.id)
     ) as money
     join repair.service_order as o on o.id = money.order_id
     left join repair.master on master.user_id = money.master_id
     left join repair.person on person.user_id = o.dispatcher_id
     where ${within('money.at', query, values)} and ${ofFilters(query, values)}
     group by ${key}
     order by ${by === 'day' ? '1' : 'gross desc, 1'}`,
    values.list,
  );
  return rows.map((row) => ({
    group: row.group,
    orders: Number(row.orders),
    grossMinor: Number(row.gross),
    partsMinor: Number(row.parts),
    shareMinor: Number(row.share),
    companyMinor: Number(row.company),
    ticketMinor: row.ticket === null ? null : Number(row.ticket),
  }));
}

/** What somebody owes at the end of the period. */
export interface DebtRow {
  readonly kind: 'client' | 'fee' | 'master';
  /** An order's number, or a master's name. */
  readonly who: string;
  readonly amountMinor: number;
}

/** Due from clients for work and fees, and cash that masters hold; a master's row may be negative. */
export async function readDebts(sql: Sql, query: ReportQuery): Promise<DebtRow[]> {
  const values = new Values();
  const to = values.add(query.to);
  const filters = ofFilters(query, values);
  const master =
    query.filters?.masterId === undefined ? 'true' : `movement.master_id = ${values.add(query.filters.masterId)}`;
  const { rows } = await sql.query<{ kind: DebtRow['kind']; who: string; amount: string }>(
    `select 'client' as kind, o.number as who, o.total_minor - paid.amount as amount
     from repair.service_order as o
     cross join lateral (
       select coalesce(sum(case kind when 'refund' then -amount_minor else amount_minor end), 0) as amount
       from repair.payment
       where order_id = o.id and status = 'confirmed' and kind <> 'fee' and at < ${to}
     ) as paid
     where o.status in ('work_done', 'closed') and coalesce(o.finished_at, o.closed_at) < ${to}
       and o.total_minor > paid.amount and ${filters}
     union all
     select 'fee', o.number, o.fee_minor
     from repair.service_order as o
     where o.fee_state = 'due' and o.fee_minor > 0 and o.status_since < ${to} and ${filters}
     union all
     select 'master', max(master.name), sum(movement.amount_minor)
     from repair.cash_movement as movement
     join repair.master on master.user_id = movement.master_id
     where movement.at < ${to} and ${master}
     group by movement.master_id
     having sum(movement.amount_minor) <> 0
     order by kind, amount desc, who`,
    values.list,
  );
  return rows.map((row) => ({ kind: row.kind, who: row.who, amountMinor: Number(row.amount) }));
}

/** Refusals of the period by who said no and why. */
export interface RefusalRow {
  readonly reason: string;
  readonly refusedBy: string;
  readonly count: number;
  readonly feePaidMinor: number;
  readonly feeDueMinor: number;
  readonly feeForgivenMinor: number;
}

const fee = (state: string): string =>
  `coalesce(sum(o.fee_minor) filter (where o.fee_state = '${state}'), 0) as ${state}`;

export async function readRefusals(sql: Sql, query: ReportQuery): Promise<RefusalRow[]> {
  const values = new Values();
  const { rows } = await sql.query<{
    reason: string;
    refused_by: string;
    count: number;
    paid: string;
    due: string;
    forgiven: string;
  }>(
    `select o.refusal_reason as reason, o.refused_by, count(*), ${['paid', 'due', 'forgiven'].map(fee).join(', ')}
     from repair.service_order as o
     where o.status = 'refused' and ${within('o.status_since', query, values)} and ${ofFilters(query, values)}
     group by 1, 2
     order by count(*) desc, 1, 2`,
    values.list,
  );
  return rows.map((row) => ({
    reason: row.reason,
    refusedBy: row.refused_by,
    count: row.count,
    feePaidMinor: Number(row.paid),
    feeDueMinor: Number(row.due),
    feeForgivenMinor: Number(row.forgiven),
  }));
}

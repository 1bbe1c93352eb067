import type { Sql } from '@durabot/postgres';
import { ofFilters, Values, within, type ReportQuery } from './report-query.ts';

export const funnelSteps = ['created', 'offered', 'accepted', 'on_site', 'closed'] as const;

/** One step of the way of the orders that were created in the period. */
export interface FunnelRow {
  readonly step: (typeof funnelSteps)[number];
  /** Who came this far; a step that was left out (assigned without an offer) counts as passed. */
  readonly count: number;
  /** Since the step before, of those that have both stamps. */
  readonly medianSeconds: number | null;
}

const median = (to: string, from: string): string =>
  `percentile_cont(0.5) within group (order by extract(epoch from ${to} - ${from})) filter (where ${to} >= ${from})`;

export async function readFunnel(sql: Sql, query: ReportQuery): Promise<FunnelRow[]> {
  const values = new Values();
  const { rows } = await sql.query<Record<string, string | number | null>>(
    `select count(*) as created,
            count(*) filter (where coalesce(first_offered_at, accepted_at, on_site_at, closed_at) is not null) as offered,
            count(*) filter (where coalesce(accepted_at, on_site_at, closed_at) is not null) as accepted,
            count(*) filter (where coalesce(on_site_at, closed_at) is not null) as on_site,
            count(*) filter (where closed_at is not null) as closed,
            ${median('first_offered_at', 'created_at')} as offered_s,
            ${median('accepted_at', 'first_offered_at')} as accepted_s,
            ${median('on_site_at', 'accepted_at')} as on_site_s,
            ${median('closed_at', 'on_site_at')} as closed_s
     from repair.service_order as o
     where ${within('o.created_at', query, values)} and ${ofFilters(query, values)}`,
    values.list,
  );
  const row = rows[0] ?? {};
  return funnelSteps.map((step) => {
    const seconds = row[`${step}_s`];
    return { step, count: Number(row[step] ?? 0), medianSeconds: seconds == null ? null : Number(seconds) };
  });
}

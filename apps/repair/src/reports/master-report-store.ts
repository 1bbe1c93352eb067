import type { Sql } from '@durabot/postgres';
import { ofFilters, Values, within, type ReportQuery } from './report-query.ts';

/** An order in the weekly or monthly report of its master: done ✅, or refused ❌ with its fee. */
export interface MasterReportRow {
  /** Undefined for what was refused before anybody had it. */
  readonly masterId: number | undefined;
  readonly masterName: string | undefined;
  readonly number: string;
  readonly result: 'closed' | 'refused';
  readonly category: string;
  readonly at: Date;
  /** Of a refused order the fee, 0 when there is none or it was forgiven. */
  readonly sumMinor: number;
  /** What the master gets of it. */
  readonly shareMinor: number;
}

/** What masters finished in the period, refusals included, by master and time. */
export async function readMasterReport(sql: Sql, query: ReportQuery): Promise<MasterReportRow[]> {
  const values = new Values();
  const at = `case o.status when 'closed' then o.closed_at else o.status_since end`;
  const { rows } = await sql.query<{
    master_id: number | null;
    name: string | null;
    number: string;
    status: 'closed' | 'refused';
    category: string;
    at: Date;
    sum: number;
    share: string;
  }>(
    `select o.master_id, master.name, o.number, o.status, o.category, ${at} as at,
            case
              when o.status = 'closed' then o.total_minor
              when o.fee_state = 'forgiven' then 0
              else coalesce(o.fee_minor, 0)
            end as sum,
            coalesce(
              (select sum(share_minor) from repair.settlement_line where order_id = o.id and master_id = o.master_id), 0
            ) as share
     from repair.service_order as o
     left join repair.master on master.user_id = o.master_id
     where o.status in ('closed', 'refused') and ${within(at, query, values)} and ${ofFilters(query, values)}
     order by master.name nulls last, o.master_id, at, o.id`,
    values.list,
  );
  return rows.map((row) => ({
    masterId: row.master_id ?? undefined,
    masterName: row.name ?? undefined,
    number: row.number,
    result: row.status,
    category: row.category,
    at: row.at,
    sumMinor: row.sum,
    shareMinor: Number(row.share),
  }));
}

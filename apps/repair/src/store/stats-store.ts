import type { Sql } from '@durabot/postgres';
import { readMasterReport } from '../reports/master-report-store.ts';
import { readOffers } from '../reports/offers-store.ts';
import { readRatings } from '../reports/quality-store.ts';
import type { ReportQuery } from '../reports/report-query.ts';
import { readOnTime } from '../reports/speed-store.ts';

/** A master in numbers; what there is nothing to count of is undefined. */
export interface MasterStats {
  readonly offers: number;
  readonly accepted: number;
  readonly released: number;
  readonly arrivals: number;
  readonly onTime: number;
  readonly ratings: number;
  readonly meanStars: number | undefined;
  readonly closed: number;
  readonly refused: number;
  readonly grossMinor: number;
  readonly shareMinor: number;
}

/** The same numbers as in the reports, of one master. */
export async function readMasterStats(sql: Sql, query: ReportQuery, masterId: number): Promise<MasterStats> {
  const own = { ...query, filters: { masterId } };
  const [offers] = await readOffers(sql, own);
  const [onTime] = await readOnTime(sql, own);
  const [rating] = await readRatings(sql, own);
  const orders = await readMasterReport(sql, own);
  const closed = orders.filter(({ result }) => result === 'closed');
  return {
    offers: offers?.offers ?? 0,
    accepted: offers?.accepted ?? 0,
    released: offers?.released ?? 0,
    arrivals: onTime?.arrivals ?? 0,
    onTime: onTime?.onTime ?? 0,
    ratings: rating?.ratings ?? 0,
    meanStars: rating?.meanStars,
    closed: closed.length,
    refused: orders.length - closed.length,
    grossMinor: closed.reduce((sum, { sumMinor }) => sum + sumMinor, 0),
    shareMinor: orders.reduce((sum, { shareMinor }) => sum + shareMinor, 0),
  };
}

/** An order whose work was finished. */
export interface DoneOrder {
  readonly number: string;
  readonly status: string;
  readonly category: string;
  readonly masterName: string | undefined;
  readonly totalMinor: number;
}

/** Orders whose work was finished, or refused on site, within some time; of one master, or of all. */
export async function listDone(
  sql: Sql,
  { from, to, masterId }: { readonly from: Date; readonly to: Date; readonly masterId?: number | undefined },
): Promise<DoneOrder[]> {
  const { rows } = await sql.query<{
    number: string;
    status: string;
    category: string;
    name: string | null;
    total: number;
  }>(
    `select o.number, o.status, o.category, master.name,
            case o.status when 'refused' then coalesce(o.fee_minor, 0) else o.total_minor end as total
     from repair.service_order as o
     left join repair.master on master.user_id = o.master_id
     where o.deleted_at is null and ($3::bigint is null or o.master_id = $3)
       and (
         (o.status in ('work_done', 'closed') and o.finished_at >= $1 and o.finished_at < $2)
         or (o.status = 'refused' and o.status_since >= $1 and o.status_since < $2)
       )
     order by o.id`,
    [from, to, masterId ?? null],
  );
  return rows.map((row) => ({
    number: row.number,
    status: row.status,
    category: row.category,
    masterName: row.name ?? undefined,
    totalMinor: row.total,
  }));
}

import type { Sql } from '@durabot/postgres';
import { ofFilters, Values, within, type ReportQuery } from './report-query.ts';

/** Orders closed in the period, by master or category. */
export interface QualityRow {
  readonly group: string;
  readonly closed: number;
  /** With one finished visit and no warranty return within 30 days. */
  readonly fixedAtOnce: number;
  /** Of the closed, those whose 30 days are not over: they may still come back. */
  readonly open30: number;
  readonly returned30: number;
  readonly returned90: number;
  readonly warranty90: number;
}

/** First-visit fix, and repeat and warranty returns within 30 and 90 days of closing. */
export async function readQuality(sql: Sql, query: ReportQuery, by: 'master' | 'category'): Promise<QualityRow[]> {
  const values = new Values();
  const group = by === 'master' ? `coalesce(master.name, '—')` : 'o.category';
  const key = by === 'master' ? 'master.user_id' : 'o.category';
  const now = values.add(query.now);
  const { rows } = await sql.query<{
    group: string;
    closed: number;
    fixed_at_once: number;
    open30: number;
    returned30: number;
    returned90: number;
    warranty90: number;
  }>(
    `select ${group} as "group", count(*) as closed,
            count(*) filter (where visits.finished = 1 and not back.warranty30) as fixed_at_once,
            count(*) filter (where o.closed_at + interval '30 days' > ${now}) as open30,
            count(*) filter (where back.within30) as returned30,
            count(*) filter (where back.within90) as returned90,
            count(*) filter (where back.warranty90) as warranty90
     from repair.service_order as o
     left join repair.master on master.user_id = o.master_id
     cross join lateral (
       select count(*) filter (where status = 'finished') as finished from repair.visit where order_id = o.id
     ) as visits
     cross join lateral (
       select coalesce(bool_or(days <= 30), false) as within30, coalesce(bool_or(days <= 90), false) as within90,
              coalesce(bool_or(days <= 30 and kind = 'warranty'), false) as warranty30,
              coalesce(bool_or(days <= 90 and kind = 'warranty'), false) as warranty90
       from (
         select later.kind, extract(epoch from later.created_at - o.closed_at) / 86400 as days
         from repair.service_order as later
         where later.previous_order_id = o.id and later.deleted_at is null and later.created_at >= o.closed_at
       ) as returns
     ) as back
     where ${within('o.closed_at', query, values)} and ${ofFilters(query, values)}
     group by ${key}, 1
     order by closed desc, 1`,
    values.list,
  );
  return rows.map((row) => ({
    group: row.group,
    closed: row.closed,
    fixedAtOnce: row.fixed_at_once,
    open30: row.open30,
    returned30: row.returned30,
    returned90: row.returned90,
    warranty90: row.warranty90,
  }));
}

export interface RatingRow {
  readonly masterName: string;
  readonly ratings: number;
  readonly meanStars: number;
  /** Of three stars or fewer. */
  readonly bad: number;
  /** From a bad rating until somebody took care of it. */
  readonly responseSeconds: number | null;
}

export async function readRatings(sql: Sql, query: ReportQuery): Promise<RatingRow[]> {
  const values = new Values();
  const { rows } = await sql.query<{
    name: string;
    ratings: number;
    mean: number;
    bad: number;
    response: number | null;
  }>(
    `select coalesce(master.name, '—') as name, count(*) as ratings, avg(rating.stars)::float8 as mean,
            count(*) filter (where rating.stars <= 3) as bad,
            percentile_cont(0.5) within group (order by extract(epoch from task.done_at - rating.at))
              filter (where rating.stars <= 3 and task.done_at is not null) as response
     from repair.rating
     join repair.service_order as o on o.id = rating.order_id
     left join repair.master on master.user_id = o.master_id
     left join lateral (
       select done_at from repair.task where order_id = o.id and kind = 'bad_rating' order by id limit 1
     ) as task on true
     where ${within('rating.at', query, values)} and ${ofFilters(query, values)}
     group by master.user_id, 1
     order by mean, 1`,
    values.list,
  );
  return rows.map((row) => ({
    masterName: row.name,
    ratings: row.ratings,
    meanStars: row.mean,
    bad: row.bad,
    responseSeconds: row.response,
  }));
}

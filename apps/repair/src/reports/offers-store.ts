import type { Sql } from '@durabot/postgres';
import { ofFilters, Values, within, type ReportQuery } from './report-query.ts';

/** What a master did with offers of the period. */
export interface OffersRow {
  readonly masterName: string;
  /** Seen, or older than their time: nobody is blamed for what they could not know yet. */
  readonly offers: number;
  readonly accepted: number;
  readonly declined: number;
  readonly unanswered: number;
  readonly busy: number;
  readonly far: number;
  readonly notMyProfile: number;
  readonly price: number;
  readonly other: number;
  /** Orders given back after they were accepted. */
  readonly released: number;
}

const declined = (reason: string): string => `count(*) filter (where offer.decline_reason = '${reason}') as ${reason}`;

export async function readOffers(sql: Sql, query: ReportQuery): Promise<OffersRow[]> {
  const values = new Values();
  const now = values.add(query.now);
  const { rows } = await sql.query<Record<string, number> & { name: string }>(
    `select master.name, count(*) as offers,
            count(*) filter (where offer.status = 'accepted') as accepted,
            count(*) filter (where offer.status = 'declined') as declined,
            count(*) filter (where offer.status not in ('accepted', 'declined')) as unanswered,
            ${['busy', 'far', 'not_my_profile', 'price', 'other'].map(declined).join(', ')},
            (
              select count(*)
              from repair.order_history as history
              join lateral (
                select taken.master_id
                from repair.offer as taken
                where taken.order_id = history.order_id and taken.status = 'accepted' and taken.responded_at <= history.at
                order by taken.responded_at desc
                limit 1
              ) as last on last.master_id = master.user_id
              where history.event = 'release' and ${within('history.at', query, values)}
            ) as released
     from repair.offer
     join repair.service_order as o on o.id = offer.order_id
     join repair.master on master.user_id = offer.master_id
     where ${within('offer.sent_at', query, values)} and ${ofFilters(query, values, 'offer.master_id')}
       and (offer.seen_at is not null or offer.responded_at is not null or offer.expires_at <= ${now})
     group by master.user_id, master.name
     order by master.name, master.user_id`,
    values.list,
  );
  return rows.map((row) => ({
    masterName: row.name,
    offers: row['offers'] ?? 0,
    accepted: row['accepted'] ?? 0,
    declined: row['declined'] ?? 0,
    unanswered: row['unanswered'] ?? 0,
    busy: row['busy'] ?? 0,
    far: row['far'] ?? 0,
    notMyProfile: row['not_my_profile'] ?? 0,
    price: row['price'] ?? 0,
    other: row['other'] ?? 0,
    released: row['released'] ?? 0,
  }));
}

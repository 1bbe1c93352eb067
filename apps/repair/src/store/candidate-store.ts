import type { Sql } from '@durabot/postgres';
import type { MasterStatus } from '../domain/machines/master-machine.ts';
import type { Candidate } from '../domain/ranking.ts';

/** The day and the hours that a master would have to be free for. */
export interface WantedWindow {
  readonly from: Date;
  readonly to: Date;
  readonly dayFrom: Date;
  readonly dayTo: Date;
}

/** Offers and visits below which a rate says nothing. */
const fewest = 5;

/** Every master who is employed, as they stand before this order. */
export async function listCandidates(sql: Sql, orderId: number, window: WantedWindow, at: Date): Promise<Candidate[]> {
  const { rows } = await sql.query<Row>(
    `select master.user_id, master.name, master.status, master.capacity_per_day, master.cash_limit_minor,
            master.takes_nights, skill.level as skill_level,
            case when address.zone is null or zones.zones is null then null else lower(address.zone) = any(zones.zones) end
              as is_in_zone,
            exists (
              select from repair.master_shift
              where master_id = master.user_id and ends_at > $2 and starts_at < $3
            ) as has_next_shift,
            exists (
              select from repair.master_absence
              where master_id = master.user_id and ends_at > $2 and starts_at < $3
            ) as is_absent,
            visits.on_day, visits.in_window, offers.taken_today, offers.asked, offers.accepted,
            visits.arrived, visits.in_time, coalesce(cash.held, 0)::bigint as cash_held_minor,
            exists (select from repair.order_decline where order_id = $1 and master_id = master.user_id) as has_declined,
            exists (
              select from repair.offer
              where order_id = $1 and master_id = master.user_id and status in ('sent', 'seen', 'expired')
                and sent_at > $6::timestamptz - interval '1 day'
            ) as is_asked_now,
            exists (
              select from repair.client_master_block as block
              where block.client_id = service_order.client_id and block.master_id = master.user_id
            ) as is_blocked,
            service_order.kind = 'warranty' and exists (
              select from repair.service_order as previous
              where previous.id = service_order.previous_order_id and previous.master_id = master.user_id
            ) as is_original
     from repair.service_order
     join repair.address on address.id = service_order.address_id
     cross join repair.master
     left join repair.master_skill as skill
       on skill.master_id = master.user_id and skill.category = service_order.category
     left join lateral (
       select array_agg(lower(zone)) as zones from repair.master_zone where master_id = master.user_id
     ) as zones on true
     left join lateral (
       select count(*) filter (where status in ('planned', 'en_route', 'on_site', 'finished')
                                 and planned_from >= $4 and planned_from < $5) as on_day,
              count(*) filter (where status in ('planned', 'en_route', 'on_site')
                                 and planned_from < $3 and coalesce(planned_to, planned_from) >= $2) as in_window,
              count(*) filter (where arrived_at is not null) as arrived,
              count(*) filter (where arrived_at <= coalesce(planned_to, planned_from) + interval '10 minutes') as in_time
       from repair.visit
       where master_id = master.user_id and planned_from > $6::timestamptz - interval '30 days'
     ) as visits on true
     left join lateral (
       select count(*) filter (where status = 'accepted' and responded_at >= $4 and responded_at < $5) as taken_today,
              count(*) filter (where status in ('accepted', 'declined', 'expired')) as asked,
              count(*) filter (where status = 'accepted') as accepted
       from repair.offer
       where master_id = master.user_id and sent_at > $6::timestamptz - interval '30 days'
     ) as offers on true
     left join lateral (
       select sum(amount_minor) as held from repair.cash_movement where master_id = master.user_id
     ) as cash on true
     where service_order.id = $1 and master.status <> 'fired'
     order by master.user_id`,
    [orderId, window.from, window.to, window.dayFrom, window.dayTo, at],
  );
  return rows.map((row) => ({
    masterId: row.user_id,
    name: row.name,
    status: row.status,
    hasNextShift: row.has_next_shift,
    isAbsent: row.is_absent,
    skillLevel: row.skill_level ?? undefined,
    isInZone: row.is_in_zone ?? undefined,
    capacityPerDay: row.capacity_per_day,
    visitsOnDay: row.on_day,
    visitsInWindow: row.in_window,
    takenToday: row.taken_today,
    acceptRate: row.asked < fewest ? undefined : row.accepted / row.asked,
    onTimeRate: row.arrived < fewest ? undefined : row.in_time / row.arrived,
    cashHeldMinor: row.cash_held_minor,
    cashLimitMinor: row.cash_limit_minor ?? undefined,
    takesNights: row.takes_nights,
    hasDeclined: row.has_declined,
    isAskedNow: row.is_asked_now,
    isBlocked: row.is_blocked,
    isOriginal: row.is_original,
  }));
}

interface Row {
  user_id: number;
  name: string;
  status: MasterStatus;
  capacity_per_day: number;
  cash_limit_minor: number | null;
  takes_nights: boolean;
  skill_level: number | null;
  is_in_zone: boolean | null;
  has_next_shift: boolean;
  is_absent: boolean;
  on_day: number;
  in_window: number;
  taken_today: number;
  asked: number;
  accepted: number;
  arrived: number;
  in_time: number;
  cash_held_minor: number;
  has_declined: boolean;
  is_asked_now: boolean;
  is_blocked: boolean;
  is_original: boolean;
}

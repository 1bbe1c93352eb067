import type { Sql } from '@durabot/postgres';
import type { VisitStatus } from '../domain/machines/visit-machine.ts';
import { orderColumns, orderTables, toOrder, type Order, type OrderRow } from './order-row.ts';

/** A visit of a master's day, with its order. */
export interface DayVisit {
  readonly order: Order;
  readonly status: VisitStatus;
  readonly from: Date;
  readonly to: Date | undefined;
  /** How many more devices wait at the same address. */
  readonly others: number;
}

/** What a master has on a day, the earliest first: what is planned for it, and what was begun and is not over. */
export async function listDay(
  sql: Sql,
  masterId: number,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<DayVisit[]> {
  const { rows } = await sql.query<
    OrderRow & { visit_status: VisitStatus; visit_from: Date; visit_to: Date | null; others: number }
  >(
    `select ${orderColumns}, visit.status as visit_status,
            coalesce(visit.arrived_at, visit.planned_from) as visit_from,
            coalesce(visit.finished_at, visit.planned_to) as visit_to,
            (select count(*) from repair.service_order as child
             where child.parent_order_id = service_order.id and child.deleted_at is null) as others
     from ${orderTables}
     join repair.visit on visit.order_id = service_order.id
     where visit.master_id = $1 and service_order.deleted_at is null
       and visit.status in ('planned', 'en_route', 'on_site', 'finished', 'failed')
       and (
         (visit.planned_from >= $2 and visit.planned_from < $3)
         or visit.status in ('en_route', 'on_site')
       )
     order by visit_from, service_order.id
     limit 30`,
    [masterId, from, to],
  );
  return rows.map((row) => ({
    order: toOrder(row),
    status: row.visit_status,
    from: row.visit_from,
    to: row.visit_to ?? undefined,
    others: row.others,
  }));
}

/** An order of the board, as a picture shows it. */
export interface BoardCard {
  readonly number: string;
  readonly status: string;
  readonly category: string;
  readonly categoryText: string | undefined;
  readonly masterName: string | undefined;
  readonly wantedFrom: Date;
  readonly isOverdue: boolean;
}

/** The oldest orders of each open state; those that are overdue first. */
export async function listBoardCards(sql: Sql, at: Date, perStatus: number): Promise<BoardCard[]> {
  const { rows } = await sql.query<{
    number: string;
    status: string;
    category: string;
    category_text: string | null;
    master_name: string | null;
    wanted_from: Date;
    is_overdue: boolean;
  }>(
    `select number, status, category, category_text, master_name, wanted_from, is_overdue
     from (
       select ranked.*, row_number() over (partition by status order by is_overdue desc, priority desc, id) as place
       from (
         select service_order.id, number, service_order.status, category, category_text, master.name as master_name,
                wanted_from, priority,
                ((service_order.status = 'on_hold' and hold_until <= $1) or exists (
                  select from repair.order_timer
                  where order_id = service_order.id and event = 'limit_' || service_order.status
                    and set_at >= service_order.status_since and due_at <= $1
                )) as is_overdue
         from repair.service_order
         left join repair.master on master.user_id = service_order.master_id
         where deleted_at is null and service_order.status not in ('closed', 'refused', 'cancelled')
       ) as ranked
     ) as placed
     where place <= $2
     order by status, place`,
    [at, perStatus],
  );
  return rows.map((row) => ({
    number: row.number,
    status: row.status,
    category: row.category,
    categoryText: row.category_text ?? undefined,
    masterName: row.master_name ?? undefined,
    wantedFrom: row.wanted_from,
    isOverdue: row.is_overdue,
  }));
}

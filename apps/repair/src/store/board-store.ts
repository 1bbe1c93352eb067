import type { Sql } from '@durabot/postgres';
import type { OrderStatus } from '../domain/machines/order-machine.ts';
import { orderColumns, orderTables, toOrder, type Order, type OrderRow } from './order-row.ts';

/** Which orders a page of the board shows. */
export type BoardFilter =
  | { readonly by: 'status'; readonly status: OrderStatus }
  /** Longer in one state than the desk's service levels allow, or past the day they wait for. */
  | { readonly by: 'overdue' }
  | { readonly by: 'without_master' }
  | { readonly by: 'today'; readonly from: Date; readonly to: Date }
  | { readonly by: 'master'; readonly masterId: number }
  | { readonly by: 'text'; readonly text: string };

const isOpen = `service_order.deleted_at is null and service_order.status not in ('closed', 'refused', 'cancelled')`;

const isOverdue = `${isOpen} and (
  (service_order.status = 'on_hold' and service_order.hold_until <= $1)
  or exists (
    select from repair.order_timer
    where order_id = service_order.id and event = 'limit_' || service_order.status
      and set_at >= service_order.status_since and due_at <= $1
  ))`;

/** How many orders there are in each state, and how many of them need somebody. */
export async function countBoard(
  sql: Sql,
  at: Date,
): Promise<{
  readonly byStatus: ReadonlyMap<string, number>;
  readonly overdue: number;
  readonly withoutMaster: number;
}> {
  const { rows } = await sql.query<{ status: string; count: number; overdue: number }>(
    `select service_order.status, count(*) as count, count(*) filter (where ${isOverdue}) as overdue
     from repair.service_order
     where ${isOpen}
     group by service_order.status`,
    [at],
  );
  const byStatus = new Map(rows.map(({ status, count }) => [status, count]));
  return {
    byStatus,
    overdue: rows.reduce((sum, row) => sum + row.overdue, 0),
    withoutMaster: (byStatus.get('new') ?? 0) + (byStatus.get('offering') ?? 0),
  };
}

/** One page of the board, the oldest first. */
export async function listBoard(
  sql: Sql,
  filter: BoardFilter,
  { at, skip, limit }: { readonly at: Date; readonly skip: number; readonly limit: number },
): Promise<{ readonly orders: readonly Order[]; readonly hasMore: boolean }> {
  const { condition, values } = conditionOf(filter);
  const { rows } = await sql.query<OrderRow>(
    `select ${orderColumns} from ${orderTables}
     where $1::timestamptz is not null and ${condition}
     order by service_order.priority desc, service_order.id
     offset $2 limit $3`,
    [at, skip, limit + 1, ...values],
  );
  return { orders: rows.slice(0, limit).map(toOrder), hasMore: rows.length > limit };
}

function conditionOf(filter: BoardFilter): { readonly condition: string; readonly values: readonly unknown[] } {
  switch (filter.by) {
    case 'status':
      return { condition: 'service_order.deleted_at is null and service_order.status = $4', values: [filter.status] };
    case 'overdue':
      return { condition: isOverdue, values: [] };
    case 'without_master':
      return { condition: `${isOpen} and service_order.status in ('new', 'offering')`, values: [] };
    case 'today':
      return {
        condition: `${isOpen} and service_order.wanted_from < $5 and coalesce(service_order.wanted_to, service_order.wanted_from) >= $4`,
        values: [filter.from, filter.to],
      };
    case 'master':
      return { condition: `${isOpen} and service_order.master_id = $4`, values: [filter.masterId] };
    case 'text': {
      const digits = filter.text.replaceAll(/\D/g, '');
      return {
        condition: `service_order.deleted_at is null and (
          ($4 <> '' and length($4) >= 4 and service_order.phone like '%' || $4)
          or address.text ilike '%' || $5 || '%' or client.name ilike '%' || $5 || '%'
          or service_order.device_model ilike '%' || $5 || '%')`,
        values: [digits, filter.text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)],
      };
    }
  }
}

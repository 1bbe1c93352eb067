import type { Sql } from '@durabot/postgres';
import type { OrderStatus } from '../domain/machines/order-machine.ts';
import { toStatus } from './order-row.ts';

/** One thing that happened to an order. */
export interface HistoryLine {
  readonly at: Date;
  readonly event: string;
  readonly fromStatus: OrderStatus | undefined;
  readonly toStatus: OrderStatus;
  /** Undefined when the system did it. */
  readonly actorName: string | undefined;
  /** The client did it, by their link. */
  readonly byClient?: boolean;
  readonly reason: string | undefined;
}

/** Everything that happened to an order, oldest first. Served by the primary key. */
export async function listOrderHistory(sql: Sql, orderId: number): Promise<HistoryLine[]> {
  const { rows } = await sql.query<HistoryRow>(
    `select history.at, history.event, history.from_status, history.to_status, history.reason, history.actor_kind, person.user_id,
            concat_ws(' ', person.first_name, person.last_name) as actor_name
     from repair.order_history as history
     left join repair.person on person.user_id = history.actor_id
     where history.order_id = $1
     order by history.seq`,
    [orderId],
  );
  return rows.map((row) => ({
    at: row.at,
    event: row.event,
    fromStatus: row.from_status === null ? undefined : toStatus(row.from_status),
    toStatus: toStatus(row.to_status),
    actorName: row.user_id === null ? undefined : row.actor_name,
    byClient: row.actor_kind === 'client',
    reason: row.reason ?? undefined,
  }));
}

interface HistoryRow {
  at: Date;
  event: string;
  from_status: string | null;
  to_status: string;
  reason: string | null;
  actor_kind: string;
  user_id: number | null;
  actor_name: string;
}

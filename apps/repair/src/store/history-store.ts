import type { Sql } from '@durabot/postgres';
import { z } from 'zod';
import { checkStates } from '../domain/order-type.ts';
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
  return rows.map(toLine);
}

function toLine(row: HistoryRow): HistoryLine {
  return {
    at: row.at,
    event: row.event,
    fromStatus: row.from_status === null ? undefined : toStatus(row.from_status),
    toStatus: toStatus(row.to_status),
    actorName: row.user_id === null ? undefined : row.actor_name,
    ...(row.actor_kind === 'client' ? { byClient: true } : {}),
    reason: row.reason ?? undefined,
  };
}

/** A line of history with all that is known of it. */
export interface TimelineLine extends HistoryLine {
  /** When it happened, where it was told later. */
  readonly saidAt: Date | undefined;
  readonly details: Readonly<Record<string, { readonly from?: unknown; readonly to?: unknown }>>;
  /** Which line of the visit's checklist has come to what. */
  readonly check: z.infer<typeof checked> | undefined;
}

/** One page of what happened to an order, the latest first. Served by the primary key. */
export async function listTimeline(
  sql: Sql,
  orderId: number,
  page: { readonly skip: number; readonly limit: number },
): Promise<{ readonly lines: readonly TimelineLine[]; readonly hasMore: boolean }> {
  const { rows } = await sql.query<HistoryRow & { said_at: Date | null; details: unknown }>(
    `select history.at, history.event, history.from_status, history.to_status, history.reason, history.said_at,
            history.details, person.user_id, concat_ws(' ', person.first_name, person.last_name) as actor_name
     from repair.order_history as history
     left join repair.person on person.user_id = history.actor_id
     where history.order_id = $1
     order by history.seq desc
     offset $2 limit $3`,
    [orderId, page.skip, page.limit + 1],
  );
  const lines = rows.slice(0, page.limit).map((row) => ({
    ...toLine(row),
    saidAt: row.said_at ?? undefined,
    details: changesIn(row.details),
    check: row.event === 'check' ? checked.safeParse(row.details).data : undefined,
  }));
  return { lines, hasMore: rows.length > page.limit };
}

const checked = z.object({ line: z.number(), state: z.enum(checkStates) });

/** Of details, those that say what was and what is. */
function changesIn(details: unknown): TimelineLine['details'] {
  if (typeof details !== 'object' || details === null) return {};
  return Object.fromEntries(
    Object.entries(details).flatMap(([name, change]: [string, unknown]) => {
      if (typeof change !== 'object' || change === null) return [];
      const from: unknown = 'from' in change ? change.from : undefined;
      const to: unknown = 'to' in change ? change.to : undefined;
      return [[name, { from, to }]];
    }),
  );
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

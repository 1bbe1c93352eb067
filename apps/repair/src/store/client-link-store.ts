import { createHash } from 'node:crypto';
import type { Sql, Tx } from '@durabot/postgres';
import type { OrderStatus } from '../domain/machines/order-machine.ts';
import { toStatus } from './order-row.ts';

/** How the client of an order can be told: by a call only, here, or not any more since they have blocked the bot. */
export type ClientReach = 'by_call' | 'here' | 'gone';

/** A link that opens an order for its client. */
export interface ClientLink {
  readonly orderId: number;
  readonly clientId: number;
  readonly number: string;
  readonly expiresAt: Date;
  /** Telegram's id of whoever opened it; it is nobody else's. */
  readonly usedBy: number | undefined;
}

/** An order of somebody who follows it here. */
export interface FollowedOrder {
  readonly orderId: number;
  readonly clientId: number;
  readonly number: string;
  readonly status: OrderStatus;
}

/** Notes a new link. Its token is hashed: whoever reads the table opens nothing by it. */
export async function putClientLink(
  tx: Tx,
  link: { readonly token: string; readonly orderId: number; readonly at: Date; readonly expiresAt: Date },
): Promise<void> {
  await tx.query(
    `insert into repair.client_link (token_hash, order_id, client_id, created_at, expires_at)
     select $1, id, client_id, $3, $4 from repair.service_order where id = $2
     on conflict do nothing`,
    [hashOf(link.token), link.orderId, link.at, link.expiresAt],
  );
}

/** The link that a token belongs to, held until the transaction ends: of two who open it at once one has it. */
export async function lockClientLink(tx: Tx, token: string): Promise<ClientLink | undefined> {
  const { rows } = await tx.query<{
    order_id: number;
    client_id: number;
    number: string;
    expires_at: Date;
    used_by: number | null;
  }>(
    `select link.order_id, link.client_id, service_order.number, link.expires_at, link.used_by
     from repair.client_link as link
     join repair.service_order on service_order.id = link.order_id
     where link.token_hash = $1 and service_order.deleted_at is null
     for update of link`,
    [hashOf(token)],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  return {
    orderId: row.order_id,
    clientId: row.client_id,
    number: row.number,
    expiresAt: row.expires_at,
    usedBy: row.used_by ?? undefined,
  };
}

/** From now on the client is this person, who has agreed to be written to. The newest link counts. */
export async function joinClient(
  tx: Tx,
  on: { readonly token: string; readonly clientId: number; readonly userId: number; readonly at: Date },
): Promise<void> {
  await tx.query(`update repair.client_link set used_at = $2, used_by = $3 where token_hash = $1 and used_by is null`, [
    hashOf(on.token),
    on.at,
    on.userId,
  ]);
  await tx.query(
    `update repair.client
     set telegram_user_id = $2, consent_at = $3, unreachable_at = null, updated_at = $3
     where id = $1`,
    [on.clientId, on.userId, on.at],
  );
}

/** The orders that somebody follows here, those under way first, then the newest. Served by `client_telegram_user_idx`. */
export async function listFollowedOrders(sql: Sql, userId: number, limit = 10): Promise<FollowedOrder[]> {
  const { rows } = await sql.query<{ id: number; client_id: number; number: string; status: string }>(
    `select service_order.id, service_order.client_id, service_order.number, service_order.status
     from repair.client
     join repair.service_order on service_order.client_id = client.id
     where client.telegram_user_id = $1 and service_order.deleted_at is null
     order by service_order.status in ('closed', 'refused', 'cancelled'), service_order.id desc
     limit $2`,
    [userId, limit],
  );
  return rows.map((row) => ({
    orderId: row.id,
    clientId: row.client_id,
    number: row.number,
    status: toStatus(row.status),
  }));
}

/** The order, when it is one of this person's own. */
export async function findFollowedOrder(sql: Sql, userId: number, orderId: number): Promise<FollowedOrder | undefined> {
  const { rows } = await sql.query<{ client_id: number; number: string; status: string }>(
    `select service_order.client_id, service_order.number, service_order.status
     from repair.service_order
     join repair.client on client.id = service_order.client_id
     where service_order.id = $2 and client.telegram_user_id = $1 and service_order.deleted_at is null`,
    [userId, orderId],
  );
  const [row] = rows;
  return row && { orderId, clientId: row.client_id, number: row.number, status: toStatus(row.status) };
}

/** How the client of an order can be told. */
export async function findClientReach(sql: Sql, orderId: number): Promise<ClientReach> {
  const { rows } = await sql.query<{ here: boolean; gone: boolean }>(
    `select client.consent_at is not null as here, client.unreachable_at is not null as gone
     from repair.service_order
     join repair.client on client.id = service_order.client_id
     where service_order.id = $1`,
    [orderId],
  );
  const [row] = rows;
  if (row === undefined || !row.here) return 'by_call';
  return row.gone ? 'gone' : 'here';
}

/** Telegram's id of the client of an order, if they can be written to. */
export async function findClientUser(sql: Sql, orderId: number): Promise<number | undefined> {
  const { rows } = await sql.query<{ user_id: number }>(
    `select client.telegram_user_id as user_id
     from repair.service_order
     join repair.client on client.id = service_order.client_id
     where service_order.id = $1 and client.consent_at is not null and client.unreachable_at is null`,
    [orderId],
  );
  return rows[0]?.user_id;
}

/** Somebody has blocked the bot, or is back. @returns their orders under way, whose cards say so */
export async function noteReach(tx: Tx, userId: number, gone: Date | undefined): Promise<number[]> {
  const { rows } = await tx.query<{ id: number }>(
    `with changed as (
       update repair.client
       set unreachable_at = $2
       where telegram_user_id = $1 and (unreachable_at is null) <> ($2::timestamptz is null)
       returning id
     )
     select service_order.id
     from changed
     join repair.service_order on service_order.client_id = changed.id
     where service_order.status not in ('closed', 'refused', 'cancelled')
     order by service_order.id`,
    [userId, gone ?? null],
  );
  return rows.map(({ id }) => id);
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

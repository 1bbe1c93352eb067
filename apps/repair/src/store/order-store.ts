import type { Sql, Tx } from '@durabot/postgres';
import { sqlJson } from '@durabot/runtime';
import { isCategoryId, type CategoryId, type OrderCategory } from '../domain/categories.ts';
import type { FieldValues } from '../domain/order-type.ts';
import { yearIn } from '../domain/wall-clock.ts';
import type { WantedTime } from '../domain/wanted-time.ts';
import { upsertAddress, upsertClient, type NewAddress } from './client-store.ts';
import { lockNumbers, parseOrderNumber, takeNumber } from './number-store.ts';
import { orderColumns, orderTables, toOrder, type Order, type OrderKind, type OrderRow } from './order-row.ts';

export type { Order } from './order-row.ts';

/** A file that came with the description. */
interface Attachment {
  readonly kind: 'photo' | 'voice' | 'video' | 'audio' | 'document';
  readonly fileId: string;
  readonly fileUniqueId: string;
  readonly caption?: string | undefined;
}

/** Everything an order needs; checked by the parsers of `domain/` before. */
export interface NewOrder {
  /** The same key never makes a second order. */
  readonly idempotencyKey: string;
  /** Whose calendar the number's year follows. */
  readonly zone: string;
  readonly createdAt: Date;
  /** Has to be a known person, see `upsertPerson`. */
  readonly createdBy: number;
  /** Whose order it is at the desk, when not its author's. */
  readonly dispatcherId?: number | undefined;
  readonly source: 'call' | 'bot' | 'link';
  readonly category: OrderCategory;
  /** Of what type it is, and its own fields; without a type it is like the default. */
  readonly typeId?: number | undefined;
  readonly fieldValues?: FieldValues | undefined;
  readonly problemText: string | undefined;
  readonly problemTags: readonly string[];
  readonly attachments: readonly Attachment[];
  readonly client: { readonly phone: string; readonly name?: string | undefined };
  readonly address: NewAddress;
  readonly wanted: WantedTime;
  readonly priceEstimateMinor: number | undefined;
  readonly priceNote: string | undefined;
  readonly currency: string;
  /** 0 to 3, most urgent last. */
  readonly priority?: number | undefined;
  /** The first order of several at one address, whose visits this one shares. */
  readonly parentOrderId?: number | undefined;
  /** The order it goes back to, for a repeat or under warranty. */
  readonly follows?: { readonly kind: Exclude<OrderKind, 'ordinary'>; readonly orderId: number } | undefined;
  /** The author's messages that it was read from, by the steps of the dialog: who edits one later means the order. */
  readonly answeredBy?: Readonly<Record<string, number>> | undefined;
}

/** The order with this number; `created` is false when an earlier call with the same key made it. */
export interface CreatedOrder {
  readonly order: Order;
  readonly created: boolean;
}

/**
 * Stores an order with its client, address, files and first line of history, under the next number of its year.
 * Numbers have no gaps: creators of one year wait for each other until their transactions end, so keep those short.
 */
export async function createOrder(tx: Tx, order: NewOrder): Promise<CreatedOrder> {
  const year = yearIn(order.zone, order.createdAt);
  await lockNumbers(tx, year);
  const earlier = await findOrderByKey(tx, order.idempotencyKey);
  if (earlier !== undefined) return { order: earlier, created: false };

  const clientId = await upsertClient(tx, order.client, order.createdAt);
  const addressId = await upsertAddress(tx, clientId, order.address, order.createdAt);
  const seq = await takeNumber(tx, year);
  const id = await insertOrder(tx, order, { year, seq, clientId, addressId });
  await insertAttachments(tx, id, order.attachments);
  await insertHistory(tx, id, order);
  const stored = await findOrder(tx, id);
  if (stored === undefined) throw new Error(`Order ${id} cannot be read back.`);
  return { order: stored, created: true };
}

export async function findOrder(sql: Sql, id: number): Promise<Order | undefined> {
  const { rows } = await sql.query<OrderRow>(`select ${orderColumns} from ${orderTables} where service_order.id = $1`, [
    id,
  ]);
  return rows[0] === undefined ? undefined : toOrder(rows[0]);
}

/** The order made under this key. */
export async function findOrderByKey(sql: Sql, idempotencyKey: string): Promise<Order | undefined> {
  const { rows } = await sql.query<OrderRow>(
    `select ${orderColumns} from ${orderTables} where service_order.idempotency_key = $1`,
    [idempotencyKey],
  );
  return rows[0] === undefined ? undefined : toOrder(rows[0]);
}

/** The order with exactly this number, written in full: `R-2026-000123`. */
export async function findOrderByNumber(sql: Sql, number: string): Promise<Order | undefined> {
  const query = parseOrderNumber(number);
  if (query?.kind !== 'full') return undefined;
  return (await listOrdersByNumber(sql, number))[0];
}

/**
 * Orders that a number said by phone may mean, newest first, at most ten: the full number, else `123` in any year,
 * else those whose number ends in it. Empty when it is no number or there is none.
 */
export async function listOrdersByNumber(
  sql: Sql,
  number: string,
  which: 'in_sight' | 'with_deleted' = 'in_sight',
): Promise<Order[]> {
  const listWhere = (from: Sql, condition: string, values: readonly number[]): Promise<Order[]> =>
    listOf(from, which === 'in_sight' ? `${condition} and service_order.deleted_at is null` : condition, values);
  const query = parseOrderNumber(number);
  if (query === undefined) return [];
  if (query.kind === 'full') return listWhere(sql, 'year = $1 and seq = $2', [query.year, query.seq]);
  const exact = await listWhere(sql, 'seq = $1', [query.seq]);
  if (exact.length > 0) return exact;
  return listWhere(sql, 'seq % $1 = $2', [10 ** query.digits, query.seq]);
}

/** One page of orders, newest first. */
export interface OrderPage {
  readonly orders: readonly Order[];
  /** Orders on earlier pages exist. */
  readonly hasNewer: boolean;
  readonly hasOlder: boolean;
}

/** The page that begins `skip` orders after the newest. Served by the primary key, read from its end. */
export async function listOrders(
  sql: Sql,
  page: { readonly skip: number; readonly limit: number },
): Promise<OrderPage> {
  const { rows } = await sql.query<OrderRow>(
    `select ${orderColumns} from ${orderTables} where service_order.deleted_at is null
     order by service_order.id desc offset $1 limit $2`,
    [page.skip, page.limit + 1],
  );
  return {
    orders: rows.slice(0, page.limit).map(toOrder),
    hasNewer: page.skip > 0,
    hasOlder: rows.length > page.limit,
  };
}

/** The categories most asked for since `since`, most frequent first. Served by `service_order_category_idx`. */
export async function listFrequentCategories(sql: Sql, since: Date, limit: number): Promise<CategoryId[]> {
  const { rows } = await sql.query<{ category: string }>(
    `select category
     from repair.service_order
     where created_at >= $1 and category <> 'other'
     group by category
     order by count(*) desc, category
     limit $2`,
    [since, limit],
  );
  return rows.map((row) => row.category).filter((category) => isCategoryId(category));
}

/** Those who were put out of sight, the latest first. Served by `service_order_deleted_idx`. */
export async function listDeletedOrders(
  sql: Sql,
  page: { readonly skip: number; readonly limit: number },
): Promise<{ readonly orders: readonly DeletedOrder[]; readonly hasMore: boolean }> {
  const { rows } = await sql.query<OrderRow & { deleted_at: Date; delete_reason: string; deleted_by_name: string }>(
    `select ${orderColumns}, service_order.delete_reason,
            concat_ws(' ', deleter.first_name, deleter.last_name) as deleted_by_name
     from ${orderTables}
     join repair.person as deleter on deleter.user_id = service_order.deleted_by
     where service_order.deleted_at is not null
     order by service_order.deleted_at desc, service_order.id desc
     offset $1 limit $2`,
    [page.skip, page.limit + 1],
  );
  return {
    orders: rows.slice(0, page.limit).map((row) => ({
      order: toOrder(row),
      at: row.deleted_at,
      byName: row.deleted_by_name,
      reason: row.delete_reason,
    })),
    hasMore: rows.length > page.limit,
  };
}

/** An order out of sight, and who put it there. */
export interface DeletedOrder {
  readonly order: Order;
  readonly at: Date;
  readonly byName: string;
  readonly reason: string;
}

async function listOf(sql: Sql, condition: string, values: readonly number[]): Promise<Order[]> {
  const { rows } = await sql.query<OrderRow>(
    `select ${orderColumns} from ${orderTables} where ${condition}
     order by service_order.id desc limit 10`,
    values,
  );
  return rows.map(toOrder);
}

async function insertOrder(
  tx: Tx,
  order: NewOrder,
  keys: { year: number; seq: number; clientId: number; addressId: number },
): Promise<number> {
  const { rows } = await tx.query<{ id: number }>(
    `insert into repair.service_order (
       year, seq, status, status_since, source, kind, previous_order_id, created_by, dispatcher_id, client_id, phone, address_id,
       category, category_text, problem_text, problem_tags, wanted_kind, wanted_from, wanted_to,
       price_estimate_minor, price_note, currency, idempotency_key, priority, parent_order_id, created_at, updated_at, type_id, field_values
     )
     values ($1, $2, 'new', $21, $3, $4, $5, $6, $24, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $22, $23, $21, $21, $25, $26)
     returning id`,
    [
      keys.year,
      keys.seq,
      order.source,
      order.follows?.kind ?? 'ordinary',
      order.follows?.orderId ?? null,
      order.createdBy,
      keys.clientId,
      order.client.phone,
      keys.addressId,
      order.category.kind === 'known' ? order.category.id : 'other',
      order.category.kind === 'known' ? null : order.category.text,
      order.problemText ?? null,
      order.problemTags,
      order.wanted.kind,
      order.wanted.from,
      order.wanted.to ?? null,
      order.priceEstimateMinor ?? null,
      order.priceNote ?? null,
      order.currency,
      order.idempotencyKey,
      order.createdAt,
      order.priority ?? 0,
      order.parentOrderId ?? null,
      order.dispatcherId ?? order.createdBy,
      order.typeId ?? null,
      sqlJson(order.fieldValues ?? {}),
    ],
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('The order was not inserted.');
  return id;
}

async function insertAttachments(tx: Tx, orderId: number, attachments: readonly Attachment[]): Promise<void> {
  if (attachments.length === 0) return;
  // The same file sent twice is kept once.
  await tx.query(
    `insert into repair.order_attachment (order_id, position, kind, file_id, file_unique_id, caption)
     select $1, position, kind, file_id, file_unique_id, caption
     from unnest($2::text[], $3::text[], $4::text[], $5::text[])
       with ordinality as file (kind, file_id, file_unique_id, caption, position)
     on conflict do nothing`,
    [
      orderId,
      attachments.map((file) => file.kind),
      attachments.map((file) => file.fileId),
      attachments.map((file) => file.fileUniqueId),
      attachments.map((file) => file.caption ?? null),
    ],
  );
}

async function insertHistory(tx: Tx, orderId: number, order: NewOrder): Promise<void> {
  await tx.query(
    `insert into repair.order_history (order_id, seq, at, event, from_status, to_status, actor_kind, actor_id, details)
     values ($1, 1, $2, 'submit', null, 'new', 'person', $3, $4)`,
    [orderId, order.createdAt, order.createdBy, toDetails(order.answeredBy)],
  );
}

function toDetails(answeredBy: NewOrder['answeredBy']): string | null {
  return answeredBy === undefined || Object.keys(answeredBy).length === 0 ? null : JSON.stringify({ answeredBy });
}

/** So many of somebody's newest orders are asked about a message that was edited. */
const mostEdited = 50;

/**
 * The order that a message of its author has answered a question of, and the step that asked it. Served by
 * `service_order_created_by_idx`.
 */
export async function findOrderByAnswer(
  sql: Sql,
  createdBy: number,
  messageId: number,
): Promise<{ readonly orderId: number; readonly step: string } | undefined> {
  const { rows } = await sql.query<{ order_id: number; step: string }>(
    `select latest.id as order_id, answer.key as step
     from (
       select id
       from repair.service_order
       where created_by = $1 and deleted_at is null
       order by id desc
       limit ${mostEdited}
     ) as latest
     join repair.order_history as history on history.order_id = latest.id and history.seq = 1
     cross join lateral jsonb_each_text(history.details -> 'answeredBy') as answer
     where answer.value = $2::text
     order by latest.id desc
     limit 1`,
    [createdBy, messageId],
  );
  return rows.map((row) => ({ orderId: row.order_id, step: row.step }))[0];
}

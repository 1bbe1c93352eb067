import type { Sql } from '@durabot/postgres';

/** How much is kept of somebody, for a sentence about it. */
export interface KeptOfClient {
  readonly clientIds: readonly number[];
  readonly orders: number;
  readonly openOrders: number;
  readonly addresses: number;
  readonly phones: number;
}

/** What is kept of a person in Telegram, over all clients that they are. */
export async function countKept(sql: Sql, userId: number): Promise<KeptOfClient> {
  const { rows } = await sql.query<{
    ids: number[];
    orders: number;
    open_orders: number;
    addresses: number;
    phones: number;
  }>(
    `with own as (select id from repair.client where telegram_user_id = $1)
     select array(select id from own order by id)::bigint[] as ids,
            (select count(*) from repair.service_order where client_id in (select id from own)) as orders,
            (select count(*) from repair.service_order where client_id in (select id from own)
               and deleted_at is null and status not in ('closed', 'refused', 'cancelled')) as open_orders,
            (select count(*) from repair.address where client_id in (select id from own)) as addresses,
            (select count(*) from repair.client_phone where client_id in (select id from own)) as phones`,
    [userId],
  );
  const row = rows[0];
  return {
    clientIds: (row?.ids ?? []).map(Number),
    orders: row?.orders ?? 0,
    openOrders: row?.open_orders ?? 0,
    addresses: row?.addresses ?? 0,
    phones: row?.phones ?? 0,
  };
}

/** Everything that is kept of a person, as they may take it along. The desk's own notes and other people are not theirs. */
export async function readClientData(sql: Sql, userId: number): Promise<unknown> {
  const { rows } = await sql.query<{ data: unknown }>(
    `select coalesce(jsonb_agg(jsonb_build_object(
       'name', client.name,
       'agreedAt', client.consent_at,
       'phones', (select coalesce(jsonb_agg(e164 order by e164), '[]') from repair.client_phone where client_id = client.id),
       'addresses', (
         select coalesce(jsonb_agg(jsonb_build_object('text', text, 'latitude', latitude, 'longitude', longitude,
           'entrance', entrance, 'floor', floor, 'flat', flat, 'intercom', intercom) order by id), '[]')
         from repair.address where client_id = client.id),
       'orders', (
         select coalesce(jsonb_agg(jsonb_build_object(
           'number', number, 'status', status, 'createdAt', service_order.created_at, 'category', category,
           'categoryText', category_text, 'problem', problem_text, 'ownFields', field_values, 'wantedFrom', wanted_from, 'wantedTo', wanted_to,
           'currency', currency, 'totalMinor', total_minor, 'warrantyUntil', warranty_until,
           'lines', (select coalesce(jsonb_agg(jsonb_build_object('name', name, 'quantityMilli', quantity_milli,
             'unitPriceMinor', unit_price_minor) order by seq), '[]')
             from repair.order_line where order_id = service_order.id and removed_at is null),
           'payments', (select coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'method', method,
             'amountMinor', amount_minor, 'at', at) order by id), '[]')
             from repair.payment where order_id = service_order.id),
           'rating', (select jsonb_build_object('stars', stars, 'comment', comment)
             from repair.rating where order_id = service_order.id)
         ) order by service_order.id), '[]')
         from repair.service_order where client_id = client.id and deleted_at is null)
     ) order by client.id), '[]') as data
     from repair.client
     where telegram_user_id = $1`,
    [userId],
  );
  return { clients: rows[0]?.data ?? [] };
}

/** Clients of whom nothing has happened since, and who are not forgotten yet. */
export async function listForgettable(sql: Sql, before: Date, limit: number): Promise<number[]> {
  const { rows } = await sql.query<{ id: number }>(
    `select client.id
     from repair.client
     where client.erased_at is null and client.updated_at < $1
       and not exists (
         select from repair.service_order
         where client_id = client.id
           and (updated_at >= $1 or status not in ('closed', 'refused', 'cancelled')))
     order by client.id
     limit $2`,
    [before, limit],
  );
  return rows.map(({ id }) => id);
}

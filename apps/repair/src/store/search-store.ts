import type { Sql } from '@durabot/postgres';
import type { SearchQuery } from '../domain/read-search.ts';
import { orderColumns, orderTables, toOrder, type Order, type OrderRow } from './order-row.ts';

/** By which of its properties an order was found; the surest first. */
const matches = ['number', 'phone', 'address', 'client', 'model', 'field'] as const;

export interface FoundOrder {
  readonly order: Order;
  readonly by: (typeof matches)[number];
}

/**
 * Each way in which an order can be meant, with the index that serves it. The pieces of a text say which rows may hold it;
 * `ilike` says which do.
 */
const candidates = `
  -- A number in full: service_order_year_seq_key; in any year: service_order_seq_idx.
  select id, 0 as matched
  from repair.service_order
  where year = $1::integer and seq = $2::integer
  union all
  select id, 0
  from repair.service_order
  where $1::integer is null and seq = $2::integer
  union all
  -- Only its end, where none is exact: all numbers that end so, by service_order_seq_idx.
  select service_order.id, 0
  from generate_series(
    $2::bigint, (select max(seq) from repair.service_order), $3::bigint
  ) as ending (seq)
  join repair.service_order on service_order.seq = ending.seq
  where $1::integer is null
    and not exists (select from repair.service_order as exact where exact.seq = $2::integer)
  union all
  -- service_order_phone_idx, client_phone_backwards_idx
  select id, 1
  from repair.service_order
  where phone = $4::text
  union all
  select service_order.id, 1
  from repair.client_phone
  join repair.service_order on service_order.phone = client_phone.e164
  where reverse(client_phone.e164) ~>=~ reverse($5::text) and reverse(client_phone.e164) ~<~ (reverse($5::text) || ':')
  union all
  -- address_search_idx, service_order_address_idx
  select service_order.id, 2
  from repair.address
  join repair.service_order on service_order.address_id = address.id
  where ($10::text is null or repair.search_pieces(address.text) @> repair.search_pieces($10::text)) and address.text ilike $6::text
  union all
  -- client_search_idx, service_order_client_idx
  select service_order.id, 3
  from repair.client
  join repair.service_order on service_order.client_id = client.id
  where ($10::text is null or repair.search_pieces(client.name) @> repair.search_pieces($10::text)) and client.name ilike $6::text
  union all
  -- service_order_search_idx
  select id, 4
  from repair.service_order
  where (device_brand is not null or device_model is not null)
    and ($10::text is null or repair.search_pieces(coalesce(device_brand, '') || ' ' || coalesce(device_model, ''))
      @> repair.search_pieces($10::text))
    and (device_model ilike $6::text or device_brand ilike $6::text)
  union all
  -- service_order_fields_idx
  select id, 5
  from repair.service_order
  where field_values <> '{}'
    and ($10::text is null or repair.search_pieces(field_values::text) @> repair.search_pieces($10::text))
    and exists (select from jsonb_each_text(field_values) as own where own.value ilike $6::text)`;

/** A page of orders as they are found, before anything else of them is read. */
export const searchStatement = `
  select candidate.id, min(candidate.matched) as matched
  from (${candidates}
  ) as candidate
  join repair.service_order on service_order.id = candidate.id
  where $7::boolean or service_order.deleted_at is null
  group by candidate.id
  order by 2, 1 desc
  offset $8 limit $9`;

/**
 * Orders that a search may mean, the surest and newest first. A number is looked for in all years; where one is exact,
 * those that only end in it are left out.
 */
export async function searchOrders(
  sql: Sql,
  query: SearchQuery,
  page: { readonly withDeleted: boolean; readonly skip: number; readonly limit: number },
): Promise<{ readonly found: readonly FoundOrder[]; readonly hasMore: boolean }> {
  const { rows } = await sql.query<OrderRow & { matched: number }>(
    `with found as materialized (${searchStatement}
     )
     select ${orderColumns}, found.matched
     from found
     join (${orderTables}) on service_order.id = found.id
     order by found.matched, found.id desc`,
    searchValues(query, page),
  );
  return {
    found: rows.slice(0, page.limit).map((row) => ({ order: toOrder(row), by: matches[row.matched] ?? 'address' })),
    hasMore: rows.length > page.limit,
  };
}

/** What {@link searchStatement} is asked with. */
export function searchValues(
  { number, phone, phoneTail, text }: SearchQuery,
  page: { readonly withDeleted: boolean; readonly skip: number; readonly limit: number },
): unknown[] {
  return [
    number?.kind === 'full' ? number.year : null,
    number?.seq ?? null,
    number?.kind === 'tail' ? 10 ** Math.min(number.digits, 9) : null,
    phone ?? null,
    phoneTail ?? null,
    text === undefined ? null : `%${text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`,
    page.withDeleted,
    page.skip,
    page.limit + 1,
    // Two letters are in most rows: then reading all of them is quicker than asking an index for them.
    text === undefined || text.length < 3 ? null : text,
  ];
}

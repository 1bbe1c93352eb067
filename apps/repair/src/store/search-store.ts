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
 * Orders that a search may mean, the surest and newest first. A number is looked for in all years; where one is exact,
 * those that only end in it are left out.
 */
export async function searchOrders(
  sql: Sql,
  query: SearchQuery,
  page: { readonly withDeleted: boolean; readonly skip: number; readonly limit: number },
): Promise<{ readonly found: readonly FoundOrder[]; readonly hasMore: boolean }> {
  const { number, phone, phoneTail, text } = query;
  const { rows } = await sql.query<OrderRow & { matched: number }>(
    `select * from (
       select ${orderColumns},
         case
           when $1::integer is not null and service_order.year = $1 and service_order.seq = $2 then 0
           when $1::integer is null and $2::integer is not null and service_order.seq = $2 then 0
           when $1::integer is null and $2::integer is not null and service_order.seq % $3::integer = $2
             and not exists (select from repair.service_order as exact where exact.seq = $2) then 0
           when service_order.phone = $4 then 1
           when $5::text is not null and service_order.phone like '%' || $5 then 1
           when address.text ilike '%' || $6 || '%' then 2
           when client.name ilike '%' || $6 || '%' then 3
           when service_order.device_model ilike '%' || $6 || '%' or service_order.device_brand ilike '%' || $6 || '%' then 4
           when exists (
             select from jsonb_each_text(service_order.field_values) as own where own.value ilike '%' || $6 || '%'
           ) then 5
         end as matched
       from ${orderTables}
       where $7 or service_order.deleted_at is null
     ) as candidate
     where matched is not null
     order by matched, id desc
     offset $8 limit $9`,
    [
      number?.kind === 'full' ? number.year : null,
      number?.seq ?? null,
      number?.kind === 'tail' ? 10 ** Math.min(number.digits, 9) : null,
      phone ?? null,
      phoneTail ?? null,
      text?.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`) ?? null,
      page.withDeleted,
      page.skip,
      page.limit + 1,
    ],
  );
  return {
    found: rows.slice(0, page.limit).map((row) => ({ order: toOrder(row), by: matches[row.matched] ?? 'address' })),
    hasMore: rows.length > page.limit,
  };
}

import type { Sql } from '@durabot/postgres';
import type { OrderCategory } from '../domain/categories.ts';
import { addressKey, type NewAddress } from './client-store.ts';

/** What makes two orders look like one: the same phone, or the same address with the same category. */
export interface Likeness {
  readonly phone?: string | undefined;
  readonly address?: Partial<NewAddress> | undefined;
  readonly category?: OrderCategory | undefined;
  /** Only orders older than this one. */
  readonly before?: number | undefined;
}

/** An order that is still open and looks like the one that is being taken. */
export interface SimilarOrder {
  readonly id: number;
  readonly by: 'phone' | 'address';
}

/** The newest open order with this phone, else with this address and category. */
export async function findSimilarOrder(sql: Sql, likeness: Likeness): Promise<SimilarOrder | undefined> {
  return (await findByPhone(sql, likeness)) ?? (await findByAddress(sql, likeness));
}

/** Served by `service_order_open_phone_idx`. */
async function findByPhone(sql: Sql, { phone, before }: Likeness): Promise<SimilarOrder | undefined> {
  if (phone === undefined) return undefined;
  const { rows } = await sql.query<{ id: number }>(
    `select id
     from repair.service_order
     where phone = $1 and status not in ('closed', 'refused', 'cancelled') and deleted_at is null and ($2::bigint is null or id < $2)
     order by id desc
     limit 1`,
    [phone, before ?? null],
  );
  return rows[0] === undefined ? undefined : { id: rows[0].id, by: 'phone' };
}

/** Served by `address_text_key_idx` and `service_order_open_address_idx`. */
async function findByAddress(sql: Sql, { address, category, before }: Likeness): Promise<SimilarOrder | undefined> {
  if (address === undefined || category === undefined) return undefined;
  const { rows } = await sql.query<{ id: number }>(
    `select service_order.id
     from repair.address
     join repair.service_order on service_order.address_id = address.id
     where address.text_key = $1
       and service_order.status not in ('closed', 'refused', 'cancelled')
       and service_order.deleted_at is null
       and service_order.category = $2
       and lower(service_order.category_text) is not distinct from lower($3)
       and ($4::bigint is null or service_order.id < $4)
     order by service_order.id desc
     limit 1`,
    [
      addressKey(address),
      category.kind === 'known' ? category.id : 'other',
      category.kind === 'known' ? null : category.text,
      before ?? null,
    ],
  );
  return rows[0] === undefined ? undefined : { id: rows[0].id, by: 'address' };
}

import type { Sql } from '@durabot/postgres';

/** What is charged for often, in the words of the price list. */
export interface PriceItem {
  readonly id: number;
  readonly kind: 'work' | 'part';
  readonly name: string;
  readonly priceMinor: number;
  readonly costMinor: number;
}

/** The price list of one category, the cheapest first. */
export async function listPriceItems(sql: Sql, category: string, limit: number): Promise<PriceItem[]> {
  const { rows } = await sql.query<{
    id: number;
    kind: PriceItem['kind'];
    name: string;
    price_minor: number;
    cost_minor: number | null;
  }>(
    `select id, kind, name, price_minor, cost_minor
     from repair.price_item
     where category = $1 and retired_at is null
     order by kind desc, price_minor, id
     limit $2`,
    [category, limit],
  );
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    name: row.name,
    priceMinor: row.price_minor,
    costMinor: row.cost_minor ?? 0,
  }));
}

/** When something is due next on one order. Served by `order_timer_pending_idx`. */
export async function nextDueOfOrder(sql: Sql, orderId: number): Promise<Date | undefined> {
  const { rows } = await sql.query<{ due_at: Date | null }>(
    `select min(due_at) as due_at
     from repair.order_timer
     where order_id = $1 and fired_at is null and cancelled_at is null`,
    [orderId],
  );
  return rows[0]?.due_at ?? undefined;
}

import type { Sql, Tx } from '@durabot/postgres';

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

/** Keeps photos of the visit under way; the same one once. */
export async function addVisitPhotos(
  tx: Tx,
  on: { readonly orderId: number; readonly stage: 'before' | 'after'; readonly at: Date },
  photos: readonly { readonly fileId: string; readonly fileUniqueId: string }[],
): Promise<void> {
  if (photos.length === 0) return;
  await tx.query(
    `insert into repair.visit_photo (visit_id, stage, file_id, file_unique_id, added_at)
     select visit.id, $2, file_id, file_unique_id, $3
     from repair.visit, unnest($4::text[], $5::text[]) as file (file_id, file_unique_id)
     where visit.order_id = $1 and visit.status in ('planned', 'en_route', 'on_site')
     on conflict do nothing`,
    [on.orderId, on.stage, on.at, photos.map(({ fileId }) => fileId), photos.map(({ fileUniqueId }) => fileUniqueId)],
  );
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

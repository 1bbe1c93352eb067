import type { Sql, Tx } from '@durabot/postgres';

/** What stands in the price list. */
export interface PriceEntry {
  readonly id: number;
  readonly category: string;
  readonly kind: 'work' | 'part';
  readonly name: string;
  readonly priceMinor: number;
  readonly costMinor: number | undefined;
  readonly warrantyDays: number | undefined;
  readonly isRetired: boolean;
}

export interface NewPrice {
  readonly category: string;
  readonly kind: 'work' | 'part';
  readonly name: string;
  readonly priceMinor: number;
  readonly costMinor: number | undefined;
  readonly warrantyDays: number | undefined;
}

interface Row {
  id: number;
  category: string;
  kind: PriceEntry['kind'];
  name: string;
  price_minor: number;
  cost_minor: number | null;
  warranty_days: number | null;
  is_retired: boolean;
}

const columns = `id, category, kind, name, price_minor, cost_minor, warranty_days, retired_at is not null as is_retired`;

function toEntry(row: Row): PriceEntry {
  return {
    id: row.id,
    category: row.category,
    kind: row.kind,
    name: row.name,
    priceMinor: row.price_minor,
    costMinor: row.cost_minor ?? undefined,
    warrantyDays: row.warranty_days ?? undefined,
    isRetired: row.is_retired,
  };
}

/** The price list of a category: work before parts, what is archived last. */
export async function listPrices(sql: Sql, category: string): Promise<PriceEntry[]> {
  const { rows } = await sql.query<Row>(
    `select ${columns}
     from repair.price_item
     where category = $1
     order by retired_at is not null, kind desc, name, id`,
    [category],
  );
  return rows.map(toEntry);
}

export async function findPrice(sql: Sql, id: number): Promise<PriceEntry | undefined> {
  const { rows } = await sql.query<Row>(`select ${columns} from repair.price_item where id = $1`, [id]);
  return rows.map(toEntry)[0];
}

/** How many entries each category has that are not archived. */
export async function countPrices(sql: Sql): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql.query<{ category: string; count: number }>(
    'select category, count(*) as count from repair.price_item where retired_at is null group by category',
  );
  return new Map(rows.map(({ category, count }) => [category, count]));
}

/** Adds an entry. @returns its id; undefined when the category has one of this name already */
export async function insertPrice(tx: Tx, price: NewPrice, currency: string): Promise<number | undefined> {
  const { rows } = await tx.query<{ id: number }>(
    `insert into repair.price_item (category, kind, name, price_minor, cost_minor, warranty_days, currency)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (category, kind, name) do nothing
     returning id`,
    [
      price.category,
      price.kind,
      price.name,
      price.priceMinor,
      price.costMinor ?? null,
      price.warrantyDays ?? null,
      currency,
    ],
  );
  return rows[0]?.id;
}

/** Changes an entry; orders keep what they were charged. @returns false when another one has this name */
export async function updatePrice(tx: Tx, id: number, price: NewPrice): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update repair.price_item
     set category = $2, kind = $3, name = $4, price_minor = $5, cost_minor = $6, warranty_days = $7
     where id = $1 and not exists (
       select from repair.price_item as other
       where other.category = $2 and other.kind = $3 and other.name = $4 and other.id <> $1
     )`,
    [id, price.category, price.kind, price.name, price.priceMinor, price.costMinor ?? null, price.warrantyDays ?? null],
  );
  return rowCount === 1;
}

/** Takes an entry out of the list, or back into it. */
export async function retirePrice(tx: Tx, id: number, at: Date | undefined): Promise<void> {
  await tx.query('update repair.price_item set retired_at = $2 where id = $1', [id, at ?? null]);
}

import type { Sql, Tx } from '@durabot/postgres';

/** Below this number a mean says nothing. */
const ratingsForAMean = 3;

/** Keeps the stars of an order; the first ones count. @returns whether these are they */
export async function insertRating(
  tx: Tx,
  rating: { readonly orderId: number; readonly stars: number; readonly at: Date },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into repair.rating (order_id, stars, at) values ($1, $2, $3) on conflict do nothing`,
    [rating.orderId, rating.stars, rating.at],
  );
  return rowCount === 1;
}

/** Adds what the client says to their stars. @returns whether there were stars without a word */
export async function commentRating(tx: Tx, orderId: number, comment: string): Promise<boolean> {
  const { rowCount } = await tx.query(`update repair.rating set comment = $2 where order_id = $1 and comment is null`, [
    orderId,
    comment,
  ]);
  return rowCount === 1;
}

/** How many stars an order has; undefined before anybody has given any. */
export async function findStars(sql: Sql, orderId: number): Promise<number | undefined> {
  const { rows } = await sql.query<{ stars: number }>('select stars from repair.rating where order_id = $1', [orderId]);
  return rows[0]?.stars;
}

/** What clients think of a master, in tenths of a star; undefined as long as too few have said. */
export async function findMeanStars(sql: Sql, masterId: number): Promise<number | undefined> {
  const { rows } = await sql.query<{ mean: number | null; count: number }>(
    `select avg(rating.stars)::float8 as mean, count(*) as count
     from repair.rating
     join repair.service_order on service_order.id = rating.order_id
     where service_order.master_id = $1`,
    [masterId],
  );
  const [row] = rows;
  if (row?.mean == null || row.count < ratingsForAMean) return undefined;
  return Math.round(row.mean * 10) / 10;
}

import type { Tx } from '@durabot/postgres';

/**
 * Waits until nobody else is taking a number of this year, until the transaction ends.
 * Taken before anything else of an order, so that two creators never wait for each other crosswise.
 */
export async function lockNumbers(tx: Tx, year: number): Promise<void> {
  await tx.query(
    `insert into repair.order_counter (year, last_seq)
     values ($1, 0)
     on conflict (year) do nothing`,
    [year],
  );
  await tx.query(
    `select last_seq
     from repair.order_counter
     where year = $1
     for update`,
    [year],
  );
}

/** The next number of the year. Given back by a rollback, so there are no gaps. Call {@link lockNumbers} first. */
export async function takeNumber(tx: Tx, year: number): Promise<number> {
  const { rows } = await tx.query<{ last_seq: number }>(
    `update repair.order_counter
     set last_seq = last_seq + 1
     where year = $1
     returning last_seq`,
    [year],
  );
  const taken = rows[0]?.last_seq;
  if (taken === undefined) throw new Error(`The order numbers of ${year} have no counter; lockNumbers comes first.`);
  return taken;
}

/** An order's number as somebody says or types it. */
export type OrderNumberQuery =
  | { readonly kind: 'full'; readonly year: number; readonly seq: number }
  | { readonly kind: 'tail'; readonly seq: number; readonly digits: number };

/** Reads `R-2026-000123`, `r 2026 123`, `№123` or `123`; undefined for what is no number of an order. */
export function parseOrderNumber(text: string): OrderNumberQuery | undefined {
  const clean = text
    .trim()
    .toUpperCase()
    .replace(/^(?:№|#|N\s)\s*/, '');
  // The letter is the same key on both keyboards' minds: Latin R, Cyrillic Р.
  const full = /^[RР]?[\s\-–]*(20\d{2})[\s\-–/]+(\d{1,9})$/u.exec(clean);
  if (full !== null) return { kind: 'full', year: Number(full[1]), seq: Number(full[2]) };
  const tail = /^(?:[RР][\s\-–]*)?(\d{1,9})$/u.exec(clean);
  const written = tail?.[1];
  if (written === undefined || Number(written) === 0) return undefined;
  return { kind: 'tail', seq: Number(written), digits: written.length };
}

import type { Sql } from '@durabot/postgres';

/** The cash in a master's hands. */
export interface MasterCash {
  readonly masterId: number;
  readonly name: string;
  readonly heldMinor: number;
  /** On its way to the desk, not counted yet. */
  readonly askedMinor: number;
  readonly limitMinor: number | undefined;
}

/** What masters hold, of all or of one; who has left is listed as long as they hold something. */
export async function listCash(sql: Sql, currency: string, masterId?: number): Promise<MasterCash[]> {
  const { rows } = await sql.query<{
    user_id: number;
    name: string;
    held: number;
    asked: number;
    cash_limit_minor: number | null;
  }>(
    `select master.user_id, master.name, cash.held, handover.asked, master.cash_limit_minor
     from repair.master
     cross join lateral (
       select coalesce(sum(amount_minor), 0)::bigint as held
       from repair.cash_movement
       where master_id = master.user_id and currency = $1
     ) as cash
     cross join lateral (
       select coalesce(sum(amount_minor), 0)::bigint as asked
       from repair.cash_handover
       where master_id = master.user_id and currency = $1 and status = 'asked'
     ) as handover
     where (master.status <> 'fired' or cash.held <> 0) and ($2::bigint is null or master.user_id = $2)
     order by master.name, master.user_id`,
    [currency, masterId ?? null],
  );
  return rows.map((row) => ({
    masterId: row.user_id,
    name: row.name,
    heldMinor: row.held,
    askedMinor: row.asked,
    limitMinor: row.cash_limit_minor ?? undefined,
  }));
}

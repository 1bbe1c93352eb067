import type { Database } from '@durabot/postgres';

/** An order's money as the tables have it, added up by nobody but this statement. */
export interface BookedOrder {
  readonly number: string;
  readonly status: string;
  readonly totalMinor: number;
  readonly discountMinor: number;
  readonly linesMinor: number;
  readonly paidMinor: number;
  readonly division: {
    readonly gross: number;
    readonly parts: number;
    readonly master: number;
    readonly company: number;
  };
}

export async function readBooks(db: Database): Promise<{
  readonly orders: readonly BookedOrder[];
  readonly cash: ReadonlyMap<number, { readonly takenMinor: number; readonly handedInMinor: number }>;
}> {
  const { rows } = await db.query<
    Record<
      'number' | 'status' | 'total' | 'discount' | 'lines' | 'paid' | 'gross' | 'parts' | 'share' | 'company',
      string
    >
  >(
    `select o.number, o.status, o.total_minor as total, o.discount_minor as discount,
            (select coalesce(sum(unit_price_minor * quantity_milli / 1000), 0) from repair.order_line
             where order_id = o.id and removed_at is null) as lines,
            (select coalesce(sum(case kind when 'refund' then -amount_minor else amount_minor end), 0)
             from repair.payment where order_id = o.id and status = 'confirmed' and kind <> 'fee') as paid,
            coalesce(line.gross, 0) as gross, coalesce(line.parts, 0) as parts, coalesce(line.share, 0) as share,
            coalesce(line.company, 0) as company
     from repair.service_order as o
     left join lateral (
       select sum(gross_minor) as gross, sum(parts_minor) as parts, sum(share_minor) as share,
              sum(company_minor) as company
       from repair.settlement_line where order_id = o.id
     ) as line on true
     order by o.number`,
  );
  const cash = await db.query<{ master_id: number; taken: string; handed_in: string }>(
    `select master_id, sum(amount_minor) filter (where kind <> 'handed_in') as taken,
            coalesce(-sum(amount_minor) filter (where kind = 'handed_in'), 0) as handed_in
     from repair.cash_movement
     group by master_id`,
  );
  return {
    orders: rows.map((row) => ({
      number: row.number,
      status: row.status,
      totalMinor: Number(row.total),
      discountMinor: Number(row.discount),
      linesMinor: Number(row.lines),
      paidMinor: Number(row.paid),
      division: {
        gross: Number(row.gross),
        parts: Number(row.parts),
        master: Number(row.share),
        company: Number(row.company),
      },
    })),
    cash: new Map(
      cash.rows.map((row) => [
        row.master_id,
        { takenMinor: Number(row.taken ?? 0), handedInMinor: Number(row.handed_in) },
      ]),
    ),
  };
}

/** The sheets of a week, by master. */
export async function readSheets(
  db: Database,
  week: { readonly from: Date; readonly to: Date },
): Promise<ReadonlyMap<number, Readonly<Record<'gross' | 'parts' | 'master' | 'cash' | 'balance', number>>>> {
  const { rows } = await db.query<Record<'master_id' | 'gross' | 'parts' | 'share' | 'cash' | 'balance', number>>(
    `select master_id, gross_minor as gross, parts_minor as parts, share_minor as share, cash_held_minor as cash,
            balance_minor as balance
     from repair.settlement
     where period_from = $1 and period_to = $2`,
    [week.from, week.to],
  );
  return new Map(
    rows.map(({ master_id: masterId, gross, parts, share, cash, balance }) => [
      masterId,
      { gross, parts, master: share, cash, balance },
    ]),
  );
}

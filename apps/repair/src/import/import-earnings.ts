import type { Sql, Tx } from '@durabot/postgres';
import { yearIn } from '../domain/wall-clock.ts';
import { insertRows } from './import-store.ts';
import type { EarningRow } from './map-money.ts';

/** What an order brought its master, of an order that is stored. */
export interface StoredEarning extends EarningRow {
  readonly order_id: number;
}

/** What masters and the company got, as stored. */
export interface EarningSums {
  readonly masters: number;
  readonly company: number;
}

/** Those of the keys whose lines are stored already. */
export async function findEarnings(sql: Sql, keys: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql.query<{ idempotency_key: string }>(
    `select idempotency_key
     from repair.settlement_line
     where idempotency_key = any($1::text[])`,
    [keys],
  );
  return new Set(rows.map((row) => row.idempotency_key));
}

/** A master's lines, by the year they were earned in: each group becomes one settlement. */
export function groupEarnings(earnings: readonly StoredEarning[], zone: string): StoredEarning[][] {
  const groups = new Map<string, StoredEarning[]>();
  for (const earning of earnings) {
    const key = `${earning.master_id} ${yearIn(zone, earning.at)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [earning]);
    else group.push(earning);
  }
  return [...groups.values()];
}

/**
 * Stores lines of one master in a settlement that is paid: the earlier bot's accounts are closed, and nothing of them may
 * come into the next settlement.
 */
export async function insertPaidEarnings(tx: Tx, earnings: readonly StoredEarning[], at: Date): Promise<EarningSums> {
  const [first] = earnings;
  if (first === undefined) return { masters: 0, company: 0 };
  const moments = earnings.map((earning) => earning.at.getTime());
  const to = new Date(Math.max(...moments) + 1);
  const sum = (pick: (earning: StoredEarning) => number): number =>
    earnings.reduce((total, earning) => total + pick(earning), 0);
  const settlement = await insertSettlement(tx, {
    masterId: first.master_id,
    from: await freeBeginning(tx, first.master_id, new Date(Math.min(...moments))),
    to,
    gross: sum(({ gross_minor }) => gross_minor),
    parts: sum(({ parts_minor }) => parts_minor),
    share: sum(({ share_minor }) => share_minor),
    currency: first.currency,
    at,
  });
  await insertRows(
    tx,
    'repair.settlement_line',
    [
      'settlement_id',
      'master_id',
      'order_id',
      'kind',
      'gross_minor',
      'parts_minor',
      'share_minor',
      'company_minor',
      'advance_minor',
      'currency',
      'explanation',
      'at',
      'idempotency_key',
    ],
    earnings.map((earning) => ({ ...earning, settlement_id: settlement, advance_minor: 0 })),
  );
  await tx.query(
    `update repair.settlement
     set status = 'paid', approved_at = $2, paid_at = $2
     where id = $1`,
    [settlement, at],
  );
  const { rows } = await tx.query<{ masters: string; company: string }>(
    `select coalesce(sum(share_minor), 0) as masters, coalesce(sum(company_minor), 0) as company
     from repair.settlement_line
     where settlement_id = $1`,
    [settlement],
  );
  return { masters: Number(rows[0]?.masters ?? 0), company: Number(rows[0]?.company ?? 0) };
}

/** A later run may find one more order of the same year: its period begins a moment earlier. */
async function freeBeginning(tx: Tx, masterId: number, from: Date): Promise<Date> {
  const { rows } = await tx.query<{ period_from: Date }>(
    `select period_from
     from repair.settlement
     where master_id = $1 and period_from <= $2
     order by period_from desc
     limit 1000`,
    [masterId, from],
  );
  const taken = new Set(rows.map((row) => row.period_from.getTime()));
  let free = from.getTime();
  while (taken.has(free)) free -= 1;
  return new Date(free);
}

async function insertSettlement(
  tx: Tx,
  settlement: {
    readonly masterId: number;
    readonly from: Date;
    readonly to: Date;
    readonly gross: number;
    readonly parts: number;
    readonly share: number;
    readonly currency: string;
    readonly at: Date;
  },
): Promise<number> {
  const { rows } = await tx.query<{ id: number }>(
    `insert into repair.settlement (
       master_id, period_from, period_to, status, gross_minor, parts_minor, share_minor, advances_minor, cash_held_minor,
       balance_minor, currency, created_at
     )
     values ($1, $2, $3, 'draft', $4, $5, $6, 0, 0, $6, $7, $8)
     returning id`,
    [
      settlement.masterId,
      settlement.from,
      settlement.to,
      settlement.gross,
      settlement.parts,
      settlement.share,
      settlement.currency,
      settlement.at,
    ],
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('The settlement was not inserted.');
  return id;
}

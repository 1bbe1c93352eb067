import type { Sql } from '@durabot/postgres';
import { readSettlementById, type Settlement } from '../use-cases/settlement-use-cases.ts';

export const lineKinds = [
  'order',
  'warranty_rework',
  'refusal_fee',
  'false_call',
  'advance',
  'correction',
  'reversal',
] as const;

export type SettlementLineKind = (typeof lineKinds)[number];

/** A line of a sheet: what an order, a drive for nothing or an advance is worth. */
export interface SettlementLine {
  readonly id: number;
  readonly kind: SettlementLineKind;
  /** An order's number; undefined for what belongs to none. */
  readonly number: string | undefined;
  readonly at: Date;
  readonly grossMinor: number;
  readonly partsMinor: number;
  readonly shareMinor: number;
  readonly companyMinor: number;
  readonly advanceMinor: number;
  readonly disputeReason: string | undefined;
  /** A later line has taken it back. */
  readonly isReversed: boolean;
}

/** A sheet with the name of its master. */
export interface NamedSettlement extends Settlement {
  readonly masterName: string;
}

export async function readSettlement(sql: Sql, id: number): Promise<NamedSettlement | undefined> {
  const settlement = await readSettlementById(sql, id);
  if (settlement === undefined) return undefined;
  const { rows } = await sql.query<{ name: string }>('select name from repair.master where user_id = $1', [
    settlement.masterId,
  ]);
  return { ...settlement, masterName: rows[0]?.name ?? '' };
}

/** The lines of a sheet, the oldest first. Served by `settlement_line_settlement_idx`. */
export async function listSettlementLines(sql: Sql, settlementId: number): Promise<SettlementLine[]> {
  return readLines(sql, 'line.settlement_id = $1', [settlementId]);
}

/** What a master has earned and nobody has settled yet. Served by `settlement_line_open_idx`. */
export async function listOpenLines(sql: Sql, masterId: number, currency: string): Promise<SettlementLine[]> {
  return readLines(sql, 'line.settlement_id is null and line.master_id = $1 and line.currency = $2', [
    masterId,
    currency,
  ]);
}

async function readLines(sql: Sql, condition: string, values: readonly unknown[]): Promise<SettlementLine[]> {
  const { rows } = await sql.query<{
    id: number;
    kind: SettlementLineKind;
    number: string | null;
    at: Date;
    gross_minor: number;
    parts_minor: number;
    share_minor: number;
    company_minor: number;
    advance_minor: number;
    dispute_reason: string | null;
    is_reversed: boolean;
  }>(
    `select line.id, line.kind, o.number, line.at, line.gross_minor, line.parts_minor, line.share_minor,
            line.company_minor, line.advance_minor, line.dispute_reason,
            exists (select from repair.settlement_line as later where later.reverses_id = line.id) as is_reversed
     from repair.settlement_line as line
     left join repair.service_order as o on o.id = line.order_id
     where ${condition}
     order by line.at, line.id`,
    values,
  );
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    number: row.number ?? undefined,
    at: row.at,
    grossMinor: row.gross_minor,
    partsMinor: row.parts_minor,
    shareMinor: row.share_minor,
    companyMinor: row.company_minor,
    advanceMinor: row.advance_minor,
    disputeReason: row.dispute_reason ?? undefined,
    isReversed: row.is_reversed,
  }));
}

/** The newest sheets, of one master or of all; those that somebody still has to do something about come first. */
export async function listSettlements(
  sql: Sql,
  { masterId, limit }: { readonly masterId?: number | undefined; readonly limit: number },
): Promise<NamedSettlement[]> {
  const { rows } = await sql.query<{ id: number }>(
    `select id
     from repair.settlement
     where $1::bigint is null or master_id = $1
     order by ($1::bigint is null and status = 'paid'), period_from desc, id desc
     limit $2`,
    [masterId ?? null, limit],
  );
  const found: NamedSettlement[] = [];
  for (const { id } of rows) {
    const settlement = await readSettlement(sql, id);
    if (settlement !== undefined) found.push(settlement);
  }
  return found;
}

/** Masters for whom there is something to settle before a moment. */
export async function listMastersToSettle(sql: Sql, before: Date, currency: string): Promise<number[]> {
  const { rows } = await sql.query<{ user_id: number }>(
    `select user_id
     from repair.master
     where exists (
             select from repair.settlement_line
             where master_id = user_id and settlement_id is null and at < $1 and currency = $2
           )
        or exists (
             select from repair.cash_movement
             where master_id = user_id and at < $1 and currency = $2
             having sum(amount_minor) <> 0
           )
     order by user_id`,
    [before, currency],
  );
  return rows.map((row) => row.user_id);
}

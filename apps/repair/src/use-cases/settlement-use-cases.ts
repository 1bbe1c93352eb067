import type { Sql, Tx } from '@durabot/postgres';
import { settlementSums, type SettlementSums } from '../domain/money/settlement-sums.ts';
import type { Split } from '../domain/money/share-scheme.ts';
import type { Actor } from '../domain/order-work.ts';

export type SettlementStatus = 'draft' | 'agreed' | 'disputed' | 'approved' | 'paid';

export interface Settlement extends SettlementSums {
  readonly id: number;
  readonly masterId: number;
  readonly status: SettlementStatus;
  readonly periodFrom: Date;
  readonly periodTo: Date;
  readonly currency: string;
  readonly rev: number;
}

/** What became of something about a settlement, or about cash. */
export type SettlementOutcome =
  | { readonly kind: 'applied'; readonly settlement: Settlement }
  | { readonly kind: 'already_applied_by_me'; readonly settlement: Settlement }
  | { readonly kind: 'not_allowed_now'; readonly reason: string }
  | { readonly kind: 'not_found' };

/** Who may move a settlement from where to where; what is approved is never changed again. */
const moves = {
  agree: { from: ['draft', 'disputed'], to: 'agreed', who: 'master' },
  dispute: { from: ['draft', 'agreed', 'disputed'], to: 'disputed', who: 'master' },
  approve: { from: ['draft', 'agreed'], to: 'approved', who: 'admin' },
  pay: { from: ['approved'], to: 'paid', who: 'admin' },
} as const;

export interface OnSettlement {
  readonly settlementId: number;
  readonly actor: Actor;
  readonly at: Date;
}

/**
 * Gathers what a master has earned before `periodTo` and nobody has settled yet. The same period again gathers what has
 * come since, as long as it is a draft.
 */
export async function draftSettlement(
  tx: Tx,
  on: {
    readonly masterId: number;
    readonly periodFrom: Date;
    readonly periodTo: Date;
    readonly currency: string;
    readonly actor: Actor;
    readonly at: Date;
  },
): Promise<SettlementOutcome> {
  if (!on.actor.roles.some((role) => role === 'admin' || role === 'system')) return notAllowed('not_yours');
  if (on.periodTo > on.at) return notAllowed('period_is_not_over');
  await tx.query(
    `insert into repair.settlement (
       master_id, period_from, period_to, status, gross_minor, parts_minor, share_minor, advances_minor,
       cash_held_minor, balance_minor, currency, created_at
     )
     values ($1, $2, $3, 'draft', 0, 0, 0, 0, 0, 0, $4, $5)
     on conflict (master_id, period_from) do nothing`,
    [on.masterId, on.periodFrom, on.periodTo, on.currency, on.at],
  );
  const { rows } = await tx.query<{ id: number; status: SettlementStatus }>(
    `select id, status
     from repair.settlement
     where master_id = $1 and period_from = $2
     for update`,
    [on.masterId, on.periodFrom],
  );
  const drafted = rows[0];
  if (drafted === undefined) return { kind: 'not_found' };
  if (drafted.status !== 'draft') {
    const settlement = await getSettlement(tx, drafted.id);
    return { kind: 'already_applied_by_me', settlement };
  }
  await tx.query(
    `update repair.settlement_line
     set settlement_id = $1
     where settlement_id is null and master_id = $2 and at < $3 and currency = $4`,
    [drafted.id, on.masterId, on.periodTo, on.currency],
  );
  await sumUp(tx, { id: drafted.id, ...on });
  return { kind: 'applied', settlement: await getSettlement(tx, drafted.id) };
}

/** The master agrees. */
export function agreeToSettlement(tx: Tx, on: OnSettlement): Promise<SettlementOutcome> {
  return move(tx, on, 'agree', async () => {
    await tx.query('update repair.settlement set agreed_at = $2 where id = $1', [on.settlementId, on.at]);
    await tx.query(
      `update repair.settlement_line
       set disputed_at = null, dispute_reason = null
       where settlement_id = $1 and disputed_at is not null`,
      [on.settlementId],
    );
  });
}

/** The master does not agree with a line. */
export async function disputeSettlementLine(
  tx: Tx,
  on: OnSettlement & { readonly lineId: number; readonly reason: string },
): Promise<SettlementOutcome> {
  if (on.reason.trim() === '') return notAllowed('has_reason');
  const { rows } = await tx.query('select 1 from repair.settlement_line where id = $1 and settlement_id = $2', [
    on.lineId,
    on.settlementId,
  ]);
  if (rows.length === 0) return notAllowed('line_is_unknown');
  return move(tx, on, 'dispute', async () => {
    await tx.query(
      `update repair.settlement_line
       set disputed_at = $2, dispute_reason = $3
       where id = $1`,
      [on.lineId, on.at, on.reason],
    );
  });
}

/**
 * An administrator's word on a disputed line: it stays, or the master's share of it becomes another one by a correction in
 * the same sheet. With the last of them the sheet is a draft again, and the master is asked anew.
 */
export async function resolveDispute(
  tx: Tx,
  on: OnSettlement & { readonly lineId: number; readonly shareMinor?: number | undefined },
): Promise<SettlementOutcome> {
  const locked = await lockSettlement(tx, on.settlementId);
  if (locked === undefined) return { kind: 'not_found' };
  if (!on.actor.roles.includes('admin')) return notAllowed('not_yours');
  if (locked.status !== 'disputed') return notAllowed(`settlement_is_${locked.status}`);
  const { rows } = await tx.query<{ order_id: number | null; share_minor: number }>(
    `update repair.settlement_line
     set disputed_at = null, dispute_reason = null
     where id = $1 and settlement_id = $2 and disputed_at is not null
     returning order_id, share_minor`,
    [on.lineId, locked.id],
  );
  const line = rows[0];
  if (line === undefined) return notAllowed('line_is_unknown');
  const more = on.shareMinor === undefined ? 0 : on.shareMinor - line.share_minor;
  if (more !== 0) {
    await tx.query(
      `insert into repair.settlement_line (
         settlement_id, master_id, order_id, kind, gross_minor, parts_minor, share_minor, company_minor, currency, at,
         idempotency_key
       )
       values ($1, $2, $3, 'correction', 0, 0, $4, $5, $6, $7, $8)`,
      [
        locked.id,
        locked.masterId,
        line.order_id,
        more,
        -more,
        locked.currency,
        on.at,
        `correction:${on.lineId}:${locked.rev}`,
      ],
    );
  }
  const { rows: left } = await tx.query(
    'select 1 from repair.settlement_line where settlement_id = $1 and disputed_at is not null limit 1',
    [locked.id],
  );
  await sumUp(tx, locked);
  if (left.length === 0) await tx.query(`update repair.settlement set status = 'draft' where id = $1`, [locked.id]);
  return { kind: 'applied', settlement: await getSettlement(tx, locked.id) };
}

/** Closes the period: from now on only reversal lines of a later one correct it. */
export function approveSettlement(tx: Tx, on: OnSettlement): Promise<SettlementOutcome> {
  return move(tx, on, 'approve', async (settlement) => {
    await tx.query('update repair.settlement set approved_at = $2, approved_by = $3 where id = $1', [
      settlement.id,
      on.at,
      on.actor.id ?? null,
    ]);
  });
}

/** The balance has changed hands; the cash that was counted in it is no longer the master's to hand in. */
export function paySettlement(tx: Tx, on: OnSettlement): Promise<SettlementOutcome> {
  return move(tx, on, 'pay', async (settlement) => {
    if (settlement.cashHeldMinor === 0) return;
    await tx.query(
      `insert into repair.cash_movement (master_id, kind, amount_minor, currency, recorded_by, note, at, idempotency_key)
       values ($1, 'correction', $2, $3, $4, null, $5, $6)`,
      [
        settlement.masterId,
        -settlement.cashHeldMinor,
        settlement.currency,
        on.actor.id ?? null,
        on.at,
        `settlement:${settlement.id}`,
      ],
    );
  });
}

/** Money for a master ahead of a settlement; the next one counts it. The same key is counted once. */
export async function giveAdvance(
  tx: Tx,
  on: {
    readonly masterId: number;
    readonly amountMinor: number;
    readonly currency: string;
    readonly idempotencyKey: string;
    readonly actor: Actor;
    readonly at: Date;
  },
): Promise<'applied' | 'already_applied_by_me' | 'not_allowed_now'> {
  if (!on.actor.roles.includes('admin') || !isPositive(on.amountMinor)) return 'not_allowed_now';
  const { rowCount } = await tx.query(
    `insert into repair.settlement_line (
       master_id, kind, gross_minor, parts_minor, share_minor, company_minor, advance_minor, currency, at,
       idempotency_key
     )
     values ($1, 'advance', 0, 0, 0, 0, $2, $3, $4, $5)
     on conflict (idempotency_key) do nothing`,
    [on.masterId, on.amountMinor, on.currency, on.at, on.idempotencyKey],
  );
  return rowCount === 1 ? 'applied' : 'already_applied_by_me';
}

/** Takes back a line that was settled: the opposite of it goes into the next settlement. */
export async function reverseSettlementLine(
  tx: Tx,
  on: { readonly lineId: number; readonly actor: Actor; readonly at: Date },
): Promise<'applied' | 'already_applied_by_me' | 'not_allowed_now'> {
  if (!on.actor.roles.includes('admin')) return 'not_allowed_now';
  const { rows } = await tx.query<{ kind: string; reversed: boolean }>(
    `select kind, exists (select from repair.settlement_line as later where later.reverses_id = line.id) as reversed
     from repair.settlement_line as line
     where id = $1`,
    [on.lineId],
  );
  const line = rows[0];
  if (line === undefined || line.kind === 'reversal') return 'not_allowed_now';
  if (line.reversed) return 'already_applied_by_me';
  const { rowCount } = await tx.query(
    `insert into repair.settlement_line (
       master_id, order_id, kind, reverses_id, gross_minor, parts_minor, share_minor, company_minor, advance_minor,
       currency, at, idempotency_key
     )
     select master_id, order_id, 'reversal', id, -gross_minor, -parts_minor, -share_minor, -company_minor,
            -advance_minor, currency, $2, 'reversal:' || id
     from repair.settlement_line
     where id = $1
     on conflict do nothing`,
    [on.lineId, on.at],
  );
  return rowCount === 1 ? 'applied' : 'already_applied_by_me';
}

/** A master hands in cash to the desk. The same key is counted once; more than they hold is refused. */
export async function handInCash(
  tx: Tx,
  on: {
    readonly masterId: number;
    readonly amountMinor: number;
    readonly currency: string;
    readonly idempotencyKey: string;
    readonly actor: Actor;
    readonly at: Date;
  },
): Promise<{ readonly kind: 'applied' | 'already_applied_by_me'; readonly heldMinor: number } | SettlementOutcome> {
  if (!on.actor.roles.some((role) => role === 'dispatcher' || role === 'admin')) return notAllowed('not_yours');
  if (!isPositive(on.amountMinor)) return notAllowed('amount_is_not_positive');
  const master = await tx.query('select 1 from repair.master where user_id = $1 for no key update', [on.masterId]);
  if (master.rows.length === 0) return { kind: 'not_found' };
  const again = await tx.query('select 1 from repair.cash_movement where idempotency_key = $1', [on.idempotencyKey]);
  const held = await cashHeld(tx, on.masterId, on.currency);
  if (again.rows.length > 0) return { kind: 'already_applied_by_me', heldMinor: held };
  if (on.amountMinor > held) return notAllowed('more_than_is_held');
  await tx.query(
    `insert into repair.cash_movement (master_id, kind, amount_minor, currency, recorded_by, at, idempotency_key)
     values ($1, 'handed_in', $2, $3, $4, $5, $6)`,
    [on.masterId, -on.amountMinor, on.currency, on.actor.id ?? null, on.at, on.idempotencyKey],
  );
  return { kind: 'applied', heldMinor: held - on.amountMinor };
}

/** The cash in a master's hands, now or before a time. */
export async function cashHeld(sql: Sql, masterId: number, currency: string, before?: Date): Promise<number> {
  const { rows } = await sql.query<{ held: number }>(
    `select coalesce(sum(amount_minor), 0)::bigint as held
     from repair.cash_movement
     where master_id = $1 and currency = $2 and ($3::timestamptz is null or at < $3)`,
    [masterId, currency, before ?? null],
  );
  return rows[0]?.held ?? 0;
}

async function move(
  tx: Tx,
  on: OnSettlement,
  event: keyof typeof moves,
  effect: (settlement: Settlement) => Promise<void>,
): Promise<SettlementOutcome> {
  const rule = moves[event];
  const settlement = await lockSettlement(tx, on.settlementId);
  if (settlement === undefined) return { kind: 'not_found' };
  const isTheirs = rule.who === 'admin' || on.actor.id === settlement.masterId;
  if (!on.actor.roles.includes(rule.who) || !isTheirs) return notAllowed('not_yours');
  if (settlement.status === rule.to && event !== 'dispute') return { kind: 'already_applied_by_me', settlement };
  if (!rule.from.some((status) => status === settlement.status))
    return notAllowed(`settlement_is_${settlement.status}`);
  // While it may still be written to: the database lets nothing of it be changed afterwards.
  await effect(settlement);
  await tx.query(
    `update repair.settlement
     set status = $2, paid_at = case when $2 = 'paid' then $3::timestamptz end, rev = rev + 1
     where id = $1`,
    [on.settlementId, rule.to, on.at],
  );
  return { kind: 'applied', settlement: await getSettlement(tx, on.settlementId) };
}

async function lockSettlement(tx: Tx, id: number): Promise<Settlement | undefined> {
  await tx.query('select id from repair.settlement where id = $1 for update', [id]);
  return readSettlementById(tx, id);
}

/** Computes the sums of a sheet from its lines and the cash that was in the master's hands when its period ended. */
async function sumUp(
  tx: Tx,
  on: { readonly id: number; readonly masterId: number; readonly currency: string; readonly periodTo: Date },
): Promise<void> {
  const sums = settlementSums(await listLines(tx, on.id), await cashHeld(tx, on.masterId, on.currency, on.periodTo));
  await tx.query(
    `update repair.settlement
     set gross_minor = $2, parts_minor = $3, share_minor = $4, advances_minor = $5, cash_held_minor = $6,
         balance_minor = $7, rev = rev + 1
     where id = $1`,
    [
      on.id,
      sums.grossMinor,
      sums.partsMinor,
      sums.shareMinor,
      sums.advancesMinor,
      sums.cashHeldMinor,
      sums.balanceMinor,
    ],
  );
}

async function getSettlement(sql: Sql, id: number): Promise<Settlement> {
  const settlement = await readSettlementById(sql, id);
  if (settlement === undefined) throw new Error(`Settlement ${id} is gone.`);
  return settlement;
}

/** A sheet as it is now. */
export async function readSettlementById(sql: Sql, id: number): Promise<Settlement | undefined> {
  interface Row {
    id: number;
    master_id: number;
    status: SettlementStatus;
    period_from: Date;
    period_to: Date;
    gross_minor: number;
    parts_minor: number;
    share_minor: number;
    advances_minor: number;
    cash_held_minor: number;
    balance_minor: number;
    currency: string;
    rev: number;
  }
  const { rows } = await sql.query<Row>(
    `select id, master_id, status, period_from, period_to, gross_minor, parts_minor, share_minor, advances_minor,
            cash_held_minor, balance_minor, currency, rev
     from repair.settlement
     where id = $1`,
    [id],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  return {
    id: row.id,
    masterId: row.master_id,
    status: row.status,
    periodFrom: row.period_from,
    periodTo: row.period_to,
    grossMinor: row.gross_minor,
    partsMinor: row.parts_minor,
    shareMinor: row.share_minor,
    advancesMinor: row.advances_minor,
    cashHeldMinor: row.cash_held_minor,
    balanceMinor: row.balance_minor,
    currency: row.currency,
    rev: row.rev,
  };
}

async function listLines(sql: Sql, settlementId: number): Promise<(Split & { readonly advanceMinor: number })[]> {
  const { rows } = await sql.query<{
    gross_minor: number;
    parts_minor: number;
    share_minor: number;
    company_minor: number;
    advance_minor: number;
  }>(
    `select gross_minor, parts_minor, share_minor, company_minor, advance_minor
     from repair.settlement_line
     where settlement_id = $1`,
    [settlementId],
  );
  return rows.map((row) => ({
    grossMinor: row.gross_minor,
    partsMinor: row.parts_minor,
    shareMinor: row.share_minor,
    companyMinor: row.company_minor,
    advanceMinor: row.advance_minor,
  }));
}

function notAllowed(reason: string): { readonly kind: 'not_allowed_now'; readonly reason: string } {
  return { kind: 'not_allowed_now', reason };
}

function isPositive(amountMinor: number): boolean {
  return Number.isSafeInteger(amountMinor) && amountMinor > 0;
}

import type { Tx } from '@durabot/postgres';
import type { Earning, EarningKind, OrderCase, OrderLine, Payment } from '../../domain/order-case.ts';
import { changed } from './changed.ts';
import { timeOf, timeOrNone } from './json-time.ts';

/** What was done and used on an order, within a statement that has its row. */
export const linesOfOrder = `
  select seq, kind, name, quantity_milli, unit_price_minor, cost_minor, provided_by, warranty_days, price_item_id,
         added_at, removed_at
  from repair.order_line
  where order_id = service_order.id
  order by seq`;

export interface LineRow {
  seq: number;
  kind: OrderLine['kind'];
  name: string;
  quantity_milli: number;
  unit_price_minor: number;
  cost_minor: number;
  provided_by: OrderLine['providedBy'];
  warranty_days: number | null;
  price_item_id: number | null;
  added_at: string;
  removed_at: string | null;
}

export function toLine(row: LineRow): OrderLine {
  return {
    seq: row.seq,
    kind: row.kind,
    name: row.name,
    quantityMilli: row.quantity_milli,
    unitPriceMinor: row.unit_price_minor,
    costMinor: row.cost_minor,
    providedBy: row.provided_by,
    warrantyDays: row.warranty_days ?? undefined,
    priceItemId: row.price_item_id ?? undefined,
    addedAt: timeOf(row.added_at),
    removedAt: timeOrNone(row.removed_at),
  };
}

export async function saveLines(tx: Tx, before: OrderCase, next: OrderCase): Promise<void> {
  for (const line of changed(before.lines, next.lines)) {
    await tx.query(
      `insert into repair.order_line (
         order_id, seq, kind, name, quantity_milli, unit_price_minor, cost_minor, provided_by, warranty_days,
         price_item_id, added_at, removed_at
       )
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
       on conflict (order_id, seq) do update
       set removed_at = excluded.removed_at`,
      [
        next.order.id,
        line.seq,
        line.kind,
        line.name,
        line.quantityMilli,
        line.unitPriceMinor,
        line.costMinor,
        line.providedBy,
        line.warrantyDays ?? null,
        line.priceItemId ?? null,
        line.addedAt,
        line.removedAt ?? null,
      ],
    );
  }
}

/** What came in and went back. */
export const paymentsOfOrder = `
  select kind, method, amount_minor, status, taken_by, recorded_by, at, external_ref, idempotency_key
  from repair.payment
  where order_id = service_order.id
  order by id`;

export interface PaymentRow {
  kind: Payment['kind'];
  method: Payment['method'];
  amount_minor: number;
  status: Payment['status'];
  taken_by: number | null;
  recorded_by: number | null;
  at: string;
  external_ref: string | null;
  idempotency_key: string;
}

export function toPayment(row: PaymentRow): Payment {
  return {
    kind: row.kind,
    method: row.method,
    amountMinor: row.amount_minor,
    status: row.status,
    takenBy: row.taken_by ?? undefined,
    recordedBy: row.recorded_by ?? undefined,
    at: timeOf(row.at),
    externalRef: row.external_ref ?? undefined,
    idempotencyKey: row.idempotency_key,
  };
}

/** Cash that a master has taken, or given back, moves what they hold in the same breath. */
export async function insertPayment(tx: Tx, next: OrderCase, payment: Payment): Promise<void> {
  const { rows } = await tx.query<{ id: number }>(
    `insert into repair.payment (
       order_id, kind, method, amount_minor, currency, status, taken_by, recorded_by, at, external_ref, idempotency_key
     )
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     returning id`,
    [
      next.order.id,
      payment.kind,
      payment.method,
      payment.amountMinor,
      next.order.currency,
      payment.status,
      payment.takenBy ?? null,
      payment.recordedBy ?? null,
      payment.at,
      payment.externalRef ?? null,
      payment.idempotencyKey,
    ],
  );
  if (payment.takenBy === undefined || payment.status !== 'confirmed') return;
  const isRefund = payment.kind === 'refund';
  await tx.query(
    `insert into repair.cash_movement (
       master_id, kind, amount_minor, currency, payment_id, recorded_by, at, idempotency_key
     )
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      payment.takenBy,
      isRefund ? 'returned' : 'taken',
      isRefund ? -payment.amountMinor : payment.amountMinor,
      next.order.currency,
      rows[0]?.id,
      payment.recordedBy ?? null,
      payment.at,
      `payment:${payment.idempotencyKey}`.slice(0, 200),
    ],
  );
}

/** What the order is worth to its masters. */
export const earningsOfOrder = `
  select line.id, line.kind, line.master_id, line.gross_minor, line.parts_minor, line.share_minor,
         line.company_minor, line.at, line.idempotency_key, reversed.idempotency_key as reverses
  from repair.settlement_line as line
  left join repair.settlement_line as reversed on reversed.id = line.reverses_id
  where line.order_id = service_order.id and line.kind not in ('advance', 'correction')
  order by line.id`;

export interface EarningRow {
  id: number;
  kind: EarningKind;
  master_id: number;
  gross_minor: number;
  parts_minor: number;
  share_minor: number;
  company_minor: number;
  at: string;
  idempotency_key: string;
  reverses: string | null;
}

export function toEarning(row: EarningRow): Earning {
  return {
    id: row.id,
    kind: row.kind,
    masterId: row.master_id,
    grossMinor: row.gross_minor,
    partsMinor: row.parts_minor,
    shareMinor: row.share_minor,
    companyMinor: row.company_minor,
    at: timeOf(row.at),
    idempotencyKey: row.idempotency_key,
    reverses: row.reverses ?? undefined,
    explanation: { scheme: undefined },
  };
}

export async function insertEarning(tx: Tx, next: OrderCase, earning: Earning): Promise<void> {
  await tx.query(
    `insert into repair.settlement_line (
       master_id, order_id, kind, reverses_id, gross_minor, parts_minor, share_minor, company_minor, currency,
       explanation, at, idempotency_key
     )
     values (
       $1, $2, $3, (select id from repair.settlement_line where idempotency_key = $4), $5, $6, $7, $8, $9, $10, $11, $12
     )`,
    [
      earning.masterId,
      next.order.id,
      earning.kind,
      earning.reverses ?? null,
      earning.grossMinor,
      earning.partsMinor,
      earning.shareMinor,
      earning.companyMinor,
      next.order.currency,
      JSON.stringify(earning.explanation),
      earning.at,
      earning.idempotencyKey,
    ],
  );
}

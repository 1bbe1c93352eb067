import type { Tx } from '@durabot/postgres';
import type { MoneyLine } from '../../domain/money/totals.ts';
import type { Estimate } from '../../domain/order-case.ts';
import { timeOf, timeOrNone } from './json-time.ts';

/** The estimates of an order with their lines, within a statement that has its row. */
export const estimatesOfOrder = `
  select seq, status, total_minor, sent_at, expires_at, answered_at, answered_as, answer_note,
         (select coalesce(jsonb_agg(jsonb_build_object(
            'kind', kind, 'name', name, 'quantityMilli', quantity_milli, 'unitPriceMinor', unit_price_minor,
            'costMinor', cost_minor, 'providedBy', provided_by) order by line.seq), '[]')
          from repair.estimate_line as line
          where line.order_id = estimate.order_id and line.estimate_seq = estimate.seq) as lines
  from repair.estimate
  where order_id = service_order.id
  order by seq`;

export interface EstimateRow {
  seq: number;
  status: Estimate['status'];
  total_minor: number;
  sent_at: string;
  expires_at: string;
  answered_at: string | null;
  answered_as: Estimate['answeredAs'] | null;
  answer_note: string | null;
  lines: MoneyLine[];
}

export function toEstimate(row: EstimateRow): Estimate {
  return {
    seq: row.seq,
    status: row.status,
    totalMinor: row.total_minor,
    lines: row.lines,
    sentAt: timeOf(row.sent_at),
    expiresAt: timeOf(row.expires_at),
    answeredAt: timeOrNone(row.answered_at),
    answeredAs: row.answered_as ?? undefined,
    answerNote: row.answer_note ?? undefined,
  };
}

export async function saveEstimate(tx: Tx, orderId: number, estimate: Estimate, isNew: boolean): Promise<void> {
  await tx.query(
    `insert into repair.estimate (
       order_id, seq, status, total_minor, sent_at, expires_at, answered_at, answered_as, answer_note
     )
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (order_id, seq) do update
     set status = excluded.status, answered_at = excluded.answered_at, answered_as = excluded.answered_as,
         answer_note = excluded.answer_note`,
    [
      orderId,
      estimate.seq,
      estimate.status,
      estimate.totalMinor,
      estimate.sentAt,
      estimate.expiresAt,
      estimate.answeredAt ?? null,
      estimate.answeredAs ?? null,
      estimate.answerNote ?? null,
    ],
  );
  if (!isNew) return;
  for (const [index, line] of estimate.lines.entries()) {
    await tx.query(
      `insert into repair.estimate_line (
         order_id, estimate_seq, seq, kind, name, quantity_milli, unit_price_minor, cost_minor, provided_by,
         warranty_days
       )
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        orderId,
        estimate.seq,
        index + 1,
        line.kind,
        line.name,
        line.quantityMilli,
        line.unitPriceMinor,
        line.costMinor,
        line.providedBy,
        line.warrantyDays ?? null,
      ],
    );
  }
}

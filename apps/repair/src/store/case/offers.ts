import type { Tx } from '@durabot/postgres';
import type { Decline, DeclineReason, Offer, OrderCase } from '../../domain/order-case.ts';
import { changed } from './changed.ts';
import { timeOf, timeOrNone } from './json-time.ts';

/** The offers of an order, within a statement that has its row. */
export const offersOfOrder = `
  select id, seq, master_id, mode, status, is_active, sent_by, sent_at, seen_at, responded_at, expires_at,
         decline_reason, decline_note
  from repair.offer
  where order_id = service_order.id
  order by seq`;

export interface OfferRow {
  id: number;
  seq: number;
  master_id: number | null;
  mode: Offer['mode'];
  status: Offer['status'];
  is_active: boolean;
  sent_by: number | null;
  sent_at: string;
  seen_at: string | null;
  responded_at: string | null;
  expires_at: string;
  decline_reason: DeclineReason | null;
  decline_note: string | null;
}

export function toOffer(row: OfferRow): Offer {
  return {
    id: row.id,
    seq: row.seq,
    masterId: row.master_id ?? undefined,
    mode: row.mode,
    status: row.status,
    isActive: row.is_active,
    sentBy: row.sent_by ?? undefined,
    sentAt: timeOf(row.sent_at),
    seenAt: timeOrNone(row.seen_at),
    respondedAt: timeOrNone(row.responded_at),
    expiresAt: timeOf(row.expires_at),
    declineReason: row.decline_reason ?? undefined,
    declineNote: row.decline_note ?? undefined,
  };
}

/** Who has said no, and why. */
export const declinesOfOrder = `
  select master_id, reason, at
  from repair.order_decline
  where order_id = service_order.id
  order by at, master_id`;

export interface DeclineRow {
  master_id: number;
  reason: DeclineReason;
  at: string;
}

export function toDecline(row: DeclineRow): Decline {
  return { masterId: row.master_id, reason: row.reason, at: timeOf(row.at) };
}

export async function saveOffers(tx: Tx, before: OrderCase, next: OrderCase): Promise<void> {
  for (const offer of changed(before.offers, next.offers)) {
    await tx.query(
      `insert into repair.offer (
         order_id, seq, master_id, mode, status, is_active, sent_by, sent_at, seen_at, responded_at, expires_at,
         decline_reason, decline_note
       )
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
       on conflict (order_id, seq) do update
       set master_id = excluded.master_id, status = excluded.status, is_active = excluded.is_active,
           seen_at = excluded.seen_at, responded_at = excluded.responded_at,
           decline_reason = excluded.decline_reason, decline_note = excluded.decline_note`,
      [
        next.order.id,
        offer.seq,
        offer.masterId ?? null,
        offer.mode,
        offer.status,
        offer.isActive,
        offer.sentBy ?? null,
        offer.sentAt,
        offer.seenAt ?? null,
        offer.respondedAt ?? null,
        offer.expiresAt,
        offer.declineReason ?? null,
        offer.declineNote ?? null,
      ],
    );
  }
}

export async function saveDeclines(tx: Tx, before: OrderCase, next: OrderCase): Promise<void> {
  for (const decline of changed(before.declines, next.declines)) {
    await tx.query(
      `insert into repair.order_decline (order_id, master_id, reason, at)
       values ($1, $2, $3, $4)
       on conflict (order_id, master_id) do update
       set reason = excluded.reason, at = excluded.at`,
      [next.order.id, decline.masterId, decline.reason, decline.at],
    );
  }
  for (const decline of before.declines) {
    if (next.declines.some(({ masterId }) => masterId === decline.masterId)) continue;
    await tx.query(
      `delete from repair.order_decline
       where order_id = $1 and master_id = $2`,
      [next.order.id, decline.masterId],
    );
  }
}

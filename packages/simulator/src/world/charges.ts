import type { JsonObject } from '../json.ts';
import { addMessage } from './messages.ts';
import type { ChargeRecord, Invoice } from './payment-records.ts';
import { renderRefundedPayment } from './render-payments.ts';
import { asTenths, moveStars } from './stars.ts';
import type { MessageRecord } from './types.ts';
import { parseBox, type World } from './world.ts';

export interface NewCharge {
  invoice: Invoice;
  userId: number;
  box: string;
  amount: number;
  subscriptionId?: string;
}

/** Takes the money. @returns the charge, or `undefined` when the person has too few Stars */
export function charge(world: World, draft: NewCharge): ChargeRecord | undefined {
  const { invoice, userId, amount } = draft;
  const isStars = invoice.currency === 'XTR';
  const id = isStars ? `stx${world.newLongId()}${world.newLongId()}` : `${world.newLongId()}_${userId}`;
  if (isStars) {
    const period = invoice.subscriptionPeriodSeconds;
    const source = { kind: 'person', userId, charge: 'invoice', payload: invoice.payload } as const;
    const moved = moveStars(world, {
      id,
      from: userId,
      to: invoice.botId,
      tenths: asTenths(amount),
      receiver: { kind: 'bot', botId: invoice.botId, title: invoice.title },
      source: period === undefined ? source : { ...source, period },
    });
    if (!moved) return undefined;
  }
  const made: ChargeRecord = {
    id,
    providerChargeId: isStars ? `${userId}_${world.random.between(0, 99)}` : `play_${world.newLongId()}`,
    title: invoice.title,
    botId: invoice.botId,
    userId,
    currency: invoice.currency,
    amount,
    payload: invoice.payload,
    box: draft.box,
    at: world.clock.seconds(),
  };
  const { subscriptionPeriodSeconds: period } = invoice;
  if (period !== undefined) {
    made.subscriptionId = draft.subscriptionId ?? id;
    made.subscriptionPeriodSeconds = period;
  }
  world.store.tables.charge.put(id, made);
  return made;
}

/** Puts a service message about a payment into the chat in which it was made. */
export function notify(world: World, made: ChargeRecord, from: number, fields: JsonObject): MessageRecord {
  const address = parseBox(made.box);
  if (address.kind === 'private') {
    const dialog = world.findDialog(address.botId, address.userId);
    // Who pays by a link may not have written to the bot before; from now on, the bot may write.
    if (dialog?.started !== true) {
      world.putDialog({
        botId: address.botId,
        userId: address.userId,
        started: true,
        blocked: dialog?.blocked ?? false,
      });
    }
  }
  const content = { kind: 'payment_notice', botId: made.botId, fields } as const;
  return addMessage(world, { box: made.box, from, content }).message;
}

export type RefundResult = 'refunded' | 'unknown' | 'refunded_before' | 'balance_too_low';

/** Gives the Stars of a whole charge back. */
export function refund(world: World, botId: number, userId: number, chargeId: string): RefundResult {
  const made = world.store.tables.charge.get(chargeId);
  if (made === undefined || made.botId !== botId || made.userId !== userId || made.currency !== 'XTR') return 'unknown';
  if (made.refundedAt !== undefined) return 'refunded_before';
  const { payload, subscriptionPeriodSeconds: period, media } = made;
  const moved = moveStars(world, {
    id: made.id,
    from: botId,
    to: userId,
    tenths: asTenths(made.amount),
    receiver: {
      kind: 'person',
      userId,
      charge: media === undefined ? 'invoice' : 'paid_media',
      payload,
      ...(period === undefined ? {} : { period }),
      ...(media === undefined ? {} : { media }),
    },
    source: { kind: 'bot', botId, title: made.title },
  });
  if (!moved) return 'balance_too_low';
  made.refundedAt = world.clock.seconds();
  world.store.tables.charge.put(made.id, made);
  notify(world, made, botId, { refunded_payment: renderRefundedPayment(made) });
  return 'refunded';
}

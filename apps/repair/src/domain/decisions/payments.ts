import { feeEarning } from '../money/earning.ts';
import { paidOf } from '../money/totals.ts';
import { findMaster, type OrderCase } from '../order-case.ts';
import { notAllowed, OrderWork, type By, type Decided } from '../order-work.ts';
import type { DeskPolicy } from '../sla.ts';
import { isPositive, paymentOf, totalsOfCase, type PaymentInput } from './finishing.ts';

/** Money came in or went back. The same key never counts twice. */
export function decidePayment(one: OrderCase, by: By, input: PaymentInput, policy: DeskPolicy): Decided {
  const work = new OrderWork(one, by, policy, 'pay');
  const earlier = one.payments.find(({ idempotencyKey }) => idempotencyKey === input.idempotencyKey);
  if (earlier !== undefined) {
    if (earlier.recordedBy === by.actor.id) return { kind: 'already_applied_by_me' };
    const entry = one.history.findLast(({ actorId }) => actorId === earlier.recordedBy);
    return { kind: 'already_applied_by_other', name: entry?.actorName ?? 'system', at: earlier.at };
  }
  if (!isPositive(input.amountMinor)) return notAllowed('amount_is_not_positive');
  if (!work.roles().some((role) => role !== 'client')) return notAllowed('not_yours');
  if (input.kind === 'refund' && input.amountMinor > paidOf(one.payments)) return notAllowed('refund_is_too_large');
  const fee = one.order.fee;
  if (input.kind === 'fee' && (fee?.state !== 'due' || fee.amountMinor !== input.amountMinor)) {
    return notAllowed('no_such_fee');
  }
  work.addPayment(paymentOf(input, by));
  if (input.kind === 'fee' && fee !== undefined && (input.status ?? 'confirmed') === 'confirmed') {
    work.patchOrder({ fee: { ...fee, state: 'paid' } });
    const master = findMaster(one, one.order.masterId);
    if (master !== undefined) work.addEarning(feeEarning(one, master, fee.amountMinor));
  }
  const { dueMinor } = totalsOfCase(work.now);
  work.tell({ kind: 'paid', payment: input.kind, amountMinor: input.amountMinor, dueMinor });
  return work.done({ details: { kind: input.kind, method: input.method, amountMinor: input.amountMinor } });
}

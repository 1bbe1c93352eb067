import { feeEarning } from '../money/earning.ts';
import { paidOf } from '../money/totals.ts';
import { findMaster, type OrderCase } from '../order-case.ts';
import { notAllowed, OrderWork, type By, type Decided } from '../order-work.ts';
import type { DeskPolicy } from '../sla.ts';
import { isPositive, paymentOf, totalsOfCase, type PaymentInput } from './finishing.ts';

/** What a client still owes for an order whose price is known. */
export interface Due {
  /** For the work, or for having come in vain. */
  readonly kind: 'final' | 'fee';
  readonly amountMinor: number;
}

/** What is due now; undefined while the work goes on, for then it is not known yet, and when all is paid. */
export function dueOfCase(one: OrderCase): Due | undefined {
  const { status, fee } = one.order;
  if (status === 'refused' && fee?.state === 'due') return { kind: 'fee', amountMinor: fee.amountMinor };
  if (status !== 'work_done' && status !== 'closed') return undefined;
  const { dueMinor } = totalsOfCase(one);
  return dueMinor > 0 ? { kind: 'final', amountMinor: dueMinor } : undefined;
}

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
  if (input.kind === 'final' && isPriceKnown(one)) {
    // Two who note one payment, each in a dialog of their own, have two keys: the second one finds nothing to pay.
    const due = dueOfCase(one);
    if (due === undefined) return notAllowed('nothing_is_due');
    if (input.amountMinor > due.amountMinor) return notAllowed('more_than_is_due');
  }
  const payment = paymentOf(input, by);
  work.addPayment(payment);
  if (input.kind === 'fee' && fee !== undefined && (input.status ?? 'confirmed') === 'confirmed') {
    work.patchOrder({ fee: { ...fee, state: 'paid' } });
    const master = findMaster(one, one.order.masterId);
    if (master !== undefined) work.addEarning(feeEarning(one, master, fee.amountMinor));
  }
  const { dueMinor } = totalsOfCase(work.now);
  work.tell({
    kind: 'paid',
    payment: input.kind,
    amountMinor: input.amountMinor,
    dueMinor,
    masterId: payment.takenBy,
  });
  return work.done({ details: { kind: input.kind, method: input.method, amountMinor: input.amountMinor } });
}

function isPriceKnown({ order: { status } }: OrderCase): boolean {
  return status === 'work_done' || status === 'closed';
}

import { falseCallEarning, feeEarning, reversals } from '../money/earning.ts';
import { findMaster, openVisit, type Fee, type OrderCase } from '../order-case.ts';
import { notAllowed, OrderWork, type By, type Decided } from '../order-work.ts';
import type { DeskPolicy } from '../sla.ts';
import { isPositive, paymentOf, type PaymentInput } from './finishing.ts';

export interface RefuseInput {
  readonly reason: string;
  /** For having come; 0 for none. */
  readonly feeMinor: number;
  /** Without it the fee is owed; `forgiven` needs the desk. */
  readonly fee?: { readonly paid: Omit<PaymentInput, 'kind' | 'amountMinor'> } | 'forgiven' | undefined;
}

/** The client does not want the work: at the door, on the phone, or after hearing the price. */
export function decideRefuse(one: OrderCase, by: By, input: RefuseInput, policy: DeskPolicy): Decided {
  const work = new OrderWork(one, by, policy, 'refuse');
  if (input.feeMinor !== 0 && !isPositive(input.feeMinor)) return notAllowed('amount_is_not_positive');
  const role = work.role();
  if (input.feeMinor > 0 && one.order.masterId === undefined) return notAllowed('nobody_has_come');
  if (typeof input.fee === 'object' && role === 'client') return notAllowed('not_yours');
  const forgives = input.fee === 'forgiven';
  if (forgives && (by.actor.id === undefined || (role !== 'dispatcher' && role !== 'admin'))) {
    return notAllowed('desk_forgives_fees');
  }
  const fee = feeOf(input, by);
  const refused = work.moveOrder(
    'refuse',
    { hasReason: input.reason.trim() !== '' },
    { refusal: { reason: input.reason, by: role }, fee, disputeReason: undefined },
  );
  if (refused !== undefined) return refused;
  const visit = work.endVisit();
  work.withdrawOffers();
  work.endAcceptedOffer();
  const { masterId } = one.order;
  const master = findMaster(one, masterId);
  if (input.feeMinor > 0 && input.fee !== undefined && input.fee !== 'forgiven') {
    work.addPayment(paymentOf({ ...input.fee.paid, kind: 'fee', amountMinor: input.feeMinor }, by));
    if (master !== undefined) work.addEarning(feeEarning(one, master, input.feeMinor));
  }
  work.tell({ kind: 'refused', reason: input.reason, by: role, masterId, feeMinor: input.feeMinor });
  return work.done({ visit, reason: input.reason, details: { feeMinor: input.feeMinor, fee: fee?.state } });
}

function feeOf(input: RefuseInput, by: By): Fee | undefined {
  if (input.feeMinor === 0) return undefined;
  const state = input.fee === undefined ? 'due' : input.fee === 'forgiven' ? 'forgiven' : 'paid';
  return { amountMinor: input.feeMinor, state, forgivenBy: state === 'forgiven' ? by.actor.id : undefined };
}

/** The order is called off. A master who has set out is paid for the drive. */
export function decideCancel(one: OrderCase, by: By, input: { readonly reason: string }, policy: DeskPolicy): Decided {
  const work = new OrderWork(one, by, policy, 'cancel');
  const role = work.role();
  if (role === 'master') return notAllowed('not_yours');
  const hasDeparted = openVisit(one)?.status === 'en_route';
  const refused = work.moveOrder(
    'cancel',
    { hasReason: input.reason.trim() !== '' },
    { cancel: { reason: input.reason, by: role } },
  );
  if (refused !== undefined) return refused;
  const visit = work.cancelVisit();
  work.withdrawOffers();
  work.endAcceptedOffer();
  const { masterId } = one.order;
  const master = findMaster(one, masterId);
  const earning =
    hasDeparted && master !== undefined ? falseCallEarning(one, master, policy.falseCallMinor) : undefined;
  if (earning !== undefined && earning.shareMinor > 0) work.addEarning(earning);
  const falseCallMinor = earning?.shareMinor ?? 0;
  work.tell({ kind: 'cancelled', reason: input.reason, by: role, masterId, falseCallMinor });
  return work.done({ visit, reason: input.reason });
}

/** A closed order was not as finished as it looked. What the master earned is countered, not erased. */
export function decideReopen(one: OrderCase, by: By, input: { readonly reason: string }, policy: DeskPolicy): Decided {
  const work = new OrderWork(one, by, policy, 'reopen');
  const { masterId } = one.order;
  if (one.order.status === 'closed' && masterId === undefined) return notAllowed('master_is_unknown');
  const refused = work.moveOrder(
    'reopen',
    { hasReason: input.reason.trim() !== '' },
    { closedAt: undefined, closedBy: undefined, warrantyUntil: undefined, finishedAt: undefined },
  );
  if (refused !== undefined) return refused;
  for (const reversal of reversals(one)) work.addEarning(reversal);
  if (masterId !== undefined) work.planVisit(masterId);
  work.tell({ kind: 'reopened', masterId, reason: input.reason });
  return work.done({ visit: work.visit, reason: input.reason });
}

/** A refused order is wanted after all. */
export function decideTakeUpAgain(
  one: OrderCase,
  by: By,
  input: { readonly reason: string },
  policy: DeskPolicy,
): Decided {
  const work = new OrderWork(one, by, policy, 'take_up_again');
  const refused = work.moveOrder(
    'take_up_again',
    { hasReason: input.reason.trim() !== '' },
    { masterId: undefined, refusal: undefined, fee: one.order.fee?.state === 'due' ? undefined : one.order.fee },
  );
  if (refused !== undefined) return refused;
  work.tell({ kind: 'taken_up_again', reason: input.reason });
  return work.done({ reason: input.reason });
}

/** Notes on the first order that it came back; the order for the work is made by whoever asked. */
export function decideClaimWarranty(one: OrderCase, by: By, _: object, policy: DeskPolicy): Decided {
  const work = new OrderWork(one, by, policy, 'claim_warranty');
  const refused = work.moveOrder('claim_warranty');
  if (refused !== undefined) return refused;
  work.tell({ kind: 'warranty_claimed' });
  return work.done();
}

import { earningOf } from '../money/earning.ts';
import { isMismatch, totalsOf, type MoneyLine, type Totals } from '../money/totals.ts';
import { chargedLines, findMaster, type OrderCase, type OrderLine, type Payment } from '../order-case.ts';
import { notAllowed, OrderWork, type By, type Decided } from '../order-work.ts';
import { missingFields, type FieldValues } from '../order-type.ts';
import { later, type DeskPolicy } from '../sla.ts';

/** The money of an order as it stands. */
export function totalsOfCase(one: OrderCase): Totals {
  return totalsOf(chargedLines(one), one.payments, one.order.discountMinor);
}

export interface PaymentInput {
  readonly kind: Payment['kind'];
  readonly method: Payment['method'];
  readonly amountMinor: number;
  /** Cash goes into a master's hand; undefined when the desk took it. */
  readonly takenBy?: number | undefined;
  readonly externalRef?: string | undefined;
  readonly status?: Payment['status'] | undefined;
  readonly idempotencyKey: string;
}

export interface FinishInput {
  /** All that was done and used; takes the place of what was noted before. */
  readonly lines: readonly MoneyLine[];
  readonly discountMinor?: number | undefined;
  readonly payments: readonly PaymentInput[];
  /** Why the client has not paid all of it. */
  readonly debtReason?: string | undefined;
  readonly warrantyDays: number | undefined;
  /** Why it costs something else than the client agreed to. */
  readonly mismatchReason?: string | undefined;
  readonly hasReview?: boolean | undefined;
  readonly isOutOfTown?: boolean | undefined;
  /** Of the order's own fields, those that were asked for with the report. */
  readonly fieldValues?: FieldValues | undefined;
}

/** The master reports that the work is done, with lines, money, photos and warranty. */
export function decideFinish(one: OrderCase, by: By, input: FinishInput, policy: DeskPolicy): Decided {
  const work = new OrderWork(one, by, policy, 'finish');
  const again = one.payments.some(({ idempotencyKey }) =>
    input.payments.some((payment) => payment.idempotencyKey === idempotencyKey),
  );
  if (one.order.status !== 'in_progress' || !again) {
    const refused = finish(work, input);
    return refused ?? work.done({ visit: one.visits.at(-1) });
  }
  return { kind: 'already_applied_by_me' };
}

function finish(work: OrderWork, input: FinishInput): Decided | undefined {
  const { before, by, policy } = work;
  const wrong = input.payments.find((payment) => !isPositive(payment.amountMinor));
  if (wrong !== undefined) return notAllowed('amount_is_not_positive');
  const payments = [...before.payments, ...input.payments.map((payment) => paymentOf(payment, by))];
  const totals = totalsOf(input.lines, payments, input.discountMinor ?? 0);
  const hasMismatch = isMismatch(totals.totalMinor, before.order.approvedMinor);
  const { visit } = work;
  const warranty = before.order.kind === 'warranty';
  const fieldValues =
    input.fieldValues === undefined ? before.order.fieldValues : { ...before.order.fieldValues, ...input.fieldValues };
  const refused = work.moveOrder(
    'finish',
    {
      hasAmount: warranty || input.lines.length > 0,
      hasPaymentOrDebt: totals.dueMinor <= 0 || (input.debtReason ?? '') !== '',
      hasPhotosBefore: visit === undefined || visit.photosBefore >= policy.requiredPhotosBefore,
      hasPhotos: visit === undefined || visit.photosAfter >= policy.requiredPhotosAfter,
      hasWarrantyDays: input.warrantyDays !== undefined,
      hasRequiredFields: missingFields(before.order.type?.fields ?? [], fieldValues, 'finish').length === 0,
      explainsMismatch: !hasMismatch || (input.mismatchReason ?? '') !== '',
    },
    {
      finishedAt: work.happenedAt,
      totalMinor: totals.totalMinor,
      discountMinor: totals.discountMinor,
      debtReason: totals.dueMinor > 0 ? input.debtReason : undefined,
      warrantyDays: input.warrantyDays,
      hasMismatch,
      mismatchReason: hasMismatch ? input.mismatchReason : undefined,
      hasReview: input.hasReview ?? false,
      isOutOfTown: input.isOutOfTown ?? false,
      unreadRev: undefined,
      fieldValues,
    },
  );
  if (refused !== undefined) return refused;
  if (visit !== undefined) {
    const left = work.moveVisit(visit, 'finish', { outcome: 'done', finishedAt: work.happenedAt });
    if (left !== undefined) return left;
  }
  work.patch({ payments, lines: linesOf(before.lines, input.lines, by.at) });
  const masterId = before.order.masterId ?? 0;
  const { totalMinor, paidMinor, dueMinor } = totals;
  work.tell({ kind: 'finished', masterId, totalMinor, paidMinor, dueMinor, hasMismatch });
  if (hasMismatch) work.openTask('check_mismatch', 'admin');
  return undefined;
}

/** What was noted before stays on record as taken back. */
function linesOf(before: readonly OrderLine[], lines: readonly MoneyLine[], at: Date): OrderLine[] {
  const removed = before.map((line) => (line.removedAt === undefined ? { ...line, removedAt: at } : line));
  const first = before.reduce((most, line) => Math.max(most, line.seq), 0) + 1;
  const added = lines.map((line, index) => ({
    ...line,
    seq: first + index,
    priceItemId: undefined,
    addedAt: at,
    removedAt: undefined,
  }));
  return [...removed, ...added];
}

export function paymentOf(input: PaymentInput, by: By): Payment {
  return {
    kind: input.kind,
    method: input.method,
    amountMinor: input.amountMinor,
    status: input.status ?? 'confirmed',
    takenBy: input.method === 'cash' ? input.takenBy : undefined,
    recordedBy: by.actor.id,
    at: by.at,
    externalRef: input.externalRef,
    idempotencyKey: input.idempotencyKey,
  };
}

export function isPositive(amountMinor: number): boolean {
  return Number.isSafeInteger(amountMinor) && amountMinor > 0;
}

/** The desk has looked, or a day has passed without anything to look at: the order is over and the master earns. */
export function decideClose(one: OrderCase, by: By, _: object, policy: DeskPolicy): Decided {
  const work = new OrderWork(one, by, policy, 'close');
  return close(work) ?? work.done();
}

/** Shared with the timer that closes by itself. */
export function close(work: OrderWork): Decided | undefined {
  const { by, before } = work;
  const { warrantyDays, masterId } = work.order;
  const warrantyUntil =
    warrantyDays === undefined || warrantyDays === 0 ? undefined : later(by.at, warrantyDays * 86_400_000);
  const refused = work.moveOrder('close', {}, { closedAt: by.at, closedBy: by.actor.id, warrantyUntil });
  if (refused !== undefined) return refused;
  const master = findMaster(before, masterId);
  let shareMinor = 0;
  if (master !== undefined) {
    const earning = earningOf(before, master);
    shareMinor = earning.shareMinor;
    work.addEarning(earning);
  }
  work.tell({ kind: 'closed', masterId, shareMinor, byItself: by.actor.id === undefined });
  return undefined;
}

/** The desk wants something done again or corrected before it closes. */
export function decideReturn(one: OrderCase, by: By, input: { readonly reason: string }, policy: DeskPolicy): Decided {
  const work = new OrderWork(one, by, policy, 'return');
  const refused = work.moveOrder(
    'return',
    { hasReason: input.reason.trim() !== '' },
    { finishedAt: undefined, disputeReason: undefined },
  );
  if (refused !== undefined) return refused;
  const { masterId } = one.order;
  if (masterId !== undefined) work.planVisit(masterId);
  work.tell({ kind: 'returned', masterId, reason: input.reason });
  return work.done({ visit: work.visit, reason: input.reason });
}

/** Somebody disagrees about the price: nothing closes until an admin has decided. */
export function decideDispute(one: OrderCase, by: By, input: { readonly reason: string }, policy: DeskPolicy): Decided {
  const work = new OrderWork(one, by, policy, 'dispute');
  const refused = work.moveOrder('dispute', { hasReason: input.reason.trim() !== '' }, { disputeReason: input.reason });
  if (refused !== undefined) return refused;
  work.tell({ kind: 'disputed', reason: input.reason });
  work.openTask('price_dispute', 'admin');
  return work.done({ reason: input.reason });
}

/** An admin has decided, perhaps for another discount. */
export function decideEndDispute(
  one: OrderCase,
  by: By,
  input: { readonly reason: string; readonly discountMinor?: number | undefined },
  policy: DeskPolicy,
): Decided {
  const work = new OrderWork(one, by, policy, 'end_dispute');
  const discount = input.discountMinor ?? one.order.discountMinor;
  const totals = totalsOf(chargedLines(one), one.payments, discount);
  const refused = work.moveOrder(
    'end_dispute',
    { hasReason: input.reason.trim() !== '' },
    { disputeReason: undefined, discountMinor: totals.discountMinor, totalMinor: totals.totalMinor },
  );
  if (refused !== undefined) return refused;
  work.setTimer('auto_close', 0, later(by.at, 86_400_000));
  work.tell({ kind: 'dispute_ended', reason: input.reason });
  return work.done({ reason: input.reason });
}

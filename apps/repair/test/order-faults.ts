import { orderMachine } from '../src/domain/machines/order-machine.ts';
import { paidOf, totalsOf } from '../src/domain/money/totals.ts';
import { chargedLines, type OrderCase } from '../src/domain/order-case.ts';
import { isNeedless } from '../src/domain/timers.ts';

const legal = new Set(orderMachine.transitions.map(({ from, to }) => `${from ?? ''}>${to}`));

/** What is wrong with an order after a step, in words; undefined when everything that is promised holds. */
export function faultOf(before: OrderCase, now: OrderCase): string | undefined {
  return statusFault(before, now) ?? offerFault(now) ?? timerFault(before, now) ?? moneyFault(before, now);
}

function statusFault(before: OrderCase, now: OrderCase): string | undefined {
  const { order } = now;
  const from = before.order.status;
  // Two lines of the table may follow each other in one step: an order that is taken by phone is offered first.
  const entry = now.history.length > before.history.length ? now.history.at(-1) : undefined;
  const isTwo = from === 'new' && order.status === 'assigned';
  if (from !== order.status && !isTwo && !legal.has(`${from}>${order.status}`)) return `${from} became ${order.status}`;
  if (from !== order.status && entry === undefined) return 'a status changed without a line of history';
  if (now.history.length - before.history.length > 1) return 'one step left two lines of history';
  if (order.rev - before.order.rev !== now.history.length - before.history.length) return 'rev and history differ';
  const needsMaster = order.status === 'assigned' || order.status === 'in_progress' || order.status === 'work_done';
  if (needsMaster && order.masterId === undefined) return `${order.status} without a master`;
  if ((order.status === 'on_hold') !== (order.hold !== undefined)) return 'a hold and its status differ';
  if ((order.status === 'closed') !== (order.closedAt !== undefined)) return 'closed and its time differ';
  if (order.status === 'refused' && order.refusal === undefined) return 'refused without a reason';
  if (order.status === 'cancelled' && order.cancel === undefined) return 'cancelled without a reason';
  let open = 0;
  for (const { status } of now.visits)
    if (status === 'planned' || status === 'en_route' || status === 'on_site') open++;
  if (open > 1) return 'two open visits';
  if (open > 0 && !['assigned', 'in_progress', 'on_hold'].includes(order.status))
    return `an open visit while ${order.status}`;
  return undefined;
}

function offerFault(now: OrderCase): string | undefined {
  let accepted = 0;
  let live = 0;
  for (const offer of now.offers) {
    if (offer.status === 'accepted' && offer.isActive) accepted++;
    if (offer.status === 'sent' || offer.status === 'seen') live++;
    if (offer.status === 'accepted' && offer.masterId === undefined) return 'accepted by nobody';
  }
  if (accepted > 1) return 'two accepted offers';
  if (accepted === 1 && live > 0) return 'an offer is open to others after one was accepted';
  if (live > 0 && now.order.status !== 'offering') return `an open offer while ${now.order.status}`;
  if (live === 0 && now.order.status === 'offering') return 'offering without an offer';
  return undefined;
}

function timerFault(before: OrderCase, now: OrderCase): string | undefined {
  for (const [index, timer] of now.timers.entries()) {
    if (timer.state !== 'pending') continue;
    const isSame = (other: (typeof now.timers)[number], place: number) =>
      place < index && other.state === 'pending' && other.event === timer.event && other.entitySeq === timer.entitySeq;
    if (now.timers.some(isSame)) return `two timers ${timer.event}`;
    if (isNeedless(now, timer)) return `the timer ${timer.event} waits for nothing`;
  }
  // What was settled stays settled.
  for (const [index, timer] of before.timers.entries()) {
    if (timer.state !== 'pending' && now.timers[index] !== timer) return `the timer ${timer.event} was settled twice`;
  }
  return undefined;
}

function moneyFault(before: OrderCase, now: OrderCase): string | undefined {
  const isTwice = now.payments.some(({ idempotencyKey }, index) =>
    now.payments.some((other, place) => place < index && other.idempotencyKey === idempotencyKey),
  );
  if (isTwice) return 'a payment counted twice';
  if (now.payments.length < before.payments.length) return 'a payment is gone';
  if (now.earnings.length < before.earnings.length) return 'an earning is gone';
  if (paidOf(now.payments) < 0) return 'more was given back than came in';
  const { order } = now;
  let work = 0;
  let fees = 0;
  for (const earning of now.earnings) {
    const { kind, grossMinor } = earning;
    if (grossMinor !== earning.partsMinor + earning.shareMinor + earning.companyMinor) return 'a split loses money';
    if (kind === 'refusal_fee') fees += grossMinor;
    else work += grossMinor;
  }
  const expected = order.status === 'closed' ? order.totalMinor : 0;
  if (work !== expected) return `${work} was divided instead of ${expected}`;
  const paidFees = now.payments.reduce((sum, { kind, amountMinor }) => sum + (kind === 'fee' ? amountMinor : 0), 0);
  if (fees !== paidFees) return `${fees} of fees was divided instead of ${paidFees}`;
  if (order.status === 'work_done' || order.status === 'closed') {
    const totals = totalsOf(chargedLines(now), now.payments, order.discountMinor);
    if (totals.totalMinor !== order.totalMinor) return 'the total is not the sum of the lines';
  }
  return undefined;
}

import { isLive, type OrderCase } from './order-case.ts';
import type { OrderStatus } from './machines/order-machine.ts';

/** What can come due on an order by itself. */
export type TimerEvent =
  | 'no_offer_1'
  | 'no_offer_2'
  | 'no_offer_3'
  | 'no_taker_broadcast'
  | 'no_taker_admin'
  | 'offer_reminder'
  | 'offer_expiry'
  | 'visit_confirmation'
  | 'visit_confirmation_missing'
  | 'visit_late'
  | 'on_site_long'
  | 'call_again'
  | 'hold_end'
  | 'hold_long'
  | 'cancel_proposal'
  | 'estimate_reminder_1'
  | 'estimate_reminder_2'
  | 'estimate_expiry'
  | 'auto_close'
  | 'limit_new'
  | 'limit_offering'
  | 'limit_assigned'
  | 'limit_in_progress';

export type TimerEntity = 'order' | 'visit' | 'offer' | 'estimate';

/** Waits, or has fired or been cancelled in the decision at hand. */
export interface PendingTimer {
  readonly id: number | undefined;
  readonly entity: TimerEntity;
  /** Of which visit, offer or estimate; 0 for the order itself. */
  readonly entitySeq: number;
  readonly event: TimerEvent;
  readonly dueAt: Date;
  readonly unless: TimerCondition;
  readonly setAt: Date;
  readonly state: 'pending' | 'done' | 'needless' | 'cancelled';
}

const statusIs =
  (...statuses: readonly OrderStatus[]) =>
  (one: OrderCase): boolean =>
    statuses.includes(one.order.status);

const visitOf = (one: OrderCase, seq: number) => one.visits.find((visit) => visit.seq === seq);

/**
 * When there is nothing left to do. One rule for all timers: whatever is decided about an order, those whose condition
 * holds afterwards are cancelled. So no decision has to remember which timers it makes needless.
 */
const conditions = {
  is_not_new: (one: OrderCase) => !statusIs('new')(one),
  is_not_offering: (one: OrderCase) => !statusIs('offering')(one),
  is_taken: (one: OrderCase) => !statusIs('new', 'offering')(one),
  is_not_assigned: (one: OrderCase) => !statusIs('assigned')(one),
  is_not_in_progress: (one: OrderCase) => !statusIs('in_progress')(one),
  is_not_work_done: (one: OrderCase) => !statusIs('work_done')(one),
  is_not_on_hold: (one: OrderCase) => !statusIs('on_hold')(one),
  is_not_unreachable: (one: OrderCase) => one.order.hold?.reason !== 'client_unreachable',
  offer_is_answered: (one: OrderCase, seq: number) => {
    const offer = one.offers.find((each) => each.seq === seq);
    return offer === undefined || !isLive(offer);
  },
  visit_is_confirmed: (one: OrderCase, seq: number) => {
    const visit = visitOf(one, seq);
    return visit?.status !== 'planned' || visit.confirmedAt !== undefined;
  },
  visit_is_not_planned: (one: OrderCase, seq: number) => visitOf(one, seq)?.status !== 'planned',
  visit_is_over: (one: OrderCase, seq: number) => {
    const status = visitOf(one, seq)?.status;
    return status !== 'planned' && status !== 'en_route';
  },
  visit_is_not_on_site: (one: OrderCase, seq: number) => visitOf(one, seq)?.status !== 'on_site',
  estimate_is_answered: (one: OrderCase, seq: number) =>
    one.estimates.find((estimate) => estimate.seq === seq)?.status !== 'sent',
} as const;

export type TimerCondition = keyof typeof conditions;

/** Of what each timer is, and under which condition it is needless; with a deleted order every one is. */
export const timerRules: Readonly<
  Record<TimerEvent, { readonly entity: TimerEntity; readonly unless: TimerCondition }>
> = {
  no_offer_1: { entity: 'order', unless: 'is_not_new' },
  no_offer_2: { entity: 'order', unless: 'is_not_new' },
  no_offer_3: { entity: 'order', unless: 'is_not_new' },
  no_taker_broadcast: { entity: 'order', unless: 'is_taken' },
  no_taker_admin: { entity: 'order', unless: 'is_taken' },
  offer_reminder: { entity: 'offer', unless: 'offer_is_answered' },
  offer_expiry: { entity: 'offer', unless: 'offer_is_answered' },
  visit_confirmation: { entity: 'visit', unless: 'visit_is_confirmed' },
  visit_confirmation_missing: { entity: 'visit', unless: 'visit_is_confirmed' },
  visit_late: { entity: 'visit', unless: 'visit_is_not_planned' },
  call_again: { entity: 'visit', unless: 'visit_is_over' },
  on_site_long: { entity: 'visit', unless: 'visit_is_not_on_site' },
  hold_end: { entity: 'order', unless: 'is_not_on_hold' },
  hold_long: { entity: 'order', unless: 'is_not_on_hold' },
  cancel_proposal: { entity: 'order', unless: 'is_not_unreachable' },
  estimate_reminder_1: { entity: 'estimate', unless: 'estimate_is_answered' },
  estimate_reminder_2: { entity: 'estimate', unless: 'estimate_is_answered' },
  estimate_expiry: { entity: 'estimate', unless: 'estimate_is_answered' },
  auto_close: { entity: 'order', unless: 'is_not_work_done' },
  limit_new: { entity: 'order', unless: 'is_not_new' },
  limit_offering: { entity: 'order', unless: 'is_not_offering' },
  limit_assigned: { entity: 'order', unless: 'is_not_assigned' },
  limit_in_progress: { entity: 'order', unless: 'is_not_in_progress' },
};

/** Whether a timer has nothing to do any more. */
export function isNeedless(one: OrderCase, timer: Pick<PendingTimer, 'unless' | 'entitySeq'>): boolean {
  return one.order.deleted !== undefined || conditions[timer.unless](one, timer.entitySeq);
}

export function isTimerEvent(event: string): event is TimerEvent {
  return event in timerRules;
}

export function isTimerCondition(name: string): name is TimerCondition {
  return name in conditions;
}

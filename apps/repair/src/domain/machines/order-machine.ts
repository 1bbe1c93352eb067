import { defineMachine, type Guard, type Transition } from '@durabot/kit';
import { desk, type ActorRole } from './actor.ts';

/** Where an order stands. A draft lives in its author's dialog; the table of orders begins with `new`. */
export const orderStatuses = [
  'draft',
  'new',
  'offering',
  'assigned',
  'in_progress',
  'on_hold',
  'work_done',
  'closed',
  'refused',
  'cancelled',
] as const;

export type OrderStatus = (typeof orderStatuses)[number];

export type OrderEvent =
  | 'start'
  | 'submit'
  | 'offer'
  | 'accept'
  | 'offers_ended'
  | 'assign'
  | 'start_visit'
  | 'release'
  | 'hold'
  | 'resume_new'
  | 'resume_assigned'
  | 'resume_in_progress'
  | 'send_estimate'
  | 'approve'
  | 'reject'
  | 'expire_estimate'
  | 'finish'
  | 'close'
  | 'return'
  | 'dispute'
  | 'end_dispute'
  | 'refuse'
  | 'cancel'
  | 'reopen'
  | 'claim_warranty'
  | 'take_up_again'
  | 'undo_accept'
  | 'undo_start_visit'
  | 'undo_hold'
  | 'undo_finish';

/** What the conditions of the table look at, beside the status. */
export interface OrderFacts {
  /** Nobody but a master does this: they act as master and as nothing else. */
  readonly asMasterOnly: boolean;
  readonly asClientOnly: boolean;
  readonly asSystemOnly: boolean;
  /** The visit under way or ahead. */
  readonly visit: 'planned' | 'en_route' | 'on_site' | undefined;
  readonly hasLiveOffer: boolean;
  readonly masterNeedsConfirmation: boolean;
  readonly hasHoldDate: boolean;
  readonly hasNextStep: boolean;
  readonly awaitsApproval: boolean;
  readonly hasReason: boolean;
  readonly estimateHasLines: boolean;
  readonly hasContact: boolean;
  readonly hasAddress: boolean;
  readonly hasCategory: boolean;
  readonly hasAmount: boolean;
  readonly hasPaymentOrDebt: boolean;
  readonly hasPhotosBefore: boolean;
  readonly hasPhotos: boolean;
  readonly hasWarrantyDays: boolean;
  /** Every field that the order's type wants before the end. */
  readonly hasRequiredFields: boolean;
  readonly explainsMismatch: boolean;
  readonly hasMismatch: boolean;
  readonly isDisputed: boolean;
  readonly isUnderWarranty: boolean;
  readonly daysSinceClosed: number;
  readonly moneyMoved: boolean;
}

/** How long a closed order can be opened again. */
export const reopenDays = 14;

const guard = (name: string, holds: (facts: OrderFacts) => boolean): Guard<OrderFacts> => ({ name, holds });

const hasReason = guard('has_reason', (f) => f.hasReason);
const awaitsApproval = guard('awaits_approval', (f) => f.awaitsApproval);
const notAwaitingApproval = guard('is_not_awaiting_approval', (f) => !f.awaitsApproval);
const masterBeforeOnSite = guard('master_only_before_on_site', (f) => !f.asMasterOnly || f.visit !== 'on_site');
const masterOnSite = guard('master_only_on_site', (f) => !f.asMasterOnly || f.visit === 'on_site');
const clientBeforeEnRoute = guard(
  'client_only_before_en_route',
  (f) => !f.asClientOnly || f.visit === undefined || f.visit === 'planned',
);
const notOnSite = guard('is_not_on_site', (f) => f.visit !== 'on_site');
const hasHoldDate = guard('has_hold_date', (f) => f.hasHoldDate);
const hasNextStep = guard('has_next_step', (f) => f.hasNextStep);
const notDisputed = guard('is_not_disputed', (f) => !f.isDisputed);
const noMoneyMoved = guard('no_money_moved', (f) => !f.moneyMoved);

type Row = Transition<OrderStatus, OrderEvent, ActorRole, OrderFacts>;

interface Terms {
  readonly guards?: readonly Guard<OrderFacts>[];
  readonly effects?: readonly string[];
}

/** One line of the table for each of the states it begins in. */
function rows(
  from: readonly (OrderStatus | undefined)[],
  event: OrderEvent,
  to: OrderStatus,
  who: readonly ActorRole[],
  terms: Terms = {},
): Row[] {
  return from.map((state) => ({ from: state, event, to, who, ...terms }));
}

/** Every legal change of an order. What is not here does not happen. */
export const orderMachine = defineMachine<OrderStatus, OrderEvent, ActorRole, OrderFacts>({
  name: 'order',
  states: orderStatuses,
  transitions: [
    ...rows([undefined], 'start', 'draft', [...desk, 'client']),
    ...rows(['draft'], 'submit', 'new', [...desk, 'client'], {
      guards: [
        guard('has_contact', (f) => f.hasContact),
        guard('has_address', (f) => f.hasAddress),
        guard('has_category', (f) => f.hasCategory),
      ],
      effects: ['look_for_duplicates', 'set_waiting_timers'],
    }),
    ...rows(['new', 'offering'], 'offer', 'offering', [...desk, 'system'], {
      guards: [guard('has_live_offer', (f) => f.hasLiveOffer)],
      effects: ['set_offer_timers'],
    }),
    ...rows(['offering'], 'accept', 'assigned', ['master', ...desk], {
      effects: ['withdraw_other_offers', 'reveal_phone', 'plan_visit'],
    }),
    ...rows(['offering'], 'offers_ended', 'new', [...desk, 'master', 'system'], {
      guards: [guard('has_no_live_offer', (f) => !f.hasLiveOffer)],
      effects: ['count_no_taker', 'set_waiting_timers'],
    }),
    ...rows(['new'], 'assign', 'assigned', desk, {
      guards: [guard('master_needs_no_confirmation', (f) => !f.masterNeedsConfirmation)],
      effects: ['reveal_phone', 'plan_visit'],
    }),
    ...rows(['assigned'], 'start_visit', 'in_progress', ['master', ...desk]),
    ...rows(['assigned', 'in_progress'], 'release', 'new', ['master', ...desk], {
      guards: [hasReason, masterBeforeOnSite],
      effects: ['cancel_visit', 'hide_phone', 'count_release', 'set_waiting_timers'],
    }),
    ...rows(['assigned', 'in_progress', 'on_hold'], 'hold', 'on_hold', ['master', ...desk, 'system'], {
      guards: [hasHoldDate, hasNextStep, notAwaitingApproval],
      effects: ['set_hold_timer'],
    }),
    ...(['new', 'assigned', 'in_progress'] as const).flatMap((to) =>
      rows(['on_hold'], `resume_${to}`, to, ['master', ...desk, 'system'], { guards: [notAwaitingApproval] }),
    ),
    ...rows(['in_progress'], 'send_estimate', 'on_hold', ['master', ...desk], {
      guards: [guard('estimate_has_lines', (f) => f.estimateHasLines)],
      effects: ['set_estimate_timers'],
    }),
    ...rows(['on_hold'], 'approve', 'in_progress', ['client', ...desk], {
      guards: [awaitsApproval],
      effects: ['stamp_approved_amount'],
    }),
    ...rows(['on_hold'], 'reject', 'in_progress', ['client', ...desk], {
      guards: [awaitsApproval],
      effects: ['offer_diagnostic_fee'],
    }),
    ...rows(['on_hold'], 'expire_estimate', 'on_hold', ['system'], {
      guards: [awaitsApproval],
      effects: ['open_task'],
    }),
    ...rows(['in_progress'], 'finish', 'work_done', ['master', ...desk], {
      guards: [
        // On the way nobody has finished: without this the button would lead through the whole report to a refusal.
        guard('has_arrived', (f) => f.visit === undefined || f.visit === 'on_site'),
        guard('has_amount', (f) => f.hasAmount),
        guard('has_payment_or_debt_reason', (f) => f.hasPaymentOrDebt),
        guard('has_photos_before', (f) => f.hasPhotosBefore),
        guard('has_photos', (f) => f.hasPhotos),
        guard('has_warranty_days', (f) => f.hasWarrantyDays),
        guard('has_required_fields', (f) => f.hasRequiredFields),
        guard('explains_mismatch', (f) => f.explainsMismatch),
      ],
      effects: ['set_closing_timer'],
    }),
    ...rows(['work_done'], 'close', 'closed', [...desk, 'system'], {
      guards: [notDisputed, guard('system_only_without_mismatch', (f) => !f.asSystemOnly || !f.hasMismatch)],
      effects: ['write_settlement_lines', 'begin_warranty'],
    }),
    ...rows(['work_done'], 'return', 'in_progress', desk, { guards: [hasReason] }),
    ...rows(['work_done'], 'dispute', 'work_done', ['client', 'master', ...desk], {
      guards: [hasReason, notDisputed],
      effects: ['open_task'],
    }),
    ...rows(['work_done'], 'end_dispute', 'work_done', ['admin'], {
      guards: [hasReason, guard('is_disputed', (f) => f.isDisputed)],
    }),
    ...rows(
      ['new', 'offering', 'assigned', 'in_progress', 'on_hold'],
      'refuse',
      'refused',
      ['master', ...desk, 'client'],
      {
        guards: [hasReason, masterOnSite],
        effects: ['end_visit', 'withdraw_offers', 'write_settlement_lines'],
      },
    ),
    ...rows(['draft', 'new', 'offering', 'assigned', 'on_hold'], 'cancel', 'cancelled', [...desk, 'client'], {
      guards: [hasReason, clientBeforeEnRoute],
      effects: ['cancel_visit', 'withdraw_offers', 'tell_master'],
    }),
    // The master is on the way: only the desk, and the drive is paid.
    ...rows(['in_progress'], 'cancel', 'cancelled', desk, {
      guards: [hasReason, notOnSite],
      effects: ['cancel_visit', 'tell_master', 'pay_false_call'],
    }),
    ...rows(['closed'], 'reopen', 'in_progress', ['admin'], {
      guards: [hasReason, guard(`closed_at_most_${reopenDays}_days_ago`, (f) => f.daysSinceClosed <= reopenDays)],
      effects: ['reverse_settlement_lines', 'plan_visit'],
    }),
    ...rows(['closed'], 'claim_warranty', 'closed', [...desk, 'client'], {
      guards: [guard('is_under_warranty', (f) => f.isUnderWarranty)],
      effects: ['create_warranty_order'],
    }),
    ...rows(['refused'], 'take_up_again', 'new', desk, { guards: [hasReason], effects: ['set_waiting_timers'] }),
    ...rows(['assigned'], 'undo_accept', 'new', ['master'], {
      guards: [noMoneyMoved],
      effects: ['cancel_visit', 'hide_phone', 'set_waiting_timers'],
    }),
    ...rows(['in_progress'], 'undo_start_visit', 'assigned', ['master'], { guards: [noMoneyMoved] }),
    ...rows(['on_hold'], 'undo_hold', 'in_progress', ['master'], { guards: [noMoneyMoved, notAwaitingApproval] }),
    ...rows(['work_done'], 'undo_finish', 'in_progress', ['master'], { guards: [noMoneyMoved] }),
  ],
});

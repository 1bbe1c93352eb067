import type { ActorRole } from './machines/actor.ts';
import type { MasterStatus } from './machines/master-machine.ts';
import type { OfferStatus } from './machines/offer-machine.ts';
import type { OrderStatus } from './machines/order-machine.ts';
import type { VisitStatus } from './machines/visit-machine.ts';
import type { MoneyLine } from './money/totals.ts';
import type { ShareScheme, Split } from './money/share-scheme.ts';
import type { Check, FieldValues, OrderType } from './order-type.ts';
import type { PendingTimer } from './timers.ts';

/**
 * An order with everything that decisions about it look at. Decisions are functions from a case to the next one;
 * what is stored is the difference, found by identity: whatever changes is a new object.
 */
export interface OrderCase {
  readonly order: OrderState;
  readonly visits: readonly Visit[];
  readonly offers: readonly Offer[];
  readonly declines: readonly Decline[];
  readonly estimates: readonly Estimate[];
  readonly lines: readonly OrderLine[];
  readonly payments: readonly Payment[];
  readonly earnings: readonly Earning[];
  readonly attempts: readonly ContactAttempt[];
  readonly history: readonly HistoryEntry[];
  readonly timers: readonly PendingTimer[];
  readonly tasks: readonly OpenTask[];
  /** The masters that this decision may be about. */
  readonly masters: readonly MasterState[];
}

export interface OrderState {
  readonly id: number;
  readonly rev: number;
  readonly status: OrderStatus;
  readonly statusSince: Date;
  readonly kind: 'ordinary' | 'repeat' | 'warranty';
  readonly category: string;
  /** What its type asks of it; a type that nobody chose asks nothing. */
  readonly type: Pick<OrderType, 'fields' | 'checklist' | 'starts'> | undefined;
  readonly fieldValues: FieldValues;
  readonly currency: string;
  readonly dispatcherId: number;
  readonly masterId: number | undefined;
  readonly parentOrderId: number | undefined;
  readonly wantedKind: 'asap' | 'at' | 'window';
  readonly wantedFrom: Date;
  readonly wantedTo: Date | undefined;
  readonly problemText: string | undefined;
  readonly priceEstimateMinor: number | undefined;
  readonly notes: string | undefined;
  readonly priority: number;
  readonly firstOfferedAt: Date | undefined;
  readonly acceptedAt: Date | undefined;
  readonly enRouteAt: Date | undefined;
  readonly onSiteAt: Date | undefined;
  readonly finishedAt: Date | undefined;
  readonly closedAt: Date | undefined;
  readonly closedBy: number | undefined;
  readonly noTakerCount: number;
  readonly rescheduleCount: number;
  readonly hold: Hold | undefined;
  readonly approvedMinor: number | undefined;
  readonly approvedAt: Date | undefined;
  readonly discountMinor: number;
  readonly totalMinor: number;
  readonly debtReason: string | undefined;
  readonly hasMismatch: boolean;
  readonly mismatchReason: string | undefined;
  readonly hasReview: boolean;
  readonly isOutOfTown: boolean;
  readonly warrantyDays: number | undefined;
  readonly warrantyUntil: Date | undefined;
  readonly refusal: { readonly reason: string; readonly by: ActorRole } | undefined;
  readonly fee: Fee | undefined;
  readonly cancel: { readonly reason: string; readonly by: Exclude<ActorRole, 'master'> } | undefined;
  readonly disputeReason: string | undefined;
  readonly unreadRev: number | undefined;
  /** The client is not served; undefined for everybody else. */
  readonly blacklist: Blacklist | undefined;
  readonly deleted: { readonly at: Date; readonly by: number; readonly reason: string } | undefined;
}

/** Why a client is not served, and the admin's word that this order is made all the same. */
export interface Blacklist {
  readonly reason: string;
  readonly approved: { readonly at: Date; readonly by: number } | undefined;
}

export interface Hold {
  readonly reason: HoldReason;
  readonly until: Date;
  readonly nextStepBy: 'dispatcher' | 'master' | 'client' | 'admin';
  readonly from: 'assigned' | 'in_progress';
  readonly note: string | undefined;
}

export type HoldReason =
  | 'parts'
  | 'awaiting_approval'
  | 'client'
  | 'client_unreachable'
  | 'long_repair'
  | 'workshop'
  | 'other';

/** What a client owes for coming, when nothing was repaired. */
export interface Fee {
  readonly amountMinor: number;
  readonly state: 'due' | 'paid' | 'forgiven';
  readonly forgivenBy: number | undefined;
}

export type VisitOutcome =
  | 'done'
  | 'needs_parts'
  | 'needs_workshop'
  | 'needs_second_visit'
  | 'refused'
  | 'client_unreachable'
  | 'client_absent'
  | 'wrong_address'
  | 'no_access'
  | 'master_problem';

export interface Visit {
  readonly seq: number;
  readonly masterId: number;
  readonly status: VisitStatus;
  readonly plannedFrom: Date;
  readonly plannedTo: Date | undefined;
  readonly confirmedAt: Date | undefined;
  readonly departedAt: Date | undefined;
  readonly etaAt: Date | undefined;
  readonly arrivedAt: Date | undefined;
  readonly arrivedPlace: { readonly latitude: number; readonly longitude: number } | undefined;
  readonly finishedAt: Date | undefined;
  readonly outcome: VisitOutcome | undefined;
  readonly outcomeReason: string | undefined;
  readonly photosBefore: number;
  readonly photosAfter: number;
  /** Empty until the master has begun it. */
  readonly checklist: readonly Check[];
  readonly createdAt: Date;
}

export type DeclineReason = 'busy' | 'far' | 'not_my_profile' | 'price' | 'other';

export interface Offer {
  /** Undefined until it is stored. */
  readonly id: number | undefined;
  readonly seq: number;
  readonly masterId: number | undefined;
  readonly mode: 'direct' | 'ranked' | 'broadcast';
  readonly status: OfferStatus;
  readonly isActive: boolean;
  readonly sentBy: number | undefined;
  readonly sentAt: Date;
  readonly seenAt: Date | undefined;
  readonly respondedAt: Date | undefined;
  readonly expiresAt: Date;
  readonly declineReason: DeclineReason | undefined;
  readonly declineNote: string | undefined;
}

export interface Decline {
  readonly masterId: number;
  readonly reason: DeclineReason;
  readonly at: Date;
}

export interface Estimate {
  readonly seq: number;
  readonly status: 'sent' | 'approved' | 'rejected' | 'expired' | 'replaced';
  readonly totalMinor: number;
  readonly lines: readonly MoneyLine[];
  readonly sentAt: Date;
  readonly expiresAt: Date;
  readonly answeredAt: Date | undefined;
  readonly answeredAs: 'client' | 'dispatcher' | 'admin' | undefined;
  readonly answerNote: string | undefined;
}

export interface OrderLine extends MoneyLine {
  readonly seq: number;
  readonly priceItemId: number | undefined;
  readonly addedAt: Date;
  readonly removedAt: Date | undefined;
}

export interface Payment {
  readonly kind: 'prepay' | 'final' | 'refund' | 'fee';
  readonly method: 'cash' | 'card' | 'transfer' | 'link';
  readonly amountMinor: number;
  readonly status: 'pending' | 'confirmed' | 'failed';
  /** The master who has the cash. */
  readonly takenBy: number | undefined;
  readonly recordedBy: number | undefined;
  readonly at: Date;
  readonly externalRef: string | undefined;
  readonly idempotencyKey: string;
}

export type EarningKind = 'order' | 'warranty_rework' | 'refusal_fee' | 'false_call' | 'reversal';

/** What an order is worth to a master: a line of the next settlement. */
export interface Earning extends Split {
  /** Undefined until it is stored. */
  readonly id: number | undefined;
  readonly kind: EarningKind;
  readonly masterId: number;
  readonly at: Date;
  readonly idempotencyKey: string;
  /** The key of the line it takes back. */
  readonly reverses: string | undefined;
  readonly explanation: { readonly scheme: ShareScheme | undefined };
}

export interface ContactAttempt {
  readonly seq: number;
  readonly visitSeq: number | undefined;
  readonly channel: 'call' | 'message';
  readonly byId: number | undefined;
  readonly at: Date;
}

export interface HistoryEntry {
  readonly seq: number;
  readonly at: Date;
  readonly event: string;
  readonly from: OrderStatus | undefined;
  readonly to: OrderStatus;
  /** Undefined: the system. */
  readonly actorId: number | undefined;
  readonly actorName: string | undefined;
  /** The order's client; they have no id here. */
  readonly byClient: boolean;
  readonly reason: string | undefined;
  readonly visit: { readonly seq: number; readonly to: VisitStatus } | undefined;
  readonly offer: { readonly seq: number; readonly to: OfferStatus } | undefined;
  readonly saidAt: Date | undefined;
  readonly details: Readonly<Record<string, unknown>> | undefined;
}

export type TaskKind =
  | 'call_master'
  | 'estimate_expired'
  | 'price_dispute'
  | 'no_taker'
  | 'propose_cancel'
  | 'bad_rating'
  | 'check_mismatch'
  | 'call_client'
  | 'plan_visit'
  | 'help_master';

export interface OpenTask {
  readonly kind: TaskKind;
  readonly forRole: 'dispatcher' | 'admin';
  readonly dueAt: Date;
  readonly openedAt: Date;
}

export interface MasterState {
  readonly userId: number;
  readonly name: string;
  readonly status: MasterStatus;
  readonly needsConfirmation: boolean;
  readonly takesNights: boolean;
  readonly isSenior: boolean;
  readonly cashHeldMinor: number;
  readonly cashLimitMinor: number | undefined;
  /** The master's own; the category decides where there is none. */
  readonly scheme: ShareScheme | undefined;
}

export function findMaster(one: OrderCase, masterId: number | undefined): MasterState | undefined {
  return one.masters.find((master) => master.userId === masterId);
}

/** The visit under way or ahead; the database allows one. */
export function openVisit(one: OrderCase): Visit | undefined {
  return one.visits.find(({ status }) => status === 'planned' || status === 'en_route' || status === 'on_site');
}

export function liveOffers(one: OrderCase): Offer[] {
  return one.offers.filter(isLive);
}

export function isLive(offer: Offer): boolean {
  return offer.status === 'sent' || offer.status === 'seen';
}

/** The offer by which a master has the order. */
export function acceptedOffer(one: OrderCase): Offer | undefined {
  return one.offers.find((offer) => offer.status === 'accepted' && offer.isActive);
}

export function openEstimate(one: OrderCase): Estimate | undefined {
  return one.estimates.find(({ status }) => status === 'sent');
}

/** What is charged: lines that were not taken back. */
export function chargedLines(one: OrderCase): OrderLine[] {
  return one.lines.filter(({ removedAt }) => removedAt === undefined);
}

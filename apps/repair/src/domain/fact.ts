import type { ActorRole } from './machines/actor.ts';
import type { OrderStatus } from './machines/order-machine.ts';
import type { DeclineReason, Hold, HoldReason, TaskKind, VisitOutcome } from './order-case.ts';
import type { TimerEvent } from './timers.ts';

/**
 * Something that happened to an order. Whoever tells people reads it; it holds ids and sums and nothing that a group
 * may not see but `changes`.
 */
export type Fact = { readonly orderId: number; readonly at: Date } & What;

export type What =
  | { readonly kind: 'created' }
  | {
      readonly kind: 'offered';
      readonly offerSeq: number;
      readonly masterId: number | undefined;
      readonly mode: 'direct' | 'ranked' | 'broadcast';
      readonly expiresAt: Date;
    }
  | { readonly kind: 'offer_reminder'; readonly offerSeq: number; readonly masterId: number | undefined }
  | { readonly kind: 'offer_withdrawn'; readonly offerSeq: number; readonly masterId: number | undefined }
  | {
      readonly kind: 'declined';
      readonly offerSeq: number;
      readonly masterId: number;
      readonly reason: DeclineReason;
      /** With this one, how many have declined or let it expire. */
      readonly count: number;
    }
  | {
      readonly kind: 'offer_expired';
      readonly offerSeq: number;
      readonly masterId: number | undefined;
      readonly count: number;
    }
  | { readonly kind: 'no_taker'; readonly count: number }
  | { readonly kind: 'accepted'; readonly masterId: number; readonly visitSeq: number; readonly byPhone: boolean }
  | { readonly kind: 'assigned'; readonly masterId: number; readonly visitSeq: number }
  | { readonly kind: 'released'; readonly masterId: number; readonly reason: string; readonly isUndone: boolean }
  | { readonly kind: 'visit_confirmed'; readonly visitSeq: number; readonly masterId: number }
  | {
      readonly kind: 'en_route';
      readonly visitSeq: number;
      readonly masterId: number;
      readonly etaAt: Date | undefined;
    }
  | { readonly kind: 'on_site'; readonly visitSeq: number; readonly masterId: number }
  | { readonly kind: 'inspected'; readonly visitSeq: number; readonly masterId: number }
  /** A line of the visit's checklist has come to something. */
  | { readonly kind: 'checked'; readonly visitSeq: number; readonly masterId: number }
  /** The master will not be there in time, and says so before setting out. */
  | { readonly kind: 'cannot_come'; readonly visitSeq: number; readonly masterId: number }
  | { readonly kind: 'all_right'; readonly visitSeq: number; readonly masterId: number }
  | { readonly kind: 'help_wanted'; readonly visitSeq: number; readonly masterId: number }
  /** An order that shares the visit of another one has gone where that one went. */
  | { readonly kind: 'followed'; readonly parentId: number }
  | {
      readonly kind: 'visit_failed';
      readonly visitSeq: number;
      readonly masterId: number;
      readonly outcome: VisitOutcome;
    }
  | {
      readonly kind: 'late_risk';
      readonly visitSeq: number;
      readonly masterId: number;
      readonly lateMs: number;
      /** So long that the client is told. */ readonly isLong: boolean;
    }
  | {
      readonly kind: 'rescheduled';
      readonly visitSeq: number;
      readonly masterId: number;
      readonly from: Date;
      readonly to: Date;
    }
  | { readonly kind: 'held'; readonly hold: Hold; readonly masterId: number | undefined }
  | { readonly kind: 'resumed'; readonly to: OrderStatus; readonly masterId: number | undefined }
  | {
      readonly kind: 'hold_reached';
      readonly reason: HoldReason;
      readonly nextStepBy: Hold['nextStepBy'];
    }
  | {
      readonly kind: 'estimate_sent';
      readonly estimateSeq: number;
      readonly totalMinor: number;
      readonly expiresAt: Date;
    }
  | { readonly kind: 'estimate_reminder'; readonly estimateSeq: number; readonly number: 1 | 2 }
  | { readonly kind: 'estimate_approved'; readonly estimateSeq: number; readonly totalMinor: number }
  | { readonly kind: 'estimate_rejected'; readonly estimateSeq: number }
  | { readonly kind: 'estimate_expired'; readonly estimateSeq: number }
  | {
      readonly kind: 'finished';
      readonly masterId: number;
      readonly totalMinor: number;
      readonly paidMinor: number;
      readonly dueMinor: number;
      readonly hasMismatch: boolean;
    }
  | { readonly kind: 'returned'; readonly masterId: number | undefined; readonly reason: string }
  | {
      readonly kind: 'closed';
      readonly masterId: number | undefined;
      readonly shareMinor: number;
      readonly byItself: boolean;
    }
  | { readonly kind: 'disputed'; readonly reason: string }
  | { readonly kind: 'dispute_ended'; readonly reason: string }
  | {
      readonly kind: 'refused';
      readonly reason: string;
      readonly by: ActorRole;
      readonly masterId: number | undefined;
      readonly feeMinor: number;
    }
  | {
      readonly kind: 'cancelled';
      readonly reason: string;
      readonly by: ActorRole;
      readonly masterId: number | undefined;
      readonly falseCallMinor: number;
    }
  | { readonly kind: 'reopened'; readonly masterId: number | undefined; readonly reason: string }
  | { readonly kind: 'taken_up_again'; readonly reason: string }
  | { readonly kind: 'warranty_claimed' }
  | {
      readonly kind: 'client_unreachable';
      readonly attempt: number;
      /** What to do next: wait, write to the client, or go on with something else. */
      readonly step: 'call_again' | 'write' | 'given_up';
      readonly nextAt: Date | undefined;
    }
  | { readonly kind: 'undone'; readonly event: string; readonly masterId: number }
  | {
      readonly kind: 'edited';
      readonly changes: Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>>;
      readonly masterId: number | undefined;
      /** The master has to say that they have read it. */
      readonly mustRead: boolean;
    }
  | { readonly kind: 'client_waits'; readonly masterId: number }
  | { readonly kind: 'approval_wanted' }
  | { readonly kind: 'client_approved' }
  | { readonly kind: 'blacklisted' }
  | { readonly kind: 'change_read'; readonly masterId: number }
  | {
      readonly kind: 'paid';
      readonly payment: 'prepay' | 'final' | 'refund' | 'fee';
      readonly amountMinor: number;
      readonly dueMinor: number;
      /** Who has the cash; undefined for money that is in no master's hands. */
      readonly masterId: number | undefined;
    }
  | { readonly kind: 'total_confirmed'; readonly totalMinor: number }
  | { readonly kind: 'rated'; readonly stars: number; readonly masterId: number | undefined }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'restored' }
  | {
      readonly kind: 'task_opened';
      readonly task: TaskKind;
      readonly forRole: 'dispatcher' | 'admin';
      readonly dueAt: Date;
    }
  /** A timer that only recalls or warns. */
  | {
      readonly kind: 'reminder';
      readonly event: TimerEvent;
      readonly masterId: number | undefined;
      readonly visitSeq: number | undefined;
    };

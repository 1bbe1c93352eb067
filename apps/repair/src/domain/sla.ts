import type { OrderStatus } from './machines/order-machine.ts';
import type { TimerEvent } from './timers.ts';
import { instantOf, wallTimeOf } from './wall-clock.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long things may take where a company says so itself; each of them is a setting. */
export interface ServiceLimits {
  readonly offerTtlInShiftMs: number;
  readonly offerTtlOffShiftMs: number;
  /** Until an order without an offer is recalled to the desk for the first time; it is recalled twice more. */
  readonly noOfferMs: number;
  readonly noTakerBroadcastMs: number;
  /** Longer than {@link noTakerBroadcastMs}: between the two the offer to all lives. */
  readonly noTakerAdminMs: number;
  readonly confirmBeforeVisitMs: number;
  /** Also from when on a client is told that somebody is late. */
  readonly lateAfterMs: number;
  readonly onSiteLongMs: number;
  readonly holdLongMs: number;
  /** How long an order may stay what it is. */
  readonly statusMs: Readonly<Record<LimitedStatus, number>>;
}

export type LimitedStatus = 'new' | 'offering' | 'assigned' | 'in_progress';

/** What holds until a company says otherwise. */
export const usualLimits: ServiceLimits = {
  offerTtlInShiftMs: 10 * minute,
  offerTtlOffShiftMs: 30 * minute,
  noOfferMs: 5 * minute,
  noTakerBroadcastMs: 20 * minute,
  noTakerAdminMs: 45 * minute,
  confirmBeforeVisitMs: 60 * minute,
  lateAfterMs: 15 * minute,
  onSiteLongMs: 4 * hour,
  holdLongMs: 7 * day,
  statusMs: { new: 2 * hour, offering: 4 * hour, assigned: 8 * hour, in_progress: 12 * hour },
};

/** How long things may take that are the same everywhere; {@link deskPolicy} puts all of them on a calendar. */
export const limits = {
  /** Of its life, when an offer is recalled to the master. */
  offerReminderShare: 0.5,
  rankedOffersAtMost: 5,
  /** An order without an offer is recalled with growing distances, and then no more: after so many times the first one. */
  noOfferAgain: [4, 12],
  /** Of the time before the visit, when a master who has said nothing is a task. */
  confirmationMissingShare: 0.5,
  /** After the master has said that all is right. */
  onSiteAgainMs: 2 * hour,
  /** Between the first and the second try to reach a client. */
  callAgainMs: 15 * minute,
  /** How late something that a master pressed may still be theirs: a part of an album that came after the rest. */
  lateAlbumMs: minute,
  estimateReminderMs: [24 * hour, 72 * hour],
  estimateExpiryMs: 7 * day,
  estimateExpiredHoldMs: day,
  autoCloseMs: day,
  undoMs: minute,
  clientWaitsEveryMs: minute,
  badRatingMs: 15 * minute,
  /** Between the first call to a client who does not answer and the end of the visit. */
  unreachableMs: 30 * minute,
  unreachableProposeCancelMs: 7 * day,
  warrantyRepeatMs: 2 * hour,
} as const;

const statusTimers: Readonly<Record<LimitedStatus, TimerEvent>> = {
  new: 'limit_new',
  offering: 'limit_offering',
  assigned: 'limit_assigned',
  in_progress: 'limit_in_progress',
};

function isLimited(status: OrderStatus): status is LimitedStatus {
  return status in statusTimers;
}

/** The desk's calendar: its zone and its night, in which only masters for nights are asked and nobody is recalled to. */
export interface DeskPolicy {
  isNight(at: Date): boolean;
  /** The same instant by day; the end of the night for one within it. */
  outsideNight(at: Date): Date;
  /** Ten o'clock on the day after. */
  nextMorning(at: Date): Date;
  /** From midnight to midnight, by the wall clock. */
  dayOf(at: Date): { readonly dayFrom: Date; readonly dayTo: Date };
  readonly requiredPhotosBefore: number;
  readonly requiredPhotosAfter: number;
  /** As they are now: timers that are set already keep their time. */
  readonly limits: ServiceLimits;
  /** What a master gets for driving in vain where their scheme says nothing of it. */
  readonly falseCallMinor: number;
}

/** What a company sets while the bot runs. */
export interface CompanyRules {
  readonly limits: ServiceLimits;
  readonly falseCallMinor: number;
}

export const usualRules: CompanyRules = { limits: usualLimits, falseCallMinor: 0 };

export function deskPolicy(settings: {
  readonly zone: string;
  /** Wall-clock hours; equal ones mean no night. */
  readonly nightFrom?: number;
  readonly nightTo?: number;
  readonly requiredPhotosBefore?: number;
  readonly requiredPhotosAfter?: number;
  /** Asked at each decision; the usual rules without it. */
  readonly rules?: () => CompanyRules;
}): DeskPolicy {
  const { zone, nightFrom = 22, nightTo = 6, rules = () => usualRules } = settings;
  const isNightHour = (minutes: number): boolean =>
    nightFrom <= nightTo
      ? minutes >= nightFrom * 60 && minutes < nightTo * 60
      : minutes >= nightFrom * 60 || minutes < nightTo * 60;
  return {
    isNight: (at) => isNightHour(wallTimeOf(at.getTime(), zone).minutes),
    outsideNight: (at) => {
      const { date, minutes } = wallTimeOf(at.getTime(), zone);
      if (!isNightHour(minutes)) return at;
      const morning = minutes < nightTo * 60 ? date : date.add({ days: 1 });
      return instantOf({ date: morning, minutes: nightTo * 60 }, zone);
    },
    nextMorning: (at) => {
      const { date } = wallTimeOf(at.getTime(), zone);
      return instantOf({ date: date.add({ days: 1 }), minutes: 10 * 60 }, zone);
    },
    dayOf: (at) => {
      const { date } = wallTimeOf(at.getTime(), zone);
      return {
        dayFrom: instantOf({ date, minutes: 0 }, zone),
        dayTo: instantOf({ date: date.add({ days: 1 }), minutes: 0 }, zone),
      };
    },
    requiredPhotosBefore: settings.requiredPhotosBefore ?? 0,
    requiredPhotosAfter: settings.requiredPhotosAfter ?? 1,
    get limits() {
      return rules().limits;
    },
    get falseCallMinor() {
      return rules().falseCallMinor;
    },
  };
}

/** A calendar without nights, for whoever needs none. */
export const plainPolicy: DeskPolicy = {
  isNight: () => false,
  outsideNight: (at) => at,
  nextMorning: (at) => new Date(at.getTime() + day),
  dayOf: (at) => ({ dayFrom: at, dayTo: new Date(at.getTime() + day) }),
  requiredPhotosBefore: 0,
  requiredPhotosAfter: 0,
  ...usualRules,
};

export function later(at: Date, ms: number): Date {
  return new Date(at.getTime() + ms);
}

/** What begins to run when an order becomes what it now is. Recalling waits for the morning; limits do not. */
export function timersOfStatus(
  status: OrderStatus,
  at: Date,
  policy: DeskPolicy,
): { readonly event: TimerEvent; readonly dueAt: Date }[] {
  const timers: { event: TimerEvent; dueAt: Date }[] = [];
  const { noOfferMs, statusMs } = policy.limits;
  if (isLimited(status))
    timers.push({ event: statusTimers[status], dueAt: policy.outsideNight(later(at, statusMs[status])) });
  if (status === 'new') {
    const [second, third] = limits.noOfferAgain;
    const firstAt = policy.outsideNight(later(at, noOfferMs));
    // Counted from the first one, or three would come together in the morning.
    timers.push(
      { event: 'no_offer_1', dueAt: firstAt },
      { event: 'no_offer_2', dueAt: policy.outsideNight(later(firstAt, (second - 1) * noOfferMs)) },
      { event: 'no_offer_3', dueAt: policy.outsideNight(later(firstAt, (third - 1) * noOfferMs)) },
    );
  }
  if (status === 'work_done') timers.push({ event: 'auto_close', dueAt: later(at, limits.autoCloseMs) });
  return timers;
}

export function offerTtlMs(masterWorks: boolean, policy: Pick<DeskPolicy, 'limits'>): number {
  return masterWorks ? policy.limits.offerTtlInShiftMs : policy.limits.offerTtlOffShiftMs;
}

/** How long an offer to all lives: until an admin is asked. */
export function broadcastTtlMs({ limits: own }: Pick<DeskPolicy, 'limits'>): number {
  return own.noTakerAdminMs - own.noTakerBroadcastMs;
}

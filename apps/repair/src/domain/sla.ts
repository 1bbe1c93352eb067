import type { OrderStatus } from './machines/order-machine.ts';
import type { TimerEvent } from './timers.ts';
import { instantOf, wallTimeOf } from './wall-clock.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long things may take. One place for every number; {@link deskPolicy} puts them on a calendar. */
export const limits = {
  offerTtlInShiftMs: 10 * minute,
  offerTtlOffShiftMs: 30 * minute,
  /** Of its life, when an offer is recalled to the master. */
  offerReminderShare: 0.5,
  rankedOffersAtMost: 5,
  /** An order without an offer is recalled to the desk with growing distances, and then no more. */
  noOfferMs: [5 * minute, 20 * minute, 60 * minute],
  noTakerBroadcastMs: 20 * minute,
  noTakerAdminMs: 45 * minute,
  confirmBeforeVisitMs: 60 * minute,
  confirmationMissingBeforeVisitMs: 30 * minute,
  lateAfterMs: 15 * minute,
  onSiteLongMs: 4 * hour,
  /** After the master has said that all is right. */
  onSiteAgainMs: 2 * hour,
  /** Between the first and the second try to reach a client. */
  callAgainMs: 15 * minute,
  /** How late something that a master pressed may still be theirs: a part of an album that came after the rest. */
  lateAlbumMs: minute,
  holdLongMs: 7 * day,
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

/** How long an order may stay what it is, by the desk's service levels. */
const statusLimits: Partial<Record<OrderStatus, { readonly event: TimerEvent; readonly ms: number }>> = {
  new: { event: 'limit_new', ms: 2 * hour },
  offering: { event: 'limit_offering', ms: 4 * hour },
  assigned: { event: 'limit_assigned', ms: 8 * hour },
  in_progress: { event: 'limit_in_progress', ms: 12 * hour },
};

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
}

export function deskPolicy(settings: {
  readonly zone: string;
  /** Wall-clock hours; equal ones mean no night. */
  readonly nightFrom?: number;
  readonly nightTo?: number;
  readonly requiredPhotosBefore?: number;
  readonly requiredPhotosAfter?: number;
}): DeskPolicy {
  const { zone, nightFrom = 22, nightTo = 6 } = settings;
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
  const limit = statusLimits[status];
  if (limit !== undefined) timers.push({ event: limit.event, dueAt: policy.outsideNight(later(at, limit.ms)) });
  if (status === 'new') {
    const [first, second, third] = limits.noOfferMs;
    const firstAt = policy.outsideNight(later(at, first));
    // Counted from the first one, or three would come together in the morning.
    timers.push(
      { event: 'no_offer_1', dueAt: firstAt },
      { event: 'no_offer_2', dueAt: policy.outsideNight(later(firstAt, second - first)) },
      { event: 'no_offer_3', dueAt: policy.outsideNight(later(firstAt, third - first)) },
    );
  }
  if (status === 'work_done') timers.push({ event: 'auto_close', dueAt: later(at, limits.autoCloseMs) });
  return timers;
}

export function offerTtlMs(masterWorks: boolean): number {
  return masterWorks ? limits.offerTtlInShiftMs : limits.offerTtlOffShiftMs;
}

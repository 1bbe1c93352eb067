import type { MasterStatus } from './machines/master-machine.ts';
import { mayTakeMore } from './money/settlement-sums.ts';

/** A master as they stand before an order. */
export interface Candidate {
  readonly masterId: number;
  readonly name: string;
  readonly status: MasterStatus;
  /** A shift begins before the wanted time is over. */
  readonly hasNextShift: boolean;
  readonly isAbsent: boolean;
  /** 1 to 5 for the order's category; undefined: none. */
  readonly skillLevel: number | undefined;
  /** Undefined when either of the two has no zone. */
  readonly isInZone: boolean | undefined;
  readonly capacityPerDay: number;
  /** Visits planned for the day of the order. */
  readonly visitsOnDay: number;
  /** Of them, those that overlap the wanted time. */
  readonly visitsInWindow: number;
  /** Orders taken today. */
  readonly takenToday: number;
  /** Of offers seen or run out in the last 30 days; undefined for too few of them. */
  readonly acceptRate: number | undefined;
  readonly onTimeRate: number | undefined;
  readonly cashHeldMinor: number;
  readonly cashLimitMinor: number | undefined;
  readonly takesNights: boolean;
  readonly hasDeclined: boolean;
  readonly isAskedNow: boolean;
  /** Client and master do not want each other. */
  readonly isBlocked: boolean;
  /** Did the work that has come back under its warranty. */
  readonly isOriginal: boolean;
}

/** Why a master is not asked. */
export type Exclusion =
  | 'not_working'
  | 'absent'
  | 'no_skill'
  | 'no_capacity'
  | 'cash_limit'
  | 'declined'
  | 'asked_already'
  | 'blocked'
  | 'no_nights';

export interface Ranked {
  readonly candidate: Candidate;
  /** 0 to 1. */
  readonly score: number;
  readonly terms: Terms;
}

export interface Terms {
  /** In the order's part of town 1, in another 0; not known: the middle. */
  readonly zone: number;
  /** Level of five. */
  readonly skill: number;
  /** What is free of the day, halved by every visit at the wanted time. */
  readonly capacity: number;
  /** The mean of offers accepted and visits in time; somebody new stands at {@link unknownRecord}. */
  readonly record: number;
  /** Fewer orders today than the others: nearer to 1. */
  readonly fairness: number;
}

const weights: Readonly<Record<keyof Terms, number>> = {
  zone: 0.3,
  skill: 0.25,
  capacity: 0.2,
  record: 0.15,
  fairness: 0.1,
};

/** Better than a bad record and worse than a good one. */
const unknownRecord = 0.7;

/** The masters who may be asked, best first; who did the work that came back before all others; equal ones in the order of their ids, so that the answer is always the same. */
export function rankMasters(
  candidates: readonly Candidate[],
  order: { readonly isNight: boolean },
): { readonly ranked: Ranked[]; readonly excluded: { readonly masterId: number; readonly why: Exclusion }[] } {
  const excluded: { masterId: number; why: Exclusion }[] = [];
  const left: Candidate[] = [];
  for (const candidate of candidates) {
    const why = exclusionOf(candidate, order);
    if (why === undefined) left.push(candidate);
    else excluded.push({ masterId: candidate.masterId, why });
  }
  const most = Math.max(0, ...left.map(({ takenToday }) => takenToday));
  const ranked = left
    .map((candidate) => {
      const terms = termsOf(candidate, most);
      return { candidate, terms, score: scoreOf(terms) };
    })
    .toSorted(
      (a, b) =>
        Number(b.candidate.isOriginal) - Number(a.candidate.isOriginal) ||
        b.score - a.score ||
        a.candidate.masterId - b.candidate.masterId,
    );
  return { ranked, excluded };
}

function exclusionOf(one: Candidate, order: { readonly isNight: boolean }): Exclusion | undefined {
  if (one.status === 'fired') return 'not_working';
  if (one.status === 'off' && !one.hasNextShift) return 'not_working';
  if (one.isAbsent) return 'absent';
  if (one.skillLevel === undefined) return 'no_skill';
  if (one.visitsOnDay >= one.capacityPerDay) return 'no_capacity';
  if (!mayTakeMore(one.cashHeldMinor, one.cashLimitMinor)) return 'cash_limit';
  if (one.hasDeclined) return 'declined';
  if (one.isAskedNow) return 'asked_already';
  if (one.isBlocked) return 'blocked';
  if (order.isNight && !one.takesNights) return 'no_nights';
  return undefined;
}

function termsOf(one: Candidate, mostToday: number): Terms {
  const known = [one.acceptRate, one.onTimeRate].filter((rate) => rate !== undefined);
  return {
    zone: one.isInZone === undefined ? 0.5 : one.isInZone ? 1 : 0,
    skill: (one.skillLevel ?? 0) / 5,
    capacity: ((one.capacityPerDay - one.visitsOnDay) / one.capacityPerDay) * 0.5 ** one.visitsInWindow,
    record: known.length === 0 ? unknownRecord : known.reduce((sum, rate) => sum + rate, 0) / known.length,
    fairness: mostToday === 0 ? 1 : 1 - one.takenToday / mostToday,
  };
}

function scoreOf(terms: Terms): number {
  return (
    weights.zone * terms.zone +
    weights.skill * terms.skill +
    weights.capacity * terms.capacity +
    weights.record * terms.record +
    weights.fairness * terms.fairness
  );
}

import { describe, expect, test } from 'vitest';
import { rankMasters, type Candidate } from './ranking.ts';

const aCandidate = (special: Partial<Candidate> = {}): Candidate => ({
  masterId: 1,
  name: 'Сергей',
  status: 'on_shift',
  hasNextShift: false,
  isAbsent: false,
  skillLevel: 5,
  isInZone: true,
  capacityPerDay: 4,
  visitsOnDay: 0,
  visitsInWindow: 0,
  takenToday: 0,
  acceptRate: 1,
  onTimeRate: 1,
  cashHeldMinor: 0,
  cashLimitMinor: undefined,
  takesNights: false,
  hasDeclined: false,
  isAskedNow: false,
  isBlocked: false,
  isOriginal: false,
  ...special,
});

const day = { isNight: false };

describe('masters are ranked', () => {
  test('from everything to nothing', () => {
    const best = aCandidate();
    const worst = aCandidate({
      masterId: 2,
      skillLevel: 1,
      isInZone: false,
      visitsOnDay: 3,
      visitsInWindow: 1,
      takenToday: 3,
      acceptRate: 0,
      onTimeRate: 0,
    });
    const { ranked } = rankMasters([worst, best], day);
    expect(ranked.map(({ candidate }) => candidate.masterId)).toEqual([1, 2]);
    expect(ranked[0]?.score).toBeCloseTo(1);
    expect(ranked[1]?.score).toBeCloseTo(0.25 * 0.2 + 0.2 * 0.25 * 0.5);
  });

  test.each([
    ['zone', { isInZone: false }, 0.7],
    ['zone that is not known', { isInZone: undefined }, 0.85],
    ['skill', { skillLevel: 1 }, 0.8],
    ['capacity', { visitsOnDay: 2 }, 0.9],
    ['capacity at the wanted time', { visitsInWindow: 1 }, 0.9],
    ['record', { acceptRate: 0, onTimeRate: 0.5 }, 0.8875],
    ['record that is not known', { acceptRate: undefined, onTimeRate: undefined }, 0.955],
  ] as const)('by %s', (_, special, score) => {
    expect(rankMasters([aCandidate(special)], day).ranked[0]?.score).toBeCloseTo(score);
  });

  test('R8: who did the work that has come back comes first, if they may be asked at all', () => {
    const original = aCandidate({ masterId: 9, skillLevel: 1, isInZone: false, isOriginal: true });
    const better = aCandidate({ masterId: 1 });
    expect(rankedIds([better, original])).toEqual([9, 1]);
    expect(rankedIds([better, { ...original, isAbsent: true }])).toEqual([1]);
  });

  test('by how much they have had today, against the others', () => {
    const { ranked } = rankMasters([aCandidate({ takenToday: 4 }), aCandidate({ masterId: 2, takenToday: 1 })], day);
    expect(ranked.map(({ terms }) => terms.fairness)).toEqual([0.75, 0]);
  });

  test('in the order of their ids where nothing else tells them apart', () => {
    const { ranked } = rankMasters([aCandidate({ masterId: 9 }), aCandidate({ masterId: 3 })], day);
    expect(ranked.map(({ candidate }) => candidate.masterId)).toEqual([3, 9]);
  });

  test.each([
    ['not_working', { status: 'off' }],
    ['not_working', { status: 'fired', hasNextShift: true }],
    ['absent', { isAbsent: true }],
    ['no_skill', { skillLevel: undefined }],
    ['no_capacity', { visitsOnDay: 4 }],
    ['cash_limit', { cashHeldMinor: 100, cashLimitMinor: 100 }],
    ['declined', { hasDeclined: true }],
    ['asked_already', { isAskedNow: true }],
    ['blocked', { isBlocked: true }],
  ] as const)('not at all: %s', (why, special) => {
    expect(rankMasters([aCandidate(special)], day)).toEqual({ ranked: [], excluded: [{ masterId: 1, why }] });
  });

  test('off shift only before their next one, and at night only who takes nights', () => {
    expect(rankMasters([aCandidate({ status: 'off', hasNextShift: true })], day).ranked).toHaveLength(1);
    expect(rankMasters([aCandidate()], { isNight: true }).excluded).toMatchObject([{ why: 'no_nights' }]);
    expect(rankMasters([aCandidate({ takesNights: true })], { isNight: true }).ranked).toHaveLength(1);
  });
});

function rankedIds(all: readonly Candidate[]): number[] {
  return rankMasters(all, day).ranked.map(({ candidate }) => candidate.masterId);
}

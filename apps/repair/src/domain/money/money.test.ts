import { array, assert, boolean, constant, constantFrom, integer, oneof, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allocate, roundTo, scale } from './round.ts';
import { mayTakeMore, settlementSums } from './settlement-sums.ts';
import {
  alwaysHalf,
  falseCallSplit,
  halfAndThreeFifths,
  halfAndTwoFifths,
  negated,
  parseShareScheme,
  splitOf,
  usualScheme,
  type Earned,
} from './share-scheme.ts';
import { isMismatch, lineTotal, totalsOf, type MoneyLine } from './totals.ts';

const work = (unitPriceMinor: number, quantityMilli = 1000): MoneyLine => ({
  kind: 'work',
  name: 'работа',
  quantityMilli,
  unitPriceMinor,
  costMinor: 0,
  providedBy: 'company',
});

const earned = (special: Partial<Earned>): Earned => ({
  labourMinor: 0,
  partsMinor: 0,
  discountMinor: 0,
  partsCostMinor: 0,
  partsCostOfMasterMinor: 0,
  hasReview: false,
  isOutOfTown: false,
  isWarranty: false,
  isSenior: false,
  visits: 1,
  ...special,
});

const tiers = (list: unknown) => ({ basis: 'net', rule: { kind: 'tiers', tiers: list } });

const amount = integer({ min: 0, max: 100_000_000_00 });

describe('rounding', () => {
  test('is half up, on a line and on a share', () => {
    expect(lineTotal(work(333, 1500))).toBe(500);
    expect(lineTotal(work(1, 500))).toBe(1);
    expect(lineTotal(work(1, 499))).toBe(0);
    expect(scale(-5, 1, 2)).toBe(-2);
    expect(scale(100_000_000_00, 999_999_999, 1_000_000_000)).toBe(9_999_999_990);
    expect(roundTo(2_49, 100)).toBe(2_00);
    expect(roundTo(2_50, 100)).toBe(3_00);
  });

  test('agrees with exact arithmetic for every amount', () => {
    assert(
      property(integer({ min: -1e12, max: 1e12 }), integer({ min: 0, max: 1e6 }), (value, by) => {
        const exact = BigInt(value) * BigInt(by) * 2n + 1000n;
        const floor = exact / 2000n - (exact % 2000n < 0n ? 1n : 0n);
        expect(BigInt(scale(value, by, 1000))).toBe(floor);
      }),
    );
  });

  test('an amount that is divided is still all there, and nobody gets a unit more than their due', () => {
    assert(
      property(
        integer({ min: -1e10, max: 1e10 }),
        array(integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 8 }),
        (value, weights) => {
          const parts = allocate(value, weights);
          const sum = weights.reduce((total, weight) => total + weight, 0);
          expect(parts.reduce((total, part) => total + part, 0)).toBe(value === 0 ? 0 : value);
          if (sum === 0) return;
          for (const [index, part] of parts.entries()) {
            expect(Math.abs(part - (value * (weights[index] ?? 0)) / sum)).toBeLessThan(1.001);
          }
        },
      ),
    );
    expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(allocate(5, [0, 0])).toEqual([5, 0]);
  });
});

describe('totals', () => {
  test('come from the lines and the confirmed payments', () => {
    const part: MoneyLine = { ...work(650_00, 2000), kind: 'part' };
    const totals = totalsOf(
      [work(3000_00), part],
      [
        { kind: 'prepay', amountMinor: 1000_00, status: 'confirmed' },
        { kind: 'final', amountMinor: 500_00, status: 'pending' },
        { kind: 'refund', amountMinor: 200_00, status: 'confirmed' },
        { kind: 'fee', amountMinor: 700_00, status: 'confirmed' },
      ],
      300_00,
    );
    expect(totals).toEqual({
      labourMinor: 3000_00,
      partsMinor: 1300_00,
      discountMinor: 300_00,
      totalMinor: 4000_00,
      paidMinor: 800_00,
      dueMinor: 3200_00,
    });
  });

  test('are never below zero by a discount', () => {
    expect(totalsOf([work(100)], [], 500)).toMatchObject({ discountMinor: 100, totalMinor: 0 });
  });

  test('differ from an agreed sum when they are more than a tenth away', () => {
    expect(isMismatch(1100_00, 1000_00)).toBe(false);
    expect(isMismatch(1100_01, 1000_00)).toBe(true);
    expect(isMismatch(899_99, 1000_00)).toBe(true);
    expect(isMismatch(5, undefined)).toBe(false);
  });
});

describe('a master’s share', () => {
  test.each([
    ['just below 7000', halfAndTwoFifths, { labourMinor: 6999_99 }, 2800_00],
    ['at 7000', halfAndTwoFifths, { labourMinor: 7000_00 }, 3500_00],
    ['with a review', halfAndTwoFifths, { labourMinor: 1000_00, hasReview: true }, 500_00],
    [
      'with a review, out of town',
      halfAndTwoFifths,
      { labourMinor: 10_000_00, hasReview: true, isOutOfTown: true },
      7000_00,
    ],
    ['of a senior master', halfAndTwoFifths, { labourMinor: 1000_00, isSenior: true }, 500_00],
    ['always half', alwaysHalf, { labourMinor: 1000_00 }, 500_00],
    ['just below 20 000', halfAndThreeFifths, { labourMinor: 19_999_99 }, 10_000_00],
    ['at 20 000', halfAndThreeFifths, { labourMinor: 20_000_00 }, 12_000_00],
    ['after parts', halfAndTwoFifths, { labourMinor: 6000_00, partsMinor: 3000_00, partsCostMinor: 2000_00 }, 3500_00],
    ['of warranty work', halfAndTwoFifths, { labourMinor: 6000_00, isWarranty: true }, 0],
  ] as const)('%s', (_, scheme, special, share) => {
    expect(splitOf(scheme, earned(special)).shareMinor).toBe(share);
  });

  test('holds what the master paid for parts', () => {
    const special = {
      labourMinor: 1000_00,
      partsMinor: 500_00,
      partsCostMinor: 400_00,
      partsCostOfMasterMinor: 400_00,
    };
    const scheme = parseShareScheme({ basis: 'labour', rule: { kind: 'percent', bp: 5000 }, partsMarkupTo: 'master' });
    expect(splitOf(scheme, earned(special))).toEqual({
      grossMinor: 1500_00,
      partsMinor: 0,
      shareMinor: 1000_00,
      companyMinor: 500_00,
    });
  });

  test('can be a sum for each visit, or for a drive for nothing', () => {
    const scheme = parseShareScheme({
      basis: 'labour',
      rule: { kind: 'fixed_per_visit', amountMinor: 800_00 },
      falseCallMinor: 300_00,
    });
    expect(splitOf(scheme, earned({ labourMinor: 3000_00, visits: 2 })).shareMinor).toBe(1600_00);
    expect(falseCallSplit(scheme)).toEqual({ grossMinor: 0, partsMinor: 0, shareMinor: 300_00, companyMinor: -300_00 });
  });

  test('follows the category where the master has no scheme', () => {
    expect(usualScheme('plumbing')).toBe(alwaysHalf);
    expect(usualScheme('refrigerator')).toBe(halfAndThreeFifths);
    expect(usualScheme('tv')).toBe(halfAndTwoFifths);
  });

  test('is refused as a scheme when its tiers leave a gap or fall', () => {
    expect(() => parseShareScheme(tiers([{ fromMinor: 5, bp: 1 }]))).toThrow('begins at 0');
    expect(() =>
      parseShareScheme(
        tiers([
          { fromMinor: 0, bp: 1 },
          { fromMinor: 0, bp: 2 },
        ]),
      ),
    ).toThrow('Tiers rise');
  });

  test('parts, share and company are together what the client paid, whatever the scheme', () => {
    const schemes = record({
      basis: constantFrom('labour' as const, 'net' as const),
      rule: oneof(
        record({ kind: constant('percent' as const), bp: integer({ min: 0, max: 10_000 }) }),
        record({ kind: constant('fixed_per_visit' as const), amountMinor: amount }),
      ),
      reviewBonusBp: integer({ min: 0, max: 2000 }),
      partsMarkupTo: constantFrom('company' as const, 'master' as const),
      roundToMinor: constantFrom(1, 100),
    });
    assert(
      property(
        schemes,
        amount,
        amount,
        amount,
        boolean(),
        boolean(),
        (rules, labour, parts, cost, review, warranty) => {
          const split = splitOf(
            parseShareScheme(rules),
            earned({
              labourMinor: labour,
              partsMinor: parts,
              partsCostMinor: cost,
              partsCostOfMasterMinor: Math.floor(cost / 3),
              discountMinor: Math.min(labour, 100_00),
              hasReview: review,
              isWarranty: warranty,
            }),
          );
          expect(split.partsMinor + split.shareMinor + split.companyMinor).toBe(split.grossMinor);
          const back = negated(split);
          expect(back.shareMinor + split.shareMinor).toBe(0);
        },
      ),
    );
  });
});

describe('a settlement', () => {
  test('pays the share less advances and the cash in hand', () => {
    const line = { grossMinor: 10_00, partsMinor: 2_00, shareMinor: 5_00, companyMinor: 3_00, advanceMinor: 0 };
    const advance = { grossMinor: 0, partsMinor: 0, shareMinor: 0, companyMinor: 0, advanceMinor: 1_00 };
    expect(settlementSums([line, advance], 6_00)).toEqual({
      grossMinor: 10_00,
      partsMinor: 2_00,
      shareMinor: 5_00,
      advancesMinor: 1_00,
      cashHeldMinor: 6_00,
      balanceMinor: -2_00,
    });
  });

  test('stops offers at the limit of cash, not a unit before', () => {
    expect(mayTakeMore(9_999, 10_000)).toBe(true);
    expect(mayTakeMore(10_000, 10_000)).toBe(false);
    expect(mayTakeMore(10_000, undefined)).toBe(true);
  });
});

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { growthExponent, median, percentile, round, spread } from './statistics.ts';

describe('a percentile', () => {
  test('is a value of the list, the nearest by rank', () => {
    const hundred = Array.from({ length: 100 }, (_, at) => 100 - at);
    expect(percentile(hundred, 0.5)).toBe(50);
    expect(percentile(hundred, 0.99)).toBe(99);
    expect(percentile(hundred, 1)).toBe(100);
    expect(percentile([7], 0.99)).toBe(7);
  });

  test('of nothing is nothing', () => {
    expect(percentile([], 0.5)).toBeUndefined();
  });

  test('has at least its share of the list at or below it, and one less has not', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { minLength: 1 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (list, share) => {
          const found = percentile(list, share) ?? Number.NaN;
          const atOrBelow = list.filter((value) => value <= found).length;
          const below = list.filter((value) => value < found).length;
          expect(list).toContain(found);
          expect(atOrBelow).toBeGreaterThanOrEqual(Math.ceil(share * list.length));
          expect(below).toBeLessThan(Math.ceil(share * list.length));
        },
      ),
    );
  });

  test('leaves the list as it was', () => {
    const list = [3, 1, 2];
    percentile(list, 0.5);
    expect(list).toEqual([3, 1, 2]);
  });
});

describe('a median', () => {
  test('is the middle, by size and not by spelling', () => {
    expect(median([10, 9, 100])).toBe(10);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([])).toBeUndefined();
  });
});

test('a spread is the distance between the ends as a share of the middle', () => {
  expect(spread([90, 100, 110])).toBeCloseTo(0.2);
  expect(spread([5])).toBe(0);
  expect(spread([])).toBe(0);
});

describe('a growth exponent', () => {
  test('tells the power of a law', () => {
    expect(law(0)).toBeCloseTo(0);
    expect(law(1)).toBeCloseTo(1);
    expect(law(-0.5)).toBeCloseTo(-0.5);
  });

  test('of one point is none', () => {
    expect(growthExponent([{ x: 5, y: 5 }])).toBe(0);
  });
});

test('rounding keeps so many digits', () => {
  expect(round(1.2345, 2)).toBe(1.23);
  expect(round(1_234.5)).toBe(1_235);
});

/** The exponent that is found in points of this law. */
function law(power: number): number {
  return growthExponent([1_000, 10_000, 100_000].map((x) => ({ x, y: 3 * x ** power })));
}

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatMoney } from '@durabot/kit';
import { parseMoney } from './parse-money.ts';

describe('an amount is read', () => {
  test.each([
    ['2500', 2500_00],
    ['2 500 ₽', 2500_00],
    ['2\u202F500\u00A0₽', 2500_00],
    ['2.500,50 грн', 2500_50],
    ['1,000.50', 1000_50],
    ['2,500', 2500_00],
    ['40.5', 40_50],
    ['$40', 40_00],
    ['1,5 тыс', 1500_00],
    ['2к', 2000_00],
    ['3 тис. грн', 3000_00],
    ['0', 0],
    ['1 234 567', 1234567_00],
    ['2500 руб. с запчастями', 2500_00],
    ['от 2000', 2000_00],
    ['10к.', 10000_00],
  ])('%j is %i minor units', (text, amountMinor) => {
    expect(parseMoney(text)).toEqual({ ok: true, amountMinor });
  });

  test.each([
    ['бесплатно', 'none'],
    ['', 'none'],
    ['-5', 'negative'],
    ['− 100 ₽', 'negative'],
    ['2000-3000', 'unclear'],
    ['12.34.56', 'unclear'],
    ['2500 и ещё 300', 'unclear'],
    ['99999999999', 'too_large'],
  ])('%j is refused: %s', (text, reason) => {
    expect(parseMoney(text)).toEqual({ ok: false, reason });
  });

  test('what is shown can be typed back, in every language', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000_000_00 }),
        fc.constantFrom('ru', 'uk'),
        fc.constantFrom('RUB', 'UAH', 'EUR'),
        (amountMinor, language, currency) => {
          expect(parseMoney(formatMoney(amountMinor, currency, language))).toEqual({ ok: true, amountMinor });
        },
      ),
    );
  });
});

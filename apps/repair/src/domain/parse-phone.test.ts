import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskPhone } from './mask-phone.ts';
import { locatePhone, parsePhone, phoneOf } from './parse-phone.ts';

describe('a phone number is found', () => {
  test.each([
    ['+7 916 123-45-67', 'RU', '+79161234567', undefined],
    ['89161234567', 'RU', '+79161234567', undefined],
    ['9161234567', 'RU', '+79161234567', undefined],
    ['+7(916)1234567', 'RU', '+79161234567', undefined],
    ['8 (916) 123-45-67 Анна', 'RU', '+79161234567', 'Анна'],
    ['Анна Кузнецова, тел. 8-916-123-45-67', 'RU', '+79161234567', 'Анна Кузнецова'],
    ['916-123-45-67.', 'RU', '+79161234567', undefined],
    ['916–123–45–67', 'RU', '+79161234567', undefined],
    ['８ ９１６ １２３ ４５ ６７', 'RU', '+79161234567', undefined],
    ['7 495 1234567', 'RU', '+74951234567', undefined],
    ['Лесная 5-12 8 916 123 45 67', 'RU', '+79161234567', 'Лесная 5-12'],
    ['067 123 45 67', 'UA', '+380671234567', undefined],
    ['380671234567', 'UA', '+380671234567', undefined],
    ['80671234567', 'UA', '+380671234567', undefined],
    ['+380 67 123 45 67 Олена', 'RU', '+380671234567', 'Олена'],
    ['067 123 45 67', 'RU', '+380671234567', undefined],
    ['8916 1234567', 'UA', '+79161234567', undefined],
    ['call +44 20 7946 0958', 'RU', '+442079460958', 'call'],
    ['020 7946 0958', 'GB', '+442079460958', undefined],
    ['+1 415 555 2671', 'UA', '+14155552671', undefined],
  ] as const)('in %j (%s): %s', (text, country, e164, rest) => {
    expect(parsePhone(text, country)).toMatchObject({ ok: true, e164, rest, last4: e164.slice(-4) });
  });
});

describe('what is no phone number', () => {
  test.each([
    ['', 'none'],
    ['нет', 'none'],
    ['перезвонит сам', 'none'],
    ['дом 5', 'none'],
    ['8 916 123 45', 'invalid'],
    ['+7 916 123 45 67 89 00 11', 'invalid'],
    ['12345', 'invalid'],
  ] as const)('%j is %s', (text, reason) => {
    expect(parsePhone(text, 'RU')).toEqual({ ok: false, reason });
  });
});

test('a number is shown the way it is read aloud', () => {
  expect(phoneOf('+79161234567').display).toBe('+7 916 123 45 67');
});

describe('a masked number', () => {
  test.each([
    ['+79161234517', '+7 916 ***-**-17'],
    ['+380671234567', '+380 671 ***-**-67'],
    ['+442079460958', '+44 207 ***-**-58'],
    ['+4712345678', '+47 ***-**-78'],
  ])('%s is shown as %s', (e164, masked) => {
    expect(maskPhone(e164)).toBe(masked);
  });

  test('never shows more than five digits after the country code, and always hides at least four', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\+[1-9][0-9]{6,14}$/), (e164) => {
        const shown = maskPhone(e164).replaceAll(/\D/g, '').length;
        const country = /^\+(\d+) /.exec(maskPhone(e164))?.[1]?.length ?? 0;
        const digits = e164.length - 1;
        expect(shown - country).toBeLessThanOrEqual(5);
        expect(digits - shown).toBeGreaterThanOrEqual(4);
      }),
      { numRuns: 2000 },
    );
  });

  test('never holds five digits of the number in a row after the country code', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^9[0-9]{9}$/), (national) => {
        const masked = maskPhone(`+7${national}`).slice(3).replaceAll(/[^\d]/g, ' ');
        expect(masked.split(' ').filter((run) => run.length > 3)).toEqual([]);
      }),
    );
  });
});

test('any text is either a number in the international form or a refusal', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.constantFrom('RU', 'UA', 'GB'), (text, country) => {
      const parsed = parsePhone(text, country);
      expect(parsed.ok ? parsed.e164 : '+10000000').toMatch(/^\+[1-9]\d{6,14}$/);
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['8 916 123-45-17 Анна К.', 'Анна К.'],
  ['Анна К. 8 916 123-45-17.', 'Анна К.'],
  ['8 916 123-45-17 (Анна).', 'Анна'],
  ['8 916 123-45-17, Анна...', 'Анна'],
])('beside the number in "%s" stands "%s"', (text, rest) => {
  expect(parsePhone(text, 'RU')).toMatchObject({ e164: '+79161234517', rest });
});

test('among other numbers, a price behind a phone is not a part of it', () => {
  const text = 'Лесная 5-12 8 916 123-45-17 2500';
  const place = locatePhone(text, 'RU', 'among');
  expect(place).toMatchObject({ e164: '+79161234517' });
  expect(text.slice(place?.from, place?.to)).toBe('8 916 123-45-17');
  expect(locatePhone('067 123 45 67 18 00', 'UA', 'among')).toMatchObject({ e164: '+380671234567' });
  expect(locatePhone(text, 'RU', 'last')).toBeUndefined();
});

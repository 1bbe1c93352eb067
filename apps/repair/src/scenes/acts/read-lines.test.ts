import { describe, expect, test } from 'vitest';
import { readLines, readSplit } from './read-lines.ts';

describe('what was done', () => {
  test.each([
    ['Замена насоса 2500', [['Замена насоса', 250_000]]],
    ['Замена насоса 2 500 ₽', [['Замена насоса', 250_000]]],
    ['ТЭН 1,5 кВт — 1300', [['ТЭН 1,5 кВт', 130_000]]],
    [
      'Диагностика: 500\nЗаміна фільтра 700 грн',
      [
        ['Диагностика', 50_000],
        ['Заміна фільтра', 70_000],
      ],
    ],
  ])('is read out of %j', (text, expected) => {
    expect(readLines(text, 'work')?.map(({ name, priceMinor }) => [name, priceMinor])).toEqual(expected);
  });

  test.each(['', '2500', 'Замена насоса', 'Замена насоса\n700'])('is asked for again after %j', (text) => {
    expect(readLines(text, 'work')).toBeUndefined();
  });
});

describe('a payment in parts', () => {
  test('is read with its ways', () => {
    expect(readSplit('2000 наличными, 2 300 картой')).toEqual([
      { way: 'cash', amountMinor: 200_000 },
      { way: 'card', amountMinor: 230_000 },
    ]);
    expect(readSplit('1000 cash and 500 transfer')).toHaveLength(2);
  });

  test('may have kopecks after a comma', () => {
    const parts = [
      { way: 'cash', amountMinor: 143_450 },
      { way: 'card', amountMinor: 230_000 },
    ];
    expect(readSplit('1434,50 наличными, 2300 картой')).toEqual(parts);
    expect(readSplit('наличными 1434,5,картой 2300')).toEqual(parts);
  });

  test.each(['2000, 2300', 'наличными и картой', ''])('is asked for again after %j', (text) => {
    expect(readSplit(text)).toBeUndefined();
  });
});

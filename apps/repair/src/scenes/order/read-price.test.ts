import { expect, test } from 'vitest';
import { readPrice } from './read-price.ts';

test.each([
  ['2500', { amountMinor: 250_000 }],
  ['2 500 ₽', { amountMinor: 250_000 }],
  ['1,5 тыс', { amountMinor: 150_000 }],
  ['2 500, запчасти отдельно', { amountMinor: 250_000, note: 'запчасти отдельно' }],
  ['2500 грн (запчастини окремо)', { amountMinor: 250_000, note: '(запчастини окремо)' }],
  ['2500 руб., выезд бесплатно, детали по чеку', { amountMinor: 250_000, note: 'выезд бесплатно, детали по чеку' }],
  ['от 2500', { amountMinor: 250_000, note: 'от 2500' }],
  ['2500 с запчастями', { amountMinor: 250_000, note: 'с запчастями' }],
  ['2500 запчасти отдельно', { amountMinor: 250_000, note: 'запчасти отдельно' }],
  ['2500 за выезд и 500 за диагностику', { note: '2500 за выезд и 500 за диагностику' }],
  ['бесплатно, по гарантии', { note: 'бесплатно, по гарантии' }],
  ['2000-3000', { note: '2000-3000' }],
  ['as agreed by phone', { note: 'as agreed by phone' }],
])('"%s" is read as said', (typed, value) => {
  expect(readPrice(typed)).toEqual({ ok: true, value });
});

test.each([
  ['-500', 'negative'],
  ['999999999999', 'too_large'],
  ['a'.repeat(501), 'too_long'],
])('"%s" is refused', (typed, reason) => {
  expect(readPrice(typed)).toEqual({ ok: false, reason });
});

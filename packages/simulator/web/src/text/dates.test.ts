import { expect, test } from 'vitest';

import { spanLabel, dayLabel, durationOf, listLabel } from './dates.ts';

const now = new Date(2026, 10, 21, 15, 30).getTime();
const at = (year: number, month: number, day: number): number => new Date(year, month - 1, day, 9, 5).getTime();

test('days near now are named by words in the language of the reader', () => {
  expect(dayLabel(at(2026, 11, 21), now, 'en')).toBe('Today');
  expect(dayLabel(at(2026, 11, 20), now, 'ru')).toBe('Вчера');
  expect(dayLabel(at(2026, 11, 20), now, 'uk')).toBe('Учора');
});

test('a day of another year carries the year, one of this year does not', () => {
  expect(dayLabel(at(2026, 3, 2), now, 'en')).toBe('March 2');
  expect(dayLabel(at(2025, 3, 2), now, 'en')).toBe('March 2, 2025');
});

test('the chat list shows the time of today, the weekday of this week, and the date before', () => {
  expect(listLabel(at(2026, 11, 21), now, 'en')).toBe('09:05');
  expect(listLabel(at(2026, 11, 18), now, 'en')).toBe('Wed');
  expect(listLabel(at(2026, 11, 14), now, 'en')).toBe('11/14/26');
});

test('a duration has minutes and two digits of seconds', () => {
  expect(durationOf(67.4)).toBe('1:07');
  expect(durationOf(-1)).toBe('0:00');
});

test('how long ago is said in whole units with their names', () => {
  expect(spanLabel(44, 'en')).toBe('44 sec');
  expect(spanLabel(119, 'ru')).toBe('1 мин');
  expect(spanLabel(7300, 'uk')).toBe('2 год');
});

import { expect, test } from 'vitest';
import { readShifts, shiftsOf } from './read-shifts.ts';

test.each([
  ['пн–пт 9–18', [{ days: [1, 2, 3, 4, 5], fromMinutes: 540, toMinutes: 1080 }]],
  [
    'пн-пт 9-18, сб 10:30-15',
    [
      { days: [1, 2, 3, 4, 5], fromMinutes: 540, toMinutes: 1080 },
      { days: [6], fromMinutes: 630, toMinutes: 900 },
    ],
  ],
  ['пн, ср и пт с 10 до 20', [{ days: [1, 3, 5], fromMinutes: 600, toMinutes: 1200 }]],
  ['щодня 9-21', [{ days: [1, 2, 3, 4, 5, 6, 7], fromMinutes: 540, toMinutes: 1260 }]],
  ['sat-mon 20-2', [{ days: [1, 6, 7], fromMinutes: 1200, toMinutes: 1560 }]],
] as const)('%s are shifts', (text, hours) => {
  expect(readShifts(text)).toEqual(hours);
});

test.each(['', 'пн', 'как обычно', 'пн 25-26', 'пн-пт 9-18, потом нет'])('%s are none', (text) => {
  expect(readShifts(text)).toBeUndefined();
});

test('shifts of two weeks stand on the wall clock of their zone, the night ends on the next day, and what began is left out', () => {
  const nowMs = Date.parse('2026-11-21T09:00:00Z');
  const at = { nowMs, zone: 'Europe/Moscow', days: 3 };
  expect(shiftsOf([{ days: [6, 7], fromMinutes: 9 * 60, toMinutes: 18 * 60 }], at)).toEqual([
    { from: new Date('2026-11-22T06:00:00Z'), to: new Date('2026-11-22T15:00:00Z') },
  ]);
  expect(shiftsOf([{ days: [6], fromMinutes: 20 * 60, toMinutes: 26 * 60 }], at)).toEqual([
    { from: new Date('2026-11-21T17:00:00Z'), to: new Date('2026-11-21T23:00:00Z') },
  ]);
});

import { describe, expect, test } from 'vitest';
import { periodBetween, periodNames, periodOf, type PeriodName } from './period.ts';

const hourMs = 3_600_000;
/** Sunday, 22 November 2026, 01:30 in Moscow: still Saturday in London. */
const nowMs = Date.parse('2026-11-21T22:30:00Z');
const days = (name: PeriodName) => {
  const { from, to } = periodOf(name, nowMs, 'Europe/Moscow');
  return [new Date(from.getTime() + 3 * hourMs), new Date(to.getTime() + 3 * hourMs)].map((at) =>
    at.toISOString().slice(0, 16),
  );
};

const length = (day: string) => {
  const { from, to } = periodBetween(day, day, 'Europe/Kyiv');
  return (to.getTime() - from.getTime()) / hourMs;
};

describe('a period by its name', () => {
  test.each([
    ['today', '2026-11-22', '2026-11-23'],
    ['yesterday', '2026-11-21', '2026-11-22'],
    ['this_week', '2026-11-16', '2026-11-23'],
    ['last_week', '2026-11-09', '2026-11-16'],
    ['this_month', '2026-11-01', '2026-12-01'],
    ['last_month', '2026-10-01', '2026-11-01'],
    ['this_year', '2026-01-01', '2027-01-01'],
    ['last_30_days', '2026-10-24', '2026-11-23'],
  ] as const)('%s', (name, from, to) => {
    expect(days(name)).toEqual([`${from}T00:00`, `${to}T00:00`]);
  });

  test('has 25 hours on the day the clocks go back, 23 when they go forward, and neighbours touch', () => {
    expect(length('2026-10-25')).toBe(25);
    expect(length('2026-03-29')).toBe(23);
    expect(periodOf('yesterday', nowMs, 'Europe/Kyiv').to).toEqual(periodOf('today', nowMs, 'Europe/Kyiv').from);
  });

  test('begins before it ends, whatever the day', () => {
    for (const name of periodNames) {
      const { from, to } = periodOf(name, Date.parse('2028-02-29T12:00:00Z'), 'Europe/Kyiv');
      expect([name, from < to]).toEqual([name, true]);
    }
  });
});

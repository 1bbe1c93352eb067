import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { missedRuns, nextWallTime, runsToMakeUp, type WallTimeRule } from './wall-time.ts';
import { zoneName } from './zone-name.ts';

const next = (zone: string, time: string, after: string): string =>
  nextWallTime({ zone, time, after: new Date(after) }).toISOString();

describe('the next run', () => {
  test.each([
    // Europe/Kyiv: 03:00 becomes 04:00 on 2026-03-29, 04:00 becomes 03:00 on 2026-10-25.
    ['an ordinary day in winter', 'Europe/Kyiv', '10:00', '2026-01-10T00:00:00Z', '2026-01-10T08:00:00.000Z'],
    ['an ordinary day in summer', 'Europe/Kyiv', '10:00', '2026-07-10T00:00:00Z', '2026-07-10T07:00:00.000Z'],
    ['the day the clocks go forward', 'Europe/Kyiv', '10:00', '2026-03-28T09:00:00Z', '2026-03-29T07:00:00.000Z'],
    ['the day the clocks go back', 'Europe/Kyiv', '10:00', '2026-10-24T09:00:00Z', '2026-10-25T08:00:00.000Z'],
    [
      'the moment itself is not after itself',
      'Europe/Kyiv',
      '10:00',
      '2026-01-10T08:00:00Z',
      '2026-01-11T08:00:00.000Z',
    ],
    ['a moment just before', 'Europe/Kyiv', '10:00', '2026-01-10T07:59:59.999Z', '2026-01-10T08:00:00.000Z'],
    ['a time that is jumped over', 'Europe/Kyiv', '03:30', '2026-03-28T12:00:00Z', '2026-03-29T01:00:00.000Z'],
    ['the day after a jump', 'Europe/Kyiv', '03:30', '2026-03-29T01:00:00Z', '2026-03-30T00:30:00.000Z'],
    ['a time that comes twice: the first', 'Europe/Kyiv', '03:30', '2026-10-24T12:00:00Z', '2026-10-25T00:30:00.000Z'],
    ['a time that comes twice: not again', 'Europe/Kyiv', '03:30', '2026-10-25T00:30:00Z', '2026-10-26T01:30:00.000Z'],
    ['between the two', 'Europe/Kyiv', '03:30', '2026-10-25T01:10:00Z', '2026-10-26T01:30:00.000Z'],
    // America/New_York: 02:00 becomes 03:00 on 2026-03-08, 02:00 becomes 01:00 on 2026-11-01.
    ['forward in New York', 'America/New_York', '02:15', '2026-03-08T00:00:00Z', '2026-03-08T07:00:00.000Z'],
    ['back in New York', 'America/New_York', '01:30', '2026-11-01T00:00:00Z', '2026-11-01T05:30:00.000Z'],
    ['back in New York, once', 'America/New_York', '01:30', '2026-11-01T05:30:00Z', '2026-11-02T06:30:00.000Z'],
    // Australia/Lord_Howe moves by half an hour: 02:00 becomes 02:30 on 2026-10-04, 02:00 becomes 01:30 on 2026-04-05.
    ['forward on Lord Howe', 'Australia/Lord_Howe', '02:10', '2026-10-03T12:00:00Z', '2026-10-03T15:30:00.000Z'],
    [
      'not jumped over on Lord Howe',
      'Australia/Lord_Howe',
      '02:30',
      '2026-10-03T12:00:00Z',
      '2026-10-03T15:30:00.000Z',
    ],
    ['back on Lord Howe', 'Australia/Lord_Howe', '01:45', '2026-04-04T12:00:00Z', '2026-04-04T14:45:00.000Z'],
    ['back on Lord Howe, once', 'Australia/Lord_Howe', '01:45', '2026-04-04T14:45:00Z', '2026-04-05T15:15:00.000Z'],
    ['a zone that never changes', 'Asia/Kolkata', '09:30', '2026-03-29T00:00:00Z', '2026-03-29T04:00:00.000Z'],
    ['midnight', 'Asia/Kolkata', '00:00', '2026-03-29T00:00:00Z', '2026-03-29T18:30:00.000Z'],
    // Pacific/Apia left out the whole of 2011-12-30.
    ['a day that is jumped over', 'Pacific/Apia', '12:00', '2011-12-30T00:00:00Z', '2011-12-30T10:00:00.000Z'],
  ])('%s', (_, zone, time, after, expected) => {
    expect(next(zone, time, after)).toBe(expected);
  });

  test('days of the week and of the month choose the day', () => {
    const after = new Date('2026-11-21T12:00:00Z');
    const at = (days: Pick<WallTimeRule, 'daysOfWeek' | 'daysOfMonth'>): string =>
      nextWallTime({ zone: 'Europe/Kyiv', time: '10:00', ...days, after })
        .toISOString()
        .slice(0, 10);
    expect(at({ daysOfWeek: [1] })).toBe('2026-11-23');
    expect(at({ daysOfWeek: [7, 3] })).toBe('2026-11-22');
    expect(at({ daysOfMonth: [1, 15] })).toBe('2026-12-01');
    expect(at({ daysOfMonth: [31] })).toBe('2026-12-31');
    expect(at({ daysOfMonth: [-1] })).toBe('2026-11-30');
    expect(at({ daysOfMonth: [13], daysOfWeek: [5] })).toBe('2027-08-13');
  });

  test('hours and minutes may be many', () => {
    const rule: WallTimeRule = { zone: 'Europe/Kyiv', minutes: [30, 0], hours: [9, 18] };
    const runs = missedRuns(rule, new Date('2026-11-21T00:00:00Z'), new Date('2026-11-21T23:59:00Z'));
    expect(runs.map((run) => run.toISOString().slice(11, 16))).toEqual(['07:00', '07:30', '16:00', '16:30']);
  });

  test('several times inside one jump make one run', () => {
    const rule: WallTimeRule = { zone: 'Europe/Kyiv', minutes: [0, 15, 30, 45] };
    const runs = missedRuns(rule, new Date('2026-03-29T00:30:00Z'), new Date('2026-03-29T01:15:00Z'));
    expect(runs.map((run) => run.toISOString().slice(11, 16))).toEqual(['00:45', '01:00', '01:15']);
  });

  test.each([
    ['a zone', { zone: 'Europe/Atlantis', time: '10:00' }],
    ['a time', { zone: 'Europe/Kyiv', time: '24:00' }],
    ['a time without a zero', { zone: 'Europe/Kyiv', time: '9:00' }],
    ['a day of the week', { zone: 'Europe/Kyiv', time: '10:00', daysOfWeek: [0] }],
    ['a day of the month', { zone: 'Europe/Kyiv', time: '10:00', daysOfMonth: [32] }],
    ['no day at all', { zone: 'Europe/Kyiv', time: '10:00', daysOfWeek: [] }],
    ['a minute', { zone: 'Europe/Kyiv', minutes: [60] }],
  ])('what is not %s is refused', (_, rule) => {
    expect(() => nextWallTime({ ...rule, after: new Date(0) })).toThrow(RangeError);
  });
});

test('a zone has one name, whichever was given', () => {
  expect(zoneName('Europe/Kiev')).toBe('Europe/Kyiv');
  expect(zoneName('europe/kyiv')).toBe('Europe/Kyiv');
  expect(zoneName('Asia/Calcutta')).toBe('Asia/Kolkata');
  expect(zoneName('US/Eastern')).toBe('America/New_York');
  expect(next('Europe/Kiev', '10:00', '2026-01-10T00:00:00Z')).toBe(
    next('Europe/Kyiv', '10:00', '2026-01-10T00:00:00Z'),
  );
});

describe('missed runs', () => {
  const rule: WallTimeRule = { zone: 'Europe/Kyiv', time: '10:00' };
  const from = new Date('2026-03-27T08:00:00Z');
  const to = new Date('2026-03-30T07:00:00Z');

  test('are those after the first moment up to and with the second, across a change of the clocks', () => {
    expect(missedRuns(rule, from, to).map((run) => run.toISOString())).toEqual([
      '2026-03-28T08:00:00.000Z',
      '2026-03-29T07:00:00.000Z',
      '2026-03-30T07:00:00.000Z',
    ]);
    expect(missedRuns(rule, from, to, 2)).toHaveLength(2);
  });

  test('are made up as the policy says', () => {
    expect(runsToMakeUp('skip', rule, from, to)).toEqual([]);
    expect(runsToMakeUp('once', rule, from, to)).toEqual([to]);
    expect(runsToMakeUp('each', rule, from, to)).toEqual(missedRuns(rule, from, to));
    expect(runsToMakeUp('once', rule, from, new Date(from.getTime() + 1000))).toEqual([]);
  });

  test('of a year of minutes, one is found without counting them', () => {
    const each: WallTimeRule = { zone: 'Europe/Kyiv', minutes: Array.from({ length: 60 }, (_, minute) => minute) };
    const end = new Date('2027-01-01T00:00:30Z');
    expect(runsToMakeUp('once', each, new Date('2026-01-01T00:00:00Z'), end)).toEqual([
      new Date('2027-01-01T00:00:00Z'),
    ]);
  });
});

describe('for any rule and moment', { timeout: 30_000 }, () => {
  const zones = [
    'Europe/Kyiv',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kolkata',
    'America/Havana',
    'Africa/Casablanca',
    'Pacific/Chatham',
  ];
  const moment = fc.integer({ min: Date.parse('2024-01-01'), max: Date.parse('2030-01-01') });
  const rule = fc.record({ zone: fc.constantFrom(...zones), hour: fc.nat(23), minute: fc.nat(59) });

  test('runs only move forward, and stand at the wall time of the rule except after a jump', () => {
    fc.assert(
      fc.property(rule, moment, ({ zone, hour, minute }, start) => {
        const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
        let after = start;
        for (let i = 0; i < 5; i += 1) {
          const run = nextWallTime({ zone, time, after: new Date(after) }).getTime();
          expect(run).toBeGreaterThan(after);
          // Never a day left out, however the clocks move.
          expect(run - after).toBeLessThanOrEqual(50 * 3_600_000);
          expect(minutesEndingAt(run, zone)).toContain(hour * 60 + minute);
          after = run;
        }
      }),
      { numRuns: 100 },
    );
  });

  test('from any moment between two runs, the next one is the same', () => {
    fc.assert(
      fc.property(
        rule,
        moment,
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        ({ zone, hour, minute }, start, share) => {
          const between: WallTimeRule = { zone, minutes: [minute], hours: [hour] };
          const first = nextWallTime({ ...between, after: new Date(start) }).getTime();
          const second = nextWallTime({ ...between, after: new Date(first) }).getTime();
          const inside = new Date(first + Math.floor((second - first) * share));
          expect(nextWallTime({ ...between, after: inside }).getTime()).toBe(second);
        },
      ),
      { numRuns: 100 },
    );
  });
});

/** The minutes of the day that end at a moment: one, or after a jump also all that were jumped over. */
function minutesEndingAt(runMs: number, zone: string): number[] {
  const wall = Temporal.Instant.fromEpochMilliseconds(runMs).toZonedDateTimeISO(zone);
  const before = wall.subtract({ minutes: 1 });
  const last = wall.hour * 60 + wall.minute;
  const first = before.toPlainDate().equals(wall.toPlainDate()) ? before.hour * 60 + before.minute + 1 : 0;
  return first > last ? [last] : Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

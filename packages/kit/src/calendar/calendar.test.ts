import { wallTimeToInstant, zoneName } from '@durabot/runtime';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { wallClockAt } from './wall-clock.ts';
import { addDays, addWorkingDays, countWorkingDays, judgeDay, weekdayOf } from './working-days.ts';

describe('the wall clock', () => {
  test.each([
    // Clocks go from 02:59 to 04:00, from 01:59 to 03:00, by half an hour from 01:59 to 02:30.
    ['Europe/Kyiv', '2026-03-29', '10:00', '2026-03-29T07:00:00Z'],
    ['Europe/Kyiv', '2026-03-29', '03:30', '2026-03-29T01:00:00Z'],
    ['America/New_York', '2026-03-08', '02:30', '2026-03-08T07:00:00Z'],
    ['America/New_York', '2026-03-08', '10:00', '2026-03-08T14:00:00Z'],
    ['Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-03T15:30:00Z'],
    // Hours, or half an hour, that come twice.
    ['Europe/Kyiv', '2026-10-25', '03:30', '2026-10-25T00:30:00Z'],
    ['Europe/Kyiv', '2026-10-25', '10:00', '2026-10-25T08:00:00Z'],
    ['America/New_York', '2026-11-01', '01:30', '2026-11-01T05:30:00Z'],
    ['Australia/Lord_Howe', '2026-04-05', '01:45', '2026-04-04T14:45:00Z'],
    ['Australia/Lord_Howe', '2026-04-05', '10:00', '2026-04-04T23:30:00Z'],
    ['Europe/Kiev', '2026-07-01', '10:00', '2026-07-01T07:00:00Z'],
  ])('in %s on %s at %s is %s', (zone, date, time, instant) => {
    expect(wallTimeToInstant(date, time, zone)).toEqual(new Date(instant));
  });

  test('a time that exists leads to a moment whose clocks show it; a skipped one to the first minute after', () => {
    const zones = fc.constantFrom('Europe/Kyiv', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC');
    const moments = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(zones, moments, (zone, moment) => {
        const { date, time } = wallClockAt(moment, zone);
        const back = wallTimeToInstant(date, time, zone);
        expect(wallClockAt(back, zone)).toEqual({ date, time });
        // The same, or the first of two.
        const earlier = moment.getTime() - moment.getMilliseconds() - back.getTime();
        expect([0, 1_800_000, 3_600_000]).toContain(earlier);
      }),
      { numRuns: 200 },
    );
  });

  test('zones are known by their present name, and what is none is refused', () => {
    expect(zoneName('Europe/Kiev')).toBe('Europe/Kyiv');
    expect(zoneName('europe/kyiv')).toBe('Europe/Kyiv');
    expect(() => zoneName('Mars/Olympus')).toThrow('no time zone');
    expect(() => wallTimeToInstant('2026-02-30', '10:00', 'UTC')).toThrow(RangeError);
    expect(() => wallTimeToInstant('2026-02-03', '25:00', 'UTC')).toThrow(RangeError);
    expect(() => wallTimeToInstant('завтра', '10:00', 'UTC')).toThrow('no date');
  });
});

describe('working days', () => {
  test('a country has its holidays, also those that move with Easter', () => {
    expect(judgeDay({ country: 'UA' }, '2026-08-24', 'uk')).toEqual({
      working: false,
      because: 'holiday',
      name: 'День Незалежності',
    });
    expect(judgeDay({ country: 'UA' }, '2026-04-13')).toMatchObject({ working: false, because: 'holiday' });
    expect(judgeDay({ country: 'RU' }, '2026-05-09')).toMatchObject({ working: false, because: 'holiday' });
    expect(judgeDay({ country: 'RU' }, '2026-01-05')).toMatchObject({ working: false, because: 'holiday' });
    expect(judgeDay({ country: 'DE-BY' }, '2026-01-06')).toMatchObject({ working: false, because: 'holiday' });
    expect(judgeDay({ country: 'DE' }, '2026-01-06')).toEqual({ working: true, because: 'weekday' });
  });

  test('absence outranks the organisation, that the country, that the weekend', () => {
    const holiday = '2026-08-24';
    const saturday = '2026-11-21';
    const calendar = {
      country: 'UA',
      overrides: [
        { date: holiday, working: true, name: 'Чергова зміна' },
        { date: saturday, working: true, name: 'Рабочая суббота' },
        { date: '2026-11-23', working: false, name: 'День фірми' },
      ],
    };
    expect(judgeDay(calendar, holiday)).toEqual({ working: true, because: 'override', name: 'Чергова зміна' });
    expect(judgeDay(calendar, saturday)).toEqual({ working: true, because: 'override', name: 'Рабочая суббота' });
    expect(judgeDay(calendar, '2026-11-23')).toEqual({ working: false, because: 'override', name: 'День фірми' });
    expect(judgeDay({ country: 'UA' }, saturday)).toEqual({ working: false, because: 'weekend' });
    const absences = [{ from: '2026-08-20', to: '2026-08-24' }, { from: '2026-11-21' }];
    for (const day of [holiday, saturday, '2027-05-05'])
      expect(judgeDay({ ...calendar, absences }, day)).toEqual({ working: false, because: 'absence' });
    expect(judgeDay({ ...calendar, absences }, '2026-08-25').working).toBe(true);
  });

  test('in war time holidays are worked, and weekends are not', () => {
    const calendar = { country: 'UA', holidaysWorked: [{ from: '2022-02-24' }] };
    expect(judgeDay(calendar, '2026-08-24')).toEqual({ working: true, because: 'weekday' });
    expect(judgeDay(calendar, '2025-08-24')).toEqual({ working: false, because: 'weekend' });
    expect(judgeDay(calendar, '2021-08-24')).toMatchObject({ working: false, because: 'holiday' });
  });

  test('working days are counted over weekends and holidays', () => {
    const calendar = { country: 'UA' };
    expect(addWorkingDays(calendar, '2026-08-21', 1)).toBe('2026-08-25');
    expect(addWorkingDays(calendar, '2026-08-21', 0)).toBe('2026-08-21');
    expect(addWorkingDays(calendar, '2026-08-22', 0)).toBe('2026-08-25');
    expect(countWorkingDays(calendar, '2026-08-21', '2026-08-25')).toBe(2);
    expect(() => addWorkingDays({ weekend: [1, 2, 3, 4, 5, 6, 7] }, '2026-01-01', 1)).toThrow('No working day');
  });

  test('other weekends, other dates, and what is none', () => {
    expect(judgeDay({ weekend: [5, 6] }, '2026-11-20')).toEqual({ working: false, because: 'weekend' });
    expect(judgeDay({ weekend: [5, 6] }, '2026-11-22')).toEqual({ working: true, because: 'weekday' });
    expect([weekdayOf('2026-11-22'), addDays('2026-02-28', 1), addDays('2028-02-28', 1)]).toEqual([
      7,
      '2026-03-01',
      '2028-02-29',
    ]);
    for (const date of ['2026-02-30', '22.11.2026', '']) expect(() => judgeDay({}, date)).toThrow('no date');
    for (const country of ['XX', 'DE-XX', 'constructor'])
      expect(() => judgeDay({ country }, '2026-11-22')).toThrow('No holidays are known');
  });
});

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatWhen } from '@durabot/kit';
import { formatWanted } from './format-wanted.ts';
import { parseWhen, type WhenEnv } from './parse-when.ts';
import { instantOf, wallTimeOf } from './wall-clock.ts';

/** Saturday noon in Moscow. */
const saturday: WhenEnv = { nowMs: Date.parse('2026-11-21T09:00:00Z'), zone: 'Europe/Moscow', language: 'ru' };

const moscow = (wall: string): Date => new Date(`${wall.replace(' ', 'T')}:00+03:00`);

describe('a wanted time is understood', () => {
  test.each([
    ['сейчас', 'asap', undefined],
    ['зараз', 'asap', undefined],
    ['now', 'asap', undefined],
    ['ASAP', 'asap', undefined],
    ['Срочно!', 'asap', undefined],
    ['терміново', 'asap', undefined],
    ['как можно скорее', 'asap', undefined],
    ['сегодня, срочно', 'asap', undefined],
    ['сегодня 14-18', '2026-11-21 14:00', '2026-11-21 18:00'],
    ['Сегодня 14–18', '2026-11-21 14:00', '2026-11-21 18:00'],
    ['сегодня с 14 до 18', '2026-11-21 14:00', '2026-11-21 18:00'],
    ['сьогодні з 14 до 18', '2026-11-21 14:00', '2026-11-21 18:00'],
    ['today from 2 to 6 pm', '2026-11-21 14:00', '2026-11-21 18:00'],
    ['from 2 to 4 pm', '2026-11-21 14:00', '2026-11-21 16:00'],
    ['з 10 до 12', '2026-11-22 10:00', '2026-11-22 12:00'],
    ['between 10 and 12', '2026-11-22 10:00', '2026-11-22 12:00'],
    ['завтра в 10', '2026-11-22 10:00', undefined],
    ['завтра о 10', '2026-11-22 10:00', undefined],
    ['tomorrow at 10', '2026-11-22 10:00', undefined],
    ['завтра 10', '2026-11-22 10:00', undefined],
    ['завтра 10:30', '2026-11-22 10:30', undefined],
    ['завтра 10.00-12.00', '2026-11-22 10:00', '2026-11-22 12:00'],
    ['завтра в 14-30', '2026-11-22 14:30', undefined],
    ['завтра в 9 часов 30 минут', '2026-11-22 09:30', undefined],
    ['завтра', '2026-11-22 08:00', '2026-11-22 22:00'],
    ['tomorrow', '2026-11-22 08:00', '2026-11-22 22:00'],
    ['послезавтра', '2026-11-23 08:00', '2026-11-23 22:00'],
    ['послезавтра в 10', '2026-11-23 10:00', undefined],
    ['післязавтра о 10', '2026-11-23 10:00', undefined],
    ['позавтра вранці', '2026-11-23 08:00', '2026-11-23 12:00'],
    ['day after tomorrow at 3pm', '2026-11-23 15:00', undefined],
    ['завтра утром', '2026-11-22 08:00', '2026-11-22 12:00'],
    ['завтра зранку', '2026-11-22 08:00', '2026-11-22 12:00'],
    ['завтра днём', '2026-11-22 12:00', '2026-11-22 17:00'],
    ['завтра вечером', '2026-11-22 17:00', '2026-11-22 22:00'],
    ['tomorrow evening', '2026-11-22 17:00', '2026-11-22 22:00'],
    ['завтра до обеда', '2026-11-22 08:00', '2026-11-22 13:00'],
    ['завтра после обеда', '2026-11-22 13:00', '2026-11-22 18:00'],
    ['завтра до 12', '2026-11-22 08:00', '2026-11-22 12:00'],
    ['завтра после 15', '2026-11-22 15:00', '2026-11-22 22:00'],
    ['завтра не раньше 15', '2026-11-22 15:00', '2026-11-22 22:00'],
    ['завтра с 9 до 1', '2026-11-22 09:00', '2026-11-22 13:00'],
    ['завтра в два', '2026-11-22 14:00', undefined],
    ['завтра о третій', '2026-11-22 15:00', undefined],
    ['завтра с двух до четырёх', '2026-11-22 14:00', '2026-11-22 16:00'],
    ['завтра в любое время', '2026-11-22 08:00', '2026-11-22 22:00'],
    ['до пт', '2026-11-21 12:00', '2026-11-27 22:00'],
    ['до пятницы', '2026-11-21 12:00', '2026-11-27 22:00'],
    ['до п’ятниці', '2026-11-21 12:00', '2026-11-27 22:00'],
    ['by Friday', '2026-11-21 12:00', '2026-11-27 22:00'],
    ['после 18', '2026-11-21 18:00', '2026-11-21 22:00'],
    ['після 18', '2026-11-21 18:00', '2026-11-21 22:00'],
    ['after 6pm', '2026-11-21 18:00', '2026-11-21 22:00'],
    ['до 18', '2026-11-21 12:00', '2026-11-21 18:00'],
    ['через час', '2026-11-21 13:00', undefined],
    ['за годину', '2026-11-21 13:00', undefined],
    ['in an hour', '2026-11-21 13:00', undefined],
    ['через полчаса', '2026-11-21 12:30', undefined],
    ['за пів години', '2026-11-21 12:30', undefined],
    ['через 2 часа', '2026-11-21 14:00', undefined],
    ['in 30 minutes', '2026-11-21 12:30', undefined],
    ['через 3 дня', '2026-11-24 08:00', '2026-11-24 22:00'],
    ['через неделю в 10', '2026-11-28 10:00', undefined],
    ['через тиждень', '2026-11-28 08:00', '2026-11-28 22:00'],
    ['в 15', '2026-11-21 15:00', undefined],
    ['18', '2026-11-21 18:00', undefined],
    ['в 3', '2026-11-21 15:00', undefined],
    ['в 10', '2026-11-22 10:00', undefined],
    ['10:00', '2026-11-22 10:00', undefined],
    ['в 7 вечера', '2026-11-21 19:00', undefined],
    ['о 7 вечора', '2026-11-21 19:00', undefined],
    ['8 утра', '2026-11-22 08:00', undefined],
    ['в полдень', '2026-11-21 12:00', undefined],
    ['сегодня в 11:57', '2026-11-21 11:57', undefined],
    ['вечером', '2026-11-21 17:00', '2026-11-21 22:00'],
    ['tonight', '2026-11-21 17:00', '2026-11-21 22:00'],
    ['когда удобно', '2026-11-21 12:00', '2026-11-21 22:00'],
    ['пт', '2026-11-27 08:00', '2026-11-27 22:00'],
    ['в пятницу в 15:00', '2026-11-27 15:00', undefined],
    ["у п'ятницю о 15", '2026-11-27 15:00', undefined],
    ['friday 3pm', '2026-11-27 15:00', undefined],
    ['next friday', '2026-11-27 08:00', '2026-11-27 22:00'],
    ['в следующий понедельник', '2026-11-23 08:00', '2026-11-23 22:00'],
    ['у понеділок зранку', '2026-11-23 08:00', '2026-11-23 12:00'],
    ['вт 10', '2026-11-24 10:00', undefined],
    ['в субботу в 15', '2026-11-21 15:00', undefined],
    ['в субботу в 10', '2026-11-28 10:00', undefined],
    ['в воскресенье', '2026-11-22 08:00', '2026-11-22 22:00'],
    ['в неділю', '2026-11-22 08:00', '2026-11-22 22:00'],
    ['25 ноября', '2026-11-25 08:00', '2026-11-25 22:00'],
    ['25 листопада о 14:30', '2026-11-25 14:30', undefined],
    ['25 Nov 14:30', '2026-11-25 14:30', undefined],
    ['Nov 25 at 2pm', '2026-11-25 14:00', undefined],
    ['25.11', '2026-11-25 08:00', '2026-11-25 22:00'],
    ['25.11 14:30', '2026-11-25 14:30', undefined],
    ['25.11.26 в 10', '2026-11-25 10:00', undefined],
    ['2026-11-25 10:00', '2026-11-25 10:00', undefined],
    ['25-го в 10', '2026-11-25 10:00', undefined],
    ['5 числа', '2026-12-05 08:00', '2026-12-05 22:00'],
    ['5 января', '2027-01-05 08:00', '2027-01-05 22:00'],
    ['1 мая 2027 года', '2027-05-01 08:00', '2027-05-01 22:00'],
    ['3 грудня', '2026-12-03 08:00', '2026-12-03 22:00'],
    ['третього грудня', '2026-12-03 08:00', '2026-12-03 22:00'],
    ['чт 26 нояб., 10:00', '2026-11-26 10:00', undefined],
    ['18 декабря с 10 до 14', '2026-12-18 10:00', '2026-12-18 14:00'],
    ['в выходные', '2026-11-21 12:00', '2026-11-22 22:00'],
    ['на следующей неделе', '2026-11-23 08:00', '2026-11-29 22:00'],
    ['next month', '2026-12-21 08:00', '2026-12-21 22:00'],
    ['завтра ближе к вечеру', '2026-11-22 16:00', '2026-11-22 20:00'],
    ['сегодня до вечера', '2026-11-21 12:00', '2026-11-21 18:00'],
    ['завтра до вечора', '2026-11-22 08:00', '2026-11-22 18:00'],
    ['tomorrow before noon', '2026-11-22 08:00', '2026-11-22 12:00'],
    ['завтра к обеду', '2026-11-22 11:00', '2026-11-22 14:00'],
    ['сегодня ночью', '2026-11-21 22:00', '2026-11-22 00:00'],
    ['в час дня', '2026-11-21 13:00', undefined],
    ['завтра в час', '2026-11-22 13:00', undefined],
    ['в половине шестого', '2026-11-21 17:30', undefined],
    ['завтра о пів на третю', '2026-11-22 14:30', undefined],
    ['at half past two', '2026-11-21 14:30', undefined],
    ['минут через 20', '2026-11-21 12:20', undefined],
    ['часа через два', '2026-11-21 14:00', undefined],
    ['часов в 5', '2026-11-21 17:00', undefined],
    ['в течение часа', '2026-11-21 12:00', '2026-11-21 13:00'],
    ['протягом 2 годин', '2026-11-21 12:00', '2026-11-21 14:00'],
    ['within an hour', '2026-11-21 12:00', '2026-11-21 13:00'],
    ['завтра к 18-00', '2026-11-22 08:00', '2026-11-22 18:00'],
    ['завтра в 10-00', '2026-11-22 10:00', undefined],
    ['завтра в 18 00', '2026-11-22 18:00', undefined],
    ['завтра вечером в 8', '2026-11-22 20:00', undefined],
    ['завтра ввечері з 6 до 8', '2026-11-22 18:00', '2026-11-22 20:00'],
    ['завтра утром с 9 до 11', '2026-11-22 09:00', '2026-11-22 11:00'],
    ['пн-пт', '2026-11-23 08:00', '2026-11-27 22:00'],
    ['с понедельника по среду', '2026-11-23 08:00', '2026-11-25 22:00'],
    ['з понеділка до середи', '2026-11-23 08:00', '2026-11-25 22:00'],
    ['с понедельника', '2026-11-23 08:00', '2026-11-29 22:00'],
    ['не раньше пятницы', '2026-11-27 08:00', '2026-12-03 22:00'],
    ['after Friday', '2026-11-28 08:00', '2026-12-04 22:00'],
    ['завтра, пожалуйста', '2026-11-22 08:00', '2026-11-22 22:00'],
    ['asap please', 'asap', undefined],
    ['якомога швидше', 'asap', undefined],
  ] as const)('%j', (text, from, to) => {
    const kind = from === 'asap' ? 'asap' : to === undefined ? 'at' : 'window';
    const expected = {
      ok: true,
      kind,
      from: from === 'asap' ? new Date(saturday.nowMs) : moscow(from),
      to: to === undefined ? undefined : moscow(to),
    };
    expect(parseWhen(text, saturday)).toMatchObject(expected);
  });
});

describe('a wanted time is refused', () => {
  test.each([
    ['вчера', 'past'],
    ['вчера в 10', 'past'],
    ['вчора о 10', 'past'],
    ['yesterday at 10', 'past'],
    ['last monday', 'past'],
    ['в прошлую пятницу', 'past'],
    ['минулого тижня', 'past'],
    ['час назад', 'past'],
    ['two hours ago', 'past'],
    ['20 ноября', 'past'],
    ['20.11.2026', 'past'],
    ['сегодня в 10', 'past'],
    ['сегодня с 8 до 10', 'past'],
    ['сегодня в 11:54', 'past'],
    ['5 января 2028', 'too_far'],
    ['23.11.2027', 'too_far'],
    ['', 'unclear'],
    ['абракадабра', 'unclear'],
    ['31 февраля', 'unclear'],
    ['завтра в 25', 'unclear'],
    ['не завтра', 'unclear'],
    ['завтра или послезавтра', 'unclear'],
    ['в пятницу 26 ноября', 'unclear'],
    ['завтра, домофон 23, после 18', 'unclear'],
    ['завтра, а лучше в пятницу', 'unclear'],
    ['завтра 10-12 или 14-16', 'unclear'],
    ['+7 916 123-45-67', 'unclear'],
    ['x'.repeat(300), 'unclear'],
  ] as const)('%j: %s', (text, reason) => {
    expect(parseWhen(text, saturday)).toEqual({ ok: false, reason });
  });
});

describe('the zone', () => {
  test('decides what "tomorrow" is', () => {
    const nowMs = Date.parse('2026-11-21T22:30:00Z');
    expect(parseWhen('завтра в 10', { nowMs, zone: 'Europe/Moscow', language: 'ru' })).toMatchObject({
      from: new Date('2026-11-23T07:00:00Z'),
    });
    expect(parseWhen('завтра в 10', { nowMs, zone: 'Europe/London', language: 'ru' })).toMatchObject({
      from: new Date('2026-11-22T10:00:00Z'),
    });
  });

  test('moves an hour that daylight saving leaves out to the next one that exists', () => {
    const env: WhenEnv = { nowMs: Date.parse('2027-03-27T10:00:00Z'), zone: 'Europe/Kyiv', language: 'uk' };
    expect(parseWhen('завтра о 03:30', env)).toMatchObject({ from: new Date('2027-03-28T01:30:00Z') });
  });

  test('takes the first of two equal hours in autumn', () => {
    const env: WhenEnv = { nowMs: Date.parse('2026-10-24T10:00:00Z'), zone: 'Europe/Kyiv', language: 'uk' };
    expect(parseWhen('завтра о 03:30', env)).toMatchObject({ from: new Date('2026-10-25T00:30:00Z') });
  });
});

describe('a time is written', () => {
  const at = new Date('2026-11-14T07:00:00Z');
  const zone = 'Europe/Moscow';

  test.each([
    ['ru', 'сб 14 нояб., 10:00'],
    ['uk', 'сб 14 лист., 10:00'],
    ['en', 'Sat 14 Nov, 10:00'],
  ] as const)('in %s as %j', (language, written) => {
    expect(formatWhen(at, { zone, language, nowMs: saturday.nowMs })).toBe(written);
  });

  test('with its year when that is not the present one', () => {
    const style = { zone, language: 'ru', nowMs: Date.parse('2027-02-01T00:00:00Z') } as const;
    expect(formatWhen(at, style)).toBe('сб 14 нояб. 2026, 10:00');
  });

  test('as a window within a day and over days', () => {
    const to = new Date('2026-11-14T11:00:00Z');
    const style = { zone, language: 'ru' } as const;
    expect(formatWanted({ kind: 'window', from: at, to }, { ...style, nowMs: saturday.nowMs })).toBe(
      'сб 14 нояб., 10:00–14:00',
    );
    const later = new Date('2026-11-15T19:00:00Z');
    expect(formatWanted({ kind: 'window', from: at, to: later }, { ...style, nowMs: saturday.nowMs })).toBe(
      'сб 14 нояб., 10:00 – вс 15 нояб., 22:00',
    );
  });
});

test('what the bot writes, it reads: every written moment of the coming months comes back', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 300 * 24 * 60 }),
      fc.constantFrom('ru', 'uk', 'en'),
      fc.constantFrom('Europe/Moscow', 'Europe/Kyiv', 'America/New_York'),
      (minutes, language, zone) => {
        const at = new Date(saturday.nowMs + minutes * 60_000);
        // Of two equal hours in autumn the first is meant, so the second cannot come back.
        fc.pre(instantOf(wallTimeOf(at.getTime(), zone), zone).getTime() === at.getTime());
        const env: WhenEnv = { nowMs: saturday.nowMs, zone, language };
        expect(parseWhen(formatWhen(at, { zone, language, nowMs: saturday.nowMs }), env)).toMatchObject({
          ok: true,
          from: at,
        });
      },
    ),
    { numRuns: 200 },
  );
});

test('any text is a time within a year or a refusal', () => {
  const words = [
    'завтра',
    'сегодня',
    'в',
    'до',
    'после',
    'пт',
    '10',
    '25.11',
    '18:30',
    'с',
    'through',
    'через',
    'часа',
    'понеділок',
    '-',
    '31',
    'мая',
  ];
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 5 })), { maxLength: 6 }),
      (parts) => {
        const parsed = parseWhen(parts.join(' '), saturday);
        const from = parsed.ok ? parsed.from.getTime() : saturday.nowMs;
        const to = parsed.ok && parsed.to !== undefined ? parsed.to.getTime() : from + 1;
        expect(from - saturday.nowMs).toBeGreaterThanOrEqual(-5 * 60_000);
        expect(from - saturday.nowMs).toBeLessThanOrEqual(366 * 24 * 3_600_000);
        expect(to).toBeGreaterThan(from);
      },
    ),
    { numRuns: 400 },
  );
});

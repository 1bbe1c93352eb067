import { Temporal } from 'temporal-polyfill';
import { take, word, type Match, type Taken } from './when-text.ts';

/** Which days a text names. */
export type DayRange = {
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
  /** `at`: these days; `until`: from now to the end of `to`; `after`: beginning with the day after; `from`: beginning with `from`. */
  readonly relation: 'at' | 'until' | 'after' | 'from';
  /** Said as "today", so that an hour that has passed is a mistake and not tomorrow. */
  readonly isToday: boolean;
};

const until = String.raw`(?:не позже|не позднее|не пізніше|no later than|до|к|по|until|till|by|before)`;
const after = '(?:после|після|after)';
const since = '(?:не раньше|не раніше|начиная с|починаючи з|с|со|з|із|from|starting(?: on)?)';
const relationPattern = `(?:(?<until>${until})|(?<after>${after})|(?<since>${since})|в|во|у|на|о|об|on|for)?\\s*(?:конца|кінця|the end of)?\\s*`;

const weekdays: readonly string[] = [
  'понедельник[аеу]?|понеділ(?:ок|ка|ку)|пнд?|monday|mon',
  'вторник[аеу]?|вівтор(?:ок|ка|ку)|вт|tuesday|tues?',
  'сред[аыеу]|серед[аиеуі]|ср|wednesday|wed',
  'четверг[аеу]?|четвер(?:га|гу)?|чт|thursday|thurs?',
  "пятниц[аыеу]|п'?ятниц[яіюи]|пт|friday|fri",
  'суббот[аыеу]|субот[аиуі]|сб|saturday|sat',
  'воскресень[еяю]|неділ[яіюи]|вс|нд|sunday|sun',
];

const months: readonly string[] = [
  'янв(?:ар[ьяе])?|січ(?:ень|ня|ні)?|jan(?:uary)?',
  'фев(?:р(?:ал[ьяе])?)?|лют(?:ий|ого)?|feb(?:ruary)?',
  'мар(?:та?|те)?|бер(?:езень|езня)?|mar(?:ch)?',
  'апр(?:ел[ьяе])?|квіт(?:ень|ня)?|apr(?:il)?',
  'ма[йяе]|трав(?:ень|ня)?|may',
  'июн[ьяе]?|черв(?:ень|ня)?|june?',
  'июл[ьяе]?|лип(?:ень|ня)?|july?',
  'авг(?:уста?)?|серп(?:ень|ня)?|aug(?:ust)?',
  'сен(?:т(?:ябр[ьяе])?)?|вер(?:есень|есня)?|sept?(?:ember)?',
  'окт(?:ябр[ьяе])?|жовт(?:ень|ня)?|oct(?:ober)?',
  'ноя(?:б(?:р[ьяе])?)?|лист(?:опада?)?|nov(?:ember)?',
  'дек(?:абр[ьяе])?|груд(?:ень|ня)?|dec(?:ember)?',
];

const anyMonth = months.map((names, index) => `(?<m${index + 1}>${names})`).join('|');
const anyWeekday = weekdays.map((names, index) => `(?<d${index + 1}>${names})`).join('|');

/** Names of days that stand for themselves, the longer word before the one it contains. */
const dayNames: readonly [pattern: string, days: number][] = [
  ['послезавтра|післязавтра|позавтра|(?:the )?day after tomorrow', 2],
  ['завтра(?:шний|шній)?|tomorrow', 1],
  ['сегодня(?:шний)?|сьогодні(?:шній)?|today|tonight', 0],
];

/** Takes the day out of a text; `undefined` when it names none, `invalid` for a date that does not exist. */
export function takeDay(text: string, today: Temporal.PlainDate): Taken<DayRange> | 'invalid' | undefined {
  return (
    takeWeek(text, today) ??
    takeNamed(text, today) ??
    takeDate(text, today) ??
    takeWeekday(text, today) ??
    takeIn(text, today)
  );
}

function takeNamed(text: string, today: Temporal.PlainDate): Taken<DayRange> | undefined {
  for (const [pattern, days] of dayNames) {
    const taken = take(text, word(`${relationPattern}(?:${pattern})`));
    if (taken !== undefined) return oneDay(taken, today.add({ days }), days === 0);
  }
  return undefined;
}

function takeWeekday(text: string, today: Temporal.PlainDate): Taken<DayRange> | undefined {
  const taken = take(
    text,
    word(
      `${relationPattern}(?:(?<next>следующ[а-я]+|наступн[а-яіїє]+|next)|эт[а-я]+|ц[а-яіїє]{1,3}|this|ближайш[а-я]+|найближч[а-яіїє]+)?\\s*(?:${anyWeekday})`,
    ),
  );
  if (taken === undefined) return undefined;
  const wanted = numbered(taken.groups, 'd');
  const ahead = (wanted - today.dayOfWeek + 7) % 7;
  const isNextWeek = taken.groups['next'] !== undefined;
  // "Next Friday" is the one of the next week, which on a Saturday is also the nearest.
  const days = isNextWeek ? 7 - today.dayOfWeek + wanted : ahead;
  return takeRange(taken, today.add({ days })) ?? oneDay(taken, today.add({ days }), false);
}

/** "Пн-пт", "с понедельника по среду": the bar stands where the first day was. */
function takeRange(first: Match, from: Temporal.PlainDate): Taken<DayRange> | undefined {
  const last = take(
    first.rest,
    new RegExp(String.raw`\|\s*(?:-|по|до|to|till|until|through)\s*(?:${anyWeekday})(?![\p{L}\p{N}])`, 'u'),
  );
  if (last === undefined) return undefined;
  const days = (numbered(last.groups, 'd') - from.dayOfWeek + 7) % 7;
  return range(last.rest, from, from.add({ days }));
}

function takeDate(text: string, today: Temporal.PlainDate): Taken<DayRange> | 'invalid' | undefined {
  const year = String.raw`(?<year>\d{4}|\d{2})`;
  const taken =
    take(text, word(String.raw`${relationPattern}(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})`)) ??
    take(
      text,
      word(String.raw`${relationPattern}(?<day>\d{1,2})[./](?<month>0?[1-9]|1[0-2])(?:[./]${year})(?:\s*(?:г|р)\.?)?`),
    ) ??
    // Without a year a month needs two digits, or "10.5" and "14.30" would be dates.
    take(
      text,
      word(String.raw`${relationPattern}(?<day>[12]\d|3[01]|0?[1-9])[./](?<month>0[1-9]|1[0-2])(?![.:]?\d)`),
    ) ??
    take(
      text,
      word(
        String.raw`${relationPattern}(?<day>\d{1,2})(?:-?(?:го|е|є|th|st|nd|rd))?\s+(?:of\s+)?(?:${anyMonth})\.?(?:,?\s*(?<year>\d{4})(?:\s*(?:года?|року|г\.|р\.))?)?`,
      ),
    ) ??
    take(
      text,
      word(
        String.raw`${relationPattern}(?:${anyMonth})\.?\s+(?<day>\d{1,2})(?:th|st|nd|rd)?(?![:.]\d)(?:,?\s*(?<year>\d{4}))?`,
      ),
    ) ??
    take(text, word(String.raw`${relationPattern}(?<day>\d{1,2})(?:-?(?:го|е|є))?\s*числ[аоу]`)) ??
    take(text, word(String.raw`${relationPattern}(?<day>\d{1,2})-?го`)) ??
    take(text, word(String.raw`${relationPattern}(?:the\s+)?(?<day>\d{1,2})(?:th|st|nd|rd)`));
  if (taken === undefined) return undefined;
  const date = dateOf(taken.groups, today);
  if (date === undefined) return 'invalid';
  // "В пятницу 26 ноября" is a mistake when the 26th is a Thursday.
  const weekday = take(taken.rest, word(`(?:(?:в|во|у|on)\\s+)?(?:${anyWeekday})`));
  if (weekday !== undefined && numbered(weekday.groups, 'd') !== date.dayOfWeek) return 'invalid';
  return oneDay({ groups: taken.groups, rest: weekday?.rest ?? taken.rest }, date, false);
}

function dateOf(groups: Record<string, string | undefined>, today: Temporal.PlainDate): Temporal.PlainDate | undefined {
  const day = Number(groups['day']);
  const named = numbered(groups, 'm');
  const hasMonth = groups['month'] !== undefined || named > 0;
  const month = named > 0 ? named : hasMonth ? Number(groups['month']) : today.month;
  if (groups['year'] !== undefined) {
    const year = Number(groups['year']);
    return makeDate(year < 100 ? 2000 + year : year, month, day);
  }
  if (!hasMonth) {
    const here = makeDate(today.year, month, day);
    if (here !== undefined && Temporal.PlainDate.compare(here, today) >= 0) return here;
    const next = today.add({ months: 1 });
    return makeDate(next.year, next.month, day);
  }
  const thisYear = makeDate(today.year, month, day);
  // 29 February may exist only next year.
  if (thisYear === undefined) return makeDate(today.year + 1, month, day);
  // A date of the last two months is a slip; an older one means the year to come.
  return thisYear.until(today, { largestUnit: 'days' }).days > 60 ? makeDate(today.year + 1, month, day) : thisYear;
}

function makeDate(year: number, month: number, day: number): Temporal.PlainDate | undefined {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}

const countWords: Readonly<Record<string, number>> = {
  пару: 2,
  два: 2,
  две: 2,
  дві: 2,
  two: 2,
  три: 3,
  three: 3,
  четыре: 4,
  чотири: 4,
  a: 1,
  one: 1,
};

function takeIn(text: string, today: Temporal.PlainDate): Taken<DayRange> | undefined {
  const taken = take(
    text,
    word(
      String.raw`(?:через|за|in)\s+(?:(?<n>\d{1,3}|[\p{L}]+)\s+)?(?:(?<weeks>недел[юьи]|тиж(?:день|ні|нів)|weeks?)|(?<days>день|дня|дней|дні|днів|days?|сутки|добу))`,
    ),
  );
  if (taken === undefined) return undefined;
  const written = taken.groups['n'];
  const count = written === undefined ? 1 : (countWords[written] ?? Number(written));
  if (Number.isNaN(count)) return undefined;
  const days = taken.groups['weeks'] === undefined ? count : 7 * count;
  return oneDay(taken, today.add({ days }), false);
}

function takeWeek(text: string, today: Temporal.PlainDate): Taken<DayRange> | undefined {
  const sunday = today.add({ days: 7 - today.dayOfWeek });
  const weekend = take(
    text,
    word(
      '(?:(?:до|until|till|before)\\s+)?(?:в|на|у|at|on|over)?\\s*(?:the\\s+|эти\\s+|ці\\s+|this\\s+)?(?:выходн(?:ые|ых)|вихідн(?:і|их)|weekend)',
    ),
  );
  if (weekend !== undefined) {
    const saturday = today.dayOfWeek === 7 ? today : sunday.subtract({ days: 1 });
    if (/^(?:до|until|till|before)/.test(weekend.matched)) {
      return {
        value: { from: today, to: saturday.subtract({ days: 1 }), relation: 'until', isToday: false },
        rest: weekend.rest,
      };
    }
    return range(weekend.rest, saturday, sunday);
  }
  const next = take(text, word('(?:на|в|у)?\\s*(?:следующей неделе|наступному тижні|наступного тижня|next week)'));
  if (next !== undefined) return range(next.rest, sunday.add({ days: 1 }), sunday.add({ days: 7 }));
  const present = take(
    text,
    word(
      '(?:(?:на|до конца|до кінця|в течение|протягом)\\s+)?(?:этой неделе|этой недели|цьому тижні|цього тижня|недели|тижня|this week)',
    ),
  );
  if (present !== undefined) return range(present.rest, today, sunday);
  return undefined;
}

function range(rest: string, from: Temporal.PlainDate, to: Temporal.PlainDate): Taken<DayRange> {
  return { value: { from, to, relation: 'at', isToday: false }, rest };
}

function oneDay(
  taken: { groups: Record<string, string | undefined>; rest: string },
  date: Temporal.PlainDate,
  isToday: boolean,
): Taken<DayRange> {
  const named = (['until', 'after', 'since'] as const).find((one) => taken.groups[one] !== undefined);
  const relation = named === 'since' ? 'from' : (named ?? 'at');
  return { value: { from: date, to: date, relation, isToday }, rest: taken.rest };
}

function numbered(groups: Record<string, string | undefined>, prefix: string): number {
  for (let number = 1; number <= 12; number++) {
    if (groups[`${prefix}${number}`] !== undefined) return number;
  }
  return 0;
}

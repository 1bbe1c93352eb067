import { Temporal } from 'temporal-polyfill';
import { instantOf } from './wall-clock.ts';

/** Hours of work on days of the week; Monday is 1. */
export interface WeeklyHours {
  readonly days: readonly number[];
  readonly fromMinutes: number;
  /** After midnight it is more than a day has. */
  readonly toMinutes: number;
}

const dayStarts: readonly (readonly string[])[] = [
  ['пн', 'пон', 'mon'],
  ['вт', 'вів', 'tue'],
  ['ср', 'wed'],
  ['чт', 'чет', 'thu'],
  ['пт', 'пят', 'пʼят', "п'ят", 'fri'],
  ['сб', 'суб', 'sat'],
  ['вс', 'вос', 'нд', 'нед', 'sun'],
];

const everyDay = /^(?:ежедневно|каждый день|все дни|щодня|кожен день|every ?day|daily)/;
const weekdays = /^(?:будни|будні|будн|weekdays)/;
const weekend = /^(?:выходные|вихідні|weekend)/;

/** Reads `пн–пт 9–18, сб 10:00–15:00`, `ежедневно 9-21`, `mon-fri 9-18`. Undefined when a part of it is not understood. */
export function readShifts(text: string): WeeklyHours[] | undefined {
  const parts = text
    .toLowerCase()
    .replaceAll(/[–—−]/g, '-')
    // Between days a comma is a list; after hours it begins something new.
    .split(/[;\n]|(?<=\d\s*),/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const hours = parts.map(readPart);
  return hours.length > 0 && hours.every((each) => each !== undefined) ? hours : undefined;
}

function readPart(part: string): WeeklyHours | undefined {
  const match = /^(.*?)\s*(?:с|з|from)?\s*(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|до|to)\s*(\d{1,2})(?:[:.](\d{2}))?$/.exec(
    part,
  );
  if (match === null) return undefined;
  const [, words = '', from, fromMinute = '0', to, toMinute = '0'] = match;
  const days = readDays(words.trim());
  const fromMinutes = Number(from) * 60 + Number(fromMinute);
  const end = Number(to) * 60 + Number(toMinute);
  if (days === undefined || fromMinutes >= 24 * 60 || end > 24 * 60 || Number(fromMinute) > 59 || Number(toMinute) > 59)
    return undefined;
  return { days, fromMinutes, toMinutes: end <= fromMinutes ? end + 24 * 60 : end };
}

function readDays(words: string): number[] | undefined {
  if (words === '' || everyDay.test(words)) return [1, 2, 3, 4, 5, 6, 7];
  if (weekdays.test(words)) return [1, 2, 3, 4, 5];
  if (weekend.test(words)) return [6, 7];
  const found = new Set<number>();
  for (const range of words
    .split(/[,\s]+|\bи\b|\bта\b/u)
    .filter((each) => each !== '' && each !== 'и' && each !== 'та')) {
    const [first, last = first, ...more] = range.split('-').map(dayOf);
    if (first === undefined || last === undefined || more.length > 0) return undefined;
    for (let day = first; ; day = (day % 7) + 1) {
      found.add(day);
      if (day === last) break;
    }
  }
  return found.size === 0 ? undefined : [...found].toSorted((a, b) => a - b);
}

function dayOf(word: string): number | undefined {
  const at = dayStarts.findIndex((starts) => starts.some((start) => word.startsWith(start)));
  return at === -1 ? undefined : at + 1;
}

/** The shifts of so many days from now on, by the wall clock of `zone`; those that have begun already are left out. */
export function shiftsOf(
  hours: readonly WeeklyHours[],
  { nowMs, zone, days }: { readonly nowMs: number; readonly zone: string; readonly days: number },
): { readonly from: Date; readonly to: Date }[] {
  const today = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone).toPlainDate();
  const shifts: { from: Date; to: Date }[] = [];
  for (let ahead = 0; ahead < days; ahead++) {
    const date = today.add({ days: ahead });
    for (const { days: wanted, fromMinutes, toMinutes } of hours) {
      if (!wanted.includes(date.dayOfWeek)) continue;
      const from = instantOf({ date, minutes: fromMinutes }, zone);
      const nextDay = toMinutes > 24 * 60;
      const end = nextDay
        ? { date: date.add({ days: 1 }), minutes: toMinutes - 24 * 60 }
        : { date, minutes: toMinutes };
      if (from.getTime() > nowMs) shifts.push({ from, to: instantOf(end, zone) });
    }
  }
  return shifts;
}

import { countryHolidays } from './country-holidays.ts';

/** A day of an organisation's own: a holiday moved, a Saturday worked. */
export interface DayOverride {
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly working: boolean;
  readonly name?: string;
}

/** Days from the first to the last, both included. */
export interface DayRange {
  readonly from: string;
  /** Without one it has no end yet. */
  readonly to?: string;
}

/** What decides whether somebody works on a day; what stands first outranks what follows. */
export interface WorkCalendar {
  /** Of one person: vacation, illness. */
  readonly absences?: readonly DayRange[];
  /** Of the organisation. */
  readonly overrides?: readonly DayOverride[];
  /** When the organisation works on holidays of its country, in war time say. */
  readonly holidaysWorked?: readonly DayRange[];
  /** ISO 3166 code, with a region where holidays differ: `UA`, `DE-BY`. None knows no holidays. */
  readonly country?: string;
  /** 1 is Monday. Default Saturday and Sunday. */
  readonly weekend?: readonly number[];
}

/** Whether a day is worked, and which rule said so. */
export interface DayVerdict {
  readonly working: boolean;
  readonly because: 'absence' | 'override' | 'holiday' | 'weekend' | 'weekday';
  /** Of the override or the holiday. */
  readonly name?: string;
}

const dayMs = 86_400_000;

/**
 * Whether somebody works on a day: a person's absence outranks the organisation's days, these the country's calendar, and
 * that the weekend.
 *
 * @param date `YYYY-MM-DD`
 * @param language of the names of holidays
 * @throws RangeError when there is no such date or country
 */
export function judgeDay(calendar: WorkCalendar, date: string, language = 'en'): DayVerdict {
  const { absences = [], overrides = [], holidaysWorked = [], country, weekend = [6, 7] } = calendar;
  const weekday = weekdayOf(date);
  if (absences.some((range) => isWithin(range, date))) return { working: false, because: 'absence' };
  // Of two for one day the later entry corrects the earlier.
  const override = overrides.findLast((one) => one.date === date);
  if (override !== undefined) {
    const { working, name } = override;
    return { working, because: 'override', ...(name === undefined ? {} : { name }) };
  }
  const holiday = country === undefined ? undefined : countryHolidays(country, date, language);
  if (holiday !== undefined && !holidaysWorked.some((range) => isWithin(range, date)))
    return { working: false, because: 'holiday', name: holiday };
  return weekend.includes(weekday) ? { working: false, because: 'weekend' } : { working: true, because: 'weekday' };
}

/**
 * The day that is `count` working days after a date; the date itself does not count. 0 is the date itself when it is
 * worked, else the next working day.
 *
 * @throws RangeError when no day within two years is worked
 */
export function addWorkingDays(calendar: WorkCalendar, date: string, count: number): string {
  let left = count;
  for (let ahead = 0; ahead <= 731 + count * 7; ahead += 1) {
    const day = addDays(date, ahead);
    if (ahead === 0 && count > 0) continue;
    if (!judgeDay(calendar, day).working) continue;
    left -= 1;
    if (left <= 0) return day;
  }
  throw new RangeError(`No working day follows ${date}.`);
}

/** How many days of a range are worked. */
export function countWorkingDays(calendar: WorkCalendar, from: string, to: string): number {
  let count = 0;
  for (let day = from; day <= to; day = addDays(day, 1)) if (judgeDay(calendar, day).working) count += 1;
  return count;
}

/** The date some days later, or earlier. */
export function addDays(date: string, days: number): string {
  return new Date(utcOf(date) + days * dayMs).toISOString().slice(0, 10);
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(date: string): number {
  return new Date(utcOf(date)).getUTCDay() || 7;
}

function utcOf(date: string): number {
  const ms = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  // The engine takes the 31st of a shorter month for the 1st of the next.
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== date)
    throw new RangeError(`"${date}" is no date; it looks like 2026-11-22.`);
  return ms;
}

function isWithin({ from, to }: DayRange, date: string): boolean {
  return from <= date && (to === undefined || date <= to);
}

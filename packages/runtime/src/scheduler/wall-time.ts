import { Temporal } from 'temporal-polyfill';
import { knownToEngine } from './zone-name.ts';

/**
 * When something recurs, by the wall clock of a zone. Fields that are not given match everything; a day has to match all
 * that are given.
 */
export type WallTimeRule = {
  /** IANA name, old or new: `Europe/Kyiv`. */
  zone: string;
  /** 1 is Monday, 7 is Sunday. */
  daysOfWeek?: readonly number[];
  /** 1 to 31, where months without that day are left out; -1 is the last day of the month. */
  daysOfMonth?: readonly number[];
} & (
  | {
      /** `HH:MM`. */
      time: string;
    }
  | {
      /** 0 to 59, as in cron. */
      minutes: readonly number[];
      /** 0 to 23; each when not given. */
      hours?: readonly number[];
    }
);

/** What becomes of runs that fell due while nothing ran: none is made up, one for all of them (the latest), or each. */
export type MissedRunPolicy = 'skip' | 'once' | 'each';

/** Leap days on one weekday come back within 40 years (1880 to 1920, and so around 2100). */
const searchedDays = 41 * 366;

/**
 * The first run after a moment.
 *
 * A time that the clocks jump over runs at the first minute after the jump; a time that comes twice runs the first time
 * only. Several times of a rule inside one jump make one run. The result is always later than `after`.
 *
 * @throws RangeError when the zone, a time or a day is none, or no day ever matches
 */
export function nextWallTime(rule: WallTimeRule & { after: Date }): Date {
  const zone = knownToEngine(rule.zone);
  const times = timesOf(rule);
  assertDays(rule);
  const from = Temporal.Instant.fromEpochMilliseconds(rule.after.getTime()).toZonedDateTimeISO(zone).toPlainDateTime();
  let date = from.toPlainDate();
  for (let day = 0; day < searchedDays; day += 1, date = date.add({ days: 1 })) {
    if (!matchesDay(rule, date)) continue;
    for (const time of times) {
      const wallTime = date.toPlainDateTime(time);
      // Runs are in the order of their wall times, so what is not later there is not later here.
      if (day === 0 && Temporal.PlainDateTime.compare(wallTime, from) <= 0) continue;
      const run = firstMomentOf(wallTime, zone);
      // A second pass over a repeated hour meets times whose run was in the first.
      if (run > rule.after.getTime()) return new Date(run);
    }
  }
  throw new RangeError('No day matches the rule.');
}

/**
 * The runs after `from` up to and including `to`, in order; the first `limit` of them.
 *
 * @param limit nobody wants a year of reminders at once
 */
export function missedRuns(rule: WallTimeRule, from: Date, to: Date, limit = 1000): Date[] {
  const runs: Date[] = [];
  for (let run = from; runs.length < limit;) {
    run = nextWallTime({ ...rule, after: run });
    if (run.getTime() > to.getTime()) break;
    runs.push(run);
  }
  return runs;
}

/** The runs between two moments that a policy makes up, in order. */
export function runsToMakeUp(policy: MissedRunPolicy, rule: WallTimeRule, from: Date, to: Date, limit = 1000): Date[] {
  switch (policy) {
    case 'skip':
      return [];
    case 'once': {
      const last = lastRun(rule, from, to);
      return last === undefined ? [] : [last];
    }
    case 'each':
      break;
  }
  return missedRuns(rule, from, to, limit);
}

/** Looks back from the end in growing steps: what was missed may be years of minutes. */
function lastRun(rule: WallTimeRule, from: Date, to: Date): Date | undefined {
  for (let backMs = 3_600_000; ; backMs *= 8) {
    const start = new Date(Math.max(from.getTime(), to.getTime() - backMs));
    const last = missedRuns(rule, start, to, Infinity).at(-1);
    if (last !== undefined || start.getTime() <= from.getTime()) return last;
  }
}

/**
 * The moment at which the clocks of a zone show `date` and `time`. A time that they jump over is the first minute after
 * the jump; of one that comes twice it is the first.
 *
 * @param date `YYYY-MM-DD`
 * @param time `HH:MM` or `HH:MM:SS`
 * @throws RangeError when the zone, the date or the time is none
 */
export function wallTimeToInstant(date: string, time: string, zone: string): Date {
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) throw new RangeError(`"${date}" is no date; it looks like 2026-11-22.`);
  if (!/^\d\d:\d\d(:\d\d)?$/.test(time)) throw new RangeError(`"${time}" is no time of the day; it looks like 09:30.`);
  return new Date(firstMomentOf(Temporal.PlainDateTime.from(`${date}T${time}`), knownToEngine(zone)));
}

/** In milliseconds since 1970. */
function firstMomentOf(wallTime: Temporal.PlainDateTime, zone: string): number {
  const moment = wallTime.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (moment.toPlainDateTime().equals(wallTime)) return moment.epochMilliseconds;
  // Skipped: "earlier" is as long before the jump as the time is inside it, so the next transition is that jump.
  return moment.getTimeZoneTransition('next')?.epochMilliseconds ?? moment.epochMilliseconds;
}

function matchesDay({ daysOfWeek, daysOfMonth }: WallTimeRule, date: Temporal.PlainDate): boolean {
  if (daysOfWeek !== undefined && !daysOfWeek.includes(date.dayOfWeek)) return false;
  if (daysOfMonth === undefined || daysOfMonth.includes(date.day)) return true;
  return date.day === date.daysInMonth && daysOfMonth.includes(-1);
}

/** The rule's times of a day, in order. */
function timesOf(rule: WallTimeRule): Temporal.PlainTime[] {
  if ('time' in rule) {
    const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(rule.time) ?? [];
    if (hour === undefined) throw new RangeError(`"${rule.time}" is no time of the day; it looks like 09:30.`);
    return [new Temporal.PlainTime(Number(hour), Number(minute))];
  }
  const hours = sorted(rule.hours ?? Array.from({ length: 24 }, (_, hour) => hour), 0, 23, 'hour');
  const minutes = sorted(rule.minutes, 0, 59, 'minute');
  return hours.flatMap((hour) => minutes.map((minute) => new Temporal.PlainTime(hour, minute)));
}

function assertDays({ daysOfWeek, daysOfMonth }: WallTimeRule): void {
  if (daysOfWeek !== undefined) sorted(daysOfWeek, 1, 7, 'day of the week');
  if (daysOfMonth !== undefined)
    sorted(
      daysOfMonth.map((day) => (day === -1 ? 31 : day)),
      1,
      31,
      'day of the month',
    );
}

function sorted(values: readonly number[], least: number, most: number, what: string): number[] {
  const wrong = values.find((value) => !Number.isInteger(value) || value < least || value > most);
  if (wrong !== undefined) throw new RangeError(`${wrong} is no ${what}; it goes from ${least} to ${most}.`);
  if (values.length === 0) throw new RangeError(`A rule without any ${what} never runs.`);
  return [...new Set(values)].toSorted((a, b) => a - b);
}

import { Temporal } from 'temporal-polyfill';

/** From an instant up to, but not including, another one. */
export interface Period {
  readonly from: Date;
  readonly to: Date;
}

export const periodNames = [
  'today',
  'yesterday',
  'this_week',
  'last_week',
  'this_month',
  'last_month',
  'this_year',
  'last_30_days',
] as const;

/** A period as people name it. Weeks begin on Monday; `last_30_days` ends with today. */
export type PeriodName = (typeof periodNames)[number];

/** The whole days of a named period by the wall clock of `zone`; a day may have 23 or 25 hours. */
export function periodOf(name: PeriodName, nowMs: number, zone: string): Period {
  const today = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone).toPlainDate();
  const [from, to] = daysOf(name, today);
  return { from: startOf(from, zone), to: startOf(to, zone) };
}

/** From the first day to the last, both included. */
export function periodBetween(first: string, last: string, zone: string): Period {
  return {
    from: startOf(Temporal.PlainDate.from(first), zone),
    to: startOf(Temporal.PlainDate.from(last).add({ days: 1 }), zone),
  };
}

function daysOf(
  name: PeriodName,
  today: Temporal.PlainDate,
): readonly [from: Temporal.PlainDate, to: Temporal.PlainDate] {
  const tomorrow = today.add({ days: 1 });
  const monday = today.subtract({ days: today.dayOfWeek - 1 });
  const first = today.with({ day: 1 });
  switch (name) {
    case 'today':
      return [today, tomorrow];
    case 'yesterday':
      return [today.subtract({ days: 1 }), today];
    case 'this_week':
      return [monday, monday.add({ weeks: 1 })];
    case 'last_week':
      return [monday.subtract({ weeks: 1 }), monday];
    case 'this_month':
      return [first, first.add({ months: 1 })];
    case 'last_month':
      return [first.subtract({ months: 1 }), first];
    case 'this_year':
      return [today.with({ month: 1, day: 1 }), today.with({ month: 1, day: 1 }).add({ years: 1 })];
    case 'last_30_days':
      return [tomorrow.subtract({ days: 30 }), tomorrow];
  }
}

function startOf(day: Temporal.PlainDate, zone: string): Date {
  return new Date(day.toZonedDateTime(zone).epochMilliseconds);
}

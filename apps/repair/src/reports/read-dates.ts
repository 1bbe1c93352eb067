import { Temporal } from 'temporal-polyfill';

/** The first and the last day of a period, both included; `YYYY-MM-DD`. */
export interface Days {
  readonly first: string;
  readonly last: string;
}

/** Nobody reports on more; a slip of the finger should not read ten years. */
const longestDays = 400;

/**
 * Reads days as people write them: `1.11–15.11`, `01.10.2026 - 31.10.2026`, `2026-10-01 2026-10-31`, or one day. Without a
 * year it is the latest one that has begun. Undefined for what is none, or turned round, or too long.
 */
export function readDates(text: string, today: string): Days | undefined {
  const days = [...text.matchAll(/(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?/g)].map(
    ([, isoYear, isoMonth, isoDay, day, month, year]) =>
      isoYear === undefined ? dayOf(year, month, day, today) : dayOf(isoYear, isoMonth, isoDay, today),
  );
  const [first, last = first] = days;
  if (first === undefined || last === undefined || days.length > 2) return undefined;
  const length = first.until(last).total({ unit: 'days' });
  if (length < 0 || length >= longestDays) return undefined;
  return { first: first.toString(), last: last.toString() };
}

function dayOf(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  today: string,
): Temporal.PlainDate | undefined {
  const now = Temporal.PlainDate.from(today);
  const given = year === undefined ? undefined : Number(year.length === 2 ? `20${year}` : year);
  try {
    const read = (each: number) =>
      Temporal.PlainDate.from({ year: each, month: Number(month), day: Number(day) }, { overflow: 'reject' });
    if (given !== undefined) return read(given);
    const thisYear = read(now.year);
    return Temporal.PlainDate.compare(thisYear, now) > 0 ? read(now.year - 1) : thisYear;
  } catch {
    return undefined;
  }
}

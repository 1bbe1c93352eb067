import { Temporal } from 'temporal-polyfill';

/** A place on a zone's wall clock. */
export interface WallTime {
  readonly date: Temporal.PlainDate;
  /** Minutes since midnight, up to 24:00. */
  readonly minutes: number;
}

/** The instant of a wall time; one that is left out by daylight saving moves forward, of a repeated one the first counts. */
export function instantOf(wall: WallTime, zone: string): Date {
  const date = wall.minutes >= 24 * 60 ? wall.date.add({ days: 1 }) : wall.date;
  const minutes = wall.minutes % (24 * 60);
  const time = new Temporal.PlainTime(Math.floor(minutes / 60), minutes % 60);
  return new Date(date.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds);
}

/** The instant of a wall time that is written like `2026-11-21T12:00:00`. */
export function instantOfLocal(written: string, zone: string): Date {
  return new Date(Temporal.PlainDateTime.from(written).toZonedDateTime(zone).epochMilliseconds);
}

/** What the wall clock of `zone` shows. */
export function wallTimeOf(nowMs: number, zone: string): WallTime {
  const zoned = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone);
  return { date: zoned.toPlainDate(), minutes: zoned.hour * 60 + zoned.minute };
}

/** The calendar year in `zone`, by which orders are numbered. */
export function yearIn(zone: string, at: Date): number {
  return wallTimeOf(at.getTime(), zone).date.year;
}

import { nextWallTime } from './wall-time.ts';

/** When a schedule runs: by a zone's wall clock, so that 10:00 stays 10:00 when the clocks change. */
export interface ScheduleRule {
  /** IANA name, for example `Europe/Kyiv`. */
  zone: string;
  /** `HH:MM` by the wall clock; every day when no days are given. */
  time: string;
  /** 1 is Monday. */
  daysOfWeek?: readonly number[];
  daysOfMonth?: readonly number[];
}

/** A recurring timer of a chat. */
export interface Schedule extends ScheduleRule {
  name: string;
  /** What happens to runs that were due while nothing ran: none, one for all of them, or each. */
  missed: 'skip' | 'once' | 'each';
  payload?: unknown;
}

/** The first run after a moment. */
export function nextRunAfter(rule: ScheduleRule, after: Date): Date {
  return nextWallTime({ ...rule, after });
}

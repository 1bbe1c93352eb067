import { missedRuns, nextWallTime, type MissedRunPolicy, runsToMakeUp, type WallTimeRule } from './wall-time.ts';

/** A recurring timer of a chat: by a zone's wall clock, so that 10:00 stays 10:00 when the clocks change. */
export type Schedule = WallTimeRule & {
  name: string;
  /** What happens to runs that were due while nothing ran: none, one for all of them, or each. */
  missed: MissedRunPolicy;
  payload?: unknown;
};

/** A run that is later than this was missed, not just delayed; the schedule's own policy decides about it. */
const missedAfterMs = 60_000;
/** More missed runs than these are not made up even by `each`: nobody wants a year of reminders at once. */
const maxMadeUp = 100;

/** The first run after a moment. @throws RangeError when the rule makes no sense */
export function nextRunAfter(rule: WallTimeRule, after: Date): Date {
  return nextWallTime({ ...rule, after });
}

/** The runs to make now of a schedule whose next run is due: those just due, and missed ones as its policy says; in order. */
export function runsToMake(schedule: { rule: WallTimeRule; missed: MissedRunPolicy; nextAt: Date }, now: Date): Date[] {
  const justBefore = new Date(schedule.nextAt.getTime() - 1);
  if (schedule.missed !== 'skip') return runsToMakeUp(schedule.missed, schedule.rule, justBefore, now, maxMadeUp);
  const onTimeFrom = new Date(Math.max(justBefore.getTime(), now.getTime() - missedAfterMs - 1));
  return missedRuns(schedule.rule, onTimeFrom, now);
}

import type { Sql } from '@durabot/postgres';
import type { Attempt, Language, Schedule, TimerContext } from '@durabot/runtime';
import { periodOf, type PeriodName } from './period.ts';
import { findReport } from './reports.ts';

/** Reports that come by themselves: which, about what, and when by the company's clocks. */
const regular = [
  { name: 'report-daily', period: 'yesterday', reports: ['summary'], rule: { time: '08:00' } },
  {
    name: 'report-weekly',
    period: 'last_week',
    reports: ['summary', 'master'],
    rule: { time: '09:00', daysOfWeek: [1] },
  },
  {
    name: 'report-monthly',
    period: 'last_month',
    reports: ['summary', 'master'],
    rule: { time: '10:00', daysOfMonth: [1] },
  },
] as const satisfies readonly {
  readonly name: string;
  readonly period: PeriodName;
  readonly reports: readonly string[];
  readonly rule: object;
}[];

export type RegularReport = (typeof regular)[number]['name'];

export interface ReportSchedulesDeps {
  /** For reads; nothing is written. */
  readonly db: Sql;
  readonly zone: string;
  readonly currency: string;
  /** Which of them the company wants. */
  readonly enabled: readonly RegularReport[];
  languageFor(userId: number): Promise<Language>;
  /** Admins and dispatchers, as of now. */
  mayRead(userId: number): Promise<boolean>;
}

export interface ReportSchedules {
  /** Sets the schedules of the present private chat, and takes back those that are not wanted. Harmless to repeat. */
  set(durable: Pick<Attempt, 'schedules'>): void;
  cancel(durable: Pick<Attempt, 'schedules'>): void;
  /** For `DurableBot.timers`. */
  readonly timers: Readonly<Record<string, (ctx: TimerContext) => Promise<void>>>;
}

export function createReportSchedules(deps: ReportSchedulesDeps): ReportSchedules {
  return {
    set: ({ schedules }) => {
      for (const { name, rule } of regular) {
        if (!deps.enabled.includes(name)) schedules.cancel(name);
        // After an outage the newest report is enough.
        else schedules.set({ name, zone: deps.zone, missed: 'once', ...rule } satisfies Schedule);
      }
    },
    cancel: ({ schedules }) => {
      for (const { name } of regular) schedules.cancel(name);
    },
    timers: Object.fromEntries(regular.map((each) => [each.name, (ctx: TimerContext) => send(ctx, each, deps)])),
  };
}

async function send(
  ctx: TimerContext,
  regularReport: (typeof regular)[number],
  deps: ReportSchedulesDeps,
): Promise<void> {
  const { name, period, reports } = regularReport;
  // In a private chat both are the same; whoever is no longer of the desk reads no more of it.
  const userId = ctx.userId ?? ctx.chatId;
  if (!deps.enabled.includes(name) || !(await deps.mayRead(userId))) {
    ctx.durable.schedules.cancel(name);
    return;
  }
  const language = await deps.languageFor(userId);
  // By when it was due, not by when it could be sent: a late report is about the same days.
  const now = ctx.timer.dueAt;
  const query = { ...periodOf(period, now.getTime(), deps.zone), zone: deps.zone, now };
  for (const each of reports) {
    const made = await findReport(each)?.make(deps.db, query, { language, zone: deps.zone, currency: deps.currency });
    // One short "there were no orders" is said by the summary.
    if (made === undefined || (made.isEmpty && each !== 'summary')) continue;
    await ctx.api.sendMessage(ctx.chatId, made.html, { parse_mode: 'HTML' });
  }
}

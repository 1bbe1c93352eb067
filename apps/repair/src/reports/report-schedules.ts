import type { Sql } from '@durabot/postgres';
import type { Attempt, Language, Schedule, TimerContext } from '@durabot/runtime';
import type { CompanySettings } from '../store/company-settings.ts';
import { periodOf, type PeriodName } from './period.ts';
import { findReport } from './reports.ts';

/** Reports that come by themselves: which, about what, and on which days; the time of day is a setting. */
const regular = [
  { name: 'report-daily', setting: 'report_daily', period: 'yesterday', reports: ['summary'], days: {} },
  {
    name: 'report-weekly',
    setting: 'report_weekly',
    period: 'last_week',
    reports: ['summary', 'master'],
    days: { daysOfWeek: [1] },
  },
  {
    name: 'report-monthly',
    setting: 'report_monthly',
    period: 'last_month',
    reports: ['summary', 'master'],
    days: { daysOfMonth: [1] },
  },
] as const satisfies readonly {
  readonly name: string;
  readonly setting: keyof CompanySettings;
  readonly period: PeriodName;
  readonly reports: readonly string[];
  readonly days: object;
}[];

type Regular = (typeof regular)[number];

/** Which of them the company wants, and when by its clocks. */
export type ReportWishes = Pick<CompanySettings, Regular['setting']>;

export interface ReportSchedulesDeps {
  /** For reads; nothing is written. */
  readonly db: Sql;
  readonly zone: string;
  readonly currency: string;
  wishes(): Promise<ReportWishes>;
  languageFor(userId: number): Promise<Language>;
  /** Admins and dispatchers, as of now. */
  mayRead(userId: number): Promise<boolean>;
}

export interface ReportSchedules {
  /** Sets the schedules of the present private chat. Harmless to repeat. */
  set(durable: Pick<Attempt, 'schedules'>, wishes: ReportWishes): void;
  /** For `DurableBot.timers`. */
  readonly timers: Readonly<Record<string, (ctx: TimerContext) => Promise<void>>>;
}

export function createReportSchedules(deps: ReportSchedulesDeps): ReportSchedules {
  return {
    set: (durable, wishes) => {
      for (const each of regular) setOne(durable, each, wishes, deps.zone);
    },
    timers: Object.fromEntries(regular.map((each) => [each.name, (ctx: TimerContext) => send(ctx, each, deps)])),
  };
}

function setOne({ schedules }: Pick<Attempt, 'schedules'>, each: Regular, wishes: ReportWishes, zone: string): void {
  const { time } = wishes[each.setting];
  // After an outage the newest report is enough.
  schedules.set({ name: each.name, zone, missed: 'once', time, ...each.days } satisfies Schedule);
}

async function send(ctx: TimerContext, regularReport: Regular, deps: ReportSchedulesDeps): Promise<void> {
  const { name, period, reports, setting } = regularReport;
  // In a private chat both are the same; whoever is no longer of the desk reads no more of it.
  const userId = ctx.userId ?? ctx.chatId;
  if (!(await deps.mayRead(userId))) {
    ctx.durable.schedules.cancel(name);
    return;
  }
  const wishes = await deps.wishes();
  // What was set for another time of day goes on with the new one, though its person may never write again.
  setOne(ctx.durable, regularReport, wishes, deps.zone);
  // One that is switched off stays set: whoever switches it on reaches everybody.
  if (!wishes[setting].isOn) return;
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

import type { Dialog, Dialogs, JobDefinition, TimerContext } from '@durabot/runtime';
import { languageOf } from '@durabot/runtime';
import { Composer, type MiddlewareFn } from 'grammy';
import type { Desk, RepairContext } from './desk.ts';
import { createFileJobs } from './exports/file-jobs.ts';
import { companySettings } from './handlers/company-settings.ts';
import { exportMenu } from './handlers/export.ts';
import { masterPhoto } from './handlers/master-photo.ts';
import { masterProfile } from './handlers/master-profile.ts';
import { money } from './handlers/money.ts';
import { prices } from './handlers/prices.ts';
import { reportMenu } from './handlers/reports.ts';
import { schemes } from './handlers/schemes.ts';
import { defineMoneyActions } from './handlers/settlements.ts';
import { stats } from './handlers/stats.ts';
import { settlementSchedule } from './notify/settlement-schedule.ts';
import { createReportSchedules } from './reports/report-schedules.ts';
import { cashDialog } from './scenes/money/cash-form.ts';
import { lineDialog } from './scenes/money/line-form.ts';
import { masterPhotoDialog } from './scenes/money/photo-form.ts';
import { priceDialog } from './scenes/money/price-form.ts';
import { profileDialog } from './scenes/money/profile-form.ts';
import { zoneDialog } from './scenes/money/zone-form.ts';
import { schemeDialog } from './scenes/money/scheme-form.ts';
import { reportDatesDialog } from './scenes/report-dates.ts';
import type { CompanySettings } from './store/company-settings.ts';
import { findPerson } from './store/person-store.ts';

/** Money, reports and what the company sets: the part of the bot that is about numbers. */
export interface MoneyPart {
  readonly dialogs: readonly Dialog[];
  /** Stands after the dialogs' middleware and before the one of the buttons. */
  handlers(dialogs: Dialogs): MiddlewareFn<RepairContext>;
  /** Sets the schedules of whoever writes, once for each process and change. */
  greet(ctx: RepairContext): Promise<void>;
  readonly timers: Readonly<Record<string, (ctx: TimerContext) => Promise<void>>>;
  readonly jobs: Readonly<Record<string, JobDefinition>>;
}

export function createMoney(desk: Desk): MoneyPart {
  const dates = reportDatesDialog(desk);
  const cash = cashDialog(desk);
  const line = lineDialog(desk);
  const price = priceDialog(desk);
  const scheme = schemeDialog(desk);
  const profile = profileDialog(desk);
  const zoneForm = zoneDialog(desk);
  const photo = masterPhotoDialog(desk);
  const files = createFileJobs(desk);
  const { zone, currency } = desk.settings;
  const reports = createReportSchedules({
    db: desk.db,
    zone,
    currency,
    wishes: () => desk.company.current(),
    languageFor: async (userId) => {
      const person = await findPerson(desk.db, userId);
      return person?.language ?? languageOf(person?.languageCode);
    },
    mayRead: async (userId) => {
      await desk.roles.refresh();
      return desk.roles.may(userId, 'see_reports');
    },
  });
  const settlements = settlementSchedule(desk);

  // What was set for whom: a repeat would do no harm, but cost a write with each update.
  const scheduled = new Map<number, string>();
  const schedule = (ctx: RepairContext, settings: CompanySettings): void => {
    if (ctx.from === undefined) return;
    scheduled.set(ctx.from.id, JSON.stringify(settings));
    reports.set(ctx.durable, settings);
    if (desk.roles.may(ctx.from.id, 'manage_money')) settlements.set(ctx.durable, settings);
  };

  return {
    dialogs: [dates, cash, line, price, scheme, profile, photo, zoneForm],
    handlers: (dialogs) => {
      defineMoneyActions(desk, dialogs, line);
      masterPhoto(desk, dialogs, photo);
      return new Composer<RepairContext>(
        reportMenu(desk, dialogs, dates),
        exportMenu(desk),
        money(desk, dialogs, cash),
        prices(desk, dialogs, price),
        schemes(desk, dialogs, scheme),
        masterProfile(desk, dialogs, profile),
        stats(desk),
        companySettings(desk, schedule, { dialogs, dialog: zoneForm }),
      ).middleware();
    },
    greet: async (ctx) => {
      if (ctx.chat?.type !== 'private' || ctx.from === undefined) return;
      if (!desk.roles.may(ctx.from.id, 'see_reports')) return;
      const settings = await desk.company.current();
      if (scheduled.get(ctx.from.id) !== JSON.stringify(settings)) schedule(ctx, settings);
    },
    timers: { ...reports.timers, ...settlements.timers, ...files.timers },
    jobs: files.jobs,
  };
}

import type { Attempt, TimerContext } from '@durabot/runtime';
import type { Desk } from '../desk.ts';
import { theSystem } from '../domain/order-work.ts';
import { periodOf } from '../reports/period.ts';
import type { CompanySettings } from '../store/company-settings.ts';
import { draftWeek } from '../use-cases/draft-week.ts';
import { tellOfSettlement } from './tell-of-money.ts';

const name = 'settlements-weekly';

/** On Mondays the sheets of the week that is over; whichever administrator's chat is first makes them all. */
export function settlementSchedule(desk: Desk): {
  set(durable: Pick<Attempt, 'schedules'>, settings: CompanySettings): void;
  readonly timers: Readonly<Record<string, (ctx: TimerContext) => Promise<void>>>;
} {
  const set = ({ schedules }: Pick<Attempt, 'schedules'>, settings: CompanySettings): void => {
    const { time } = settings.settlements_weekly;
    schedules.set({ name, zone: desk.settings.zone, missed: 'once', time, daysOfWeek: [1] });
  };
  return {
    set,
    timers: {
      [name]: async (ctx) => {
        await desk.roles.refresh();
        if (!desk.roles.may(ctx.userId ?? ctx.chatId, 'manage_money')) {
          ctx.durable.schedules.cancel(name);
          return;
        }
        const settings = await desk.company.current();
        set(ctx.durable, settings);
        if (!settings.settlements_weekly.isOn) return;
        const period = periodOf('last_week', ctx.timer.dueAt.getTime(), desk.settings.zone);
        const at = new Date(desk.clock.nowMs());
        const { currency } = desk.settings;
        const drafted = await draftWeek(await ctx.durable.tx(), { period, currency, actor: theSystem, at });
        for (const settlement of drafted) await tellOfSettlement(ctx, desk, settlement, 'drafted');
      },
    },
  };
}

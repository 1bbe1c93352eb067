import type { ActionButton, Outcome } from '@durabot/kit';
import { Composer } from 'grammy';
import { z } from 'zod';
import type { Desk, RepairContext } from '../desk.ts';
import { askForFile } from '../exports/ask-for-file.ts';
import { fileFormats } from '../exports/file-jobs.ts';
import { periodNames, periodOf, type PeriodName } from '../reports/period.ts';
import { reportPeriod } from '../reports/report-text.ts';

const kind = 'export.file';
const what = ['orders', 'master'] as const;
/** Orders are asked for by the month, masters by the week too. */
const offered: Readonly<Record<(typeof what)[number], readonly PeriodName[]>> = {
  orders: ['this_week', 'this_month', 'last_month', 'this_year'],
  master: ['last_week', 'this_week', 'last_month', 'this_month'],
};

/** `/export`: orders and masters as files, for administrators. Sheets have a button of their own on their cards. */
export function exportMenu(desk: Desk): Composer<RepairContext> {
  const composer = new Composer<RepairContext>();
  composer.chatType('private').command('export', async (ctx) => {
    const { words } = ctx;
    if (!desk.roles.may(ctx.from.id, 'manage_money')) {
      await ctx.reply(words.t('not-allowed-now'), { parse_mode: 'HTML' });
      return;
    }
    const rows = what.flatMap((each): ActionButton[][] =>
      offered[each].map((period) => {
        const label = words.plain('export-what', { what: each, period: words.plain('reports-period', { period }) });
        return [
          button(ctx, `${label} · XLSX`, { what: each, period, format: 'xlsx' }),
          button(ctx, 'CSV', { what: each, period, format: 'csv' }),
        ];
      }),
    );
    const inline_keyboard = await desk.actions.keyboard(await ctx.durable.tx(), rows);
    await ctx.reply(words.t('export-menu'), { parse_mode: 'HTML', reply_markup: { inline_keyboard } });
  });
  desk.actions.define({
    kind,
    params: z.object({ what: z.enum(what), period: z.enum(periodNames), format: z.enum(fileFormats) }),
    run: async (ctx, { params, by, at }): Promise<Outcome> => {
      if (!desk.roles.may(by.userId, 'manage_money'))
        return { kind: 'not_allowed_now', reason: ctx.words.plain('not-allowed-now') };
      const { zone } = desk.settings;
      const period = periodOf(params.period, at.getTime(), zone);
      const days = { from: period.from.toISOString(), to: period.to.toISOString() };
      const source =
        params.what === 'orders'
          ? ({ kind: 'orders', ...days } as const)
          : ({ kind: 'report', report: 'master', ...days } as const);
      await askForFile(ctx, desk, source, params.format);
      return { kind: 'applied', toast: reportPeriod({ ...period, zone, now: at }, ctx.language) };
    },
  });
  return composer;
}

function button(ctx: RepairContext, text: string, params: unknown): ActionButton {
  const userIds = [ctx.from?.id ?? 0];
  return { kind, text, entity: 'export', entityId: 'menu', params, scope: { userIds } };
}

import { formatDay } from '@durabot/kit';
import { defineDialog, escapeHtml, type Dialog, type Language } from '@durabot/runtime';
import { z } from 'zod';
import type { Desk } from '../desk.ts';
import { wallTimeOf } from '../domain/wall-clock.ts';
import { readDates, type Days } from '../reports/read-dates.ts';
import { scopeOf, mayRead } from '../reports/report-menu.ts';
import { reportPage } from '../reports/report-page.ts';
import { texts } from '../texts.ts';
import { draftLifeMs } from './draft-life.ts';

const draft = z.object({ report: z.string(), days: z.object({ first: z.string(), last: z.string() }) });
type Draft = z.infer<typeof draft>;

/** Which days a report is to be about, typed. */
export function reportDatesDialog(desk: Desk): Dialog {
  return defineDialog<Draft>({
    name: 'report_dates',
    version: 1,
    expiresAfterMs: draftLifeMs,
    data: draft,
    steps: [
      {
        name: 'days',
        field: 'days',
        title: (language) => texts(language).plain('reports-days'),
        prompt: ({ language }) => texts(language).t('reports-days-prompt'),
        example: () => '1.11–15.11',
        accepts: ['text'],
        parse: (input, { language }) => {
          const today = wallTimeOf(desk.clock.nowMs(), desk.settings.zone).date.toString();
          const days = readDates(input.kind === 'text' ? input.text : '', today);
          if (days === undefined) return { ok: false, message: texts(language).t('reports-days-unclear') };
          return { ok: true, value: days };
        },
        show: (days, { language }) => show(days, language),
      },
    ],
    review: ({ language }) => ({
      title: texts(language).t('reports-days-review'),
      confirm: texts(language).plain('reports-days-confirm'),
    }),
    complete: async (ctx, { report, days }, { language }) => {
      const userId = ctx.from?.id ?? 0;
      const scope = scopeOf(desk, userId);
      const page =
        scope === undefined || !mayRead(scope, report)
          ? undefined
          : await reportPage(desk, await ctx.durable.tx(), { userId, language, scope }, { report, period: days });
      if (page === undefined) return { ok: false, message: texts(language).t('not-allowed-now') };
      return { ok: true, card: { html: page.html, buttons: page.reply_markup.inline_keyboard } };
    },
    texts: {
      title: (language) => texts(language).plain('reports-days-title'),
      unfinished: (language) => texts(language).plain('form-unfinished'),
    },
  });
}

function show({ first, last }: Days, language: Language): string {
  const [from, to] = [first, last].map((day) => formatDay(new Date(`${day}T12:00:00Z`), { zone: 'UTC', language }));
  return escapeHtml(from === to ? (from ?? '') : `${from} – ${to}`);
}

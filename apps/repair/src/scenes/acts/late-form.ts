import { defineDialog, escapeHtml, type Dialog } from '@durabot/runtime';
import { z } from 'zod';
import type { Desk } from '../../desk.ts';
import { texts } from '../../texts.ts';
import { completeForm } from './complete-form.ts';
import { draftLifeMs } from '../draft-life.ts';

const longestMinutes = 600;

const draft = z.object({ orderId: z.number(), number: z.string(), rev: z.number(), minutes: z.number().int() });

/** By how much a master is late, where no button says it. */
export function lateDialog(desk: Desk): Dialog {
  return defineDialog<z.infer<typeof draft>>({
    name: 'order_late',
    version: 1,
    expiresAfterMs: draftLifeMs,
    data: draft,
    steps: [
      {
        name: 'minutes',
        field: 'minutes',
        title: (language) => texts(language).plain('late-title'),
        prompt: ({ language }) => texts(language).t('late-prompt'),
        example: () => '45',
        accepts: ['text'],
        parse: (input, { language }) => {
          const typed = /^\s*(\d{1,3})(?!\d)/.exec(input.kind === 'text' ? input.text : '')?.[1];
          const minutes = Number(typed ?? 0);
          if (minutes < 1 || minutes > longestMinutes) return { ok: false, message: texts(language).t('late-prompt') };
          return { ok: true, value: minutes };
        },
        show: (minutes, { language }) => escapeHtml(texts(language).plain('eta-minutes', { minutes })),
      },
    ],
    review: ({ data, language }) => ({
      title: texts(language).t('form-review', { number: data.number ?? '', form: 'late' }),
      confirm: texts(language).plain('form-confirm'),
    }),
    complete: (ctx, data, { language }) =>
      completeForm(ctx, desk, data, language, (tx, on) =>
        desk.orders.confirmVisit(tx, { ...on, lateMs: data.minutes * 60_000 }),
      ),
    texts: {
      title: (language) => texts(language).plain('late-title'),
      unfinished: (language) => texts(language).plain('form-unfinished'),
    },
  });
}

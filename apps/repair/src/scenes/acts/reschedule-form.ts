import { defineDialog, escapeHtml, type Dialog } from '@durabot/runtime';
import { z } from 'zod';
import type { Desk } from '../../desk.ts';
import { formatWanted } from '../../domain/format-wanted.ts';
import { texts } from '../../texts.ts';
import { orderDraft, wantedOf } from '../order/order-draft.ts';
import { readWhen, whenChoices } from '../order/when-step.ts';
import { completeForm } from './complete-form.ts';
import { readReason } from './read-reason.ts';
import { draftLifeMs } from '../draft-life.ts';

const reasons = ['client_asked', 'master_late', 'no_parts'] as const;

const draft = z.object({
  orderId: z.number(),
  number: z.string(),
  rev: z.number(),
  wanted: orderDraft.shape.wanted,
  reason: z.string(),
});
type Draft = z.infer<typeof draft>;

interface Env {
  readonly nowMs: number;
}

/** Another time for the visit, read as in a new order, and why. */
export function rescheduleDialog(desk: Desk): Dialog {
  const { zone } = desk.settings;
  return defineDialog<Draft, Env>({
    name: 'order_reschedule',
    version: 1,
    expiresAfterMs: draftLifeMs,
    data: draft,
    load: async () => ({ nowMs: desk.clock.nowMs() }),
    steps: [
      {
        name: 'when',
        field: 'wanted',
        title: (language) => texts(language).plain('step-when'),
        prompt: ({ language }) => texts(language).t('reschedule-prompt'),
        example: ({ language }) => texts(language).plain('step-when-example'),
        accepts: ['text', 'choice'],
        // "Now" is no other time.
        choices: ({ env, language }) =>
          whenChoices({ nowMs: env.nowMs, language, zone }).filter(({ key }) => key !== 'now'),
        parse: (input, { env, language }) => {
          const read = readWhen(input, { nowMs: env.nowMs, language, zone });
          if (read.ok && read.value.kind === 'asap')
            return { ok: false, message: texts(language).t('reschedule-prompt') };
          return read;
        },
        show: (wanted, { env, language }) =>
          escapeHtml(formatWanted(wantedOf(wanted), { zone, language, nowMs: env.nowMs })),
      },
      {
        name: 'reason',
        field: 'reason',
        title: (language) => texts(language).plain('form-reason'),
        prompt: ({ language }) => texts(language).t('reschedule-why'),
        example: ({ language }) => texts(language).plain('form-reason-example'),
        accepts: ['text', 'choice'],
        choices: ({ language }) =>
          reasons.map((reason) => {
            const label = texts(language).plain('reschedule-reason', { reason });
            return { key: reason, label, value: label };
          }),
        parse: (input, { language }) => readReason(input, language),
        show: (reason) => escapeHtml(reason),
      },
    ],
    review: ({ data, language }) => ({
      title: texts(language).t('reschedule-review', { number: data.number ?? '' }),
      confirm: texts(language).plain('form-confirm'),
    }),
    complete: (ctx, data, { language }) => {
      const { from, to } = wantedOf(data.wanted);
      return completeForm(
        ctx,
        desk,
        data,
        language,
        (tx, on) => desk.orders.reschedule(tx, { ...on, from, to, reason: data.reason }),
        { time_is_past: 'when', window_is_empty: 'when' },
      );
    },
    texts: {
      title: (language) => texts(language).plain('reschedule-title'),
      unfinished: (language) => texts(language).plain('form-unfinished'),
    },
  });
}

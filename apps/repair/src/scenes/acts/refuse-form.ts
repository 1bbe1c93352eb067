import { formatMoney } from '@durabot/kit';
import { defineDialog, escapeHtml, type Choice, type Dialog, type Language } from '@durabot/runtime';
import { z } from 'zod';
import type { Desk } from '../../desk.ts';
import { parseMoney } from '../../domain/parse-money.ts';
import { texts } from '../../texts.ts';
import { completeForm } from './complete-form.ts';
import { readReason } from './read-reason.ts';
import { draftLifeMs } from '../draft-life.ts';

const reasons = ['too_expensive', 'changed_mind', 'beyond_repair', 'found_other'] as const;
const ways = ['cash', 'card', 'transfer', 'due', 'forgiven'] as const;

const draft = z.object({
  orderId: z.number(),
  number: z.string(),
  rev: z.number(),
  reason: z.string(),
  feeMinor: z.number().int().nonnegative(),
  way: z.enum(ways).optional(),
});
type Draft = z.infer<typeof draft>;

interface Env {
  readonly mayForgive: boolean;
  /** Fees that are offered: what the company asks for looking, and twice that. */
  readonly fees: readonly number[];
}

/** The client does not want the work: why, what they pay for the visit, and whether they have. */
export function refuseDialog(desk: Desk): Dialog {
  const money = (minor: number, language: Language): string => formatMoney(minor, desk.settings.currency, language);
  return defineDialog<Draft, Env>({
    name: 'order_refuse',
    version: 1,
    expiresAfterMs: draftLifeMs,
    data: draft,
    load: async (ctx) => {
      const { fee_diagnostic_minor: fee } = await desk.company.current();
      return {
        mayForgive: ctx.from !== undefined && desk.roles.may(ctx.from.id, 'create_order'),
        fees: fee === 0 ? [] : [fee, 2 * fee],
      };
    },
    steps: [
      {
        name: 'reason',
        field: 'reason',
        title: (language) => texts(language).plain('form-reason'),
        prompt: ({ language }) => texts(language).t('refuse-why'),
        accepts: ['choice', 'text'],
        choices: ({ language }) =>
          reasons.map((reason) => {
            const label = texts(language).plain('form-usual-reason', { reason });
            return { key: reason, label, value: label };
          }),
        parse: (input, { language }) => readReason(input, language),
        show: (reason) => escapeHtml(reason),
      },
      {
        name: 'fee',
        field: 'feeMinor',
        title: (language) => texts(language).plain('refuse-fee'),
        prompt: ({ language }) => texts(language).t('refuse-fee-prompt'),
        example: () => '500',
        accepts: ['choice', 'text'],
        columns: 3,
        choices: ({ env, language }): Choice<number>[] => [
          { key: 'none', label: texts(language).plain('refuse-no-fee'), value: 0 },
          ...env.fees.map((fee) => ({ key: String(fee), label: money(fee, language), value: fee })),
        ],
        parse: (input, { language }) => {
          const parsed = parseMoney(input.kind === 'text' ? input.text : '');
          if (!parsed.ok) return { ok: false, message: texts(language).t('form-amount-unclear') };
          return { ok: true, value: parsed.amountMinor };
        },
        show: (feeMinor, { language }) =>
          escapeHtml(feeMinor === 0 ? texts(language).plain('refuse-no-fee') : money(feeMinor, language)),
      },
      {
        name: 'way',
        field: 'way',
        when: ({ feeMinor }) => (feeMinor ?? 0) > 0,
        title: (language) => texts(language).plain('refuse-way'),
        prompt: ({ language }) => texts(language).t('refuse-way-prompt'),
        accepts: ['choice'],
        choices: ({ env, language }) =>
          ways
            .filter((way) => way !== 'forgiven' || env.mayForgive)
            .map((way) => ({ key: way, label: wayLabel(way, language), value: way })),
        parse: (_, { language }) => ({ ok: false, message: texts(language).t('refuse-way-prompt') }),
        show: (way, { language }) => (way === undefined ? '' : escapeHtml(wayLabel(way, language))),
      },
    ],
    review: ({ data, language }) => ({
      title: texts(language).t('form-review', { number: data.number ?? '', form: 'refuse' }),
      confirm: texts(language).plain('form-confirm'),
    }),
    complete: (ctx, data, { id, language }) => {
      const { way, feeMinor, reason } = data;
      return completeForm(ctx, desk, data, language, (tx, on) =>
        desk.orders.refuse(tx, {
          ...on,
          reason,
          feeMinor,
          fee:
            feeMinor === 0 || way === undefined || way === 'due'
              ? undefined
              : way === 'forgiven'
                ? 'forgiven'
                : { paid: { method: way, takenBy: takenBy(desk, on.actor.id), idempotencyKey: `refuse:${id}` } },
        }),
      );
    },
    texts: {
      title: (language) => texts(language).plain('refuse-title'),
      unfinished: (language) => texts(language).plain('form-unfinished'),
    },
  });
}

/** Cash that a master takes is in their hand; what the desk takes is in nobody's. */
export function takenBy(desk: Desk, userId: number | undefined): number | undefined {
  return userId !== undefined && desk.roles.actorsOf(userId).includes('master') ? userId : undefined;
}

function wayLabel(way: string, language: Language): string {
  return texts(language).plain('payment-way', { way });
}

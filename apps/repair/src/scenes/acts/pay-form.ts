import { formatMoney } from '@durabot/kit';
import { defineDialog, escapeHtml, type Choice, type Dialog, type Language } from '@durabot/runtime';
import { z } from 'zod';
import type { Desk } from '../../desk.ts';
import { parseMoney } from '../../domain/parse-money.ts';
import { listMasters, type Master } from '../../store/master-store.ts';
import { texts } from '../../texts.ts';
import { completeForm } from './complete-form.ts';
import { draftLifeMs } from '../draft-life.ts';
import { takenBy } from './refuse-form.ts';

const methods = ['cash', 'card', 'transfer'] as const;
/** Where cash is that no master has. */
const office = 0;

const draft = z.object({
  orderId: z.number(),
  number: z.string(),
  rev: z.number(),
  kind: z.enum(['final', 'fee']),
  /** What was owed when the first question was asked. */
  dueMinor: z.number(),
  /** Whose order it is, or was. */
  masterId: z.number().nullable(),
  /** Whether who answers may say that somebody else took the money; a master speaks for themselves. */
  isDesk: z.boolean(),
  /** Not asked for a fee. */
  amountMinor: z.number().int().positive().optional(),
  method: z.enum(methods),
  /** Who has the cash: a master by id, or the office. */
  taker: z.number().optional(),
});
type Draft = z.infer<typeof draft>;

interface Env {
  readonly masters: readonly Master[];
}

/** A client pays what they still owed: how much, in which way, and who has it. */
export function payDialog(desk: Desk): Dialog {
  const money = (minor: number, language: Language): string => formatMoney(minor, desk.settings.currency, language);
  return defineDialog<Draft, Env>({
    name: 'order_pay',
    version: 1,
    expiresAfterMs: draftLifeMs,
    data: draft,
    load: async () => ({ masters: await listMasters(desk.db) }),
    steps: [
      {
        name: 'amount',
        field: 'amountMinor',
        // A fee is divided as one sum, so it is paid as one.
        when: ({ kind }) => kind !== 'fee',
        title: (language) => texts(language).plain('pay-amount'),
        prompt: ({ data, language }) =>
          texts(language).t('pay-amount-prompt', { due: money(data.dueMinor ?? 0, language) }),
        example: () => '1500',
        accepts: ['choice', 'text'],
        choices: ({ data, language }): Choice<number>[] => {
          const dueMinor = data.dueMinor ?? 0;
          const label = texts(language).plain('pay-all', { due: money(dueMinor, language) });
          return [{ key: 'all', label, value: dueMinor }];
        },
        parse: (input, { data, language }) => {
          const parsed = parseMoney(input.kind === 'text' ? input.text : '');
          if (!parsed.ok || parsed.amountMinor === 0)
            return { ok: false, message: texts(language).t('form-amount-unclear') };
          if (parsed.amountMinor > (data.dueMinor ?? 0))
            return { ok: false, message: texts(language).t('refusal', { reason: 'more_than_is_due' }) };
          return { ok: true, value: parsed.amountMinor };
        },
        show: (_, { data, language }) => escapeHtml(money(amountOf(data), language)),
      },
      {
        name: 'method',
        field: 'method',
        title: (language) => texts(language).plain('finish-pay'),
        prompt: ({ data, language }) =>
          texts(language).t('pay-method-prompt', {
            kind: data.kind ?? 'final',
            sum: money(amountOf(data), language),
          }),
        accepts: ['choice'],
        columns: 3,
        choices: ({ language }) =>
          methods.map((way) => ({ key: way, label: texts(language).plain('payment-way', { way }), value: way })),
        parse: (_, { language }) => ({ ok: false, message: texts(language).t('refuse-way-prompt') }),
        show: (way, { language }) => escapeHtml(texts(language).plain('payment-way', { way })),
      },
      {
        name: 'taker',
        field: 'taker',
        when: ({ method, isDesk }) => method === 'cash' && isDesk === true,
        title: (language) => texts(language).plain('pay-taker'),
        prompt: ({ language }) => texts(language).t('pay-taker-prompt'),
        accepts: ['choice'],
        columns: 1,
        choices: ({ data, env, language }): Choice<number>[] => {
          const first = ({ userId }: Master): number => (userId === data.masterId ? 0 : 1);
          return [
            { key: 'office', label: texts(language).plain('pay-office'), value: office },
            ...env.masters
              .toSorted((a, b) => first(a) - first(b))
              .map(({ userId, name }) => ({ key: String(userId), label: `👷 ${name}`, value: userId })),
          ];
        },
        parse: (_, { language }) => ({ ok: false, message: texts(language).t('pay-taker-prompt') }),
        show: (id, { env, language }) => {
          const name = env.masters.find(({ userId }) => userId === id)?.name;
          return escapeHtml(name ?? texts(language).plain('pay-office'));
        },
      },
    ],
    review: ({ data, language }) => ({
      title: texts(language).t('form-review', { number: data.number ?? '', form: 'pay' }),
      confirm: texts(language).plain('pay-confirm', { sum: money(amountOf(data), language) }),
    }),
    complete: (ctx, data, { id, language }) =>
      completeForm(
        ctx,
        desk,
        data,
        language,
        (tx, on) =>
          desk.orders.pay(tx, {
            ...on,
            kind: data.kind,
            method: data.method,
            amountMinor: amountOf(data),
            takenBy: takerOf(desk, data, on.actor.id),
            idempotencyKey: `pay:${id}`,
          }),
        { more_than_is_due: 'amount' },
      ),
    texts: {
      title: (language) => texts(language).plain('pay-title'),
      unfinished: (language) => texts(language).plain('form-unfinished'),
    },
  });
}

function amountOf({ amountMinor, dueMinor = 0 }: Partial<Draft>): number {
  return amountMinor ?? dueMinor;
}

function takerOf(desk: Desk, { method, taker }: Draft, userId: number | undefined): number | undefined {
  if (method !== 'cash' || taker === office) return undefined;
  return taker ?? takenBy(desk, userId);
}

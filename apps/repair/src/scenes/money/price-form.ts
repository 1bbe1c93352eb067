import { formatMoney, shortName } from '@durabot/kit';
import { defineDialog, escapeHtml, type Choice, type Dialog, type Language } from '@durabot/runtime';
import { z } from 'zod';
import type { Desk } from '../../desk.ts';
import { categoryIds } from '../../domain/categories.ts';
import { normaliseText } from '../../domain/normalise-text.ts';
import { parseMoney } from '../../domain/parse-money.ts';
import { categoryWord } from '../../reports/report-words.ts';
import { auditMoney } from '../../store/money-audit.ts';
import { findPrice, insertPrice, updatePrice } from '../../store/price-store.ts';
import { texts } from '../../texts.ts';
import { draftLifeMs } from '../draft-life.ts';

const kinds = ['work', 'part'] as const;
const warranties = [0, 30, 90, 180] as const;
const longestName = 200;

const draft = z.object({
  /** Of the entry that is changed; a new one has none yet. */
  id: z.number().optional(),
  category: z.enum([...categoryIds, 'other']),
  kind: z.enum(kinds),
  name: z.string(),
  priceMinor: z.int().nonnegative(),
  costMinor: z.int().nonnegative().optional(),
  warrantyDays: z.int().nonnegative().optional(),
});
type Draft = z.infer<typeof draft>;

/** An entry of the price list, new or changed. */
export function priceDialog(desk: Desk): Dialog {
  const money = (minor: number, language: Language): string => formatMoney(minor, desk.settings.currency, language);
  return defineDialog<Draft>({
    name: 'price_item',
    version: 1,
    expiresAfterMs: draftLifeMs,
    data: draft,
    steps: [
      {
        name: 'category',
        field: 'category',
        title: (language) => texts(language).plain('report-column-category'),
        prompt: ({ language }) => texts(language).t('price-category-prompt'),
        accepts: ['choice'],
        choices: ({ language }): Choice<Draft['category']>[] =>
          [...categoryIds, 'other' as const].map((id) => ({ key: id, label: categoryWord(id, language), value: id })),
        parse: (_, { language }) => ({ ok: false, message: texts(language).t('price-category-prompt') }),
        show: (id, { language }) => escapeHtml(categoryWord(id, language)),
      },
      {
        name: 'kind',
        field: 'kind',
        title: (language) => texts(language).plain('price-kind'),
        prompt: ({ language }) => texts(language).t('price-kind-prompt'),
        accepts: ['choice'],
        choices: ({ language }): Choice<Draft['kind']>[] =>
          kinds.map((kind) => ({ key: kind, label: texts(language).plain('price-kind-word', { kind }), value: kind })),
        parse: (_, { language }) => ({ ok: false, message: texts(language).t('price-kind-prompt') }),
        show: (kind, { language }) => escapeHtml(texts(language).plain('price-kind-word', { kind })),
      },
      {
        name: 'name',
        field: 'name',
        title: (language) => texts(language).plain('price-name'),
        prompt: ({ language }) => texts(language).t('price-name-prompt'),
        example: ({ language }) => texts(language).plain('price-name-example'),
        accepts: ['text'],
        parse: (input, { language }) => {
          const name = input.kind === 'text' ? normaliseText(input.text) : '';
          if (name.length < 2 || name.length > longestName)
            return { ok: false, message: texts(language).t('price-name-prompt') };
          return { ok: true, value: name };
        },
        show: (name) => escapeHtml(name),
      },
      {
        name: 'price',
        field: 'priceMinor',
        title: (language) => texts(language).plain('report-column-price'),
        prompt: ({ language }) => texts(language).t('price-amount-prompt'),
        example: () => '2500',
        accepts: ['text'],
        parse: (input, { language }) => readAmount(input.kind === 'text' ? input.text : '', language),
        show: (minor, { language }) => money(minor, language),
      },
      {
        name: 'cost',
        field: 'costMinor',
        optional: true,
        when: ({ kind }) => kind === 'part',
        title: (language) => texts(language).plain('price-cost'),
        prompt: ({ language }) => texts(language).t('price-cost-prompt'),
        example: () => '1200',
        accepts: ['text'],
        parse: (input, { language }) => readAmount(input.kind === 'text' ? input.text : '', language),
        show: (minor, { language }) => (minor === undefined ? '—' : money(minor, language)),
      },
      {
        name: 'warranty',
        field: 'warrantyDays',
        optional: true,
        title: (language) => texts(language).plain('price-warranty'),
        prompt: ({ language }) => texts(language).t('price-warranty-prompt'),
        accepts: ['choice'],
        choices: ({ language }): Choice<number>[] =>
          warranties.map((days) => ({
            key: String(days),
            label: texts(language).plain('price-days', { days }),
            value: days,
          })),
        parse: (_, { language }) => ({ ok: false, message: texts(language).t('price-warranty-prompt') }),
        show: (days, { language }) => escapeHtml(texts(language).plain('price-days', { days: days ?? 0 })),
      },
    ],
    review: ({ data, language }) => ({
      title: texts(language).t('price-review', { isNew: data.id === undefined ? 'yes' : 'no' }),
      confirm: texts(language).plain('form-confirm'),
    }),
    complete: async (ctx, data, { language }) => {
      const words = texts(language);
      if (ctx.from === undefined || !desk.roles.may(ctx.from.id, 'manage_money'))
        return { ok: false, message: words.t('not-allowed-now') };
      const tx = await ctx.durable.tx();
      const price = { ...data, costMinor: data.costMinor, warrantyDays: data.warrantyDays };
      const before = data.id === undefined ? undefined : await findPrice(tx, data.id);
      const id = before === undefined ? await insertPrice(tx, price, desk.settings.currency) : before.id;
      if (id === undefined || (before !== undefined && !(await updatePrice(tx, id, price))))
        return { ok: false, message: words.t('price-twin'), step: 'name' };
      await auditMoney(tx, {
        action: before === undefined ? 'price.added' : 'price.changed',
        entity: { kind: 'price', id: String(id) },
        ...(before === undefined ? {} : { before: { ...before } }),
        after: { ...price },
        by: { userId: ctx.from.id, name: shortName(ctx.from) },
        at: new Date(desk.clock.nowMs()),
      });
      return {
        ok: true,
        card: { html: words.t('price-done', { name: data.name, price: money(data.priceMinor, language) }) },
      };
    },
    texts: {
      title: (language) => texts(language).plain('price-title'),
      unfinished: (language) => texts(language).plain('form-unfinished'),
    },
  });
}

function readAmount(text: string, language: Language) {
  const parsed = parseMoney(text);
  if (!parsed.ok) return { ok: false, message: texts(language).t('form-amount-unclear') } as const;
  return { ok: true, value: parsed.amountMinor } as const;
}

import type { Desk } from '../../desk.ts';
import { categoryLabel } from '../../domain/categories.ts';
import { formatDay } from '../../domain/format-when.ts';
import { Html, texts } from '../../texts.ts';
import type { OrderDraft, OrderStep } from './order-draft.ts';

type Relation = NonNullable<OrderDraft['relation']>;

const labels = {
  repeat: 'step-client-repeat',
  warranty: 'step-client-warranty',
  new: 'step-client-new',
} as const satisfies Record<Relation, string>;

const relations = ['repeat', 'warranty', 'new'] as const satisfies readonly Relation[];

/** 3, second half: the phone belongs to a client with orders; does this one go back to the last? */
export function clientStep(desk: Desk): OrderStep<'relation'> {
  return {
    name: 'client',
    field: 'relation',
    partOf: 'phone',
    when: ({ known }) => known !== undefined,
    title: (language) => texts(language).plain('step-client'),
    prompt: ({ env, language }) => {
      const words = texts(language);
      const last = env.client?.lastOrder;
      if (env.client === undefined || last === undefined) return words.t('step-client-prompt');
      const known = words.t('step-client-known', {
        name: env.client.name ?? words.plain('client-unnamed'),
        count: env.client.orderCount,
        date: new Html(formatDay(last.createdAt, { language, zone: desk.settings.zone, nowMs: env.nowMs })),
        category: categoryLabel(last.category, language),
      });
      return `${known}\n\n${words.t('step-client-prompt')}`;
    },
    help: ({ language }) => `${texts(language).t('step-client-prompt')}\n${texts(language).t('dialog-help')}`,
    accepts: ['choice'],
    columns: 3,
    choices: ({ language }) =>
      relations.map((relation) => ({ key: relation, label: texts(language).plain(labels[relation]), value: relation })),
    parse: (_input, { language }) => ({ ok: false, message: texts(language).t('step-client-prompt') }),
    show: (relation, { language }) => texts(language).t(labels[relation ?? 'new']),
  };
}

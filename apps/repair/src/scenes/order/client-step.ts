import type { Choice } from '@durabot/runtime';
import type { Desk } from '../../desk.ts';
import { categoryLabel } from '../../domain/categories.ts';
import { formatDay } from '@durabot/kit';
import { Html, texts } from '../../texts.ts';
import { clearedSlots } from '../own-fields.ts';
import type { OrderDraft, OrderStep } from './order-draft.ts';
import { openKey, similarCard, similarLine } from './similar-orders.ts';

type Relation = NonNullable<OrderDraft['relation']>;

const labels = {
  repeat: 'step-client-repeat',
  warranty: 'step-client-warranty',
  new: 'step-client-new',
} as const satisfies Record<Relation, string>;

const relations = ['repeat', 'warranty', 'new'] as const;

/** Work under warranty is of a type of its own: answers to the fields of the other one do not go with it. */
export function slotsAfter(before: Relation | undefined, now: Relation | undefined): Partial<typeof clearedSlots> {
  return (before === 'warranty') === (now === 'warranty') ? {} : clearedSlots;
}

/**
 * 3, second half: the phone belongs to a client with orders; does this one go back to the last?
 * Where one of them is still open, that is said on the same card: it may be this very order.
 */
export function clientStep(desk: Pick<Desk, 'settings'>): OrderStep<'relation'> {
  return {
    name: 'client',
    field: 'relation',
    partOf: 'phone',
    when: ({ known }) => known !== undefined,
    title: (language) => texts(language).plain('step-client'),
    prompt: (view) => {
      const { env, language } = view;
      const words = texts(language);
      const similar = similarLine(view);
      const warning = similar === undefined ? '' : `${similar}\n\n`;
      const last = env.client?.lastOrder;
      if (env.client === undefined || last === undefined) return `${warning}${words.t('step-client-prompt')}`;
      const known = words.t('step-client-known', {
        name: env.client.name ?? words.plain('client-unnamed'),
        count: env.client.orderCount,
        date: new Html(formatDay(last.createdAt, { language, zone: desk.settings.zone, nowMs: env.nowMs })),
        category: categoryLabel(last.category, language),
      });
      return `${known}\n\n${warning}${words.t('step-client-prompt')}`;
    },
    help: ({ language }) => `${texts(language).t('step-client-prompt')}\n${texts(language).t('dialog-help')}`,
    accepts: ['choice'],
    columns: 2,
    choices: ({ env, language }) => {
      const words = texts(language);
      // Without a value: under warranty other fields may be asked.
      const offer = (relation: Relation, label = words.plain(labels[relation])): Choice<OrderDraft['relation']> => ({
        key: relation,
        label,
      });
      if (env.similarOrder === undefined) return [offer('repeat'), offer('warranty'), offer('new')];
      return [
        { key: openKey, label: words.plain('step-similar-open') },
        offer('new', words.plain('step-similar-anyway')),
        offer('repeat'),
        offer('warranty'),
      ];
    },
    parse: (input, view) => {
      const relation = relations.find((each) => input.kind === 'choice' && input.key === each);
      if (relation !== undefined) return { ok: true, value: relation, also: slotsAfter(view.data.relation, relation) };
      // What is left is the choice that shows the other order.
      const message = input.kind === 'choice' ? similarCard(view, desk) : texts(view.language).t('step-client-prompt');
      return { ok: false, message };
    },
    show: (relation, { language }) => texts(language).t(labels[relation ?? 'new']),
  };
}

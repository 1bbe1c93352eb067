import { categoryLabel, isCategoryId, matchCategory, type OrderCategory } from '../../domain/categories.ts';
import { normaliseText } from '../../domain/normalise-text.ts';
import { escapeHtml } from '@durabot/runtime';
import { texts } from '../../texts.ts';
import type { OrderDraft, OrderStep, OrderView } from './order-draft.ts';

/** As long as the database takes. */
export const longestCategory = 100;

/** 1: what is to be repaired, from the most frequent or in the dispatcher's own words. */
export const categoryStep: OrderStep<'category'> = {
  name: 'category',
  field: 'category',
  title: (language) => texts(language).plain('step-category'),
  prompt: ({ language }) => texts(language).t('step-category-prompt'),
  example: ({ language }) => texts(language).plain('step-category-example'),
  help: ({ language }) => `${texts(language).t('step-category-prompt')}\n${texts(language).t('dialog-help')}`,
  accepts: ['choice', 'text'],
  choices: ({ env, language }) => [
    ...env.categories.map((id) => ({ key: id, label: categoryLabel({ kind: 'known', id }, language) })),
    { key: 'other', label: texts(language).plain('step-category-other') },
  ],
  parse: (input, view) => {
    const words = texts(view.language);
    if (input.kind === 'choice') {
      if (!isCategoryId(input.key)) return { ok: false, message: words.t('step-category-other-prompt') };
      return {
        ok: true,
        value: { kind: 'known', id: input.key },
        also: clearedBy({ kind: 'known', id: input.key }, view),
      };
    }
    const category = input.kind === 'text' ? readCategory(input.text) : undefined;
    if (category === undefined) return { ok: false, message: words.t('step-category-bad', { max: longestCategory }) };
    return { ok: true, value: category, also: clearedBy(category, view) };
  },
  show: (category, { language }) => escapeHtml(categoryLabel(category, language)),
};

/** A category by its name or everyday word; else the dispatcher's own words. */
export function readCategory(typed: string): (OrderCategory & OrderDraft['category']) | undefined {
  const text = normaliseText(typed).replaceAll('\n', ' ');
  const known = matchCategory(text);
  if (known !== undefined) return { kind: 'known', id: known.id };
  return text.length > longestCategory || !/\p{L}{2}/u.test(text) ? undefined : { kind: 'other', text };
}

/** The chips of a problem belong to a category; with another one they mean nothing, so the problem is asked again. */
function clearedBy(category: OrderCategory, { data }: OrderView): { problem?: undefined } {
  const before = data.category?.kind === 'known' ? data.category.id : undefined;
  const now = category.kind === 'known' ? category.id : undefined;
  return before !== now && (data.problem?.tags.length ?? 0) > 0 ? { problem: undefined } : {};
}

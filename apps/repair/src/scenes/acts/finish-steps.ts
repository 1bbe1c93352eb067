import { formatMoney } from '@durabot/kit';
import { escapeHtml, type Choice, type Language } from '@durabot/runtime';
import { totalsOf } from '../../domain/money/totals.ts';
import { texts } from '../../texts.ts';
import {
  dueOf,
  linesOf,
  payWays,
  warrantyChoices,
  type FinishDraft,
  type FinishStep,
  type LinesStep,
  type LinesView,
} from './finish-draft.ts';
import { placeChoice, readPhotos, showPhotos } from './photo-step.ts';
import { readLines, readSplit } from './read-lines.ts';
import { readReason } from './read-reason.ts';

/** 1: what was done or used, from the price list or typed; asked again until there is nothing more. */
export function lineStep(currency: string): LinesStep<'line'> {
  return {
    name: 'line',
    field: 'line',
    title: (language) => texts(language).plain('finish-lines'),
    prompt: ({ data, language }) =>
      texts(language).t('finish-line-prompt', { kind: data.adding ?? 'work', count: data.lines?.length ?? 0 }),
    example: ({ data, language }) => texts(language).plain('finish-line-example', { kind: data.adding ?? 'work' }),
    accepts: ['choice', 'text'],
    columns: 1,
    choices: ({ data, env, language }): Choice<string>[] =>
      env.prices
        .filter(({ kind }) => kind === (data.adding ?? 'work'))
        .map((item) => ({
          key: `p${item.id}`,
          label: `${item.name} · ${formatMoney(item.priceMinor, currency, language)}`,
        })),
    parse: (input, { data, env, language }) => {
      const kind = data.adding ?? 'work';
      const chosen = input.kind === 'choice' ? env.prices.find(({ id }) => `p${id}` === input.key) : undefined;
      const added =
        chosen === undefined
          ? readLines(input.kind === 'text' ? input.text : '', kind)
          : [{ kind, name: chosen.name, priceMinor: chosen.priceMinor, costMinor: chosen.costMinor }];
      if (added === undefined) return { ok: false, message: texts(language).t('finish-line-unclear') };
      const lines = [...(data.lines ?? []), ...added];
      return { ok: true, value: added.map(({ name }) => name).join(', '), also: { lines, more: undefined } };
    },
    show: (_, { data, language }) =>
      (data.lines ?? [])
        .map(({ kind, name, priceMinor }) => {
          const price = formatMoney(data.isFree === true ? 0 : priceMinor, currency, language);
          return `\n${kind === 'work' ? '🔧' : '🔩'} ${escapeHtml(name)} — ${price}`;
        })
        .join(''),
  };
}

/** The total so far, and whether there is more. */
export function moreStep(currency: string): LinesStep<'more'> {
  return {
    name: 'more',
    field: 'more',
    partOf: 'line',
    title: (language) => texts(language).plain('finish-total'),
    prompt: (view) => `${total(view, currency)}\n${texts(view.language).t('finish-more-prompt')}`,
    accepts: ['choice'],
    choices: ({ language }) => [
      { key: 'done', label: texts(language).plain('finish-done'), value: 'done' },
      { key: 'work', label: texts(language).plain('finish-add-work') },
      { key: 'part', label: texts(language).plain('finish-add-part') },
      { key: 'drop', label: texts(language).plain('finish-drop') },
    ],
    parse: (input, { data, language }) => {
      const key = input.kind === 'choice' ? input.key : '';
      if (key === 'work' || key === 'part') return { ok: true, value: 'add', also: { adding: key, line: undefined } };
      if (key !== 'drop') return { ok: false, message: texts(language).t('finish-more-prompt') };
      // The line goes; with none left, the question for lines comes back.
      return { ok: true, value: 'add', also: { lines: (data.lines ?? []).slice(0, -1), line: undefined } };
    },
    next: ({ more }) => (more === 'add' ? 'line' : undefined),
    leadsTo: ['line'],
    show: (_, view) => total(view, currency, 'finish-sum'),
  };
}

/** What the lines come to so far. */
export function total(
  { data, language }: Pick<LinesView, 'data' | 'language'>,
  currency: string,
  text: 'face-total' | 'finish-sum' = 'face-total',
): string {
  const { totalMinor, labourMinor, partsMinor } = totalsOf(linesOf(data), []);
  const money = (minor: number): string => formatMoney(minor, currency, language);
  return texts(language).t(text, {
    total: money(totalMinor),
    work: money(labourMinor),
    parts: money(partsMinor),
  });
}

/** How the client pays what is still to be paid. */
export function payStep(currency: string): FinishStep<'pay'> {
  return {
    name: 'pay',
    field: 'pay',
    when: (data) => dueOf(data) > 0,
    title: (language) => texts(language).plain('finish-pay'),
    prompt: ({ data, language }) => {
      const words = texts(language);
      if ((data.paidMinor ?? 0) <= 0) return words.t('finish-pay-prompt');
      const money = (minor: number): string => formatMoney(minor, currency, language);
      const before = words.t('finish-paid-before', { paid: money(data.paidMinor ?? 0), due: money(dueOf(data)) });
      return `${before}\n${words.t('finish-pay-prompt')}`;
    },
    accepts: ['choice'],
    columns: 3,
    choices: ({ data, language }) =>
      payWays
        .filter((way) => way !== 'together' || data.together !== undefined)
        .map((way) => ({ key: way, label: wayOf(way, data, language), value: way })),
    parse: (_, { language }) => ({ ok: false, message: texts(language).t('finish-pay-prompt') }),
    show: (way, { data, language }) => (way === undefined ? '' : escapeHtml(wayOf(way, data, language))),
  };
}

function wayOf(way: string, { together }: Partial<FinishDraft>, language: Language): string {
  if (way !== 'together' || together === undefined) return wayLabel(way, language);
  const how = wayLabel(together.way, language);
  return texts(language).plain('finish-together', { number: together.number, how });
}

/** In parts: how much in which way. */
export function splitStep(currency: string): FinishStep<'split'> {
  return {
    name: 'split',
    field: 'split',
    partOf: 'pay',
    when: (data) => data.pay === 'split' && dueOf(data) > 0,
    title: (language) => texts(language).plain('finish-split'),
    prompt: (view) => `${texts(view.language).t('finish-split-prompt')}\n${total(view, currency)}`,
    example: ({ language }) => texts(language).plain('finish-split-example'),
    accepts: ['text'],
    parse: (input, { data, language }) => {
      const parts = readSplit(input.kind === 'text' ? input.text : '');
      if (parts === undefined) return { ok: false, message: texts(language).t('finish-split-unclear') };
      const sum = parts.reduce((all, { amountMinor }) => all + amountMinor, 0);
      if (sum > dueOf(data)) return { ok: false, message: texts(language).t('finish-split-too-much') };
      return { ok: true, value: parts };
    },
    show: (parts, { language }) =>
      escapeHtml(
        (parts ?? [])
          .map(({ way, amountMinor }) => `${formatMoney(amountMinor, currency, language)} ${wayLabel(way, language)}`)
          .join(' + '),
      ),
  };
}

/** Why something is still owed. */
export const debtStep: FinishStep<'debt'> = {
  name: 'debt',
  field: 'debt',
  partOf: 'pay',
  when: (data) => owed(data) > 0,
  title: (language) => texts(language).plain('finish-debt'),
  prompt: ({ language }) => texts(language).t('finish-debt-prompt'),
  example: ({ language }) => texts(language).plain('finish-debt-example'),
  accepts: ['text'],
  parse: (input, { language }) => readReason(input, language),
  show: (reason) => escapeHtml(reason ?? ''),
};

/** What will be owed after the payment that was named. */
function owed(data: Partial<FinishDraft>): number {
  if (data.pay === 'debt') return dueOf(data);
  if (data.pay !== 'split' || data.split === undefined) return 0;
  return dueOf(data) - data.split.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

/** Pictures of what was done; an album is one answer. */
export const photosStep: FinishStep<'photos'> = {
  name: 'photos',
  field: 'photos',
  title: (language) => texts(language).plain('finish-photos'),
  prompt: ({ language }) => texts(language).t('finish-photos-prompt'),
  accepts: ['photo', 'choice'],
  choices: ({ language }) => [placeChoice(language)],
  parse: (input, { data, language }) => {
    const read = readPhotos(input, data);
    return read === undefined
      ? { ok: false, message: texts(language).t('finish-photos-prompt') }
      : { ok: true, ...read };
  },
  show: (photos, { language }) => showPhotos(photos, language),
};

/** For how many days the work is good. */
export const warrantyStep: FinishStep<'warranty'> = {
  name: 'warranty',
  field: 'warranty',
  title: (language) => texts(language).plain('finish-warranty'),
  prompt: ({ language }) => texts(language).t('finish-warranty-prompt'),
  accepts: ['choice', 'text'],
  columns: 4,
  choices: ({ language }) =>
    warrantyChoices.map((days) => ({ key: `d${days}`, label: daysLabel(days, language), value: days })),
  parse: (input, { language }) => {
    const days = Number(/^\s*(\d{1,4})/.exec(input.kind === 'text' ? input.text : '')?.[1] ?? Number.NaN);
    if (Number.isNaN(days) || days > 3_650) return { ok: false, message: texts(language).t('finish-warranty-prompt') };
    return { ok: true, value: days };
  },
  show: (days, { language }) => escapeHtml(daysLabel(days, language)),
};

/** Why it costs something else than the client agreed to. */
export const mismatchStep: FinishStep<'mismatch'> = {
  name: 'mismatch',
  field: 'mismatch',
  partOf: 'warranty',
  when: (data) => {
    const { totalMinor } = totalsOf(linesOf(data), []);
    const approved = data.approvedMinor ?? undefined;
    return approved !== undefined && Math.abs(totalMinor - approved) * 10 > approved;
  },
  title: (language) => texts(language).plain('finish-mismatch'),
  prompt: ({ language }) => texts(language).t('finish-mismatch-prompt'),
  accepts: ['text'],
  parse: (input, { language }) => readReason(input, language),
  show: (reason) => escapeHtml(reason ?? ''),
};

/** Whether the client was asked for a word about the work, and gave it. */
export const reviewCardStep: FinishStep<'review'> = {
  name: 'review_card',
  field: 'review',
  title: (language) => texts(language).plain('finish-review'),
  prompt: ({ language }) => texts(language).t('finish-review-prompt'),
  accepts: ['choice'],
  choices: ({ language }) =>
    (['yes', 'no'] as const).map((answer) => ({
      key: answer,
      label: texts(language).plain('finish-yes-no', { answer }),
      value: answer,
    })),
  parse: (_, { language }) => ({ ok: false, message: texts(language).t('finish-review-prompt') }),
  show: (answer, { language }) => escapeHtml(texts(language).plain('finish-yes-no', { answer })),
};

/** The checklist is not through: the master says that the work is done all the same. */
export const uncheckedStep: FinishStep<'unchecked'> = {
  name: 'unchecked',
  field: 'unchecked',
  when: ({ uncheckedLines = 0 }) => uncheckedLines > 0,
  title: (language) => texts(language).plain('finish-checklist'),
  prompt: ({ data, language }) => texts(language).t('finish-checklist-prompt', { count: data.uncheckedLines ?? 0 }),
  accepts: ['choice'],
  choices: ({ language }) => [
    { key: 'anyway', label: texts(language).plain('finish-checklist-anyway'), value: 'anyway' },
  ],
  parse: (_, { data, language }) => ({
    ok: false,
    message: texts(language).t('finish-checklist-prompt', { count: data.uncheckedLines ?? 0 }),
  }),
  show: (_, { language }) => escapeHtml(texts(language).plain('finish-checklist-anyway')),
};

function wayLabel(way: string, language: Language): string {
  return texts(language).plain('payment-way', { way });
}

function daysLabel(days: number, language: Language): string {
  return days === 0 ? texts(language).plain('finish-no-warranty') : texts(language).plain('finish-days', { days });
}

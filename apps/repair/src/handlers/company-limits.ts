import { formatMoney, type ActionButton } from '@durabot/kit';
import { z } from 'zod';
import type { Desk, RepairContext } from '../desk.ts';
import {
  feeNames,
  limitNames,
  readCompanySettings,
  usualSettings,
  type CompanySettings,
  type FeeName,
  type LimitName,
} from '../store/company-settings.ts';
import type { Texts } from '../texts.ts';
import type { MoneyPage, MoneyPages } from './money-pages.ts';

/** A number that a company sets: how long something may take, or what something costs. */
export type TermName = LimitName | FeeName;

export const termNames: readonly TermName[] = [...feeNames, ...limitNames];

const kinds = { list: 'settings.terms', choose: 'settings.term' } as const;

const hour = 60;
const day = 24 * hour;

/** What is offered: minutes, or minor units. What stands here a setting takes; a test looks. */
export const termChoices: Readonly<Record<TermName, readonly number[]>> = {
  fee_diagnostic_minor: [0, 300_00, 500_00, 700_00, 1_000_00, 1_500_00],
  fee_false_call_minor: [0, 200_00, 300_00, 500_00, 700_00, 1_000_00],
  limit_no_offer: [3, 5, 10, 15, 20, 30],
  limit_offer_in_shift: [5, 10, 15, 20, 30, hour],
  limit_offer_off_shift: [15, 30, 45, hour, 90, 2 * hour],
  limit_no_taker_all: [5, 10, 15, 20, 25, 30],
  limit_no_taker_admin: [45, hour, 90, 2 * hour, 3 * hour, 4 * hour],
  limit_confirm_visit: [30, 45, hour, 90, 2 * hour, 3 * hour],
  limit_late: [5, 10, 15, 20, 30, hour],
  limit_on_site: [2 * hour, 3 * hour, 4 * hour, 6 * hour, 8 * hour, 12 * hour],
  limit_hold: [3 * day, 5 * day, 7 * day, 10 * day, 14 * day, 30 * day],
  limit_new: [30, hour, 2 * hour, 4 * hour, 8 * hour, day],
  limit_offering: [hour, 2 * hour, 4 * hour, 8 * hour, 12 * hour, day],
  limit_assigned: [4 * hour, 8 * hour, 12 * hour, day, 2 * day, 3 * day],
  limit_in_progress: [4 * hour, 8 * hour, 12 * hour, day, 2 * day, 3 * day],
};

const columns = 3;

/** The page of terms in `/settings`, and one for each of them; `set` draws a button that changes it. */
export function defineTermPages(
  { turn }: Pick<MoneyPages, 'turn'>,
  desk: Desk,
  set: (text: string, params: { readonly name: TermName; readonly value: number }) => ActionButton,
  back: (words: Texts) => ActionButton,
): void {
  const show = termText(desk);
  turn(kinds.list, z.unknown(), async (ctx, tx) => listPage(ctx, await readCompanySettings(tx), show, back));
  turn(kinds.choose, z.object({ name: z.enum(termNames) }), async (ctx, tx, { params: { name } }) => {
    const now = (await readCompanySettings(tx))[name];
    const choices = termChoices[name].map((value) =>
      set(`${value === now ? '✓ ' : ''}${show(name, value, ctx)}`, { name, value }),
    );
    const rows: ActionButton[][] = [];
    for (let at = 0; at < choices.length; at += columns) rows.push(choices.slice(at, at + columns));
    rows.push([termsButton(ctx.words.plain('reports-back'))]);
    const html = [
      ctx.words.t('setting-term-prompt', { name: ctx.words.plain('setting-term', { name }) }),
      ctx.words.t('setting-term-now', {
        now: show(name, now, ctx),
        usual: show(name, usualSettings[name], ctx),
      }),
      ...(name in usualFees ? [] : [ctx.words.t('setting-term-from-next')]),
    ];
    return { html: html.join('\n\n'), rows };
  });
}

const usualFees: Readonly<Record<FeeName, true>> = { fee_diagnostic_minor: true, fee_false_call_minor: true };

/** Opens the page of terms. */
export function termsButton(text: string): ActionButton {
  return { kind: kinds.list, text, entity: 'setting', entityId: 'all', params: {}, scope: { roles: ['admin'] } };
}

type Show = (name: TermName, value: number, reader: Pick<RepairContext, 'words' | 'language'>) => string;

/** A term with its unit, as a person reads it. */
export function termText({ settings: { currency } }: Pick<Desk, 'settings'>): Show {
  return (name, value, { words, language }) => {
    if (name in usualFees) return formatMoney(value, currency, language);
    if (value % day === 0) return words.plain('setting-days', { count: value / day });
    if (value % hour === 0) return words.plain('setting-hours', { count: value / hour });
    return words.plain('setting-minutes', { count: value });
  };
}

function listPage(
  ctx: RepairContext,
  settings: CompanySettings,
  show: Show,
  back: (words: Texts) => ActionButton,
): MoneyPage {
  const { words } = ctx;
  const line = (name: TermName): string =>
    words.t('setting-line', { name: words.plain('setting-term', { name }), value: show(name, settings[name], ctx) });
  const rows: ActionButton[][] = [];
  termNames.forEach((name, index) => {
    if (index % 2 === 0) rows.push([]);
    const text = `${words.plain('setting-term-short', { name })}: ${show(name, settings[name], ctx)}`;
    rows.at(-1)?.push({ ...termsButton(text), kind: kinds.choose, params: { name } });
  });
  rows.push([back(words)]);
  const html = [
    words.t('settings-terms'),
    [...feeNames].map(line).join('\n'),
    [...limitNames].map(line).join('\n'),
    words.t('setting-term-from-next'),
  ];
  return { html: html.join('\n\n'), rows };
}

import { formatMoney, type ActionButton } from '@durabot/kit';
import type { Tx } from '@durabot/postgres';
import { escapeHtml, type Dialog, type Dialogs } from '@durabot/runtime';
import { Composer } from 'grammy';
import { z } from 'zod';
import type { Desk, RepairContext } from '../desk.ts';
import { categoryIds } from '../domain/categories.ts';
import { categoryWord } from '../reports/report-words.ts';
import { auditMoney } from '../store/money-audit.ts';
import { countPrices, findPrice, listPrices, retirePrice, type PriceEntry } from '../store/price-store.ts';
import { createMoneyPages, type MoneyPage } from './money-pages.ts';

const kinds = {
  menu: 'prices.menu',
  list: 'prices.list',
  show: 'price.show',
  form: 'price.form',
  retire: 'price.retire',
} as const;
/** More buttons make a list that nobody reads; what is longer is kept in order by archiving. */
const mostListed = 40;

/** `/prices`: the price list, category by category; administrators change it. */
export function prices(desk: Desk, dialogs: Dialogs, priceDialog: Dialog): Composer<RepairContext> {
  const composer = new Composer<RepairContext>();
  const { turn, act, send } = createMoneyPages(desk);
  composer.chatType('private').command('prices', (ctx) => send(ctx, () => menu(ctx)));
  turn(kinds.menu, z.unknown(), (ctx) => menu(ctx));
  turn(kinds.list, z.object({ category: z.string() }), (ctx, tx, { params }) => list(ctx, desk, tx, params.category));
  turn(kinds.show, z.unknown(), (ctx, tx, { entityId }) => show(ctx, desk, tx, Number(entityId)));
  act(
    kinds.form,
    z.object({ category: z.string().optional(), id: z.number().optional() }),
    async (ctx, { params: { category, id } }) => {
      const entry = id === undefined ? undefined : await findPrice(await ctx.durable.tx(), id);
      const values = entry === undefined ? (category === undefined ? {} : { category }) : valuesOf(entry);
      await dialogs.prefill(ctx, priceDialog, { values, guessed: [], note: '' });
      return { kind: 'applied', toast: false };
    },
  );
  turn(
    kinds.retire,
    z.object({ isRetired: z.boolean() }),
    async (ctx, tx, { entityId, params: { isRetired }, by, at }) => {
      await retirePrice(tx, Number(entityId), isRetired ? at : undefined);
      const action = isRetired ? 'price.archived' : 'price.restored';
      await auditMoney(tx, { action, entity: { kind: 'price', id: entityId }, after: { isRetired }, by, at });
      return show(ctx, desk, tx, Number(entityId));
    },
    { kind: 'applied' },
  );
  return composer;
}

function button(kind: string, text: string, entityId: string, params: unknown): ActionButton {
  return { kind, text, entity: 'price', entityId, params, scope: { roles: ['admin'] } };
}

async function menu(ctx: RepairContext): Promise<MoneyPage> {
  const counts = await countPrices(await ctx.durable.tx());
  const buttons = [...categoryIds, 'other'].map((category) =>
    button(kinds.list, `${categoryWord(category, ctx.language)} · ${counts.get(category) ?? 0}`, category, {
      category,
    }),
  );
  const rows: ActionButton[][] = [];
  for (let at = 0; at < buttons.length; at += 2) rows.push(buttons.slice(at, at + 2));
  rows.push([button(kinds.form, ctx.words.plain('prices-add'), 'new', {})]);
  return { html: ctx.words.t('prices-menu'), rows };
}

async function list(ctx: RepairContext, desk: Desk, tx: Tx, category: string): Promise<MoneyPage> {
  const { words, language } = ctx;
  const entries = await listPrices(tx, category);
  const current = entries.filter(({ isRetired }) => !isRetired);
  const lines = current.map((entry) => `• ${escapeHtml(entryText(entry, desk, language))}`);
  const html = [
    words.t('prices-list', { category: categoryWord(category, language) }),
    '',
    ...(lines.length === 0 ? [words.t('prices-none')] : lines),
  ];
  const rows = entries
    .slice(0, mostListed)
    .map((entry) => [
      button(kinds.show, `${entry.isRetired ? '🗄 ' : ''}${entryText(entry, desk, language)}`, String(entry.id), {}),
    ]);
  rows.push([button(kinds.form, words.plain('prices-add'), 'new', { category })]);
  rows.push([button(kinds.menu, words.plain('reports-back'), 'menu', {})]);
  return { html: html.join('\n').slice(0, 4_000), rows };
}

async function show(ctx: RepairContext, desk: Desk, tx: Tx, id: number): Promise<MoneyPage> {
  const { words, language } = ctx;
  const entry = await findPrice(tx, id);
  if (entry === undefined) return menu(ctx);
  const { currency } = desk.settings;
  const html = words.t('price-card', {
    name: entry.name,
    kind: words.plain('price-kind-word', { kind: entry.kind }),
    category: categoryWord(entry.category, language),
    price: formatMoney(entry.priceMinor, currency, language),
    cost: entry.costMinor === undefined ? '—' : formatMoney(entry.costMinor, currency, language),
    warranty: entry.warrantyDays === undefined ? '—' : words.plain('price-days', { days: entry.warrantyDays }),
    isRetired: entry.isRetired ? 'yes' : 'no',
  });
  const retire = words.plain(entry.isRetired ? 'price-restore' : 'price-retire');
  const rows = [
    [
      button(kinds.form, words.plain('price-change'), String(id), { id }),
      button(kinds.retire, retire, String(id), { isRetired: !entry.isRetired }),
    ],
    [button(kinds.list, words.plain('reports-back'), entry.category, { category: entry.category })],
  ];
  return { html, rows };
}

function entryText({ kind, name, priceMinor }: PriceEntry, desk: Desk, language: RepairContext['language']): string {
  return `${kind === 'work' ? '🔧' : '🔩'} ${name} · ${formatMoney(priceMinor, desk.settings.currency, language)}`;
}

function valuesOf({
  id,
  category,
  kind,
  name,
  priceMinor,
  costMinor,
  warrantyDays,
}: PriceEntry): Record<string, unknown> {
  return {
    id,
    category,
    kind,
    name,
    priceMinor,
    ...(costMinor === undefined ? {} : { costMinor }),
    ...(warrantyDays === undefined ? {} : { warrantyDays }),
  };
}

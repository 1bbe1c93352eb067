import type { ActionButton, Outcome } from '@durabot/kit';
import { Composer } from 'grammy';
import type { InlineKeyboardMarkup } from 'grammy/types';
import { z } from 'zod';
import { orderActions } from '../cards/order-kinds.ts';
import type { Desk, RepairContext } from '../desk.ts';
import { orderLine } from '../domain/order-card.ts';
import { readSearch } from '../domain/read-search.ts';
import { menuWords } from '../menu.ts';
import { searchOrders, type FoundOrder } from '../store/search-store.ts';
import { showCard } from './order-actions.ts';
import { onlyWith } from './permission.ts';

const pageSize = 8;
const buttonsPerRow = 2;
/** Shorter words are found in every address. */
const shortestTyped = 3;
const pageKind = 'search.page';

/** `/search` and `/find`: one smart search by number, phone, address, name or model; typed words alone search, too. */
export function search(desk: Desk): Composer<RepairContext> {
  const composer = new Composer<RepairContext>();
  const privately = composer.chatType('private');
  privately.command(
    ['search', 'find'],
    onlyWith(desk, 'see_orders', async (ctx) => {
      const typed = typeof ctx.match === 'string' ? ctx.match : '';
      if (await answerSearch(ctx, desk, typed)) return;
      const key = typed.trim() === '' ? 'find-usage' : 'search-nothing';
      await ctx.reply(ctx.words.t(key), { parse_mode: 'HTML' });
    }),
  );
  privately.hears(
    [...menuWords['menu-search']],
    onlyWith(desk, 'see_orders', async (ctx) => {
      await ctx.reply(ctx.words.t('find-usage'), { parse_mode: 'HTML' });
    }),
  );
  desk.actions.define({
    kind: pageKind,
    params: z.object({ text: z.string(), skip: z.number().int().nonnegative() }),
    run: async (ctx, { params }): Promise<Outcome> => {
      if (ctx.from === undefined || !desk.roles.may(ctx.from.id, 'see_orders'))
        return { kind: 'not_allowed_now', reason: ctx.words.plain('not-allowed-now') };
      const page = await pageOf(ctx, desk, params.text, params.skip);
      if (page === undefined) return { kind: 'expired' };
      await ctx.editMessageText(page.html, { parse_mode: 'HTML', reply_markup: page.reply_markup });
      return { kind: 'applied', toast: false };
    },
  });
  return composer;
}

/** Words that nothing else has understood are looked for: whoever pressed the menu's button just types. */
export function searchTyped(desk: Desk): Composer<RepairContext> {
  const composer = new Composer<RepairContext>();
  composer.chatType('private').on('message:text', async (ctx, next) => {
    const { text } = ctx.msg;
    const isSearch =
      !text.startsWith('/') && text.trim().length >= shortestTyped && desk.roles.may(ctx.from.id, 'see_orders');
    if (isSearch && (await answerSearch(ctx, desk, text))) return;
    await next();
  });
  return composer;
}

/** The one order that is meant, or all that may be. @returns whether there was anything */
async function answerSearch(ctx: RepairContext, desk: Desk, typed: string): Promise<boolean> {
  const first = await find(ctx, desk, typed, 0, 2);
  const [only, another] = first.found;
  if (only === undefined) return false;
  if (another === undefined && !only.order.isDeleted) {
    await showCard(ctx, desk, only.order.id);
    return true;
  }
  const page = await pageOf(ctx, desk, typed, 0);
  if (page !== undefined) await ctx.reply(page.html, { parse_mode: 'HTML', reply_markup: page.reply_markup });
  return true;
}

async function find(ctx: RepairContext, desk: Desk, typed: string, skip: number, limit: number) {
  const query = readSearch(typed, desk.settings.country);
  if (query === undefined) return { found: [], hasMore: false };
  // What is out of sight is for those who can bring it back.
  const withDeleted = ctx.from !== undefined && desk.roles.may(ctx.from.id, 'manage_roles');
  const page = { withDeleted, skip, limit };
  if (!query.isNumeric) return searchOrders(desk.db, query, page);
  // "12" is an order; only where there is none, it is a house.
  const sure = { ...query, text: undefined };
  const isSure = (await searchOrders(desk.db, sure, { ...page, skip: 0, limit: 1 })).found.length > 0;
  return searchOrders(desk.db, isSure ? sure : query, page);
}

async function pageOf(
  ctx: RepairContext,
  desk: Desk,
  typed: string,
  skip: number,
): Promise<{ html: string; reply_markup: InlineKeyboardMarkup } | undefined> {
  const { words, language } = ctx;
  const { found, hasMore } = await find(ctx, desk, typed, skip, pageSize);
  if (found.length === 0) return undefined;
  const style = { language, zone: desk.settings.zone, nowMs: desk.clock.nowMs() };
  const rows: ActionButton[][] = [];
  found.forEach(({ order }, index) => {
    if (index % buttonsPerRow === 0) rows.push([]);
    rows.at(-1)?.push(orderButton(order.id, order.number, order.isDeleted));
  });
  const text = typed.slice(0, 100);
  const turn = (label: string, to: number): ActionButton => ({
    kind: pageKind,
    text: label,
    entity: 'search',
    entityId: 'page',
    params: { text, skip: to },
  });
  const turns = [
    ...(skip > 0 ? [turn(words.plain('board-back'), Math.max(0, skip - pageSize))] : []),
    ...(hasMore ? [turn(words.plain('board-more'), skip + pageSize)] : []),
  ];
  if (turns.length > 0) rows.push(turns);
  const line = ({ order, by }: FoundOrder): string =>
    `${order.isDeleted ? '🗑 ' : ''}${orderLine(order, style)}\n<i>${words.t('search-by', { by })}</i>`;
  const inline_keyboard = await desk.actions.keyboard(await ctx.durable.tx(), rows);
  return {
    html: [words.t('search-title', { text }), ...found.map(line)].join('\n\n'),
    reply_markup: { inline_keyboard },
  };
}

/** Opens an order; one that is out of sight is brought back by it. */
export function orderButton(orderId: number, number: string, isDeleted: boolean): ActionButton {
  const about = { entity: 'order', entityId: String(orderId), params: {} };
  return isDeleted
    ? { ...about, kind: orderActions.restore, text: `♻️ ${number}`, scope: { roles: ['admin'] } }
    : { ...about, kind: orderActions.card, text: number };
}

import type { ActionButton, Outcome } from '@durabot/kit';
import { Composer } from 'grammy';
import type { InlineKeyboardMarkup } from 'grammy/types';
import { z } from 'zod';
import { orderLine, type CardStyle } from '../domain/order-card.ts';
import type { Desk, RepairContext } from '../desk.ts';
import { menuWords } from '../menu.ts';
import { openButton, orderKinds, pageButton } from '../order-buttons.ts';
import { findOrder, listOrders, listOrdersByNumber, type Order } from '../store/order-store.ts';
import { showCard } from './order-actions.ts';
import { onlyWith } from './permission.ts';

const pageSize = 10;
const buttonsPerRow = 5;

/** `/orders` and `/order <number>`: the newest orders, page by page, and one in full with its history. */
export function orders(desk: Desk): Composer<RepairContext> {
  const composer = new Composer<RepairContext>();
  const privately = composer.chatType('private');
  const see = <C extends RepairContext>(handler: (ctx: C) => Promise<void>): ((ctx: C) => Promise<void>) =>
    onlyWith(desk, 'see_orders', handler);

  privately.command(
    'orders',
    see((ctx) => sendPage(ctx, desk)),
  );
  privately.hears(
    [...menuWords['menu-orders']],
    see((ctx) => sendPage(ctx, desk)),
  );
  privately.command(
    'order',
    see((ctx) => sendByNumber(ctx, desk, commandArgument(ctx))),
  );
  // A number alone, as it is copied from a card.
  privately.hears(
    /^\s*[RrРр][-–\s]?20\d\d[-–\s]?\d+\s*$/u,
    see((ctx) => sendByNumber(ctx, desk, ctx.msg?.text ?? '')),
  );
  desk.actions.define({
    kind: orderKinds.page,
    params: z.object({ skip: z.number().int().nonnegative() }),
    run: ifAllowed(desk, (ctx, { params }) => turnPage(ctx, desk, params.skip)),
  });
  desk.actions.define({
    kind: orderKinds.open,
    params: z.unknown(),
    run: ifAllowed(desk, (ctx, { entityId }) => openOrder(ctx, desk, Number(entityId))),
  });
  return composer;
}

/** What a button does, for those who may see orders now; a role may have been taken since it was drawn. */
function ifAllowed<P extends object>(
  desk: Desk,
  run: (ctx: RepairContext, press: P) => Promise<Outcome>,
): (ctx: RepairContext, press: P) => Promise<Outcome> {
  return async (ctx, press) => {
    if (ctx.from !== undefined && desk.roles.may(ctx.from.id, 'see_orders')) return run(ctx, press);
    return { kind: 'not_allowed_now', reason: ctx.words.plain('not-allowed-now') };
  };
}

async function sendPage(ctx: RepairContext, desk: Desk): Promise<void> {
  const page = await pageAt(ctx, desk, 0);
  await ctx.reply(page.html, { parse_mode: 'HTML', reply_markup: page.reply_markup });
}

async function turnPage(ctx: RepairContext, desk: Desk, skip: number): Promise<Outcome> {
  const page = await pageAt(ctx, desk, skip);
  await ctx.editMessageText(page.html, { parse_mode: 'HTML', reply_markup: page.reply_markup });
  return { kind: 'applied', toast: false };
}

async function openOrder(ctx: RepairContext, desk: Desk, orderId: number): Promise<Outcome> {
  const order = await findOrder(desk.db, orderId);
  if (order === undefined)
    return { kind: 'not_allowed_now', reason: ctx.words.plain('order-not-found', { number: String(orderId) }) };
  await sendCard(ctx, desk, order);
  return { kind: 'applied', toast: false };
}

async function pageAt(
  ctx: RepairContext,
  desk: Desk,
  skip: number,
): Promise<{ html: string; reply_markup: InlineKeyboardMarkup }> {
  const { words } = ctx;
  const page = await listOrders(desk.db, { skip, limit: pageSize });
  if (page.orders.length === 0 && skip === 0)
    return { html: words.t('orders-empty'), reply_markup: { inline_keyboard: [] } };
  const rows: ActionButton[][] = [];
  page.orders.forEach((order, index) => {
    if (index % buttonsPerRow === 0) rows.push([]);
    rows.at(-1)?.push(openButton(order.id, shortNumber(order)));
  });
  const turns: ActionButton[] = [];
  if (page.hasNewer) turns.push(pageButton(Math.max(0, skip - pageSize), words.plain('orders-newer')));
  if (page.hasOlder) turns.push(pageButton(skip + pageSize, words.plain('orders-older')));
  if (turns.length > 0) rows.push(turns);
  const style = styleOf(ctx, desk);
  const html = [
    words.t('orders-title', { page: Math.floor(skip / pageSize) + 1 }),
    ...page.orders.map((order) => orderLine(order, style)),
  ];
  const inline_keyboard = await desk.actions.keyboard(await ctx.durable.tx(), rows);
  return { html: html.join('\n\n'), reply_markup: { inline_keyboard } };
}

async function sendByNumber(ctx: RepairContext, desk: Desk, typed: string): Promise<void> {
  const { words } = ctx;
  const number = typed.trim();
  if (number === '') {
    await ctx.reply(words.t('order-usage'), { parse_mode: 'HTML' });
    return;
  }
  const found = await listOrdersByNumber(desk.db, number);
  const [first, second] = found;
  if (first === undefined) {
    await ctx.reply(words.t('order-not-found', { number: number.slice(0, 40) }), { parse_mode: 'HTML' });
  } else if (second === undefined) {
    await sendCard(ctx, desk, first);
  } else {
    const rows = found.map((order) => [openButton(order.id, order.number)]);
    const inline_keyboard = await desk.actions.keyboard(await ctx.durable.tx(), rows);
    await ctx.reply(words.t('order-ambiguous'), { parse_mode: 'HTML', reply_markup: { inline_keyboard } });
  }
}

async function sendCard(ctx: RepairContext, desk: Desk, order: Order): Promise<void> {
  await showCard(ctx, desk, order.id);
}

function styleOf(ctx: RepairContext, desk: Desk): CardStyle {
  return { language: ctx.language, zone: desk.settings.zone, nowMs: desk.clock.nowMs() };
}

function commandArgument(ctx: RepairContext): string {
  return typeof ctx.match === 'string' ? ctx.match : '';
}

/** `R-2026-000012` is `12` on a button: the year stands in the list above. */
function shortNumber(order: Order): string {
  return String(Number(order.number.split('-')[2] ?? 0));
}

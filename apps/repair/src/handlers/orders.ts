import { Composer, InlineKeyboard } from 'grammy';
import { historyLines, orderCard, orderLine, type CardStyle } from '../domain/order-card.ts';
import type { Desk, RepairContext } from '../desk.ts';
import { menuWords } from '../menu.ts';
import { listOrderHistory } from '../store/history-store.ts';
import { findOrder, listOrders, listOrdersByNumber, type Order } from '../store/order-store.ts';
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
  privately.callbackQuery(
    /^orders:\d{1,9}$/,
    see((ctx) => turnPage(ctx, desk)),
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
  privately.callbackQuery(
    /^order:\d{1,15}$/,
    see((ctx) => openOrder(ctx, desk)),
  );
  return composer;
}

async function sendPage(ctx: RepairContext, desk: Desk): Promise<void> {
  const page = await pageAt(ctx, desk, 0);
  await ctx.reply(page.html, { parse_mode: 'HTML', reply_markup: page.keyboard });
}

async function turnPage(ctx: RepairContext, desk: Desk): Promise<void> {
  await ctx.answerCallbackQuery();
  const page = await pageAt(ctx, desk, buttonNumber(ctx));
  await ctx.editMessageText(page.html, { parse_mode: 'HTML', reply_markup: page.keyboard });
}

async function openOrder(ctx: RepairContext, desk: Desk): Promise<void> {
  await ctx.answerCallbackQuery();
  const order = await findOrder(desk.db, buttonNumber(ctx));
  if (order !== undefined) return sendCard(ctx, desk, order);
  await ctx.reply(ctx.words.t('order-not-found', { number: String(buttonNumber(ctx)) }), { parse_mode: 'HTML' });
}

async function pageAt(
  ctx: RepairContext,
  desk: Desk,
  skip: number,
): Promise<{ html: string; keyboard: InlineKeyboard }> {
  const { words } = ctx;
  const page = await listOrders(desk.db, { skip, limit: pageSize });
  const keyboard = new InlineKeyboard();
  if (page.orders.length === 0 && skip === 0) return { html: words.t('orders-empty'), keyboard };
  page.orders.forEach((order, index) => {
    if (index > 0 && index % buttonsPerRow === 0) keyboard.row();
    keyboard.text(shortNumber(order), `order:${order.id}`);
  });
  keyboard.row();
  if (page.hasNewer) keyboard.text(words.plain('orders-newer'), `orders:${Math.max(0, skip - pageSize)}`);
  if (page.hasOlder) keyboard.text(words.plain('orders-older'), `orders:${skip + pageSize}`);
  const style = styleOf(ctx, desk);
  const html = [
    words.t('orders-title', { page: Math.floor(skip / pageSize) + 1 }),
    ...page.orders.map((order) => orderLine(order, style)),
  ];
  return { html: html.join('\n\n'), keyboard };
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
    const keyboard = new InlineKeyboard();
    for (const order of found) keyboard.text(order.number, `order:${order.id}`).row();
    await ctx.reply(words.t('order-ambiguous'), { parse_mode: 'HTML', reply_markup: keyboard });
  }
}

async function sendCard(ctx: RepairContext, desk: Desk, order: Order): Promise<void> {
  const style = styleOf(ctx, desk);
  const seesPhone = ctx.from !== undefined && desk.roles.seesPhone(ctx.from.id, order);
  const history = await listOrderHistory(desk.db, order.id);
  const html = `${orderCard(order, style, { seesPhone })}\n\n${historyLines(history, style)}`;
  await ctx.reply(html, { parse_mode: 'HTML', link_preview_options: { is_disabled: true } });
}

function styleOf(ctx: RepairContext, desk: Desk): CardStyle {
  return { language: ctx.language, zone: desk.settings.zone, nowMs: desk.clock.nowMs() };
}

function commandArgument(ctx: RepairContext): string {
  return typeof ctx.match === 'string' ? ctx.match : '';
}

/** The number behind the colon of a button's data. */
function buttonNumber(ctx: RepairContext): number {
  return Number(ctx.callbackQuery?.data?.split(':')[1] ?? 0);
}

/** `R-2026-000012` is `12` on a button: the year stands in the list above. */
function shortNumber(order: Order): string {
  return String(Number(order.number.split('-')[2] ?? 0));
}

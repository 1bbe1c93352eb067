import { shortName, type ActionButton } from '@durabot/kit';
import type { Tx } from '@durabot/postgres';
import { Composer } from 'grammy';
import { orderActions } from '../cards/order-kinds.ts';
import { isCompanyGroup } from '../cards/order-viewer.ts';
import type { Desk, RepairContext } from '../desk.ts';
import { categoryIds } from '../domain/categories.ts';
import { theSystem } from '../domain/order-work.ts';
import { orderLine } from '../domain/order-card.ts';
import { listBoard } from '../store/board-store.ts';
import { menuWords } from '../menu.ts';
import { findMasterById, setMasterGroup } from '../store/master-store.ts';
import { hireMaster } from '../use-cases/master-use-cases.ts';
import { myDay } from './my-day.ts';
import { shifts } from './shifts.ts';

const mostOrders = 20;
const usualSkill = 3;

/** `/my`, `/shift` and `/here`: what a master has to do, whether they work, and where the bot writes to them. */
export function masters(desk: Desk): Composer<RepairContext> {
  const composer = new Composer<RepairContext>();
  const own = composer.filter((ctx) => ctx.from !== undefined && desk.roles.actorsOf(ctx.from.id).includes('master'));
  own.use(async (ctx, next) => {
    await beMaster(ctx, desk);
    await next();
  });
  own.command('my', (ctx) => sendMine(ctx, desk));
  own.hears([...menuWords['menu-my']], (ctx) => sendMine(ctx, desk));
  own.use(shifts(desk));
  own.use(myDay(desk));
  own.command('here', (ctx) => workHere(ctx, desk));
  return composer;
}

/** Whom a role made a master is one in the books with their first word to the bot. */
async function beMaster(ctx: RepairContext, desk: Desk): Promise<void> {
  if (ctx.from === undefined || (await findMasterById(desk.db, ctx.from.id)) !== undefined) return;
  // The admin's word is the role itself.
  await takeOn(desk, await ctx.durable.tx(), { masterId: ctx.from.id, name: shortName(ctx.from) });
}

/** Puts somebody into the books, with every trade until told otherwise, and the company's usual limit of cash. */
export async function takeOn(
  desk: Desk,
  tx: Tx,
  { masterId, name }: { readonly masterId: number; readonly name: string },
): Promise<void> {
  const actor = { ...theSystem, roles: ['admin'] as const };
  const skills = categoryIds.map((category) => ({ category, level: usualSkill }));
  const at = new Date(desk.clock.nowMs());
  const { cash_limit_minor: limit } = await desk.company.current();
  await hireMaster(tx, { masterId, name, actor, at, skills, cashLimitMinor: limit ?? undefined });
}

async function sendMine(ctx: RepairContext, desk: Desk): Promise<void> {
  const userId = ctx.from?.id ?? 0;
  const nowMs = desk.clock.nowMs();
  const page = { at: new Date(nowMs), skip: 0, limit: mostOrders };
  const { orders } = await listBoard(desk.db, { by: 'master', masterId: userId }, page);
  if (orders.length === 0) {
    await ctx.reply(ctx.words.t('my-nothing'), { parse_mode: 'HTML' });
    return;
  }
  const style = { language: ctx.language, zone: desk.settings.zone, nowMs };
  const rows = orders.map((order): ActionButton[] => [
    {
      kind: orderActions.card,
      text: order.number,
      entity: 'order',
      entityId: String(order.id),
      params: {},
      scope: { userIds: [userId], roles: ['admin'] },
    },
  ]);
  const inline_keyboard = await desk.actions.keyboard(await ctx.durable.tx(), rows);
  const html = orders.map((order) => orderLine(order, style)).join('\n\n');
  await ctx.reply(html, { parse_mode: 'HTML', reply_markup: { inline_keyboard } });
}

/** In a group of their own a master may work with others looking on; said in private, they work there again. */
async function workHere(ctx: RepairContext, desk: Desk): Promise<void> {
  if (ctx.from === undefined || ctx.chat === undefined) return;
  if (isCompanyGroup(desk.settings, ctx.chat.id)) {
    await ctx.reply(ctx.words.t('here-not-company'), { parse_mode: 'HTML' });
    return;
  }
  const isPrivate = ctx.chat.type === 'private';
  await setMasterGroup(await ctx.durable.tx(), ctx.from.id, isPrivate ? undefined : ctx.chat.id);
  await ctx.reply(ctx.words.t(isPrivate ? 'here-private' : 'here-group'), { parse_mode: 'HTML' });
}

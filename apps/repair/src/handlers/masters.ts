import { decide, shortName, type ActionButton } from '@durabot/kit';
import type { Tx } from '@durabot/postgres';
import { Composer } from 'grammy';
import { z } from 'zod';
import { orderActions } from '../cards/order-kinds.ts';
import { isCompanyGroup } from '../cards/order-viewer.ts';
import type { Desk, RepairContext } from '../desk.ts';
import { categoryIds } from '../domain/categories.ts';
import { masterMachine, type MasterEvent } from '../domain/machines/master-machine.ts';
import { theSystem } from '../domain/order-work.ts';
import { orderLine } from '../domain/order-card.ts';
import { listBoard } from '../store/board-store.ts';
import { menuWords } from '../menu.ts';
import { findMasterById, setMasterGroup, type Master } from '../store/master-store.ts';
import { hireMaster, moveMaster } from '../use-cases/master-use-cases.ts';
import type { Outcome } from '@durabot/kit';

const shiftKind = 'master.shift';
const shiftEvents = ['start_shift', 'take_break', 'end_break', 'end_shift'] as const;
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
  own.command('shift', (ctx) => sendShift(ctx, desk));
  own.hears([...menuWords['menu-shift']], (ctx) => sendShift(ctx, desk));
  own.command('here', (ctx) => workHere(ctx, desk));
  desk.actions.define({
    kind: shiftKind,
    params: z.object({ event: z.enum(shiftEvents), handsOver: z.boolean() }),
    run: (ctx, { params, by }) => changeShift(ctx, desk, by.userId, params),
  });
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

async function sendShift(ctx: RepairContext, desk: Desk): Promise<void> {
  const tx = await ctx.durable.tx();
  const master = await findMasterById(tx, ctx.from?.id ?? 0);
  if (master === undefined) return;
  const shown = await shiftOf(ctx, desk, master);
  await ctx.reply(shown.html, { parse_mode: 'HTML', reply_markup: shown.reply_markup });
}

/** Whether they work, and what they can change about it, from the table. */
async function shiftOf(ctx: RepairContext, desk: Desk, master: Master) {
  const { words } = ctx;
  const possible = shiftEvents.filter((event) => decideShift(master, event, true).kind === 'applied');
  const rows = possible.map((event): ActionButton[] => [
    {
      kind: shiftKind,
      text: words.plain('shift-event', { event }),
      entity: 'master',
      entityId: String(master.userId),
      params: { event, handsOver: false },
      scope: { userIds: [master.userId] },
    },
  ]);
  const inline_keyboard = await desk.actions.keyboard(await ctx.durable.tx(), rows);
  const html = words.t('shift-now', { status: master.status, visits: master.openVisits });
  return { html, reply_markup: { inline_keyboard } };
}

function decideShift(master: Master, event: MasterEvent, handsOver: boolean) {
  return decide(masterMachine, {
    from: master.status,
    event,
    actors: ['master'],
    facts: { openVisits: master.openVisits, handsOver },
  });
}

async function changeShift(
  ctx: RepairContext,
  desk: Desk,
  userId: number,
  { event, handsOver }: { event: (typeof shiftEvents)[number]; handsOver: boolean },
): Promise<Outcome> {
  const { words } = ctx;
  const tx = await ctx.durable.tx();
  const actor = {
    id: userId,
    name: ctx.from === undefined ? '' : shortName(ctx.from),
    roles: desk.roles.actorsOf(userId),
  };
  const at = new Date(desk.clock.nowMs());
  const moved = await moveMaster(tx, { masterId: userId, actor, at, event, handsOver });
  const master = await findMasterById(tx, userId);
  if (master === undefined) return { kind: 'expired' };
  if (moved.kind === 'not_allowed_now' && moved.reason === 'hands_over_open_visits') {
    // Told of the visits that are open; a second press says that they know.
    const button: ActionButton = {
      kind: shiftKind,
      text: words.plain('shift-end-anyway'),
      entity: 'master',
      entityId: String(userId),
      params: { event, handsOver: true },
      scope: { userIds: [userId] },
    };
    const inline_keyboard = await desk.actions.keyboard(tx, [[button]]);
    const html = words.t('shift-open-visits', { visits: master.openVisits });
    await ctx.reply(html, { parse_mode: 'HTML', reply_markup: { inline_keyboard } });
    return { kind: 'applied', toast: false };
  }
  if (moved.kind === 'already_applied_by_me') return { kind: 'already_applied_by_me' };
  if (moved.kind !== 'applied')
    return {
      kind: 'not_allowed_now',
      reason: words.plain('shift-now', { status: master.status, visits: master.openVisits }),
    };
  const shown = await shiftOf(ctx, desk, master);
  await ctx.editMessageText(shown.html, { parse_mode: 'HTML', reply_markup: shown.reply_markup });
  return { kind: 'applied' };
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

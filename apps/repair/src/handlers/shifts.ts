import { decide, formatTime, shortName, type ActionButton, type Outcome } from '@durabot/kit';
import { Composer } from 'grammy';
import { z } from 'zod';
import type { Desk, RepairContext } from '../desk.ts';
import { masterMachine } from '../domain/machines/master-machine.ts';
import { isApplied } from '../domain/outcome.ts';
import { findMasterById, type Master } from '../store/master-store.ts';
import { listOpenOrdersOf } from '../store/shift-store.ts';
import { moveMaster } from '../use-cases/master-use-cases.ts';
import { doAndTell } from './act.ts';
import { photoButton } from './master-photo.ts';
import { planKind, shiftPlans } from './shift-plans.ts';

const shiftKind = 'master.shift';
const handOverKind = 'master.hand_over';
const shiftEvents = ['start_shift', 'take_break', 'end_break', 'end_shift'] as const;

/** `/shift`: whether a master works, what they plan for the next days, and what they leave to others when they go. */
export function shifts(desk: Desk): Composer<RepairContext> {
  const composer = new Composer<RepairContext>();
  composer.command('shift', async (ctx) => {
    const master = await findMasterById(await ctx.durable.tx(), ctx.from?.id ?? 0);
    if (master === undefined) return;
    const shown = await shiftOf(ctx, desk, master);
    await ctx.reply(shown.html, { parse_mode: 'HTML', reply_markup: shown.reply_markup });
  });
  desk.actions.define({
    kind: shiftKind,
    params: z.object({ event: z.enum(shiftEvents), handsOver: z.boolean() }),
    run: (ctx, { params, by }) => changeShift(ctx, desk, by.userId, params),
  });
  desk.actions.define({
    kind: handOverKind,
    params: z.object({ orderId: z.number().optional() }),
    run: (ctx, { params, by }) => handOver(ctx, desk, by, params.orderId),
  });
  shiftPlans(desk);
  return composer;
}

/** Whether they work, and what they can change about it, from the table. */
async function shiftOf(ctx: RepairContext, desk: Desk, master: Master) {
  const { words } = ctx;
  const about = { entity: 'master', entityId: String(master.userId), scope: { userIds: [master.userId] } };
  const possible = shiftEvents.filter((event) => isPossible(master, event));
  const rows = possible.map((event): ActionButton[] => [
    { ...about, kind: shiftKind, text: words.plain('shift-event', { event }), params: { event, handsOver: false } },
  ]);
  rows.push([{ ...about, kind: planKind, text: words.plain('shift-plan'), params: {} }]);
  rows.push([photoButton(master.userId, words.plain('master-photo-own'), about.scope)]);
  const inline_keyboard = await desk.actions.keyboard(await ctx.durable.tx(), rows);
  const html = words.t('shift-now', { status: master.status, visits: master.openVisits });
  return { html, reply_markup: { inline_keyboard } };
}

function isPossible(master: Master, event: (typeof shiftEvents)[number]): boolean {
  const facts = { openVisits: master.openVisits, handsOver: true };
  return decide(masterMachine, { from: master.status, event, actors: ['master'], facts }).kind === 'applied';
}

async function changeShift(
  ctx: RepairContext,
  desk: Desk,
  userId: number,
  { event, handsOver }: { event: (typeof shiftEvents)[number]; handsOver: boolean },
): Promise<Outcome> {
  const { words } = ctx;
  const tx = await ctx.durable.tx();
  const name = ctx.from === undefined ? '' : shortName(ctx.from);
  const actor = { id: userId, name, roles: desk.roles.actorsOf(userId) };
  const at = new Date(desk.clock.nowMs());
  const moved = await moveMaster(tx, { masterId: userId, actor, at, event, handsOver });
  const master = await findMasterById(tx, userId);
  if (master === undefined) return { kind: 'expired' };
  if (moved.kind === 'not_allowed_now' && moved.reason === 'hands_over_open_visits') {
    const shown = await openVisitsOf(ctx, desk, userId);
    await ctx.reply(shown.html, { parse_mode: 'HTML', reply_markup: shown.reply_markup });
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

/** What is open, each to be handed over or kept; the one they are at is theirs to finish. */
async function openVisitsOf(ctx: RepairContext, desk: Desk, masterId: number) {
  const { words, language } = ctx;
  const tx = await ctx.durable.tx();
  const open = await listOpenOrdersOf(tx, masterId);
  const about = { entity: 'master', entityId: String(masterId), scope: { userIds: [masterId] } };
  const rows: ActionButton[][] = open
    .filter(({ isOnSite }) => !isOnSite)
    .map(({ orderId, number, plannedFrom }) => {
      const time = plannedFrom === undefined ? '' : formatTime(plannedFrom, { zone: desk.settings.zone, language });
      return [
        { ...about, kind: handOverKind, text: words.plain('shift-hand-over', { number, time }), params: { orderId } },
      ];
    });
  if (rows.length > 1)
    rows.push([{ ...about, kind: handOverKind, text: words.plain('shift-hand-over-all'), params: {} }]);
  const end = { event: 'end_shift', handsOver: true };
  const text = words.plain(open.length === 0 ? 'shift-end-now' : 'shift-end-anyway');
  rows.push([{ ...about, kind: shiftKind, text, params: end }]);
  const inline_keyboard = await desk.actions.keyboard(tx, rows);
  return { html: words.t('shift-open-visits', { visits: open.length }), reply_markup: { inline_keyboard } };
}

/** Gives one order, or all that have not begun at the client's, back to the desk; one refusal keeps that one only. */
async function handOver(
  ctx: RepairContext,
  desk: Desk,
  by: { readonly userId: number; readonly name: string },
  orderId: number | undefined,
): Promise<Outcome> {
  const open = (await listOpenOrdersOf(await ctx.durable.tx(), by.userId)).filter(({ isOnSite }) => !isOnSite);
  const chosen = orderId === undefined ? open : open.filter((one) => one.orderId === orderId);
  const at = new Date(desk.clock.nowMs());
  const reason = ctx.words.plain('shift-hand-over-reason');
  // In the order in which orders are locked everywhere.
  for (const one of chosen.toSorted((a, b) => a.orderId - b.orderId)) {
    const outcome = await doAndTell(ctx, desk, {
      on: { orderId: one.orderId, rev: undefined, at, userId: by.userId, name: by.name },
      doing: (tx, on) => desk.orders.release(tx, { ...on, reason }),
      cards: 'refresh',
    });
    if (!isApplied(outcome) && chosen.length === 1)
      return { kind: 'not_allowed_now', reason: ctx.words.plain('refusal', { reason: 'other' }) };
  }
  const shown = await openVisitsOf(ctx, desk, by.userId);
  await ctx.editMessageText(shown.html, { parse_mode: 'HTML', reply_markup: shown.reply_markup });
  return chosen.length === 0 ? { kind: 'already_applied_by_me' } : { kind: 'applied' };
}

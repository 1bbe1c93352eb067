import type { ActionButton, ActionPress, Outcome } from '@durabot/kit';
import { shorten } from '@durabot/runtime';
import { z } from 'zod';
import { orderActions } from '../cards/order-kinds.ts';
import type { Desk, RepairContext } from '../desk.ts';
import { checklistOf } from '../domain/decisions/checklist.ts';
import { checkStates, countChecks, nextState, type Check } from '../domain/order-type.ts';
import { notifyColleagues } from '../notify/colleagues.ts';
import { tell } from '../notify/tell.ts';
import { findCase } from '../store/load-case.ts';
import { findOrder, findOrderByKey } from '../store/order-store.ts';
import { keyOfCheck, orderFromCheck } from '../use-cases/order-from-check.ts';
import { actOnOrder } from './act.ts';

const signs: Readonly<Record<Check['state'], string>> = { open: '⬜', done: '✅', failed: '❌' };
/** What a button shows of a line on a small phone. */
const shownOfLine = 48;

/** The checklist of a visit: each line a button, and an order out of what has failed. */
export function defineChecklist(desk: Desk): void {
  const { actions, orders } = desk;
  actions.define({
    kind: orderActions.checklist,
    params: z.unknown(),
    run: async (ctx, press): Promise<Outcome> => {
      const page = await draw(ctx, desk, press);
      if (page === undefined) return { kind: 'expired' };
      await ctx.reply(page.html, { parse_mode: 'HTML', reply_markup: page.reply_markup });
      return { kind: 'applied', toast: false };
    },
  });
  actions.define({
    kind: orderActions.check,
    params: z.object({ line: z.number().int().nonnegative(), to: z.enum(checkStates) }),
    run: async (ctx, press) => {
      const outcome = await actOnOrder(ctx, desk, press, (tx, on) => orders.check(tx, { ...on, ...press.params }));
      await redraw(ctx, desk, press);
      return outcome;
    },
  });
  actions.define({
    kind: orderActions.newFromCheck,
    params: z.object({ line: z.number().int().nonnegative(), visitSeq: z.number().int() }),
    run: (ctx, press) => makeOrder(ctx, desk, press),
  });
}

async function makeOrder(
  ctx: RepairContext,
  desk: Desk,
  press: ActionPress<{ readonly line: number; readonly visitSeq: number }>,
): Promise<Outcome> {
  const { by, at, params } = press;
  const tx = await ctx.durable.tx();
  const first = await findOrder(tx, Number(press.entityId));
  const one = await findCase(tx, Number(press.entityId));
  const visit = one?.visits.find(({ seq }) => seq === params.visitSeq);
  const check = visit?.checklist[params.line];
  if (first === undefined || one === undefined || check === undefined) return { kind: 'expired' };
  // The desk always, the master whose visit it is.
  if (!desk.roles.may(by.userId, 'create_order') && visit?.masterId !== by.userId)
    return { kind: 'not_allowed_now', reason: ctx.words.plain('refusal', { reason: 'not_yours' }) };
  const { dispatcherId } = one.order;
  const { zone } = desk.settings;
  if (check.state !== 'failed') {
    await redraw(ctx, desk, press);
    return { kind: 'not_allowed_now', reason: ctx.words.plain('refusal', { reason: 'check_has_not_failed' }) };
  }
  const { line, visitSeq } = params;
  const failed = { first, dispatcherId, visitSeq, line, check, createdBy: by.userId, zone, at };
  const made = await orderFromCheck(tx, failed, desk.policy);
  if (made.created) {
    await notifyColleagues(ctx.durable, desk, made.order);
    await tell(ctx, desk, made.facts, { userId: by.userId, cards: 'refresh' });
  }
  await redraw(ctx, desk, press);
  if (!made.created) return { kind: 'already_applied_by_me' };
  return { kind: 'applied', toast: ctx.words.plain('toast-new-from-check', { number: made.order.number }) };
}

async function redraw(
  ctx: RepairContext,
  desk: Desk,
  press: Pick<ActionPress<unknown>, 'entityId' | 'by'>,
): Promise<void> {
  const page = await draw(ctx, desk, press);
  if (page !== undefined) await ctx.editMessageText(page.html, { parse_mode: 'HTML', reply_markup: page.reply_markup });
}

async function draw(ctx: RepairContext, desk: Desk, { entityId, by }: Pick<ActionPress<unknown>, 'entityId' | 'by'>) {
  const tx = await ctx.durable.tx();
  const one = await findCase(tx, Number(entityId));
  const order = await findOrder(tx, Number(entityId));
  const visit = one?.visits.at(-1);
  if (one === undefined || order === undefined || visit === undefined) return undefined;
  const list = checklistOf(one, visit);
  const { words } = ctx;
  const { done, failed } = countChecks(list);
  const rows: ActionButton[][] = [];
  const about = { entity: 'order', entityId, rev: one.order.rev, scope: { userIds: [by.userId] } };
  for (const [line, { text, state }] of list.entries()) {
    const label = shorten(`${signs[state]} ${text}`, shownOfLine);
    rows.push([{ ...about, kind: orderActions.check, text: label, params: { line, to: nextState(state) } }]);
    if (state !== 'failed') continue;
    // What was made of a failed line already is opened by its button.
    const made = await findOrderByKey(tx, keyOfCheck({ orderId: one.order.id, visitSeq: visit.seq, line }));
    const more = words.plain('checklist-new-order', { line: text });
    rows.push([
      made === undefined
        ? {
            ...about,
            kind: orderActions.newFromCheck,
            text: shorten(more, shownOfLine),
            params: { line, visitSeq: visit.seq },
          }
        : { ...about, entityId: String(made.id), kind: orderActions.card, text: `📄 ${made.number}`, params: {} },
    ]);
  }
  const inline_keyboard = await desk.actions.keyboard(tx, rows);
  const html = words.t('checklist-title', { number: order.number, done, all: list.length, failed });
  return { html, reply_markup: { inline_keyboard } };
}

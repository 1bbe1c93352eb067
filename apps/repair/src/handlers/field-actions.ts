import type { ActionButton, ActionPress, Outcome } from '@durabot/kit';
import { z } from 'zod';
import { orderActions, type OrderAction } from '../cards/order-kinds.ts';
import type { Desk, RepairContext } from '../desk.ts';
import { findCase } from '../store/load-case.ts';
import { actOnOrder, type Doing } from './act.ts';

const nothing = z.unknown();
const lateMinutes = [15, 30, 60] as const;
/** So long ago the desk may say that something happened; a visit takes up to 12 hours. */
const agoMinutes = [0, 15, 30, 60, 120, 240, 480] as const;
const choiceLifeMs = 12 * 3_600_000;

/** Buttons of a master on the way and on site, and of the desk that hears of it by phone. */
export function defineFieldActions(desk: Desk): void {
  const { actions, orders } = desk;
  const act = (kind: OrderAction, doing: () => Doing, toast?: string): void => {
    actions.define({
      kind,
      params: nothing,
      run: (ctx, press) =>
        actOnOrder(ctx, desk, press, doing(), toast === undefined ? {} : { toast: ctx.words.plain(toast) }),
    });
  };
  act(orderActions.cannotCome, () => (tx, on) => orders.cannotCome(tx, on), 'toast-desk-told');
  act(orderActions.allRight, () => (tx, on) => orders.allRight(tx, on));
  act(orderActions.help, () => (tx, on) => orders.wantHelp(tx, on), 'toast-desk-told');
  actions.define({
    kind: orderActions.arrive,
    params: nothing,
    run: async (ctx, press) => {
      const outcome = await actOnOrder(ctx, desk, press, (tx, on) => orders.arrive(tx, on));
      if (outcome.kind !== 'already_applied_by_me') return outcome;
      // Pressed without a network, it may come long after the work was handed in.
      const one = await findCase(await ctx.durable.tx(), Number(press.entityId));
      const isOver = one?.visits.at(-1)?.status !== 'on_site';
      return isOver ? { kind: 'not_allowed_now', reason: ctx.words.plain('toast-came-late') } : outcome;
    },
  });
  actions.define({
    kind: orderActions.lateAsk,
    params: nothing,
    run: (ctx, press) =>
      ask(ctx, desk, 'ask-late', [
        ...lateMinutes.map((minutes) => ({
          ...about(press),
          kind: orderActions.confirmVisit,
          text: ctx.words.plain('eta-minutes', { minutes }),
          params: { lateMinutes: minutes },
        })),
        {
          ...about(press),
          kind: orderActions.form,
          text: ctx.words.plain('button-other-minutes'),
          params: { form: 'late' },
        },
      ]),
  });
  const event = z.enum(['depart', 'arrive']);
  actions.define({
    kind: orderActions.saidAsk,
    params: z.object({ event }),
    run: (ctx, press) =>
      ask(
        ctx,
        desk,
        'ask-when',
        agoMinutes.map((ago) => ({
          ...about(press),
          kind: orderActions.said,
          text: ctx.words.plain('ago-minutes', { minutes: ago < 60 ? ago : 0, hours: ago < 60 ? 0 : ago / 60 }),
          params: { event: press.params.event, ago },
        })),
      ),
  });
  actions.define({
    kind: orderActions.said,
    params: z.object({ event, ago: z.number().int().min(0).max(720) }),
    run: async (ctx, press) => {
      const { ago, event: what } = press.params;
      const saidAt = ago === 0 ? undefined : new Date(press.at.getTime() - ago * 60_000);
      const outcome = await actOnOrder(ctx, desk, press, (tx, on) => orders[what](tx, { ...on, saidAt }));
      await ctx.deleteMessage();
      return outcome;
    },
  });
}

function about(
  press: ActionPress<unknown>,
): Pick<ActionButton, 'entity' | 'entityId' | 'rev' | 'scope' | 'expiresAfterMs'> {
  const { entity, entityId, revSeen, by } = press;
  const rev = revSeen === undefined ? {} : { rev: revSeen };
  return { entity, entityId, ...rev, scope: { userIds: [by.userId] }, expiresAfterMs: choiceLifeMs };
}

async function ask(
  ctx: RepairContext,
  desk: Desk,
  text: 'ask-late' | 'ask-when',
  buttons: readonly ActionButton[],
): Promise<Outcome> {
  const rows = [buttons.slice(0, 4), buttons.slice(4)].filter((row) => row.length > 0);
  const inline_keyboard = await desk.actions.keyboard(await ctx.durable.tx(), rows);
  await ctx.reply(ctx.words.t(text), { parse_mode: 'HTML', reply_markup: { inline_keyboard } });
  return { kind: 'applied', toast: false };
}

import type { ActionPress, Outcome } from '@durabot/kit';
import type { Dialog, Dialogs } from '@durabot/runtime';
import { z } from 'zod';
import { clientActions, clientEntity, clientForms } from '../cards/client-kinds.ts';
import { orderActions } from '../cards/order-kinds.ts';
import type { Desk, RepairContext } from '../desk.ts';
import { wordsAbout } from '../scenes/client/words-form.ts';
import { findFollowedOrder } from '../store/client-link-store.ts';
import { findCase } from '../store/load-case.ts';
import { rateOrder } from '../use-cases/rate-order.ts';
import { actOnOrder, pressOutcome, type Doing } from './act.ts';
import { actForClient } from './client-act.ts';
import { openEstimateOf } from './estimate-answers.ts';

const nothing = z.unknown();

/** The dialogs that a client's buttons open. */
export interface ClientForms {
  readonly words: Dialog;
  readonly move: Dialog;
}

/** What the buttons of a client's card and notices do. */
export function defineClientActions(desk: Desk, dialogs: Dialogs, forms: ClientForms): void {
  const { actions, orders } = desk;
  const act = (kind: string, doing: Doing): void => {
    actions.define({ kind, params: nothing, run: (ctx, press) => put(ctx, desk, press, doing) });
  };
  act(clientActions.approve, async (tx, on) =>
    orders.approveEstimate(tx, { ...on, ...(await openEstimateOf(tx, on.orderId)) }),
  );
  act(clientActions.reject, async (tx, on) =>
    orders.rejectEstimate(tx, { ...on, ...(await openEstimateOf(tx, on.orderId)) }),
  );
  act(clientActions.confirm, (tx, on) => orders.confirmTotal(tx, on));
  actions.define({
    kind: clientActions.rate,
    params: z.object({ stars: z.number().int().min(1).max(5) }),
    run: async (ctx, press) => {
      const { stars } = press.params;
      const outcome = await put(ctx, desk, press, (tx, on) => rateOrder(tx, { ...on, stars }, orders));
      if (outcome.kind !== 'applied' && outcome.kind !== 'stale_but_compatible') return outcome;
      await thank(ctx, desk, press, stars);
      return { ...outcome, toast: ctx.words.plain('client-rated-toast') };
    },
  });
  actions.define({
    kind: clientActions.card,
    params: nothing,
    run: (ctx, { entityId }) => showClientCard(ctx, desk, Number(entityId)),
  });
  actions.define({
    kind: clientActions.form,
    params: z.object({ form: z.enum(clientForms) }),
    run: (ctx, press) => begin(ctx, dialogs, forms.words, press, (about) => wordsAbout(about, press.params.form)),
  });
  actions.define({
    kind: clientActions.move,
    params: nothing,
    run: (ctx, press) => begin(ctx, dialogs, forms.move, press, (about) => about),
  });
  actions.define({
    kind: orderActions.moveAsAsked,
    params: z.object({ from: z.iso.datetime(), to: z.iso.datetime().optional() }),
    run: (ctx, press) => {
      const from = new Date(press.params.from);
      const to = press.params.to === undefined ? undefined : new Date(press.params.to);
      const reason = ctx.words.plain('reason-client-asked');
      return actOnOrder(ctx, desk, press, (tx, on) => orders.reschedule(tx, { ...on, from, to, reason }));
    },
  });
}

/** Sends a client the card of their order, which follows it from then on. */
export async function showClientCard(ctx: RepairContext, desk: Desk, orderId: number): Promise<Outcome> {
  const { from, chat } = ctx;
  if (from === undefined || chat?.type !== 'private') return { kind: 'expired' };
  await desk.cards.send(ctx, {
    entity: clientEntity,
    entityId: String(orderId),
    kind: 'client',
    chatId: chat.id,
    userId: from.id,
  });
  return { kind: 'applied', toast: false };
}

async function put(
  ctx: RepairContext,
  desk: Desk,
  press: Pick<ActionPress<unknown>, 'entityId' | 'revSeen' | 'by'>,
  doing: Doing,
): Promise<Outcome> {
  const on = { orderId: Number(press.entityId), rev: press.revSeen, userId: press.by.userId };
  const outcome = await actForClient(ctx, desk, on, doing);
  if (outcome.kind === 'not_allowed_now' || outcome.kind === 'illegal_transition')
    await desk.cards.refresh(ctx, { entity: clientEntity, entityId: press.entityId });
  return pressOutcome(outcome, ctx.words);
}

/** Few stars are somebody's to answer within minutes; to any of them a word can be added. */
async function thank(ctx: RepairContext, desk: Desk, press: ActionPress<unknown>, stars: number): Promise<void> {
  const inline_keyboard = await desk.actions.keyboard(await ctx.durable.tx(), [
    [
      {
        entity: press.entity,
        entityId: press.entityId,
        scope: { userIds: [press.by.userId] },
        kind: clientActions.form,
        text: ctx.words.plain('button-client-comment'),
        params: { form: 'comment' },
      },
    ],
  ]);
  const text = ctx.words.t('client-rated', { mood: stars <= 3 ? 'bad' : 'good' });
  await ctx.reply(text, { parse_mode: 'HTML', reply_markup: { inline_keyboard } });
}

async function begin(
  ctx: RepairContext,
  dialogs: Dialogs,
  dialog: Dialog,
  press: ActionPress<unknown>,
  values: (about: { orderId: number; number: string; rev: number }) => Record<string, unknown>,
): Promise<Outcome> {
  const tx = await ctx.durable.tx();
  const orderId = Number(press.entityId);
  const followed = await findFollowedOrder(tx, press.by.userId, orderId);
  const one = await findCase(tx, orderId);
  if (followed === undefined || one === undefined) return { kind: 'expired' };
  const { number } = followed;
  // As it is now: what is pressed at the end is about what was seen at the beginning.
  const about = { orderId, number, rev: one.order.rev };
  await dialogs.prefill(ctx, dialog, {
    values: values(about),
    guessed: [],
    note: ctx.words.t('form-about', { number }),
  });
  return { kind: 'applied', toast: false };
}

import { formatMoney, type ActionButton, type ActionPress, type Outcome } from '@durabot/kit';
import type { Dialogs } from '@durabot/runtime';
import { z } from 'zod';
import { orderActions, orderForms, type OrderAction, type OrderForm } from '../cards/order-kinds.ts';
import { groupLanguage } from '../cards/order-viewer.ts';
import type { Desk, RepairContext } from '../desk.ts';
import { notifyColleagues } from '../notify/colleagues.ts';
import { claimWarranty } from '../use-cases/create-orders.ts';
import { findCase } from '../store/load-case.ts';
import { findOrder } from '../store/order-store.ts';
import { dueOfCase } from '../domain/decisions/payments.ts';
import { findMaster, type OrderCase } from '../domain/order-case.ts';
import { texts } from '../texts.ts';
import type { OrderFormDialogs } from '../scenes/acts/order-forms.ts';
import { showPresence } from '../scenes/acts/edit-form.ts';
import { notePhoneShown } from '../notify/phone-shown.ts';
import { actOnOrder, type Doing } from './act.ts';
import { defineChecklist } from './checklist.ts';
import { defineFieldActions } from './field-actions.ts';
import { defineEstimateAnswers } from './estimate-answers.ts';

const nothing = z.unknown();
const declineReasons = ['busy', 'far', 'not_my_profile', 'price', 'other'] as const;
const etaMinutes = [15, 30, 45, 60] as const;
/** Nobody ponders longer over a reason or a time of arrival. */
const choiceLifeMs = 12 * 3_600_000;

/** What the buttons of an order's card do, but for the choice of a master. */
export function defineOrderActions(desk: Desk, dialogs: Dialogs, forms: OrderFormDialogs): void {
  const { orders, actions } = desk;
  const act = <Params>(
    kind: OrderAction,
    params: z.ZodType<Params>,
    doing: (press: ActionPress<Params>, ctx: RepairContext) => Doing,
  ): void => {
    actions.define({ kind, params, run: (ctx, press) => actOnOrder(ctx, desk, press, doing(press, ctx)) });
  };

  const ofOffer = z.object({ offerSeq: z.number().optional() });
  actions.define({
    kind: orderActions.accept,
    params: ofOffer,
    run: async (ctx, press) => {
      const { offerSeq } = press.params;
      const outcome = await actOnOrder(ctx, desk, press, async (tx, on) => {
        const masterId = await masterOf(desk, tx, press.by.userId, on.orderId, offerSeq);
        return orders.accept(tx, { ...on, masterId, offerSeq });
      });
      if (outcome.kind !== 'already_applied_by_other') return outcome;
      return { ...outcome, toast: ctx.words.plain('toast-taken', { name: outcome.name }) };
    },
  });
  act(
    orderActions.confirmVisit,
    z.object({ lateMinutes: z.number() }),
    ({ params }) =>
      (tx, on) =>
        orders.confirmVisit(tx, { ...on, lateMs: params.lateMinutes * 60_000 }),
  );
  defineFieldActions(desk);
  defineChecklist(desk);
  act(orderActions.resume, nothing, () => (tx, on) => orders.resume(tx, on));
  act(orderActions.close, nothing, () => (tx, on) => orders.close(tx, on));
  act(orderActions.readChange, nothing, () => (tx, on) => orders.readChange(tx, on));
  act(orderActions.approveClient, nothing, () => (tx, on) => orders.approveClient(tx, on));
  actions.define({
    kind: orderActions.clientWaits,
    params: nothing,
    run: (ctx, press) =>
      actOnOrder(ctx, desk, press, (tx, on) => orders.clientWaits(tx, on), {
        toast: ctx.words.plain('toast-client-waits'),
      }),
  });
  act(orderActions.restore, nothing, () => (tx, on) => orders.restore(tx, on));
  act(orderActions.undo, nothing, () => (tx, on) => orders.undo(tx, on));
  act(orderActions.withdraw, nothing, () => (tx, on) => orders.withdrawOffer(tx, on));
  act(orderActions.warranty, nothing, ({ idempotencyKey, by, at }, ctx) => async (tx, on) => {
    const claimed = await claimWarranty(
      tx,
      {
        ...on,
        createdBy: by.userId,
        zone: desk.settings.zone,
        wanted: { kind: 'asap', from: at, to: undefined },
        problemText: undefined,
        idempotencyKey,
      },
      orders,
      desk.policy,
    );
    if (claimed.order !== undefined) {
      // Whoever asked goes on with the new order; the button was under the first one.
      await notifyColleagues(ctx.durable, desk, claimed.order);
      await showCard(ctx, desk, claimed.order.id);
    }
    return claimed.outcome;
  });

  actions.define({
    kind: orderActions.card,
    params: nothing,
    run: async (ctx, press) => showCard(ctx, desk, Number(press.entityId)),
  });
  actions.define({
    kind: orderActions.unreachable,
    params: nothing,
    run: async (ctx, press) => {
      const before = await countAttempts(ctx, press.entityId);
      const outcome = await actOnOrder(ctx, desk, press, (tx, on) => orders.reportUnreachable(tx, on));
      if (outcome.kind !== 'applied' && outcome.kind !== 'stale_but_compatible') return outcome;
      const after = await findCase(await ctx.durable.tx(), Number(press.entityId));
      const step = after?.order.status === 'on_hold' ? 'given_up' : before === 1 ? 'write' : 'call_again';
      if (after !== undefined && step === 'write') await sendTemplate(ctx, desk, after, press.entityId);
      const done = ctx.words.plain('toast-unreachable', { attempt: before + 1, step });
      const fee = after === undefined || step !== 'given_up' ? undefined : falseCallOf(after);
      if (after === undefined || fee === undefined) return { ...outcome, toast: done };
      const paid = formatMoney(fee, after.order.currency, ctx.language);
      return { ...outcome, toast: `${done} ${ctx.words.plain('toast-false-call', { fee: paid })}` };
    },
  });
  defineChoices(desk);
  defineEstimateAnswers(desk);
  actions.define({
    kind: orderActions.form,
    params: z.object({ form: z.enum(orderForms) }),
    run: (ctx, press) => openForm(ctx, desk, dialogs, forms, press, press.params.form),
  });
}

/** Two presses: the first asks by a row of buttons under a message of its own, the second does it. */
function defineChoices(desk: Desk): void {
  const { actions, orders } = desk;
  const ofOffer = z.object({ offerSeq: z.number().optional() });
  actions.define({
    kind: orderActions.declineAsk,
    params: ofOffer,
    run: (ctx, press) =>
      ask(
        ctx,
        desk,
        'ask-decline',
        declineReasons.map((reason) => ({
          ...about(press),
          kind: orderActions.decline,
          text: ctx.words.plain('decline-reason', { reason }),
          params: { ...press.params, reason },
        })),
      ),
  });
  actions.define({
    kind: orderActions.decline,
    params: ofOffer.extend({ reason: z.enum(declineReasons) }),
    run: async (ctx, press) => {
      const { offerSeq, reason } = press.params;
      const outcome = await actOnOrder(ctx, desk, press, async (tx, on) => {
        const masterId = await masterOf(desk, tx, press.by.userId, on.orderId, offerSeq);
        return orders.decline(tx, { ...on, masterId, offerSeq, reason });
      });
      await forget(ctx);
      return outcome;
    },
  });
  actions.define({
    kind: orderActions.etaAsk,
    params: nothing,
    run: (ctx, press) =>
      ask(
        ctx,
        desk,
        'ask-eta',
        etaMinutes.map((minutes) => ({
          ...about(press),
          kind: orderActions.depart,
          text: ctx.words.plain('eta-minutes', { minutes }),
          params: { minutes },
        })),
      ),
  });
  actions.define({
    kind: orderActions.depart,
    params: z.object({ minutes: z.number().int().min(0).max(600) }),
    run: async (ctx, press) => {
      const etaAt = new Date(press.at.getTime() + press.params.minutes * 60_000);
      const outcome = await actOnOrder(ctx, desk, press, (tx, on) => orders.depart(tx, { ...on, etaAt }));
      await forget(ctx);
      return outcome;
    },
  });
}

function about({
  entity,
  entityId,
  revSeen,
  by,
}: ActionPress<unknown>): Pick<ActionButton, 'entity' | 'entityId' | 'rev' | 'scope' | 'expiresAfterMs'> {
  const rev = revSeen === undefined ? {} : { rev: revSeen };
  return { entity, entityId, ...rev, scope: { userIds: [by.userId] }, expiresAfterMs: choiceLifeMs };
}

async function ask(
  ctx: RepairContext,
  desk: Desk,
  text: 'ask-decline' | 'ask-eta',
  buttons: readonly ActionButton[],
): Promise<Outcome> {
  const rows = [buttons.slice(0, 3), buttons.slice(3)].filter((row) => row.length > 0);
  const inline_keyboard = await desk.actions.keyboard(await ctx.durable.tx(), rows);
  await ctx.reply(ctx.words.t(text), { parse_mode: 'HTML', reply_markup: { inline_keyboard } });
  return { kind: 'applied', toast: false };
}

/** The question has its answer. */
async function forget(ctx: RepairContext): Promise<void> {
  await ctx.deleteMessage();
}

/** Sends the card of an order to whoever asked. */
export async function showCard(ctx: RepairContext, desk: Desk, orderId: number): Promise<Outcome> {
  if (ctx.chat === undefined || ctx.from === undefined) return { kind: 'expired' };
  const userId = ctx.chat.type === 'private' ? ctx.from.id : undefined;
  const tx = await ctx.durable.tx();
  const order = await findOrder(tx, orderId);
  const one = await findCase(tx, orderId);
  if (order !== undefined && one !== undefined)
    await notePhoneShown(tx, desk, { order, state: one.order, chatId: ctx.chat.id, userId });
  await desk.cards.send(ctx, {
    entity: 'order',
    entityId: String(orderId),
    kind: 'order',
    chatId: ctx.chat.id,
    userId,
  });
  return { kind: 'applied', toast: false };
}

/** Begins the questions that stand before something is done to an order. */
export async function openForm(
  ctx: RepairContext,
  desk: Desk,
  dialogs: Dialogs,
  forms: OrderFormDialogs,
  press: Pick<ActionPress<unknown>, 'entityId'>,
  name: OrderForm,
): Promise<Outcome> {
  const tx = await ctx.durable.tx();
  const orderId = Number(press.entityId);
  const order = await findOrder(tx, orderId);
  const one = await findCase(tx, orderId);
  if (order === undefined || one === undefined) return { kind: 'expired' };
  if (name === 'pay' && dueOfCase(one) === undefined) {
    await desk.cards.refresh(ctx, { entity: 'order', entityId: press.entityId });
    return { kind: 'not_allowed_now', reason: ctx.words.plain('refusal', { reason: 'nothing_is_due' }) };
  }
  // As it is now: whoever goes through the questions sees the order's number and state above each of them.
  const values = {
    ...(await forms.begin(name, order, one, {
      sql: tx,
      language: ctx.language,
      userId: ctx.from?.id,
    })),
    rev: one.order.rev,
  };
  const note = ctx.words.t('form-about', { number: order.number });
  if (name === 'edit') await showPresence(ctx, desk, orderId);
  await dialogs.prefill(ctx, forms.dialogOf(name), { values, guessed: [], note });
  return { kind: 'applied', toast: false };
}

/** In a master's own group an admin may press for them: then it is the master whom the offer is to. */
async function masterOf(
  desk: Desk,
  tx: Parameters<Doing>[0],
  userId: number,
  orderId: number,
  offerSeq: number | undefined,
): Promise<number> {
  if (desk.roles.actorsOf(userId).includes('master')) return userId;
  const one = await findCase(tx, orderId);
  return one?.offers.find(({ seq }) => seq === offerSeq)?.masterId ?? userId;
}

/** What the master has just earned for having driven in vain. */
function falseCallOf(one: OrderCase): number | undefined {
  const earning = one.earnings.at(-1);
  return earning?.kind === 'false_call' ? earning.shareMinor : undefined;
}

/** What to write to a client who does not answer, in the language of the country that they live in. */
async function sendTemplate(ctx: RepairContext, desk: Desk, one: OrderCase, orderId: string): Promise<void> {
  const order = await findOrder(await ctx.durable.tx(), Number(orderId));
  const master = findMaster(one, one.order.masterId)?.name;
  if (order === undefined || master === undefined) return;
  const theirs = texts(groupLanguage(desk.settings.country));
  const text = theirs.plain('unreachable-message', { master, number: order.number });
  await ctx.reply(ctx.words.t('unreachable-template', { text }), { parse_mode: 'HTML' });
}

async function countAttempts(ctx: RepairContext, entityId: string): Promise<number> {
  const one = await findCase(await ctx.durable.tx(), Number(entityId));
  const visit = one?.visits.at(-1)?.seq;
  return one?.attempts.filter(({ visitSeq }) => visitSeq === visit).length ?? 0;
}

import type { ActionPress, Outcome } from '@durabot/kit';
import type { Tx } from '@durabot/postgres';
import { z } from 'zod';
import { orderActions } from '../cards/order-kinds.ts';
import type { Desk, RepairContext } from '../desk.ts';
import { openEstimate } from '../domain/order-case.ts';
import { findCase } from '../store/load-case.ts';
import { actOnOrder } from './act.ts';

/** How the desk came to know what the client says. */
const ways = ['phone', 'in_person', 'message'] as const;
const answer = z.object({ how: z.enum(ways).optional() });
/** Nobody ponders longer over how they know something. */
const choiceLifeMs = 12 * 3_600_000;

/** The desk answers an estimate for the client, and says how it knows: what stands there later has to be believed. */
export function defineEstimateAnswers(desk: Desk): void {
  for (const kind of [orderActions.approve, orderActions.reject] as const) {
    desk.actions.define({
      kind,
      params: answer,
      run: (ctx, press) =>
        press.params.how === undefined ? ask(ctx, desk, kind, press) : put(ctx, desk, kind, press, press.params.how),
    });
  }
}

async function ask(
  ctx: RepairContext,
  desk: Desk,
  kind: typeof orderActions.approve | typeof orderActions.reject,
  { entity, entityId, revSeen, by }: ActionPress<unknown>,
): Promise<Outcome> {
  const buttons = ways.map((how) => ({
    entity,
    entityId,
    ...(revSeen === undefined ? {} : { rev: revSeen }),
    scope: { userIds: [by.userId] },
    expiresAfterMs: choiceLifeMs,
    kind,
    text: ctx.words.plain('estimate-how', { how }),
    params: { how },
  }));
  const inline_keyboard = await desk.actions.keyboard(await ctx.durable.tx(), [buttons]);
  const isYes = kind === orderActions.approve ? 'yes' : 'no';
  await ctx.reply(ctx.words.t('ask-how', { answer: isYes }), { parse_mode: 'HTML', reply_markup: { inline_keyboard } });
  return { kind: 'applied', toast: false };
}

async function put(
  ctx: RepairContext,
  desk: Desk,
  kind: typeof orderActions.approve | typeof orderActions.reject,
  press: ActionPress<unknown>,
  how: (typeof ways)[number],
): Promise<Outcome> {
  const { orders } = desk;
  const outcome = await actOnOrder(ctx, desk, press, async (tx, on) => {
    const said = { ...on, note: ctx.words.plain('estimate-how', { how }), ...(await openEstimateOf(tx, on.orderId)) };
    return kind === orderActions.approve ? orders.approveEstimate(tx, said) : orders.rejectEstimate(tx, said);
  });
  // The question has its answer.
  await ctx.deleteMessage();
  return outcome;
}

/** Which estimate is meant by an answer now. */
export async function openEstimateOf(tx: Tx, orderId: number): Promise<{ estimateSeq: number }> {
  const one = await findCase(tx, orderId);
  return { estimateSeq: (one === undefined ? undefined : openEstimate(one)?.seq) ?? 0 };
}

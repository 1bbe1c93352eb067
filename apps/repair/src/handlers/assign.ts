import { formatTime, type ActionButton, type ActionPress, type Outcome } from '@durabot/kit';
import { escapeHtml } from '@durabot/runtime';
import { z } from 'zod';
import { orderActions, type OrderAction } from '../cards/order-kinds.ts';
import type { Desk, RepairContext } from '../desk.ts';
import { findMaster, liveOffers, type Offer, type OrderCase } from '../domain/order-case.ts';
import { awaitsApproval } from '../domain/order-work.ts';
import type { Ranked } from '../domain/ranking.ts';
import { broadcastTtlMs } from '../domain/sla.ts';
import { recipientsOf } from '../notify/audience.ts';
import { findMasterById } from '../store/master-store.ts';
import { findCase } from '../store/load-case.ts';
import { findOrder } from '../store/order-store.ts';
import { offerRanked, rankForOrder } from '../use-cases/offer-ranked.ts';
import type { Texts } from '../texts.ts';
import { actOnOrder, type Doing } from './act.ts';

/** As many as fit on a screen; whoever ranks lower is found by asking in turn. */
const shownMasters = 6;
const nothing = z.unknown();

/** Buttons by which the desk gives an order to a master, or to all of them. */
export function defineAssigning(desk: Desk): void {
  const { actions, orders } = desk;
  const mayAssign = (ctx: RepairContext): boolean =>
    ctx.from !== undefined && desk.roles.may(ctx.from.id, 'create_order');
  const define = <Params>(
    kind: OrderAction,
    params: z.ZodType<Params>,
    run: (ctx: RepairContext, press: ActionPress<Params>) => Promise<Outcome>,
  ): void => {
    actions.define({
      kind,
      params,
      run: async (ctx, press) =>
        mayAssign(ctx)
          ? run(ctx, press)
          : { kind: 'not_allowed_now', reason: ctx.words.plain('refusal', { reason: 'not_yours' }) },
    });
  };
  const toMaster = z.object({ masterId: z.number(), offerSeq: z.number().optional() });

  define(orderActions.masters, nothing, (ctx, press) => listMasters(ctx, desk, press));
  define(orderActions.takeOver, nothing, (ctx, press) => listMasters(ctx, desk, press, 'instead'));
  define(orderActions.offer, toMaster.extend({ instead: z.boolean().optional() }), async (ctx, press) => {
    const { masterId, instead } = press.params;
    const outcome = await actOnOrder(ctx, desk, press, async (tx, on) => {
      const master = await findMasterById(tx, masterId);
      const to = { ...on, masterId };
      // Who takes what the desk gives is not asked.
      if (master?.needsConfirmation === false) return orders.assign(tx, to);
      return orders.offer(tx, { ...to, mode: 'direct', others: instead === true ? 'withdraw' : undefined });
    });
    if (outcome.kind === 'already_applied_by_other') return offeredByOther(ctx, desk, press, outcome);
    return shown(ctx, desk, press, outcome);
  });
  define(orderActions.offerToAll, nothing, async (ctx, press) =>
    shown(
      ctx,
      desk,
      press,
      await actOnOrder(ctx, desk, press, (tx, on) =>
        orders.offer(tx, {
          ...on,
          masterId: undefined,
          mode: 'broadcast',
          ttlMs: broadcastTtlMs(desk.policy),
        }),
      ),
    ),
  );
  define(orderActions.offerInTurn, nothing, async (ctx, press) =>
    shown(
      ctx,
      desk,
      press,
      await actOnOrder(ctx, desk, press, (tx, on) =>
        offerRanked(tx, on, { offer: (t, input) => orders.offer(t, { ...input, actor: on.actor }) }, desk.policy),
      ),
    ),
  );
  define(orderActions.next, nothing, async (ctx, press) =>
    shown(ctx, desk, press, await actOnOrder(ctx, desk, press, offerNext(desk))),
  );
  define(orderActions.acceptByPhone, toMaster, (ctx, press) =>
    actOnOrder(ctx, desk, press, (tx, on) => orders.acceptByPhone(tx, { ...on, masterId: press.params.masterId })),
  );
  define(orderActions.remind, nothing, (ctx, press) => remind(ctx, desk, press));
}

/** The next in rank who has not been asked about this order yet; whoever is asked now is asked no more. */
function offerNext(desk: Desk): Doing {
  return async (tx, on) => {
    const one = await findCase(tx, on.orderId);
    if (one === undefined) return { kind: 'not_found' };
    const ranked = await rankForOrder(tx, on.orderId, on.at, desk.policy);
    const next = ranked.find(({ candidate }) => !one.offers.some(({ masterId }) => masterId === candidate.masterId));
    if (next === undefined) return { kind: 'not_allowed_now', reason: 'no_master_to_ask', rev: one.order.rev };
    const { masterId } = next.candidate;
    return desk.orders.offer(tx, { ...on, masterId, mode: 'direct', others: 'withdraw' });
  };
}

/** `Анна уже предложила Сергею в 14:02`: who was first, to whom, and what can be done about it. */
async function offeredByOther(
  ctx: RepairContext,
  desk: Desk,
  press: ActionPress<unknown>,
  outcome: Extract<Outcome, { kind: 'already_applied_by_other' }>,
): Promise<Outcome> {
  const tx = await ctx.durable.tx();
  const one = await findCase(tx, Number(press.entityId));
  const offer = one === undefined ? undefined : liveOffers(one).at(-1);
  if (one === undefined || offer === undefined) return outcome;
  const said = offeredArgs(ctx, desk, one, offer);
  await ctx.editMessageText(ctx.words.t('offered-by', said), {
    parse_mode: 'HTML',
    reply_markup: { inline_keyboard: await desk.actions.keyboard(tx, takeOverRows(ctx, press, one.order.rev)) },
  });
  return { ...outcome, toast: ctx.words.plain('offered-by-toast', said) };
}

/** Who has offered the order to whom, when, and until when they wait for the answer. */
function offeredArgs(ctx: RepairContext, desk: Desk, one: OrderCase, offer: Offer) {
  const style = { zone: desk.settings.zone, language: ctx.language };
  const by = one.history.findLast(({ offer: told }) => told?.seq === offer.seq)?.actorName;
  return {
    name: by ?? ctx.words.plain('history-system'),
    master: findMaster(one, offer.masterId)?.name ?? ctx.words.plain('offered-everybody'),
    at: formatTime(offer.sentAt, style),
    until: formatTime(offer.expiresAt, style),
  };
}

function takeOverRows(
  ctx: RepairContext,
  { entityId, by }: Pick<ActionPress<unknown>, 'entityId' | 'by'>,
  rev: number,
): ActionButton[][] {
  const about = { entity: 'order', entityId, rev, params: {}, scope: { userIds: [by.userId] } };
  return [[{ ...about, kind: orderActions.takeOver, text: ctx.words.plain('button-take-over') }]];
}

async function listMasters(
  ctx: RepairContext,
  desk: Desk,
  press: ActionPress<unknown>,
  how: 'ask_first' | 'instead' = 'ask_first',
): Promise<Outcome> {
  const { words } = ctx;
  const tx = await ctx.durable.tx();
  const orderId = Number(press.entityId);
  const order = await findOrder(tx, orderId);
  const one = await findCase(tx, orderId);
  if (order === undefined || one === undefined) return { kind: 'expired' };
  if (one.order.status !== 'new' && one.order.status !== 'offering') {
    await desk.cards.refresh(ctx, { entity: 'order', entityId: press.entityId });
    const name = findMaster(one, one.order.masterId)?.name;
    const at = one.order.acceptedAt;
    if (name !== undefined && at !== undefined) return { kind: 'already_applied_by_other', name, at };
    return { kind: 'not_allowed_now', reason: words.plain('refusal', { reason: 'order_is_not_open' }) };
  }
  if (awaitsApproval(one.order))
    return { kind: 'not_allowed_now', reason: words.plain('refusal', { reason: 'client_is_blacklisted' }) };
  const offered = liveOffers(one).at(-1);
  if (offered !== undefined && how === 'ask_first') {
    const inline_keyboard = await desk.actions.keyboard(tx, takeOverRows(ctx, press, one.order.rev));
    const html = words.t('offered-by', offeredArgs(ctx, desk, one, offered));
    await ctx.reply(html, { parse_mode: 'HTML', reply_markup: { inline_keyboard } });
    return { kind: 'applied', toast: false };
  }
  const ranked = (await rankForOrder(tx, orderId, press.at, desk.policy)).slice(0, shownMasters);
  const about = {
    entity: 'order',
    entityId: press.entityId,
    rev: one.order.rev,
    scope: { userIds: [press.by.userId] },
  };
  const button = (kind: OrderAction, text: string, params: object = {}): ActionButton => ({
    ...about,
    kind,
    text,
    params,
  });
  const isOffered = offered !== undefined;
  const rows = [
    ...ranked.map((each) => [
      button(orderActions.offer, masterLine(each, words), { masterId: each.candidate.masterId, instead: isOffered }),
    ]),
    [
      button(orderActions.offerToAll, words.plain('button-to-all')),
      ...(ranked.length > 0 && !isOffered ? [button(orderActions.offerInTurn, words.plain('button-in-turn'))] : []),
    ],
  ];
  const html = words.t(ranked.length === 0 ? 'masters-none-free' : 'masters-choose', { number: order.number });
  const inline_keyboard = await desk.actions.keyboard(tx, rows);
  await ctx.reply(html, { parse_mode: 'HTML', reply_markup: { inline_keyboard } });
  return { kind: 'applied', toast: false };
}

/** `Сергей П. · рядом · свободен · 92 %`. */
function masterLine({ candidate, score }: Ranked, words: Texts): string {
  return words.plain('master-line', {
    // Who did the work that has come back.
    name: candidate.isOriginal ? `↩️ ${candidate.name}` : candidate.name,
    zone: candidate.isInZone === undefined ? 'unknown' : candidate.isInZone ? 'near' : 'far',
    visits: candidate.visitsInWindow,
    day: candidate.visitsOnDay,
    percent: Math.round(score * 100),
  });
}

/** The list of masters becomes what was chosen, with what can be done about it. */
async function shown(ctx: RepairContext, desk: Desk, press: ActionPress<unknown>, outcome: Outcome): Promise<Outcome> {
  if (outcome.kind !== 'applied' && outcome.kind !== 'stale_but_compatible') return outcome;
  const { words } = ctx;
  const tx = await ctx.durable.tx();
  const one = await findCase(tx, Number(press.entityId));
  const offer = one === undefined ? undefined : liveOffers(one).at(-1);
  if (one === undefined || offer === undefined) return outcome;
  const until = formatTime(offer.expiresAt, { zone: desk.settings.zone, language: ctx.language });
  const name = findMaster(one, offer.masterId)?.name;
  const html = name === undefined ? words.t('offered-to-all', { until }) : words.t('offered-to', { name, until });
  const about = {
    entity: 'order',
    entityId: press.entityId,
    rev: one.order.rev,
    params: {},
    scope: { userIds: [press.by.userId] },
  };
  const rows: ActionButton[][] = [
    [
      { ...about, kind: orderActions.remind, text: words.plain('button-remind') },
      { ...about, kind: orderActions.withdraw, text: words.plain('button-withdraw') },
      { ...about, kind: orderActions.next, text: words.plain('button-next') },
    ],
  ];
  const inline_keyboard = await desk.actions.keyboard(tx, rows);
  // From the card itself, where the same buttons stand: the card is the card's to draw.
  if (
    ctx.callbackQuery?.message?.text?.startsWith(escapeHtml((await findOrder(tx, one.order.id))?.number ?? '-')) !==
    true
  )
    await ctx.editMessageText(html, { parse_mode: 'HTML', reply_markup: { inline_keyboard } });
  return outcome;
}

/** Whoever has not answered gets the offer once more, at the end of the chat. */
async function remind(ctx: RepairContext, desk: Desk, press: ActionPress<unknown>): Promise<Outcome> {
  const tx = await ctx.durable.tx();
  const one = await findCase(tx, Number(press.entityId));
  const offers = one === undefined ? [] : liveOffers(one);
  if (one === undefined || offers.length === 0)
    return { kind: 'not_allowed_now', reason: ctx.words.plain('refusal', { reason: 'no_offer_to_withdraw' }) };
  for (const { seq: offerSeq, masterId, mode, expiresAt } of offers) {
    const fact = { kind: 'offered', orderId: one.order.id, at: press.at, offerSeq, masterId, mode, expiresAt } as const;
    for (const { chatId, userId, topicId } of await recipientsOf(tx, desk, 'master', fact, one))
      await desk.cards.send(ctx, { entity: 'order', entityId: press.entityId, kind: 'order', chatId, userId, topicId });
  }
  return { kind: 'applied', toast: ctx.words.plain('toast-reminded') };
}

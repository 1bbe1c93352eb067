import { shortName } from '@durabot/kit';
import { defineDialog, type Dialog, type DurableContext } from '@durabot/runtime';
import { z } from 'zod';
import type { Desk } from '../../desk.ts';
import { openVisit } from '../../domain/order-case.ts';
import { tell } from '../../notify/tell.ts';
import { findCase } from '../../store/load-case.ts';
import { findOrder, type NewOrder, type Order } from '../../store/order-store.ts';
import { texts } from '../../texts.ts';
import { addDevice } from '../../use-cases/create-orders.ts';
import { categoryStep } from '../order/category-step.ts';
import { orderDraft } from '../order/order-draft.ts';
import { loadOrderEnv, type OrderEnv } from '../order/order-env.ts';
import { attachFile, problemStep, saidStep } from '../order/problem-step.ts';
import { draftLifeMs } from '../draft-life.ts';

const draft = orderDraft
  .pick({ category: true, problem: true, problemSaid: true, attachments: true })
  .extend({ orderId: z.number(), number: z.string(), rev: z.number() });
type Draft = z.infer<typeof draft>;

/** Another device of the same client, at the same address, for the same visit: an order of its own. */
export function deviceDialog(desk: Desk): Dialog {
  return defineDialog<Draft, OrderEnv>({
    name: 'order_device',
    version: 1,
    expiresAfterMs: draftLifeMs,
    data: draft,
    load: (ctx, at) => loadOrderEnv(desk, { ...at, userId: ctx.from?.id }),
    steps: [categoryStep, problemStep, saidStep],
    attach: attachFile,
    review: ({ data, language }) => ({
      title: texts(language).t('form-review', { number: data.number ?? '', form: 'device' }),
      confirm: texts(language).plain('form-confirm'),
    }),
    complete: async (ctx, data, { id, language }) => {
      const words = texts(language);
      const parentId = data.orderId;
      if (ctx.from === undefined || !(await mayAdd(ctx, desk, ctx.from.id, parentId)))
        return { ok: false, message: words.t('refusal', { reason: 'not_yours' }) };
      const tx = await ctx.durable.tx();
      const parent = await findOrder(tx, parentId);
      const dispatcherId = (await findCase(tx, parentId))?.order.dispatcherId;
      if (parent === undefined) return { ok: true, card: { html: words.t('refusal', { reason: 'not_found' }) } };
      const actor = { id: ctx.from.id, name: shortName(ctx.from), roles: desk.roles.actorsOf(ctx.from.id) };
      const order = newDevice(desk, data, parent, { id, by: ctx.from.id, dispatcherId });
      const made = await addDevice(tx, { parentOrderId: parentId, actor, order }, desk.policy);
      if (made === undefined)
        return { ok: true, card: { html: words.t('refusal-status', { status: words.plain('device-over') }) } };
      await tell(ctx, desk, made.facts, { userId: ctx.from.id, cards: 'refresh' });
      await desk.cards.refresh(ctx, { entity: 'order', entityId: String(parentId) });
      return {
        ok: true,
        card: { html: words.t('device-added', { number: made.order.number, with: parent.number }) },
      };
    },
    texts: {
      title: (language) => texts(language).plain('device-title'),
      unfinished: (language) => texts(language).plain('form-unfinished'),
    },
  });
}

/** The desk always, the master while they are there. */
async function mayAdd(ctx: DurableContext, desk: Desk, userId: number, parentId: number): Promise<boolean> {
  if (desk.roles.may(userId, 'create_order')) return true;
  const one = await findCase(await ctx.durable.tx(), parentId);
  return one?.order.masterId === userId && openVisit(one)?.status === 'on_site';
}

function newDevice(
  desk: Desk,
  data: Draft,
  parent: Order,
  { id, by, dispatcherId }: { id: string; by: number; dispatcherId: number | undefined },
): NewOrder {
  return {
    idempotencyKey: `device:${id}`,
    zone: desk.settings.zone,
    createdAt: new Date(desk.clock.nowMs()),
    createdBy: by,
    dispatcherId,
    source: 'call',
    typeId: parent.type?.id,
    category: data.category,
    problemText: data.problem.text ?? data.problemSaid,
    problemTags: data.problem.tags,
    attachments: data.attachments ?? [],
    client: { phone: parent.phone },
    address: { text: parent.addressText, latitude: parent.latitude, longitude: parent.longitude },
    wanted: parent.wanted,
    priceEstimateMinor: undefined,
    priceNote: undefined,
    currency: parent.currency,
  };
}

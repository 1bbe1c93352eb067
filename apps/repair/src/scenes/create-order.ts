import type { Tx } from '@durabot/postgres';
import { defineDialog, type Completion, type Dialog, type DurableContext, type Language } from '@durabot/runtime';
import type { Desk } from '../desk.ts';
import { formatAgo } from '@durabot/kit';
import { orderCard } from '../domain/order-card.ts';
import { missingFields } from '../domain/order-type.ts';
import { orderActions } from '../cards/order-kinds.ts';
import { takeInLater } from '../files/take-in.ts';
import { notifyColleagues } from '../notify/colleagues.ts';
import { tell } from '../notify/tell.ts';
import { openButton } from '../order-buttons.ts';
import { notePhoneShown } from '../notify/phone-shown.ts';
import { noAddress } from '../store/client-store.ts';
import { findCase } from '../store/load-case.ts';
import { findOrder, type NewOrder, type Order } from '../store/order-store.ts';
import { findSimilarOrder } from '../store/similar-order-store.ts';
import { texts } from '../texts.ts';
import { submitOrder, warrantyPriority } from '../use-cases/create-orders.ts';
import { fieldPrompt, ownFieldSteps, ownValuesOf, stepOfField } from './own-fields.ts';
import { addressStep } from './order/address-step.ts';
import { categoryStep } from './order/category-step.ts';
import { clientStep } from './order/client-step.ts';
import { duplicateStep } from './order/duplicate-step.ts';
import { fieldsOfDraft, orderDraft, typeOfDraft, wantedOf, type OrderDraft } from './order/order-draft.ts';
import { loadOrderEnv, type OrderEnv } from './order/order-env.ts';
import { phoneStep } from './order/phone-step.ts';
import { priceStep } from './order/price-step.ts';
import { attachFile, problemStep, saidStep } from './order/problem-step.ts';
import { typesAtStart, typeStep } from './order/type-step.ts';
import { whenStep } from './order/when-step.ts';
import { draftLifeMs } from './draft-life.ts';

/** Somebody who wrote "at 10" may confirm a moment later. */
const graceMs = 5 * 60_000;

/** A new order in seven steps: category, problem, phone, address, time, price, and the card with all of it. */
export function createOrderDialog(desk: Desk): Dialog {
  return defineDialog<OrderDraft, OrderEnv>({
    name: 'create_order',
    version: 1,
    expiresAfterMs: draftLifeMs,
    privateOnly: true,
    data: orderDraft,
    initial: () => typesAtStart(desk.db),
    load: (ctx, at) => loadOrderEnv(desk, { ...at, userId: ctx.from?.id }),
    steps: [
      typeStep,
      categoryStep,
      problemStep,
      saidStep,
      phoneStep(desk),
      clientStep(desk),
      addressStep,
      duplicateStep(desk),
      whenStep(desk),
      priceStep(desk),
      ...ownFieldSteps(fieldsOfDraft),
    ],
    attach: attachFile,
    review: ({ language }) => ({
      title: texts(language).t('review-title'),
      confirm: texts(language).plain('review-confirm'),
    }),
    complete: (ctx, draft, at) => complete(desk, ctx, draft, at),
    texts: {
      title: (language) => texts(language).plain('dialog-title'),
      unfinished: (language) => texts(language).plain('dialog-unfinished'),
    },
  });
}

/** Stores the order and tells the desk, in the commit of the press. The dialog's id makes a repetition harmless. */
async function complete(
  desk: Desk,
  ctx: DurableContext,
  draft: OrderDraft,
  { id, language, answeredBy }: { id: string; language: Language; answeredBy: Readonly<Record<string, number>> },
): Promise<Completion> {
  const words = texts(language);
  const userId = ctx.from?.id;
  // A draft may outlive its author's role.
  if (userId === undefined || !desk.roles.may(userId, 'create_order')) {
    return { ok: false, message: words.t('not-allowed', { id: String(userId ?? '') }) };
  }
  const nowMs = desk.clock.nowMs();
  if (isPast(draft, nowMs)) return { ok: false, message: words.t('step-when-past'), step: 'when' };
  const fields = fieldsOfDraft(draft);
  const [missing] = missingFields(fields, ownValuesOf(draft, fields), 'submit');
  const step = missing === undefined ? undefined : stepOfField(fields, missing.key);
  if (missing !== undefined && step !== undefined) return { ok: false, message: fieldPrompt(missing, language), step };
  const tx = await ctx.durable.tx();
  const { order, created, facts } = await submitOrder(
    tx,
    {
      ...newOrder(desk, draft, { id, userId, nowMs }),
      answeredBy,
    },
    desk.policy,
  );
  if (created) await notifyColleagues(ctx.durable, desk, order);
  if (order.attachmentCount > 0) takeInLater(ctx, order.id);
  await tell(ctx, desk, facts, { userId, cards: 'leave' });
  const state = (await findCase(tx, order.id))?.order;
  if (state !== undefined) await notePhoneShown(tx, desk, { order, state, chatId: userId });
  const style = { language, zone: desk.settings.zone, nowMs };
  const heading = words.t(created ? 'created-title' : 'created-already', { number: order.number });
  const isBanned = order.blacklistReason !== undefined;
  const title = isBanned
    ? `${heading}\n\n${words.t('face-blacklist', { reason: order.blacklistReason ?? '', state: 'waits' })}`
    : heading;
  const card = orderCard(order, style, { seesPhone: desk.roles.seesPhone(userId, order) });
  const twin = await twinOf(tx, order, draft);
  const about = {
    entity: 'order',
    entityId: String(order.id),
    rev: order.rev,
    params: {},
    scope: { userIds: [userId] },
  };
  const next = [
    { ...about, kind: orderActions.masters, text: words.plain('button-assign') },
    { ...about, kind: orderActions.card, text: words.plain('button-open') },
  ];
  if (twin === undefined) {
    const buttons = await desk.actions.keyboard(tx, [next]);
    return { ok: true, card: { html: `${title}\n\n${card}`, buttons }, toast: words.plain('created-toast') };
  }
  const ago = formatAgo(twin.createdAt, style);
  const warning = words.t('step-similar', { number: twin.number, ago, by: twin.by });
  return {
    ok: true,
    card: {
      html: `${title}\n${warning}\n\n${card}`,
      buttons: await desk.actions.keyboard(tx, [[openButton(twin.id, words.plain('step-similar-open'))], next]),
    },
    toast: words.plain('created-toast'),
  };
}

/**
 * An open order like this one that was made while the draft was filled in: two dispatchers may take one call.
 * Nothing is held back, as whoever pressed has decided; numbers are given one by one, so the later of two sees the first.
 */
async function twinOf(
  tx: Tx,
  order: Order,
  draft: OrderDraft,
): Promise<(Order & { readonly by: 'phone' | 'address' }) | undefined> {
  const { phone, category } = order;
  const similar = await findSimilarOrder(tx, { phone, category, address: draft.address, before: order.id });
  // What the dispatcher was told before is no news.
  if (similar === undefined || similar.id <= (draft.similar?.orderId ?? 0)) return undefined;
  const twin = await findOrder(tx, similar.id);
  return twin === undefined ? undefined : { ...twin, by: similar.by };
}

/** A draft that waited for days may hold a wish that nobody can meet any more; "as soon as possible" never is past. */
function isPast(draft: OrderDraft, nowMs: number): boolean {
  const wanted = wantedOf(draft.wanted);
  return wanted.kind !== 'asap' && (wanted.to ?? wanted.from).getTime() < nowMs - graceMs;
}

const noPlace = { text: undefined, latitude: undefined, longitude: undefined };

function newOrder(
  desk: Desk,
  draft: OrderDraft,
  { id, userId, nowMs }: { id: string; userId: number; nowMs: number },
): NewOrder {
  const wanted = wantedOf(draft.wanted);
  const { relation, known } = draft;
  const type = typeOfDraft(draft);
  const isWarranty = known !== undefined && relation === 'warranty';
  return {
    idempotencyKey: `dialog:${id}`,
    zone: desk.settings.zone,
    createdAt: new Date(nowMs),
    createdBy: userId,
    source: 'call',
    category: draft.category,
    problemText: draft.problem.text ?? draft.problemSaid,
    problemTags: draft.problem.tags,
    attachments: draft.attachments ?? [],
    client: { phone: draft.phone.e164, name: draft.phone.name },
    typeId: type?.id,
    fieldValues: ownValuesOf(draft, fieldsOfDraft(draft)),
    address: type?.place === 'workshop' || draft.address === undefined ? noAddress : { ...noPlace, ...draft.address },
    wanted: wanted.kind === 'asap' ? { ...wanted, from: new Date(nowMs) } : wanted,
    // Work under warranty costs nothing unless something else was said, and does not wait.
    priceEstimateMinor: draft.price?.amountMinor ?? (isWarranty ? 0 : undefined),
    ...(isWarranty ? { priority: warrantyPriority } : {}),
    priceNote: draft.price?.note,
    currency: desk.settings.currency,
    follows:
      known === undefined || relation === undefined || relation === 'new'
        ? undefined
        : { kind: relation, orderId: known.lastOrderId },
  };
}

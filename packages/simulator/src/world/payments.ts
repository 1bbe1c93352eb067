import type { JsonObject } from '../json.ts';
import { completeCheckout } from './complete-checkout.ts';
import { isInvoiceMessage } from './invoices.ts';
import type { CheckoutRecord, Invoice, ShippingOption } from './payment-records.ts';
import { renderSender } from './render.ts';
import { asTenths, balanceOf } from './stars.ts';
import { queueUpdate } from './updates.ts';
import type { World } from './world.ts';

/** Within this time a bot must answer a shipping or a pre-checkout query. */
const ANSWER_MS = 10_000;
/** The update itself waits longer in the queue. */
const UPDATE_LIFETIME_MS = 150_000;

export interface CheckoutDraft {
  invoice: Invoice;
  userId: number;
  box: string;
  source?: { box: string; messageId: number } | undefined;
  tipAmount: number;
  orderInfo?: JsonObject | undefined;
  shippingOptionId?: string | undefined;
}

/** A person presses Pay: asks the bot for shipping options where the price depends on them, else for its consent. */
export function openCheckout(world: World, draft: CheckoutDraft): CheckoutRecord {
  const { invoice } = draft;
  const checkout: CheckoutRecord = {
    id: world.newLongId(),
    invoice,
    userId: draft.userId,
    box: draft.box,
    tipAmount: draft.tipAmount,
    state: 'shipping',
    queryId: '',
    deadlineMs: 0,
  };
  if (draft.source !== undefined) checkout.source = draft.source;
  if (draft.orderInfo !== undefined) checkout.orderInfo = draft.orderInfo;
  if (draft.shippingOptionId !== undefined) checkout.shippingOptionId = draft.shippingOptionId;
  const address = draft.orderInfo?.['shipping_address'];
  if (!hasEnough(world, checkout)) return closeCheckout(world, checkout, 'failed', 'BALANCE_TOO_LOW');
  if (!invoice.isFlexible || address === undefined) return askPreCheckout(world, checkout);
  ask(world, checkout, 'shipping', () => ({
    id: checkout.queryId,
    from: renderSender(world, checkout.userId),
    invoice_payload: invoice.payload,
    shipping_address: address,
  }));
  return checkout;
}

/** The price with what shipping and the tip add to it. */
function totalOf(checkout: CheckoutRecord): number {
  const option = checkout.shippingOptions?.find((candidate) => candidate.id === checkout.shippingOptionId);
  const shipping = (option?.prices ?? []).reduce((sum, price) => sum + price.amount, 0);
  return checkout.invoice.totalAmount + shipping + checkout.tipAmount;
}

function hasEnough(world: World, checkout: CheckoutRecord): boolean {
  return checkout.invoice.currency !== 'XTR' || balanceOf(world, checkout.userId) >= asTenths(totalOf(checkout));
}

function askPreCheckout(world: World, checkout: CheckoutRecord): CheckoutRecord {
  const { invoice } = checkout;
  ask(world, checkout, 'pre_checkout', () => {
    const json: JsonObject = {
      id: checkout.queryId,
      from: renderSender(world, checkout.userId),
      currency: invoice.currency,
      total_amount: totalOf(checkout),
      invoice_payload: invoice.payload,
    };
    if (checkout.shippingOptionId !== undefined) json['shipping_option_id'] = checkout.shippingOptionId;
    if (checkout.orderInfo !== undefined) json['order_info'] = checkout.orderInfo;
    return json;
  });
  return checkout;
}

function ask(
  world: World,
  checkout: CheckoutRecord,
  kind: 'shipping' | 'pre_checkout',
  payload: () => JsonObject,
): void {
  if (checkout.queryId !== '') world.store.tables.paymentQuery.delete(checkout.queryId);
  checkout.state = kind;
  checkout.queryId = world.newLongId();
  checkout.deadlineMs = world.clock.now() + ANSWER_MS;
  world.store.tables.paymentQuery.put(checkout.queryId, { checkoutId: checkout.id, kind });
  saveCheckout(world, checkout);
  const bot = world.store.tables.bot.get(checkout.invoice.botId);
  if (bot !== undefined) {
    queueUpdate(world, bot, {
      kind: `${kind}_query`,
      queueKey: `payment:${checkout.userId}`,
      expiresAtMs: world.clock.now() + UPDATE_LIFETIME_MS,
      payload,
    });
  }
  watch(world, checkout);
}

/** The payment of somebody whose bot is silent fails by the clock. */
function watch(world: World, checkout: CheckoutRecord): void {
  const { queryId } = checkout;
  world.clock.at(checkout.deadlineMs, () => {
    const current = world.store.tables.checkout.get(checkout.id);
    if (current === undefined || current.queryId !== queryId || !isWaiting(current)) return;
    const error = current.state === 'shipping' ? 'BOT_SHIPPING_TIMEOUT' : 'BOT_PRECHECKOUT_TIMEOUT';
    closeCheckout(world, current, 'failed', error);
    world.store.commit();
  });
}

/** Lets the deadlines of an earlier process run on. */
export function watchCheckouts(world: World): void {
  for (const checkout of world.store.tables.checkout.values()) if (isWaiting(checkout)) watch(world, checkout);
}

export function isWaiting(checkout: CheckoutRecord): boolean {
  return checkout.state === 'shipping' || checkout.state === 'pre_checkout';
}

export type ShippingAnswer = { options: ShippingOption[] } | { error: string };

/** @returns whether the query could still be answered */
export function answerShipping(world: World, botId: number, queryId: string, answer: ShippingAnswer): boolean {
  const checkout = takeQuery(world, botId, queryId, 'shipping');
  if (checkout === undefined) return false;
  if ('error' in answer) {
    closeCheckout(world, checkout, 'failed', answer.error);
    return true;
  }
  checkout.shippingOptions = answer.options;
  const only = answer.options.length === 1 ? answer.options[0]?.id : undefined;
  const wanted = checkout.shippingOptionId ?? only;
  if (wanted !== undefined && !answer.options.some((option) => option.id === wanted)) {
    delete checkout.shippingOptionId;
    closeCheckout(world, checkout, 'failed', 'SHIPPING_OPTION_INVALID');
  } else if (wanted === undefined) {
    closeCheckout(world, checkout, 'choosing');
  } else {
    checkout.shippingOptionId = wanted;
    askPreCheckout(world, checkout);
  }
  return true;
}

/** The person chose how the goods are to come. */
export function chooseShipping(world: World, checkout: CheckoutRecord, optionId: string): CheckoutRecord {
  checkout.shippingOptionId = optionId;
  return askPreCheckout(world, checkout);
}

/** @returns whether the query could still be answered */
export function answerPreCheckout(world: World, botId: number, queryId: string, error: string | undefined): boolean {
  const checkout = takeQuery(world, botId, queryId, 'pre_checkout');
  if (checkout === undefined) return false;
  if (error !== undefined) {
    closeCheckout(world, checkout, 'failed', error);
    return true;
  }
  const done = isPaidAlready(world, checkout)
    ? 'INVOICE_ALREADY_PAID'
    : completeCheckout(world, checkout, totalOf(checkout));
  if (done === undefined) closeCheckout(world, checkout, 'paid');
  else closeCheckout(world, checkout, 'failed', done);
  return true;
}

function takeQuery(
  world: World,
  botId: number,
  queryId: string,
  kind: 'shipping' | 'pre_checkout',
): CheckoutRecord | undefined {
  const query = world.store.tables.paymentQuery.get(queryId);
  if (query?.kind !== kind) return undefined;
  const checkout = world.store.tables.checkout.get(query.checkoutId);
  if (checkout === undefined || checkout.invoice.botId !== botId || checkout.queryId !== queryId) return undefined;
  if (checkout.state !== kind || checkout.deadlineMs <= world.clock.now()) return undefined;
  return checkout;
}

function isPaidAlready(world: World, checkout: CheckoutRecord): boolean {
  const { source } = checkout;
  const message = source === undefined ? undefined : world.boxes.find(source.box, source.messageId);
  return message !== undefined && isInvoiceMessage(message) && message.content.paidBy?.[checkout.userId] !== undefined;
}

/** The person closes the form. @returns whether something was still open */
export function cancelCheckout(world: World, checkout: CheckoutRecord): boolean {
  if (!isWaiting(checkout) && checkout.state !== 'choosing') return false;
  closeCheckout(world, checkout, 'cancelled');
  return true;
}

/** A checkout of this person that still waits for the bot or for a choice. */
export function findOpenCheckout(
  world: World,
  userId: number,
  source: { box: string; messageId: number },
): CheckoutRecord | undefined {
  // Queries are kept only while something is open, so there are few of them.
  for (const { checkoutId } of world.store.tables.paymentQuery.values()) {
    const checkout = world.store.tables.checkout.get(checkoutId);
    if (checkout?.userId !== userId) continue;
    if (checkout.source?.box === source.box && checkout.source.messageId === source.messageId) return checkout;
  }
  return undefined;
}

function closeCheckout(
  world: World,
  checkout: CheckoutRecord,
  state: 'paid' | 'failed' | 'cancelled' | 'choosing',
  error?: string,
): CheckoutRecord {
  checkout.state = state;
  if (error !== undefined) checkout.error = error;
  if (checkout.queryId !== '' && state !== 'choosing') world.store.tables.paymentQuery.delete(checkout.queryId);
  saveCheckout(world, checkout);
  world.events.emit('payment', { kind: 'user', userId: checkout.userId }, () => describeCheckout(checkout));
  return checkout;
}

function saveCheckout(world: World, checkout: CheckoutRecord): void {
  world.store.tables.checkout.put(checkout.id, checkout);
}

/** How a payment stands, for the person who pays. */
export function describeCheckout(checkout: CheckoutRecord): JsonObject {
  const json: JsonObject = { checkout_id: checkout.id, outcome: outcomeOf(checkout) };
  if (checkout.error !== undefined) json['error'] = checkout.error;
  json['currency'] = checkout.invoice.currency;
  json['total_amount'] = totalOf(checkout);
  if (checkout.chargeId !== undefined) json['charge_id'] = checkout.chargeId;
  if (checkout.receiptMessageId !== undefined) json['message_id'] = checkout.receiptMessageId;
  if (checkout.shippingOptions !== undefined) json['shipping_options'] = checkout.shippingOptions;
  if (checkout.shippingOptionId !== undefined) json['shipping_option_id'] = checkout.shippingOptionId;
  return json;
}

function outcomeOf(checkout: CheckoutRecord): 'paid' | 'cancelled' | 'failed' | 'choose_shipping' | 'pending' {
  switch (checkout.state) {
    case 'paid':
    case 'cancelled':
    case 'failed':
      return checkout.state;
    case 'choosing':
      return 'choose_shipping';
    case 'shipping':
    case 'pre_checkout':
    default:
      return 'pending';
  }
}

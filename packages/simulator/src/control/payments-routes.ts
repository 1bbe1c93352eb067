import { z } from 'zod';

import type { JsonObject } from '../json.ts';
import { findInvoiceLink, findInvoiceMessage, isPayable } from '../world/invoices.ts';
import { playOrderInfo } from '../world/order-info.ts';
import { buyPaidMedia, type MediaSale } from '../world/paid-media-sales.ts';
import type { CheckoutRecord } from '../world/payment-records.ts';
import {
  cancelCheckout,
  chooseShipping,
  describeCheckout,
  findOpenCheckout,
  isWaiting,
  openCheckout,
  type CheckoutDraft,
} from '../world/payments.ts';
import { renderForm } from '../world/render-payments.ts';
import { isPresent, parseBox, privateBox, type World } from '../world/world.ts';
import { invalid, notFound, refused } from './control-error.ts';
import { getBox, getUser } from './resolve.ts';
import { route, type ControlContext, type ControlRoute } from './route.ts';
import { ref } from './schemas.ts';

const address = z.object({
  country_code: z.string().length(2),
  state: z.string().default(''),
  city: z.string(),
  street_line1: z.string(),
  street_line2: z.string().default(''),
  post_code: z.string(),
});

const newPayment = z.object({
  from: ref,
  chat: ref.optional(),
  bot: ref.optional(),
  message_id: z.number().int().optional().describe('the newest unpaid invoice when absent'),
  link: z.string().optional().describe('an invoice link instead of a message'),
  action: z.enum(['pay', 'cancel']).default('pay'),
  shipping_option_id: z.string().optional(),
  order_info: z
    .object({
      name: z.string().optional(),
      phone_number: z.string().optional(),
      email: z.string().optional(),
      shipping_address: address.optional(),
    })
    .optional()
    .describe('what is asked for and not given is filled in with play values'),
  tip_amount: z.number().int().min(0).default(0),
  timeout_ms: z.number().int().min(0).max(120_000).default(30_000).describe('real time to wait for the bot'),
});

type NewPayment = z.output<typeof newPayment>;

export const paymentRoutes: readonly ControlRoute[] = [
  route(
    'POST',
    '/_sim/payments',
    'A person pays an invoice or paid media, or closes the form',
    newPayment,
    async (context, input, signal) => {
      const { world } = context;
      const userId = getUser(world, input.from).id;
      const bought = buyMedia(world, userId, input);
      if (bought !== undefined) return bought;
      const draft = draftOf(world, userId, input);
      const open = draft.source === undefined ? undefined : findOpenCheckout(world, userId, draft.source);
      if (input.action === 'cancel') {
        if (open !== undefined) cancelCheckout(world, open);
        return open === undefined ? { outcome: 'cancelled' } : describeCheckout(open);
      }
      return await finish(context, begin(world, draft, open), input.timeout_ms, signal);
    },
  ),
  route('GET', '/_sim/payments/{id}', 'How a payment stands', z.object({ id: z.string() }), ({ world }, input) => {
    const checkout = world.store.tables.checkout.get(input.id);
    if (checkout === undefined) throw notFound(`there is no payment ${input.id}`);
    return describeCheckout(checkout);
  }),
  route('GET', '/_sim/invoices', 'What a link asks to be paid', z.object({ link: z.string() }), ({ world }, input) => {
    const { invoice } = getLink(world, input.link);
    const { title, description, currency, totalAmount } = invoice;
    return { bot_id: invoice.botId, title, description, currency, total_amount: totalAmount, ...renderForm(invoice) };
  }),
];

function buyMedia(world: World, userId: number, input: NewPayment): MediaSale | { outcome: 'cancelled' } | undefined {
  if (input.link !== undefined || input.message_id === undefined) return undefined;
  const box = getBox(world, input.chat, input.bot, userId);
  const message = world.boxes.find(box, input.message_id);
  if (message?.content.kind !== 'paid_media' || message.deletedAt !== undefined) return undefined;
  if (input.action === 'cancel') return { outcome: 'cancelled' };
  const bought = buyPaidMedia(world, message, userId);
  if ('refused' in bought) throw refused(bought.refused);
  return bought;
}

function getLink(world: World, link: string): { invoice: CheckoutDraft['invoice'] } {
  const found = findInvoiceLink(world, link);
  if (found === undefined) throw notFound(`there is no invoice ${link}`);
  return found;
}

function draftOf(world: World, userId: number, input: NewPayment): CheckoutDraft {
  const { link } = input;
  const extras = { tipAmount: input.tip_amount, shippingOptionId: input.shipping_option_id };
  if (link !== undefined) {
    const { invoice } = getLink(world, link);
    const orderInfo = orderInfoOf(world, userId, invoice, input);
    return { invoice, userId, box: privateBox(invoice.botId, userId), orderInfo, ...extras };
  }
  const box = getBox(world, input.chat, input.bot, userId);
  const message = findInvoiceMessage(world, box, userId, input.message_id);
  if (message === undefined) throw notFound('there is no such invoice');
  const { invoice, paidBy } = message.content;
  if (paidBy?.[userId] !== undefined && input.action === 'pay')
    throw refused('this invoice is paid; its button shows the receipt');
  if (!isPayable(message)) throw refused('this copy of the invoice leads to the bot; it cannot be paid');
  return {
    invoice,
    userId,
    box: receiptBox(world, box, invoice.botId, userId),
    source: { box, messageId: message.id },
    orderInfo: orderInfoOf(world, userId, invoice, input),
    ...extras,
  };
}

function orderInfoOf(
  world: World,
  userId: number,
  invoice: CheckoutDraft['invoice'],
  input: NewPayment,
): JsonObject | undefined {
  if (input.tip_amount > invoice.maxTipAmount) throw invalid(`a tip may be at most ${invoice.maxTipAmount}`);
  return playOrderInfo(world, userId, invoice.needs, input.order_info);
}

/** The receipt comes into the group of the invoice, if the bot is there; else into the private chat. */
function receiptBox(world: World, box: string, botId: number, userId: number): string {
  const where = parseBox(box);
  if (where.kind === 'private') return privateBox(botId, userId);
  const member = world.findMember(where.chatId, botId);
  const isGroup = world.findChat(where.chatId)?.type !== 'channel';
  return isGroup && member !== undefined && isPresent(member) ? box : privateBox(botId, userId);
}

function begin(world: World, draft: CheckoutDraft, open: CheckoutRecord | undefined): CheckoutRecord {
  const { botId } = draft.invoice;
  if (world.findDialog(botId, draft.userId)?.blocked === true)
    throw refused('the user blocked this bot; unblock it first');
  if (open === undefined) return openCheckout(world, draft);
  if (open.state === 'choosing' && draft.shippingOptionId !== undefined) {
    const { shippingOptions = [] } = open;
    if (!shippingOptions.some((option) => option.id === draft.shippingOptionId))
      throw invalid('no such shipping option');
    return chooseShipping(world, open, draft.shippingOptionId);
  }
  if (isWaiting(open)) throw refused('this invoice is being paid; the bot has still to answer');
  cancelCheckout(world, open);
  return openCheckout(world, draft);
}

/** Waits until the bot answered or the clock ended the payment; when the real time is over, the payment is pending. */
async function finish(
  { world }: ControlContext,
  checkout: CheckoutRecord,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<JsonObject> {
  // Whoever asks again later, after a restart too, finds the payment by its id.
  world.store.commit();
  const current = (): CheckoutRecord => world.store.tables.checkout.get(checkout.id) ?? checkout;
  if (isWaiting(current())) {
    await new Promise<void>((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        stopListening();
        resolve();
      };
      const stopListening = world.events.listen((event) => {
        if (event.type === 'payment' && !isWaiting(current())) end();
        if (event.type === 'reset') end();
      });
      const timer = setTimeout(end, timeoutMs);
      signal.addEventListener('abort', end);
    });
  }
  return describeCheckout(current());
}

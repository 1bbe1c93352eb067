import { isJsonObject, type JsonObject } from '../json.ts';
import { payKeyboard } from '../world/invoices.ts';
import type { Invoice, InvoiceContent, OrderField } from '../world/payment-records.ts';
import { badRequest } from './api-error.ts';
import type { Call } from './call.ts';
import { CURRENCIES } from './currencies.ts';
import {
  checkPriceParts,
  isBrokenText,
  isTooBig,
  readLabeledPrices,
  readTipAmounts,
  readWhole,
  requiredJson,
} from './labeled-prices.ts';

const MAX_TIPS = 4;
const MAX_STARS = 100_000;
const MAX_SUBSCRIPTION_STARS = 10_000;
const SUBSCRIPTION_SECONDS = 2_592_000;
const PAYLOAD_BYTES = 128;
/** A play token of a provider: those of real providers look the same, but with LIVE. */
const PROVIDER_TOKEN = /^\d+:TEST:\S+$/;

/** Reads the invoice of sendInvoice and createInvoiceLink, in the official order. */
export function readInvoice(call: Call): Invoice {
  const { params } = call;
  const title = required(call, 'title');
  const description = required(call, 'description');
  const payload = required(call, 'payload');
  if (params.isBroken || isBrokenText(payload)) throw badRequest('the payload must be encoded in UTF-8');
  const currency = required(call, 'currency');
  const prices = readLabeledPrices(requiredJson(params.text('prices'), 'prices', "can't parse prices JSON object"));
  const tipText = params.text('max_tip_amount');
  const maxTipAmount = tipText === '' ? 0 : readWhole(tipText);
  if (maxTipAmount === undefined) throw badRequest('can\'t parse "max_tip_amount" as Number');
  const tips = params.text('suggested_tip_amounts');
  const suggestedTipAmounts =
    tips === ''
      ? []
      : readTipAmounts(requiredJson(tips, 'suggested_tip_amounts', "can't parse suggested_tip_amounts JSON object"));
  const invoice: Invoice = {
    botId: call.bot.id,
    title,
    description,
    payload,
    currency,
    prices,
    totalAmount: prices.reduce((sum, price) => sum + price.amount, 0),
    maxTipAmount,
    suggestedTipAmounts,
    startParameter: params.text('start_parameter'),
    needs: currency === 'XTR' ? [] : readNeeds(call),
    isFlexible: currency !== 'XTR' && params.bool('is_flexible'),
  };
  const url = params.text('photo_url');
  if (url !== '') {
    const side = (name: string): number => params.integer(name, 0, 0, 10_000);
    invoice.photo = { url, width: side('photo_width'), height: side('photo_height') };
  }
  return invoice;
}

function required(call: Call, name: string): string {
  const text = call.params.text(name);
  if (text === '') throw badRequest(`parameter "${name}" is required`);
  return text;
}

/** What goes to the provider, and an address for a price that depends on it, must be asked for. */
function readNeeds({ params }: Call): OrderField[] {
  const needs: OrderField[] = [];
  if (params.bool('need_name')) needs.push('name');
  if (params.bool('need_phone_number') || params.bool('send_phone_number_to_provider')) needs.push('phone_number');
  if (params.bool('need_email') || params.bool('send_email_to_provider')) needs.push('email');
  if (params.bool('need_shipping_address') || params.bool('is_flexible')) needs.push('shipping_address');
  return needs;
}

/** TDLib's checks of an invoice. */
export function checkInvoice(invoice: Invoice): void {
  const { title, description, photo, startParameter, currency } = invoice;
  const texts = { title, description, 'photo URL': photo?.url ?? '', 'bot start parameter': startParameter, currency };
  for (const [name, text] of Object.entries(texts)) checkText(name, text);
  checkPriceParts(invoice.prices);
  if (invoice.maxTipAmount < 0 || isTooBig(invoice.maxTipAmount)) {
    throw badRequest('invalid max_tip_amount of the currency specified');
  }
  for (const tip of invoice.suggestedTipAmounts) {
    if (tip <= 0) throw badRequest('suggested tip amount must be positive');
    if (tip > invoice.maxTipAmount) throw badRequest("suggested tip amount can't be bigger than max_tip_amount");
  }
  if (invoice.suggestedTipAmounts.length > MAX_TIPS) throw badRequest('there can be at most 4 suggested tip amounts');
}

function checkText(name: string, text: string): void {
  if (isBrokenText(text)) throw badRequest(`invoice ${name} must be encoded in UTF-8`);
}

/** TDLib's checks of what goes to the provider and is not kept. */
export function checkProvider({ params }: Call): void {
  checkText('provider token', params.text('provider_token'));
  checkText('provider data', params.text('provider_data'));
}

/** What only the Telegram server checks of an invoice. */
export function checkInvoiceOnServer(invoice: Invoice, providerToken: string): void {
  if (Buffer.byteLength(invoice.payload) > PAYLOAD_BYTES) throw badRequest('INVOICE_PAYLOAD_INVALID');
  if (invoice.currency === 'XTR') return checkStarsInvoice(invoice, providerToken);
  if (!PROVIDER_TOKEN.test(providerToken)) throw badRequest('PAYMENT_PROVIDER_INVALID');
  if (!CURRENCIES.has(invoice.currency)) throw badRequest('CURRENCY_INVALID');
  const range = CURRENCIES.get(invoice.currency);
  if (range !== undefined && (invoice.totalAmount < range.low || invoice.totalAmount > range.high)) {
    throw badRequest('CURRENCY_TOTAL_AMOUNT_INVALID');
  }
  if (invoice.subscriptionPeriodSeconds !== undefined) throw badRequest('SUBSCRIPTION_PERIOD_INVALID');
  if (!isRising(invoice.suggestedTipAmounts)) throw badRequest('SUGGESTED_TIP_AMOUNTS_INVALID');
}

function checkStarsInvoice(invoice: Invoice, providerToken: string): void {
  if (providerToken !== '' || invoice.maxTipAmount > 0) throw badRequest('STARS_INVOICE_INVALID');
  if (invoice.prices.length !== 1 || invoice.totalAmount > MAX_STARS) throw badRequest('CURRENCY_TOTAL_AMOUNT_INVALID');
  const period = invoice.subscriptionPeriodSeconds;
  if (period === undefined) return;
  if (period !== SUBSCRIPTION_SECONDS) throw badRequest('SUBSCRIPTION_PERIOD_INVALID');
  if (invoice.totalAmount > MAX_SUBSCRIPTION_STARS) throw badRequest('STARS_INVOICE_INVALID');
}

function isRising(amounts: readonly number[]): boolean {
  return amounts.every((amount, index) => index === 0 || amount > (amounts[index - 1] ?? 0));
}

/** The server's checks of an invoice that is sent as a message. @returns its keyboard: a single Pay button, if it came without one */
export function finishInvoice(call: Call, content: InvoiceContent, markup: JsonObject | undefined): JsonObject {
  checkInvoiceOnServer(content.invoice, call.params.text('provider_token'));
  return finishMarkup(content, markup);
}

function finishMarkup(content: InvoiceContent, markup: JsonObject | undefined): JsonObject {
  if (markup === undefined) return payKeyboard(content.invoice);
  const rows = markup['inline_keyboard'];
  const row: unknown = Array.isArray(rows) ? rows[0] : undefined;
  const first: unknown = Array.isArray(row) ? row[0] : undefined;
  if (!isJsonObject(first) || first['pay'] !== true) throw badRequest('REPLY_MARKUP_BUY_EMPTY');
  return markup;
}

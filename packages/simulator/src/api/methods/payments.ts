import { isJsonObject } from '../../json.ts';
import { createInvoiceLink as keepInvoice } from '../../world/invoices.ts';
import { answerPreCheckout, answerShipping } from '../../world/payments.ts';
import type { ShippingOption } from '../../world/payment-records.ts';
import { badRequest } from '../api-error.ts';
import { checkBusinessChat, noBusinessConnection } from '../business-connection.ts';
import type { Answer, Call } from '../call.ts';
import { checkInvoice, checkInvoiceOnServer, checkProvider, readInvoice } from '../invoice-parameters.ts';
import { requiredString } from '../json-fields.ts';
import { checkPriceParts, isBrokenText, readLabeledPrices, refusal, requiredJson } from '../labeled-prices.ts';
import { sendMessage } from '../send.ts';

export function sendInvoice(call: Call): Answer {
  return sendMessage(
    call,
    'invoice messages',
    () => {
      const invoice = readInvoice(call);
      refuseBusiness(call);
      return { kind: 'invoice', invoice };
    },
    (content) => {
      if (content.kind !== 'invoice') return;
      checkInvoice(content.invoice);
      checkProvider(call);
    },
  );
}

/** The official server reads the parameter here too, though the documentation does not name it. */
function refuseBusiness(call: Call): void {
  if (call.params.text('business_connection_id') === '') return;
  checkBusinessChat(call);
  throw noBusinessConnection();
}

export function createInvoiceLink(call: Call): Answer {
  const invoice = readInvoice(call);
  if (call.params.text('business_connection_id') !== '') throw noBusinessConnection();
  const period = call.params.integer('subscription_period', 0, 0);
  if (period !== 0) invoice.subscriptionPeriodSeconds = period;
  checkInvoice(invoice);
  checkProvider(call);
  checkInvoiceOnServer(invoice, call.params.text('provider_token'));
  return { result: keepInvoice(call.world, invoice) };
}

const TOO_OLD = 'query is too old and response timeout expired or query ID is invalid';

export function answerPreCheckoutQuery(call: Call): Answer {
  const error = readError(call);
  const id = call.params.text('pre_checkout_query_id').trim();
  if (!answerPreCheckout(call.world, call.bot.id, id, error)) throw badRequest(TOO_OLD);
  return { result: true };
}

export function answerShippingQuery(call: Call): Answer {
  const isOk = call.params.bool('ok');
  const options = isOk ? readShippingOptions(call) : [];
  const error = readError(call);
  if (isOk) checkShippingOptions(options);
  const id = call.params.text('shipping_query_id').trim();
  const answer = error === undefined ? { options } : { error };
  if (!answerShipping(call.world, call.bot.id, id, answer)) throw badRequest(TOO_OLD);
  return { result: true };
}

/** @returns the reason of a refusal, `undefined` when the bot agrees */
function readError({ params }: Call): string | undefined {
  if (params.bool('ok')) return undefined;
  const error = params.text('error_message');
  if (error === '') throw badRequest('parameter "error_message" is required');
  if (error.trim() === '') throw badRequest('ERROR_TEXT_EMPTY');
  return error;
}

const OPTION = "Can't parse shipping option";

function readShippingOptions({ params }: Call): ShippingOption[] {
  const text = params.text('shipping_options');
  const list = requiredJson(text, 'shipping_options', "can't parse shipping options JSON object");
  if (!Array.isArray(list)) throw badRequest('expected an Array of shipping options');
  const options = list.map((value): ShippingOption => {
    if (!isJsonObject(value)) throw refusal(OPTION, 'ShippingOption must be an Object');
    const id = requiredString(value, 'id', OPTION);
    if (id === '') throw refusal(OPTION, 'ShippingOption identifier must be non-empty');
    const title = requiredString(value, 'title', OPTION);
    if (title === '') throw refusal(OPTION, 'ShippingOption title must be non-empty');
    if (value['prices'] === undefined) throw refusal(OPTION, 'Can\'t find field "prices"');
    const prices = readLabeledPrices(value['prices'], `${OPTION}: Can't parse shipping option prices`);
    return { id, title, prices };
  });
  if (options.length === 0) throw badRequest('there must be at least one shipping option');
  return options;
}

/** TDLib's checks. */
function checkShippingOptions(options: readonly ShippingOption[]): void {
  for (const { id, title, prices } of options) {
    if (isBrokenText(id)) throw badRequest('shipping option identifier must be encoded in UTF-8');
    if (isBrokenText(title)) throw badRequest('shipping option title must be encoded in UTF-8');
    checkPriceParts(prices);
  }
}

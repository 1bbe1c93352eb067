import type { JsonObject } from '../json.ts';
import type { ChargeRecord, InvoiceContent, Invoice, StarPartner, StarTransactionRecord } from './payment-records.ts';
import type { Viewer } from './render.ts';

/** An invoice as bots see it; a person also sees what the payment form shows. */
export function renderInvoice(content: InvoiceContent, viewer: Viewer): JsonObject {
  const { invoice } = content;
  const json: JsonObject = {
    title: invoice.title,
    description: invoice.description,
    start_parameter: invoice.startParameter,
    currency: invoice.currency,
    total_amount: invoice.totalAmount,
  };
  if (viewer.kind === 'bot') return json;
  const receipt = viewer.userId === undefined ? undefined : content.paidBy?.[viewer.userId];
  return {
    ...json,
    ...renderForm(invoice),
    paid: receipt !== undefined,
    ...(receipt === undefined ? {} : { receipt_message_id: receipt }),
  };
}

/** What a person sees of an invoice before paying. */
export function renderForm(invoice: Invoice): JsonObject {
  const json: JsonObject = { prices: invoice.prices, needs: invoice.needs, is_flexible: invoice.isFlexible };
  if (invoice.maxTipAmount > 0) {
    json['max_tip_amount'] = invoice.maxTipAmount;
    json['suggested_tip_amounts'] = invoice.suggestedTipAmounts;
  }
  if (invoice.photo !== undefined) json['photo'] = invoice.photo;
  if (invoice.subscriptionPeriodSeconds !== undefined) json['subscription_period'] = invoice.subscriptionPeriodSeconds;
  return json;
}

export interface PaymentDetails {
  shippingOptionId?: string | undefined;
  orderInfo?: JsonObject | undefined;
  isFirstRecurring?: boolean;
  expiresAt?: number | undefined;
}

export function renderSuccessfulPayment(charge: ChargeRecord, details: PaymentDetails): JsonObject {
  const json: JsonObject = {
    currency: charge.currency,
    total_amount: charge.amount,
    invoice_payload: charge.payload,
  };
  if (details.shippingOptionId !== undefined) json['shipping_option_id'] = details.shippingOptionId;
  if (details.orderInfo !== undefined) json['order_info'] = details.orderInfo;
  json['telegram_payment_charge_id'] = charge.id;
  json['provider_payment_charge_id'] = charge.providerChargeId;
  if (details.expiresAt !== undefined) {
    json['is_recurring'] = true;
    if (details.isFirstRecurring === true) json['is_first_recurring'] = true;
    json['subscription_expiration_date'] = details.expiresAt;
  }
  return json;
}

export function renderRefundedPayment(charge: ChargeRecord): JsonObject {
  return {
    currency: charge.currency,
    total_amount: charge.amount,
    invoice_payload: charge.payload,
    telegram_payment_charge_id: charge.id,
    provider_payment_charge_id: charge.providerChargeId,
  };
}

/** How a transaction shows people and media. */
export interface PartnerRenderer {
  user: (userId: number) => JsonObject;
  media: (message: { box: string; messageId: number }) => unknown;
}

/** A transaction of a bot as the Bot API shows it. */
export function renderTransaction(transaction: StarTransactionRecord, render: PartnerRenderer): JsonObject {
  const json: JsonObject = { id: transaction.id, date: transaction.at };
  json[transaction.tenths > 0 ? 'source' : 'receiver'] = renderPartner(transaction.partner, render);
  return Object.assign(json, renderStars(Math.abs(transaction.tenths)));
}

/** Tenths of a Star as whole ones and billionths. */
export function renderStars(tenths: number): JsonObject {
  const json: JsonObject = { amount: Math.floor(tenths / 10) };
  const rest = tenths % 10;
  if (rest !== 0) json['nanostar_amount'] = rest * 100_000_000;
  return json;
}

function renderPartner(partner: StarPartner, render: PartnerRenderer): JsonObject {
  switch (partner.kind) {
    case 'person': {
      const isInvoice = partner.charge === 'invoice';
      const json: JsonObject = {
        type: 'user',
        transaction_type: isInvoice ? 'invoice_payment' : 'paid_media_payment',
        user: render.user(partner.userId),
      };
      if (partner.media !== undefined) json['paid_media'] = render.media(partner.media);
      if (partner.payload !== '') json[isInvoice ? 'invoice_payload' : 'paid_media_payload'] = partner.payload;
      if (partner.period !== undefined) json['subscription_period'] = partner.period;
      return json;
    }
    case 'api':
      return { type: 'telegram_api', request_count: partner.requests };
    case 'bot':
    case 'chat':
    case 'other':
    default:
      return { type: 'other' };
  }
}

import type { JsonObject } from '../json.ts';

export interface LabeledPrice {
  label: string;
  /** In the smallest units of the currency. */
  amount: number;
}

/** What a person must tell before paying. */
export type OrderField = 'name' | 'phone_number' | 'email' | 'shipping_address';

/** A bill, as a bot wrote it. */
export interface Invoice {
  botId: number;
  title: string;
  description: string;
  payload: string;
  currency: string;
  prices: LabeledPrice[];
  totalAmount: number;
  maxTipAmount: number;
  suggestedTipAmounts: number[];
  /** When set, forwarded copies lead to the bot instead of being payable. */
  startParameter: string;
  photo?: { url: string; width: number; height: number };
  needs: OrderField[];
  isFlexible: boolean;
  /** The payment recurs after so many seconds. */
  subscriptionPeriodSeconds?: number;
}

export interface InvoiceContent {
  kind: 'invoice';
  invoice: Invoice;
  /** For each person who paid here, the id of the receipt's message. */
  paidBy?: Record<string, number>;
}

/** `successful_payment` or `refunded_payment`: of all bots, only the one that was paid sees it. */
export interface PaymentNoticeContent {
  kind: 'payment_notice';
  botId: number;
  fields: JsonObject;
}

/** An invoice that is reached by its link. */
export interface InvoiceLinkRecord {
  slug: string;
  invoice: Invoice;
}

export interface ShippingOption {
  id: string;
  title: string;
  prices: LabeledPrice[];
}

export type CheckoutState = 'shipping' | 'choosing' | 'pre_checkout' | 'paid' | 'failed' | 'cancelled';

/** One try of a person to pay an invoice. */
export interface CheckoutRecord {
  id: string;
  invoice: Invoice;
  userId: number;
  /** Where the receipt goes. */
  box: string;
  /** The message with the invoice, unless a link was followed. */
  source?: { box: string; messageId: number };
  tipAmount: number;
  orderInfo?: JsonObject;
  shippingOptionId?: string;
  shippingOptions?: ShippingOption[];
  state: CheckoutState;
  /** The query that the bot must answer by the deadline. */
  queryId: string;
  deadlineMs: number;
  error?: string;
  chargeId?: string;
  receiptMessageId?: number;
}

/** Finds the checkout of a shipping or pre-checkout query. */
export interface PaymentQueryRecord {
  checkoutId: string;
  kind: 'shipping' | 'pre_checkout';
}

/** A payment that went through. */
export interface ChargeRecord {
  id: string;
  providerChargeId: string;
  title: string;
  botId: number;
  userId: number;
  currency: string;
  amount: number;
  payload: string;
  box: string;
  at: number;
  /** The first charge of the subscription that it belongs to. */
  subscriptionId?: string;
  subscriptionPeriodSeconds?: number;
  /** The message whose media were bought; absent for invoices. */
  media?: { box: string; messageId: number };
  refundedAt?: number;
}

export interface SubscriptionRecord {
  /** Id of the first charge. */
  id: string;
  botId: number;
  userId: number;
  invoice: Invoice;
  box: string;
  /** Unix seconds until which it is paid. */
  expiresAt: number;
  canceledByUser?: boolean;
  canceledByBot?: boolean;
  /** Unix seconds at which it was not renewed any more. */
  endedAt?: number;
}

/** Whose Stars: Telegram's ids of people, bots and chats do not overlap. */
export interface AccountRecord {
  ownerId: number;
  /** Tenths of a Star: a paid message of a broadcast costs one. */
  tenths: number;
  /** How many transactions there are; they are numbered from 0. */
  transactions: number;
}

export type StarPartner =
  | {
      kind: 'person';
      userId: number;
      charge: 'invoice' | 'paid_media';
      payload: string;
      /** Of a subscription, in seconds. */
      period?: number;
      /** The message whose media were bought. */
      media?: { box: string; messageId: number };
    }
  | { kind: 'bot'; botId: number; title: string }
  | { kind: 'chat'; chatId: number; title: string }
  | { kind: 'api'; requests: number }
  | { kind: 'other' };

export interface StarTransactionRecord {
  /** The id of the charge, also for its refund. */
  id: string;
  at: number;
  /** Positive when Stars came in. */
  tenths: number;
  partner: StarPartner;
}

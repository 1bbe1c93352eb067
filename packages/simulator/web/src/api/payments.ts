import type { Invoice, LabeledPrice } from './content-types.ts';
import { post, request } from './http.ts';
import type { ChatAddress } from './types.ts';

/** What is paid: a message with an invoice or paid media, or an invoice by its link. */
export type Payable = { address: ChatAddress; messageId: number } | { link: string };

export interface OrderInfo {
  name?: string;
  phone_number?: string;
  email?: string;
  shipping_address?: { country_code: string; state: string; city: string; street_line1: string; post_code: string };
}

export interface ShippingOption {
  id: string;
  title: string;
  prices: LabeledPrice[];
}

export interface CheckoutState {
  outcome: 'paid' | 'cancelled' | 'failed' | 'choose_shipping' | 'pending';
  error?: string;
  total_amount?: number;
  shipping_options?: ShippingOption[];
}

export interface Subscription {
  charge_id: string;
  bot_id: number;
  title: string;
  stars: number;
  period: number;
  expires_at: number;
  canceled: boolean;
  canceled_by_bot: boolean;
  ended: boolean;
}

export function pay(
  user: number,
  what: Payable,
  details: { order_info?: OrderInfo; tip_amount?: number; shipping_option_id?: string },
): Promise<CheckoutState> {
  return post('/_sim/payments', { from: user, ...payableFields(what), action: 'pay', ...details });
}

export function cancelPayment(user: number, what: Payable): Promise<CheckoutState> {
  return post('/_sim/payments', { from: user, ...payableFields(what), action: 'cancel' });
}

export function getInvoice(link: string): Promise<Invoice & { bot_id: number }> {
  return request(`/_sim/invoices?link=${encodeURIComponent(link)}`);
}

export async function listSubscriptions(user: number, bot: number): Promise<Subscription[]> {
  const path = `/_sim/subscriptions?user=${user}&bot=${bot}`;
  return (await request<{ subscriptions: Subscription[] }>(path)).subscriptions;
}

export function setSubscriptionCanceled(
  user: number,
  { bot_id: bot, charge_id: charge }: Subscription,
  canceled: boolean,
): Promise<Subscription> {
  return post('/_sim/subscriptions', { from: user, bot, charge_id: charge, canceled });
}

function payableFields(what: Payable): object {
  return 'link' in what ? { link: what.link } : { ...what.address, message_id: what.messageId };
}

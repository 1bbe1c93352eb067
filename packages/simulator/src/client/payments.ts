import type { ControlHttp } from './http.ts';

export interface SimOrderInfo {
  name?: string;
  phone_number?: string;
  email?: string;
  shipping_address?: {
    country_code: string;
    state?: string;
    city: string;
    street_line1: string;
    street_line2?: string;
    post_code: string;
  };
}

export interface PayOptions {
  shipping_option_id?: string;
  /** What the invoice asks for and is not given here is filled in with play values. */
  order_info?: SimOrderInfo;
  tip_amount?: number;
  /** Real time to wait for the bot; the payment is `pending` after it. */
  timeout_ms?: number;
}

/** How a payment ended, or stands. */
export interface SimPayment {
  outcome: 'paid' | 'cancelled' | 'failed' | 'choose_shipping' | 'pending';
  /** The bot's words, or BOT_PRECHECKOUT_TIMEOUT, BOT_SHIPPING_TIMEOUT, BALANCE_TOO_LOW… */
  error?: string;
  checkout_id?: string;
  charge_id?: string;
  /** The receipt, or the message whose media were bought. */
  message_id?: number;
  currency?: string;
  total_amount?: number;
  shipping_options?: { id: string; title: string; prices: { label: string; amount: number }[] }[];
}

export interface SimStars {
  balance: number;
  transactions: {
    id: string;
    date: number;
    /** Negative for what was paid. */
    amount: number;
    kind: 'invoice' | 'paid_media' | 'bot' | 'chat' | 'api' | 'top_up';
    user_id?: number;
    bot_id?: number;
    chat_id?: number;
    title?: string;
    payload?: string;
    requests?: number;
  }[];
}

export interface SimSubscription {
  charge_id: string;
  bot_id: number;
  title: string;
  stars: number;
  /** Seconds. */
  period: number;
  /** Unix seconds. */
  expires_at: number;
  canceled: boolean;
  canceled_by_bot: boolean;
  ended: boolean;
}

/** What a person does with money outside of one chat. */
export interface PayingActor {
  /** Pays an invoice by its link. */
  paysLink(link: string, options?: PayOptions): Promise<SimPayment>;
  stars(): Promise<SimStars>;
  /** Gets play Stars; a person begins with 10,000. */
  getsStars(amount: number): Promise<number>;
  subscriptions(bot?: number | string): Promise<SimSubscription[]>;
  /** Cancels the renewal of a subscription, named by any of its charges. */
  cancelsSubscription(bot: number | string, chargeId: string): Promise<SimSubscription>;
  /** Takes the cancelling back. */
  resumesSubscription(bot: number | string, chargeId: string): Promise<SimSubscription>;
}

export function createPayingActor(http: ControlHttp, from: number): PayingActor {
  const edit = async (bot: number | string, chargeId: string, canceled: boolean): Promise<SimSubscription> =>
    await http.post('subscriptions', { from, bot, charge_id: chargeId, canceled });
  return {
    paysLink: async (link, options) => await http.post('payments', { from, link, ...options }),
    stars: async () => await http.get('stars', { user: from }),
    getsStars: async (amount) => (await http.post<SimStars>('stars', { user: from, amount })).balance,
    subscriptions: async (bot) => {
      const answer = await http.get<{ subscriptions: SimSubscription[] }>('subscriptions', { user: from, bot });
      return answer.subscriptions;
    },
    cancelsSubscription: async (bot, chargeId) => await edit(bot, chargeId, true),
    resumesSubscription: async (bot, chargeId) => await edit(bot, chargeId, false),
  };
}

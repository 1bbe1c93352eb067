import { createSimulator, createSimulatorClient, type ActorChat, type Actor } from '@durabot/simulator';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import {
  asList,
  asObject,
  callApi,
  callForm,
  fakeToken,
  messageId,
  pngOf,
  startFixture,
  type Fixture,
} from './support/fixture.ts';
import { createPayee, type Payee } from './support/payee.ts';

const MONTH_MS = 2_592_000_000;
const PROVIDER = '123456:TEST:play';

let fixture: Fixture;
let anna: Actor;
let chat: ActorChat;
let payee: Payee;

beforeEach(async () => {
  fixture = await startFixture();
  anna = await fixture.sim.user({ first_name: 'Anna', username: 'anna' });
  chat = await anna.with('tester_bot');
  await chat.sends('/start');
  payee = createPayee(fixture.api);
  await payee.updates();
});
afterEach(async () => {
  payee.stop();
  await fixture.stop();
});

async function sendInvoice(params: object = {}): Promise<Record<string, unknown>> {
  const answer = await fixture.api('sendInvoice', {
    chat_id: anna.id,
    title: 'Week',
    description: 'Seven days',
    payload: 'order-1',
    currency: 'XTR',
    prices: [{ label: 'Week', amount: 150 }],
    ...params,
  });
  expect(answer.description).toBeUndefined();
  return asObject(answer.result);
}

async function link(params: object = {}): Promise<string> {
  const answer = await fixture.api('createInvoiceLink', {
    title: 'Month',
    description: 'Thirty days',
    payload: 'month',
    currency: 'XTR',
    prices: [{ label: 'Month', amount: 450 }],
    ...params,
  });
  return String(answer.result);
}

describe('an invoice in Stars', () => {
  it('is shown with a Pay button, and its payment moves Stars and tells the bot', async () => {
    const message = await sendInvoice();
    expect(message['invoice']).toEqual({
      title: 'Week',
      description: 'Seven days',
      start_parameter: '',
      currency: 'XTR',
      total_amount: 150,
    });
    expect(message['reply_markup']).toEqual({ inline_keyboard: [[{ text: 'Pay ⭐️150', pay: true }]] });
    expect(await chat.presses('Pay ⭐️150')).toMatchObject({ pay: message['message_id'] });

    payee.agrees();
    const paid = await chat.pays();
    expect(paid).toMatchObject({ outcome: 'paid', currency: 'XTR', total_amount: 150 });
    const [query, receipt] = await payee.seen(2);
    expect(query?.['pre_checkout_query']).toEqual({
      id: expect.stringMatching(/^\d+$/),
      from: { id: anna.id, is_bot: false, first_name: 'Anna', username: 'anna' },
      currency: 'XTR',
      total_amount: 150,
      invoice_payload: 'order-1',
    });
    const service = asObject(receipt?.['message']);
    expect(service).toMatchObject({ message_id: paid.message_id, from: { id: anna.id }, chat: { id: anna.id } });
    expect(service['successful_payment']).toEqual({
      currency: 'XTR',
      total_amount: 150,
      invoice_payload: 'order-1',
      telegram_payment_charge_id: paid.charge_id,
      provider_payment_charge_id: expect.any(String),
    });
    expect((await anna.stars()).balance).toBe(9850);
    expect((await fixture.api('getMyStarBalance')).result).toEqual({ amount: 150 });
    expect((await fixture.api('getStarTransactions')).result).toEqual({
      transactions: [
        {
          id: paid.charge_id,
          date: expect.any(Number),
          source: {
            type: 'user',
            transaction_type: 'invoice_payment',
            user: expect.objectContaining({ id: anna.id }),
            invoice_payload: 'order-1',
          },
          amount: 150,
        },
      ],
    });
    const shown = (await chat.transcript()).find((one) => one.message_id === message['message_id']);
    expect(shown?.invoice).toMatchObject({ paid: true, receipt_message_id: paid.message_id });
    await expect(chat.pays(Number(message['message_id']))).rejects.toThrow(/is paid; its button shows the receipt/);
  });

  it('is refused with the words of the bot, and nothing is taken', async () => {
    await sendInvoice();
    payee.refuses('Sold out');
    expect(await chat.pays()).toMatchObject({ outcome: 'failed', error: 'Sold out' });
    expect((await anna.stars()).balance).toBe(10_000);
    payee.agrees();
    expect(await chat.pays()).toMatchObject({ outcome: 'paid' });
  });

  it('fails when the bot does not answer within ten seconds of the clock', async () => {
    await sendInvoice();
    await fixture.sim.clock({ frozen: true });
    const paying = chat.pays();
    const [query] = await payee.seen(1);
    await fixture.sim.clock({ advance_ms: 9_999 });
    await fixture.sim.clock({ advance_ms: 1 });
    expect(await paying).toMatchObject({ outcome: 'failed', error: 'BOT_PRECHECKOUT_TIMEOUT' });
    const late = await fixture.api('answerPreCheckoutQuery', {
      pre_checkout_query_id: asObject(query?.['pre_checkout_query'])['id'],
      ok: true,
    });
    expect(late.description).toBe('Bad Request: query is too old and response timeout expired or query ID is invalid');
    expect((await anna.stars()).balance).toBe(10_000);
  });

  it('asks nobody when the person has too few Stars', async () => {
    await sendInvoice({ prices: [{ label: 'Palace', amount: 20_000 }] });
    expect(await chat.pays()).toMatchObject({ outcome: 'failed', error: 'BALANCE_TOO_LOW' });
    expect(await payee.updates()).toEqual([]);
    expect(await anna.getsStars(10_000)).toBe(20_000);
    payee.agrees();
    expect(await chat.pays()).toMatchObject({ outcome: 'paid' });
    expect((await anna.stars()).balance).toBe(0);
  });

  it('can be left, even while the bot thinks', async () => {
    const message = await sendInvoice();
    expect(await chat.cancels()).toEqual({ outcome: 'cancelled' });
    const paying = chat.pays();
    const [query] = await payee.seen(1);
    expect(await chat.cancels(Number(message['message_id']))).toMatchObject({ outcome: 'cancelled' });
    expect(await paying).toMatchObject({ outcome: 'cancelled' });
    const late = await fixture.api('answerPreCheckoutQuery', {
      pre_checkout_query_id: asObject(query?.['pre_checkout_query'])['id'],
      ok: true,
    });
    expect(late.ok).toBe(false);
  });

  it('cannot be paid twice at once', async () => {
    await sendInvoice();
    const paying = chat.pays();
    await payee.seen(1);
    await expect(chat.pays()).rejects.toThrow(/is being paid/);
    payee.agrees();
    await expect(paying).resolves.toMatchObject({ outcome: 'paid' });
  });

  it('is pending when the test does not want to wait, and can be asked for later', async () => {
    await sendInvoice();
    const pending = await chat.pays(undefined, { timeout_ms: 0 });
    expect(pending.outcome).toBe('pending');
    payee.agrees();
    await payee.seen(2);
    expect(await fixture.sim.http.get(`payments/${pending.checkout_id ?? ''}`)).toMatchObject({ outcome: 'paid' });
  });

  it('by its link is paid by anybody, any number of times', async () => {
    const address = await link();
    expect(address).toMatch(/^https:\/\/t\.me\/\$[a-z0-9]+$/);
    expect(await fixture.sim.http.get('invoices', { link: address })).toMatchObject({
      title: 'Month',
      total_amount: 450,
    });
    payee.agrees();
    const boris = await fixture.sim.user({ first_name: 'Boris' });
    const first = await boris.paysLink(address);
    const second = await boris.paysLink(address);
    expect([first.outcome, second.outcome]).toEqual(['paid', 'paid']);
    expect(first.charge_id).not.toBe(second.charge_id);
    // Who paid by a link can be written to, though they never pressed Start.
    expect((await fixture.api('sendMessage', { chat_id: boris.id, text: 'Thanks' })).ok).toBe(true);
  });

  it('keeps other bots of a group out of the payment', async () => {
    const other = await fixture.sim.bot({
      username: 'other_bot',
      token: fakeToken(7002),
      can_read_all_group_messages: true,
    });
    const group = await fixture.sim.group({
      type: 'supergroup',
      title: 'Shop',
      members: [anna.id, 'tester_bot', 'other_bot'],
      owner: anna.id,
    });
    await callApi(fixture.url, other.token, 'getUpdates', { offset: -1 });
    await payee.updates();
    await sendInvoice({ chat_id: group.id });
    payee.agrees();
    expect(await (await anna.in(group.id)).pays()).toMatchObject({ outcome: 'paid' });
    const receipts = (await payee.updates()).filter((update) => 'message' in update).map((update) => update['message']);
    expect(receipts.at(-1)).toMatchObject({ chat: { id: group.id }, successful_payment: { total_amount: 150 } });
    const leaked = await callApi(fixture.url, other.token, 'getUpdates');
    expect(JSON.stringify(leaked.result)).not.toContain('successful_payment');
  });

  it('forwarded without a start parameter can be paid by others, with one leads to the bot', async () => {
    const boris = await fixture.sim.user({ first_name: 'Boris' });
    const hisChat = await boris.with('tester_bot');
    await hisChat.sends('/start');
    const forward = async (params: object): Promise<Record<string, unknown>> => {
      const message = await sendInvoice(params);
      const answer = await fixture.api('forwardMessage', {
        chat_id: boris.id,
        from_chat_id: anna.id,
        message_id: message['message_id'],
      });
      return asObject(answer.result);
    };
    const free = await forward({});
    expect(free['reply_markup']).toEqual({ inline_keyboard: [[{ text: 'Pay ⭐️150', pay: true }]] });
    payee.agrees();
    expect(await hisChat.pays(Number(free['message_id']))).toMatchObject({ outcome: 'paid' });
    // Anna's own copy is still to be paid.
    expect(await chat.pays()).toMatchObject({ outcome: 'paid' });
    const bound = await forward({ start_parameter: 'week' });
    expect(bound['reply_markup']).toEqual({
      inline_keyboard: [[{ text: 'Pay ⭐️150', url: 'https://t.me/tester_bot?start=week' }]],
    });
    await expect(hisChat.pays(Number(bound['message_id']))).rejects.toThrow(/leads to the bot/);
  });
});

describe('an invoice sent via a bot', () => {
  it('is paid in any chat, and refused when no invoice can be made of it', async () => {
    const content = {
      title: 'Tea',
      description: 'Hot',
      payload: 'tea',
      currency: 'XTR',
      prices: [{ label: 'Tea', amount: 5 }],
    };
    await fixture.api('setChatMenuButton', {
      menu_button: { type: 'web_app', text: 'Shop', web_app: { url: 'http://localhost:5173/' } },
    });
    const { query_id: id } = await anna.opens({ bot: 'tester_bot', kind: 'menu' });
    const answer = async (changes: object): Promise<string | undefined> => {
      const result = { type: 'article', id: '1', title: 'Tea', input_message_content: { ...content, ...changes } };
      return (await fixture.api('answerWebAppQuery', { web_app_query_id: id, result })).description;
    };
    expect(await answer({ currency: 'x' })).toBe('Bad Request: PAYMENT_PROVIDER_INVALID');
    expect(await answer({ prices: [...content.prices, ...content.prices] })).toContain('CURRENCY_TOTAL_AMOUNT_INVALID');
    expect(await answer({})).toBeUndefined();
    payee.agrees();
    expect(await chat.pays()).toMatchObject({ outcome: 'paid', total_amount: 5 });
  });
});

describe('an invoice in money', () => {
  it('asks for shipping, then for consent, and tells the bot what was ordered', async () => {
    await sendInvoice({
      provider_token: PROVIDER,
      currency: 'USD',
      prices: [{ label: 'Book', amount: 1500 }],
      need_name: true,
      need_email: true,
      is_flexible: true,
      max_tip_amount: 500,
      suggested_tip_amounts: [100, 500],
    });
    payee.ships([
      { id: 'post', title: 'Post', prices: [{ label: 'Post', amount: 300 }] },
      { id: 'air', title: 'Air', prices: [{ label: 'Air', amount: 900 }] },
    ]);
    payee.agrees();
    const open = await chat.pays(undefined, { tip_amount: 100 });
    expect(open.outcome).toBe('choose_shipping');
    expect(open.shipping_options?.map((option) => option.id)).toEqual(['post', 'air']);
    const paid = await chat.pays(undefined, { shipping_option_id: 'air' });
    expect(paid).toMatchObject({ outcome: 'paid', currency: 'USD', total_amount: 2500 });
    const [shipping, checkout, receipt] = await payee.seen(3);
    const address = {
      country_code: 'UA',
      state: '',
      city: 'Kyiv',
      street_line1: 'Play street 1',
      street_line2: '',
      post_code: '01001',
    };
    expect(shipping?.['shipping_query']).toMatchObject({ invoice_payload: 'order-1', shipping_address: address });
    const info = { name: 'Anna', email: 'anna@example.com', shipping_address: address };
    expect(checkout?.['pre_checkout_query']).toMatchObject({
      total_amount: 2500,
      shipping_option_id: 'air',
      order_info: info,
    });
    expect(asObject(receipt?.['message'])['successful_payment']).toMatchObject({
      total_amount: 2500,
      shipping_option_id: 'air',
      order_info: info,
    });
    expect((await anna.stars()).balance).toBe(10_000);
  });

  it('fails when the bot cannot deliver there', async () => {
    await sendInvoice({
      provider_token: PROVIDER,
      currency: 'USD',
      is_flexible: true,
      prices: [{ label: 'Book', amount: 1500 }],
    });
    payee.refuses('Not to Kyiv');
    expect(await chat.pays()).toMatchObject({ outcome: 'failed', error: 'Not to Kyiv' });
  });
});

describe('a refund', () => {
  it('gives the Stars back once, and tells both sides', async () => {
    await sendInvoice();
    payee.agrees();
    const paid = await chat.pays();
    await payee.seen(2);
    const refund = async (params: object = {}): Promise<string | undefined> => {
      const answer = await fixture.api('refundStarPayment', {
        user_id: anna.id,
        telegram_payment_charge_id: paid.charge_id,
        ...params,
      });
      return answer.description;
    };
    expect(await refund({ telegram_payment_charge_id: 'stx0' })).toBe('Bad Request: CHARGE_NOT_FOUND');
    expect(await refund()).toBeUndefined();
    expect(await refund()).toBe('Bad Request: CHARGE_ALREADY_REFUNDED');
    const [update] = (await payee.updates()).slice(-1);
    expect(asObject(update?.['message'])['refunded_payment']).toEqual({
      currency: 'XTR',
      total_amount: 150,
      invoice_payload: 'order-1',
      telegram_payment_charge_id: paid.charge_id,
      provider_payment_charge_id: expect.any(String),
    });
    expect((await anna.stars()).balance).toBe(10_000);
    const { transactions } = asObject((await fixture.api('getStarTransactions', { offset: 1 })).result);
    expect(transactions).toEqual([
      {
        id: paid.charge_id,
        date: expect.any(Number),
        receiver: expect.objectContaining({ type: 'user', transaction_type: 'invoice_payment' }),
        amount: 150,
      },
    ]);
  });

  it('is impossible when the bot has spent the Stars, as for sending faster than is free', async () => {
    await fixture.sim.clock({ frozen: true });
    await sendInvoice({ prices: [{ label: 'Palace', amount: 10_000 }] });
    payee.agrees();
    const paid = await chat.pays();
    await fixture.sim.limits({ enforced: true, per_bot_per_s: 1, per_chat_per_s: 1000, burst: 1000 });
    const send = async (params: object = {}): Promise<number> =>
      (await fixture.api('sendMessage', { chat_id: anna.id, text: 'News', ...params })).status;
    expect(await send({ allow_paid_broadcast: true })).toBe(200);
    expect(await send()).toBe(429);
    expect(await send({ allow_paid_broadcast: true })).toBe(200);
    // With less than 10,000 Stars, nothing is to be bought.
    expect(await send({ allow_paid_broadcast: true })).toBe(429);
    expect((await fixture.api('getMyStarBalance')).result).toEqual({ amount: 9_999, nanostar_amount: 900_000_000 });
    expect((await fixture.sim.botStars('tester_bot')).transactions.at(-1)).toMatchObject({
      kind: 'api',
      requests: 1,
      amount: -0.1,
    });
    const { transactions } = asObject((await fixture.api('getStarTransactions')).result);
    expect(asList(transactions).at(-1)).toMatchObject({
      receiver: { type: 'telegram_api', request_count: 1 },
      amount: 0,
      nanostar_amount: 100_000_000,
    });
    const refund = await fixture.api('refundStarPayment', {
      user_id: anna.id,
      telegram_payment_charge_id: paid.charge_id,
    });
    expect(refund.description).toBe('Bad Request: BALANCE_TOO_LOW');
  });
});

async function sendMedia(chatId: number): Promise<number> {
  const form = new FormData();
  form.set('chat_id', String(chatId));
  form.set('star_count', '25');
  form.set('media', JSON.stringify([{ type: 'photo', media: 'attach://picture' }]));
  form.set('payload', 'picture-1');
  form.set('picture', new Blob([new Uint8Array(pngOf(10, 10))]), 'a.png');
  return messageId(await callForm(fixture.url, fixture.bot.token, 'sendPaidMedia', form));
}

describe('paid media', () => {
  it('are bought at once, and the bot hears of it', async () => {
    const id = await sendMedia(anna.id);
    const paid = await chat.pays(id);
    expect(paid).toMatchObject({ outcome: 'paid', total_amount: 25, message_id: id });
    await expect(chat.pays(id)).rejects.toThrow(/bought already/);
    const [update] = await payee.updates();
    expect(update?.['purchased_paid_media']).toEqual({
      from: expect.objectContaining({ id: anna.id }),
      paid_media_payload: 'picture-1',
    });
    const { transactions } = asObject((await fixture.api('getStarTransactions')).result);
    expect(transactions).toEqual([
      expect.objectContaining({
        amount: 25,
        source: {
          type: 'user',
          transaction_type: 'paid_media_payment',
          user: expect.objectContaining({ id: anna.id }),
          paid_media: [expect.objectContaining({ type: 'photo' })],
          paid_media_payload: 'picture-1',
        },
      }),
    ]);
    const refund = { user_id: anna.id, telegram_payment_charge_id: paid.charge_id };
    expect((await fixture.api('refundStarPayment', refund)).ok).toBe(true);
    expect((await anna.stars()).balance).toBe(10_000);
  });

  it('in a channel earn Stars for the channel, without a word to the bot', async () => {
    const channel = await fixture.sim.group({ type: 'channel', title: 'News', members: [anna.id, 'tester_bot'] });
    await fixture.sim.member(channel.id, 'tester_bot', 'administrator');
    const before = (await payee.updates()).length;
    const id = await sendMedia(channel.id);
    expect(await (await anna.in(channel.id)).pays(id)).toMatchObject({ outcome: 'paid' });
    expect(await fixture.sim.http.get('stars', { chat: channel.id })).toMatchObject({ balance: 25 });
    expect((await fixture.api('getMyStarBalance')).result).toEqual({ amount: 0 });
    expect(await payee.updates()).toHaveLength(before);
  });
});

describe('a subscription', () => {
  it('is renewed by the clock, with a receipt each month', async () => {
    await fixture.sim.clock({ frozen: true });
    payee.agrees();
    const paid = await anna.paysLink(await link({ subscription_period: 2_592_000 }));
    const [, first] = await payee.seen(2);
    const payment = asObject(asObject(first?.['message'])['successful_payment']);
    const start = Math.floor((await fixture.sim.clock()).now / 1000);
    expect(payment).toMatchObject({
      is_recurring: true,
      is_first_recurring: true,
      subscription_expiration_date: start + 2_592_000,
    });
    await fixture.sim.clock({ advance_ms: 2 * MONTH_MS });
    const renewals = (await payee.seen(4))
      .slice(2)
      .map((update) => asObject(asObject(update['message'])['successful_payment']));
    expect(renewals.map((one) => one['subscription_expiration_date'])).toEqual([
      start + 2 * 2_592_000,
      start + 3 * 2_592_000,
    ]);
    for (const one of renewals) {
      expect(one).toMatchObject({ is_recurring: true, invoice_payload: 'month', total_amount: 450 });
      expect(one).not.toHaveProperty('is_first_recurring');
      expect(one['telegram_payment_charge_id']).not.toBe(paid.charge_id);
    }
    expect((await anna.stars()).balance).toBe(10_000 - 3 * 450);
    const { transactions } = asObject((await fixture.api('getStarTransactions')).result);
    expect(asList(transactions)[1]).toMatchObject({ source: { subscription_period: 2_592_000 } });
  });

  it('is canceled and taken up again by the person, who is heard of', async () => {
    await fixture.sim.clock({ frozen: true });
    payee.agrees();
    const { charge_id: id = '' } = await anna.paysLink(await link({ subscription_period: 2_592_000 }));
    await anna.cancelsSubscription('tester_bot', id);
    await anna.resumesSubscription('tester_bot', id);
    await anna.cancelsSubscription('tester_bot', id);
    const states = (await payee.seen(5)).slice(2).map((update) => asObject(update['subscription']));
    expect(states.map((one) => one['state'])).toEqual(['canceled', 'active', 'canceled']);
    expect(states[0]).toMatchObject({ user: { id: anna.id }, invoice_payload: 'month' });
    await fixture.sim.clock({ advance_ms: MONTH_MS });
    expect((await anna.stars()).balance).toBe(10_000 - 450);
    expect(await anna.subscriptions()).toMatchObject([{ charge_id: id, ended: true, canceled: true }]);
    await expect(anna.resumesSubscription('tester_bot', id)).rejects.toThrow(/has ended/);
  });

  it('is canceled by the bot, and the person may take it up only when the bot lets them', async () => {
    payee.agrees();
    const { charge_id: id = '' } = await anna.paysLink(await link({ subscription_period: 2_592_000 }));
    const edit = async (canceled: boolean): Promise<boolean> =>
      (
        await fixture.api('editUserStarSubscription', {
          user_id: anna.id,
          telegram_payment_charge_id: id,
          is_canceled: canceled,
        })
      ).ok;
    expect(await edit(true)).toBe(true);
    await expect(anna.resumesSubscription('tester_bot', id)).rejects.toThrow(/the bot canceled/);
    expect(await edit(false)).toBe(true);
    expect(await anna.resumesSubscription('tester_bot', id)).toMatchObject({ canceled: false });
  });

  it('ends when the person has too few Stars, and the bot hears of it', async () => {
    await fixture.sim.clock({ frozen: true });
    payee.agrees();
    await anna.paysLink(await link({ subscription_period: 2_592_000, prices: [{ label: 'Month', amount: 6_000 }] }));
    await payee.seen(2);
    await fixture.sim.clock({ advance_ms: MONTH_MS });
    const last = (await payee.seen(3)).at(-1);
    expect(last?.['subscription']).toMatchObject({ state: 'failed', invoice_payload: 'month' });
    expect((await anna.stars()).balance).toBe(4_000);
    await fixture.sim.clock({ advance_ms: 12 * MONTH_MS });
    expect((await anna.stars()).balance).toBe(4_000);
  });
});

describe('a restart in the middle of a checkout', () => {
  let stateDir = '';
  beforeEach(() => {
    stateDir = mkdtempSync(join(tmpdir(), 'payments-'));
  });
  afterEach(() => rmSync(stateDir, { recursive: true, force: true }));

  async function begin(): Promise<{ checkout: string; query: string }> {
    const first = createSimulator({ stateDir });
    const sim = createSimulatorClient((await first.start()).url);
    await sim.bot({ username: 'tester_bot', token: fakeToken(7001) });
    await sim.clock({ frozen: true });
    const user = await sim.user({ first_name: 'Anna', id: 77 });
    const invoice = await callApi(sim.url, fakeToken(7001), 'createInvoiceLink', {
      title: 'Month',
      description: 'Thirty days',
      payload: 'month',
      currency: 'XTR',
      prices: [{ label: 'Month', amount: 450 }],
      subscription_period: 2_592_000,
    });
    const paying = await user.paysLink(String(invoice.result), { timeout_ms: 0 });
    const updates = asList((await callApi(sim.url, fakeToken(7001), 'getUpdates')).result);
    const query = String(asObject(updates.at(-1)?.['pre_checkout_query'])['id']);
    await first.stop();
    return { checkout: paying.checkout_id ?? '', query };
  }

  it('lets the bot answer afterwards, and renews what was bought before', async () => {
    const { checkout, query } = await begin();
    let simulator = createSimulator({ stateDir });
    let sim = createSimulatorClient((await simulator.start()).url);
    const answer = { pre_checkout_query_id: query, ok: true };
    expect((await callApi(sim.url, fakeToken(7001), 'answerPreCheckoutQuery', answer)).ok).toBe(true);
    expect((await callApi(sim.url, fakeToken(7001), 'answerPreCheckoutQuery', answer)).ok).toBe(false);
    expect(await sim.http.get(`payments/${checkout}`)).toMatchObject({ outcome: 'paid' });
    await simulator.stop();
    simulator = createSimulator({ stateDir });
    sim = createSimulatorClient((await simulator.start()).url);
    await sim.clock({ advance_ms: MONTH_MS });
    expect(await sim.http.get('stars', { user: 77 })).toMatchObject({ balance: 10_000 - 900 });
    await simulator.stop();
  });

  it('ends the payment when the time is over by then', async () => {
    const { checkout } = await begin();
    const simulator = createSimulator({ stateDir });
    const sim = createSimulatorClient((await simulator.start()).url);
    expect(await sim.http.get(`payments/${checkout}`)).toMatchObject({ outcome: 'pending' });
    await sim.clock({ advance_ms: 10_000 });
    expect(await sim.http.get(`payments/${checkout}`)).toMatchObject({
      outcome: 'failed',
      error: 'BOT_PRECHECKOUT_TIMEOUT',
    });
    await simulator.stop();
  });
});

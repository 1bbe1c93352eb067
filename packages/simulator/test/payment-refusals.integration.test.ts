import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { asList, asObject, startFixture, type Fixture } from './support/fixture.ts';
import { describeRefusals, type Refusal } from './support/refusal-table.ts';

/** Half a character: what JSON can write and UTF-8 cannot. */
const BROKEN = '\ud800';
const TOO_MUCH = 9999_9999_9999 + 1;
const TOO_OLD = 'query is too old and response timeout expired or query ID is invalid';
const PROVIDER = '123456:TEST:play';
const APP = 'https://app.example/';

const ELSEWHERE: Record<string, string> = {
  'Bad Request: have no write access to the chat': 'needs a secret or deleted chat, which bots do not meet',
};

let fixture: Fixture;
let refusals: Refusal[] = [];

beforeAll(async () => {
  fixture = await startFixture();
  const { sim, api } = fixture;
  const anna = await sim.user({ first_name: 'Anna' });
  await (await anna.with('tester_bot')).sends('/start');
  const channel = await sim.group({ type: 'channel', title: 'News', members: [anna.id, 'tester_bot'] });
  await sim.member(channel.id, 'tester_bot', 'member');
  const blocker = await sim.user({ first_name: 'Boris' });
  await (await blocker.with('tester_bot')).sends('/start');
  await blocker.blocks('tester_bot');
  await api('sendMessage', {
    chat_id: anna.id,
    text: 'x',
    reply_markup: { inline_keyboard: [[{ text: 'Open', web_app: { url: APP } }]] },
  });
  const { query_id: webApp = '' } = await anna.opens({ bot: 'tester_bot', kind: 'inline' });
  await api('getUpdates', { offset: -1 });
  await api('sendInvoice', {
    chat_id: anna.id,
    ...invoice,
    provider_token: PROVIDER,
    currency: 'USD',
    is_flexible: true,
    prices: [{ label: 'Book', amount: 1500 }],
  });
  await (await anna.with('tester_bot')).pays(undefined, { timeout_ms: 0 });
  const updates = asList((await api('getUpdates')).result);
  const shipping = String(asObject(updates.at(-1)?.['shipping_query'])['id']);
  refusals = [
    ...invoiceRefusals('sendInvoice', { chat_id: anna.id }),
    ...invoiceRefusals('createInvoiceLink', {}),
    ...messageRefusals(anna.id, channel.id, blocker.id),
    ...linkRefusals(),
    ...answerRefusals(shipping),
    ...starRefusals(anna.id),
    ...webAppRefusals(webApp),
  ];
});
afterAll(async () => await fixture.stop());

const invoice = {
  title: 'Week',
  description: 'Seven days',
  payload: 'order',
  currency: 'XTR',
  prices: [{ label: 'Week', amount: 150 }],
};

const bad = (method: string, params: object, words: string): Refusal => ({
  method,
  params,
  code: 400,
  description: `Bad Request: ${words}`,
});

function invoiceRefusals(method: string, where: object): Refusal[] {
  const row = (params: object, words: string): Refusal => bad(method, { ...where, ...invoice, ...params }, words);
  const dollars = { currency: 'USD', provider_token: PROVIDER, prices: [{ label: 'Book', amount: 1500 }] };
  return [
    ...['title', 'description', 'payload', 'currency', 'prices'].flatMap((name) => [
      row({ [name]: '' }, `parameter "${name}" is required`),
      row({ [name]: undefined }, `parameter "${name}" is required`),
    ]),
    row({ payload: BROKEN }, 'the payload must be encoded in UTF-8'),
    row({ prices: '{' }, "can't parse prices JSON object"),
    row({ prices: {} }, 'expected an Array of labeled prices'),
    row({ prices: [] }, 'there must be at least one price'),
    row({ prices: [7] }, "can't parse labeled price: LabeledPrice must be an Object"),
    row({ prices: [{ amount: 1 }] }, 'can\'t parse labeled price: Can\'t find field "label"'),
    row({ prices: [{ label: '', amount: 1 }] }, "can't parse labeled price: LabeledPrice label must be non-empty"),
    row({ prices: [{ label: 'x' }] }, 'can\'t parse labeled price: Can\'t find field "amount"'),
    row({ max_tip_amount: 'much' }, 'can\'t parse "max_tip_amount" as Number'),
    row({ suggested_tip_amounts: '[' }, "can't parse suggested_tip_amounts JSON object"),
    row({ suggested_tip_amounts: {} }, 'expected an Array of suggested tip amounts'),
    row({ suggested_tip_amounts: [{}] }, 'suggested tip amount must be of type Number or String'),
    row({ suggested_tip_amounts: ['x'] }, "can't parse suggested tip amount as Number"),
    row({ title: BROKEN }, 'invoice title must be encoded in UTF-8'),
    row({ description: BROKEN }, 'invoice description must be encoded in UTF-8'),
    row({ photo_url: BROKEN }, 'invoice photo URL must be encoded in UTF-8'),
    row({ start_parameter: BROKEN }, 'invoice bot start parameter must be encoded in UTF-8'),
    row({ provider_token: BROKEN }, 'invoice provider token must be encoded in UTF-8'),
    row({ provider_data: BROKEN }, 'invoice provider data must be encoded in UTF-8'),
    row({ currency: BROKEN }, 'invoice currency must be encoded in UTF-8'),
    row({ prices: [{ label: BROKEN, amount: 1 }] }, 'price part label must be encoded in UTF-8'),
    row({ prices: [{ label: 'x', amount: TOO_MUCH }] }, 'too big amount of the currency specified'),
    row({ prices: [{ label: 'x', amount: -1 }] }, 'total price must be positive'),
    row(
      {
        prices: [
          { label: 'x', amount: TOO_MUCH - 1 },
          { label: 'y', amount: 1 },
        ],
      },
      'total price is too big',
    ),
    row({ max_tip_amount: -1 }, 'invalid max_tip_amount of the currency specified'),
    row({ max_tip_amount: 5, suggested_tip_amounts: [0] }, 'suggested tip amount must be positive'),
    row({ max_tip_amount: 5, suggested_tip_amounts: [6] }, "suggested tip amount can't be bigger than max_tip_amount"),
    row({ max_tip_amount: 5, suggested_tip_amounts: [1, 2, 3, 4, 5] }, 'there can be at most 4 suggested tip amounts'),
    row({ business_connection_id: 'b' }, 'business connection not found'),
    row({ payload: 'я'.repeat(65) }, 'INVOICE_PAYLOAD_INVALID'),
    row({ ...dollars, provider_token: '' }, 'PAYMENT_PROVIDER_INVALID'),
    row({ ...dollars, provider_token: '123456:LIVE:x' }, 'PAYMENT_PROVIDER_INVALID'),
    row({ ...dollars, currency: 'XXX' }, 'CURRENCY_INVALID'),
    row({ ...dollars, prices: [{ label: 'x', amount: 99 }] }, 'CURRENCY_TOTAL_AMOUNT_INVALID'),
    row({ prices: [{ label: 'x', amount: 100_001 }] }, 'CURRENCY_TOTAL_AMOUNT_INVALID'),
    row({ prices: [...invoice.prices, ...invoice.prices] }, 'CURRENCY_TOTAL_AMOUNT_INVALID'),
    row({ provider_token: PROVIDER }, 'STARS_INVOICE_INVALID'),
    row({ max_tip_amount: 5 }, 'STARS_INVOICE_INVALID'),
  ];
}

function messageRefusals(user: number, channel: number, blocker: number): Refusal[] {
  const send = (params: object, words: string): Refusal =>
    bad('sendInvoice', { chat_id: user, ...invoice, ...params }, words);
  const url = { text: 'More', url: 'https://example.com/' };
  const pay = { text: 'Pay', pay: true };
  return [
    send({ chat_id: '' }, 'chat_id is empty'),
    send({ chat_id: 999 }, 'chat not found'),
    send({ chat_id: channel }, 'need administrator rights in the channel chat'),
    // The content is read before the chat, and the chat before the sum.
    send({ chat_id: 999, prices: [] }, 'there must be at least one price'),
    send({ chat_id: 999, prices: [{ label: 'x', amount: 0 }] }, 'chat not found'),
    send({ reply_markup: { inline_keyboard: [[url]] } }, 'REPLY_MARKUP_BUY_EMPTY'),
    send({ reply_markup: { keyboard: [['x']] } }, 'REPLY_MARKUP_BUY_EMPTY'),
    send({ reply_markup: { inline_keyboard: [[url, pay]] } }, 'BUTTON_TYPE_INVALID'),
    bad('sendMessage', { chat_id: user, text: 'x', reply_markup: { inline_keyboard: [[pay]] } }, 'BUTTON_TYPE_INVALID'),
    {
      method: 'sendInvoice',
      params: { chat_id: blocker, ...invoice },
      code: 403,
      description: 'Forbidden: bot was blocked by the user',
    },
  ];
}

const badLink = (params: object, words: string): Refusal => bad('createInvoiceLink', { ...invoice, ...params }, words);

function linkRefusals(): Refusal[] {
  return [
    badLink({ subscription_period: 86_400 }, 'SUBSCRIPTION_PERIOD_INVALID'),
    badLink({ subscription_period: 2_592_000, prices: [{ label: 'x', amount: 10_001 }] }, 'STARS_INVOICE_INVALID'),
  ];
}

function answerRefusals(query: string): Refusal[] {
  const options = (list: unknown, words: string): Refusal =>
    bad('answerShippingQuery', { shipping_query_id: query, ok: true, shipping_options: list }, words);
  const option = (fields: object, words: string): Refusal =>
    options([{ id: 'post', title: 'Post', prices: [{ label: 'Post', amount: 1 }], ...fields }], words);
  const prefix = "can't parse shipping option: ";
  const inner = `${prefix}Can't parse shipping option prices: `;
  return [
    ...['answerPreCheckoutQuery', 'answerShippingQuery'].flatMap((method) => [
      bad(method, { ok: false }, 'parameter "error_message" is required'),
      bad(method, { ok: false, error_message: ' ' }, 'ERROR_TEXT_EMPTY'),
      bad(method, { ok: false, error_message: 'no' }, TOO_OLD),
    ]),
    bad('answerPreCheckoutQuery', { ok: true, pre_checkout_query_id: query }, TOO_OLD),
    options('', 'parameter "shipping_options" is required'),
    options('[', "can't parse shipping options JSON object"),
    options({}, 'expected an Array of shipping options'),
    options([], 'there must be at least one shipping option'),
    options([7], `${prefix}ShippingOption must be an Object`),
    option({ id: '' }, `${prefix}ShippingOption identifier must be non-empty`),
    option({ title: '' }, `${prefix}ShippingOption title must be non-empty`),
    option({ prices: undefined }, `${prefix}Can't find field "prices"`),
    option({ prices: {} }, `${inner}Expected an Array of labeled prices`),
    option({ prices: [] }, `${inner}There must be at least one price`),
    option({ prices: [7] }, `${inner}Can't parse labeled price: LabeledPrice must be an Object`),
    option(
      { prices: [{ label: '', amount: 1 }] },
      `${inner}Can't parse labeled price: LabeledPrice label must be non-empty`,
    ),
    option({ id: BROKEN }, 'shipping option identifier must be encoded in UTF-8'),
    option({ title: BROKEN }, 'shipping option title must be encoded in UTF-8'),
    option({ prices: [{ label: BROKEN, amount: 1 }] }, 'price part label must be encoded in UTF-8'),
    option({ prices: [{ label: 'x', amount: TOO_MUCH }] }, 'too big amount of the currency specified'),
    option({ prices: [{ label: 'x', amount: 0 }] }, 'total price must be positive'),
    option(
      {
        prices: [
          { label: 'x', amount: TOO_MUCH - 1 },
          { label: 'y', amount: 1 },
        ],
      },
      'total price is too big',
    ),
  ];
}

function starRefusals(user: number): Refusal[] {
  const charge = { telegram_payment_charge_id: 'stx0' };
  return [
    ...['refundStarPayment', 'editUserStarSubscription'].flatMap((method) => [
      bad(method, charge, 'invalid user_id specified'),
      bad(method, { ...charge, user_id: 'anna' }, 'invalid user_id specified'),
      bad(method, { ...charge, user_id: user }, 'CHARGE_NOT_FOUND'),
    ]),
    bad('refundStarPayment', { user_id: user }, 'parameter "telegram_payment_charge_id" is required'),
    bad('refundStarPayment', { ...charge, user_id: 999 }, 'user not found'),
  ];
}

function webAppRefusals(query: string): Refusal[] {
  const result = (value: unknown, words: string): Refusal =>
    bad('answerWebAppQuery', { web_app_query_id: query, result: value }, words);
  const prefix = "can't parse inline query result: ";
  const article = { type: 'article', id: '1', title: 'x' };
  const content = (value: object, words: string): Refusal =>
    result({ ...article, input_message_content: value }, words);
  const said = { message_text: 'x' };
  const bill = {
    title: 'x',
    description: 'x',
    payload: 'x',
    provider_token: '',
    currency: 'XTR',
    prices: invoice.prices,
  };
  const markup = (value: unknown, words: string): Refusal =>
    result({ ...article, input_message_content: said, reply_markup: value }, `${prefix}${words}`);
  return [
    bad('answerWebAppQuery', { web_app_query_id: query }, "result isn't specified"),
    result('{', "can't parse JSON encoded web view query results Unexpected string end"),
    result([], `${prefix}Inline query result must be an object`),
    result(
      { type: 'song', id: '1', input_message_content: said },
      `${prefix}type "song" is unsupported for the inline query result`,
    ),
    result({ ...article, message_text: '' }, `${prefix}Message text is empty`),
    content({ ...said, link_preview_options: '{' }, `${prefix}Can't parse link preview options JSON object`),
    content({ ...said, link_preview_options: [] }, `${prefix}Object expected as link preview options`),
    content({ ...bill, payload: BROKEN }, `${prefix}InputInvoiceMessageContent payload must be encoded in UTF-8`),
    content({}, `${prefix}Input message content is not specified`),
    content({ message_text: 'x'.repeat(32_769) }, `${prefix}Text is too long`),
    content({ ...said, parse_mode: 'BBCode' }, `${prefix}Unsupported parse_mode`),
    content({ ...said, entities: [1] }, `${prefix}Can't parse MessageEntity: expected an Object`),
    markup({ inline_keyboard: [7] }, 'Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'),
    markup({ inline_keyboard: [[7]] }, "Can't parse inline keyboard button: InlineKeyboardButton must be an Object"),
    content({ ...bill, prices: {} }, `${prefix}Expected an Array of labeled prices`),
    content({ ...bill, prices: [7] }, `${prefix}Can't parse labeled price: LabeledPrice must be an Object`),
    content({ ...bill, prices: [] }, `${prefix}There must be at least one price`),
    content({ ...bill, suggested_tip_amounts: {} }, `${prefix}Expected an Array of suggested tip amounts`),
    content({ ...bill, suggested_tip_amounts: [{}] }, `${prefix}Suggested tip amount must be of type Number or String`),
    content({ ...bill, suggested_tip_amounts: ['x'] }, `${prefix}Can't parse suggested tip amount as Number`),
    result(
      { type: 'contact', id: '1', phone_number: ' ', first_name: 'x' },
      'field "phone_number" must contain a valid phone number',
    ),
    result({ type: 'contact', id: '1', phone_number: '1', first_name: ' ' }, 'field "first_name" must be non-empty'),
    result(
      { type: 'document', id: '1', title: 'x', document_url: `${APP}a`, mime_type: 'text/plain' },
      'unallowed document MIME type',
    ),
    result({ type: 'sticker', id: '1', sticker_file_id: 'a.b' }, 'wrong sticker_file_id specified'),
    result(
      { type: 'video', id: '1', title: 'x', video_url: `${APP}a`, mime_type: 'video/avi', thumbnail_url: `${APP}b` },
      'unallowed video MIME type',
    ),
    result(
      { type: 'video', id: '1', title: 'x', video_url: `${APP}a`, mime_type: 'text/html', thumbnail_url: `${APP}b` },
      'sent message content must be explicitly specified',
    ),
    result({ ...article, title: BROKEN, input_message_content: said }, 'strings must be encoded in UTF-8'),
    bad(
      'answerWebAppQuery',
      { web_app_query_id: 'AAH0', result: { ...article, input_message_content: said } },
      TOO_OLD,
    ),
  ];
}

describe('refusals of payments and of Mini App answers', () => {
  describeRefusals({
    fixture: () => fixture,
    refusals: () => refusals,
    methods: [
      'sendInvoice',
      'createInvoiceLink',
      'answerPreCheckoutQuery',
      'answerShippingQuery',
      'refundStarPayment',
      'editUserStarSubscription',
      'answerWebAppQuery',
    ],
    elsewhere: ELSEWHERE,
  });

  it('leave what was refused as it was', async () => {
    const answer = await fixture.api('getMyStarBalance');
    expect(answer.result).toEqual({ amount: 0 });
  });
});

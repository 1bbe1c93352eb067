import { asObject, callForm, pngOf, type Fixture } from './fixture.ts';
import { gifOf, jpegOf, mp4Of, opusOf, webpOf } from './media-bytes.ts';
import type { Recorder } from './golden-recorder.ts';

/** Morning of a day on which nothing happened yet. */
const BEGIN_MS = Date.UTC(2027, 0, 15, 8);

const PLACE = { latitude: 50.45, longitude: 30.5234 };
const PRICE = { currency: 'XTR', prices: [{ label: 'Tea', amount: 50 }] };

/** Goes through every kind of message and update that is modelled, always in the same way. */
export async function runScenario(fixture: Fixture, recorder: Recorder): Promise<void> {
  const people = await createPeople(fixture);
  await recorder.happens('nothing', async () => undefined);
  await talk(people, recorder);
  await sendMedia(people, recorder);
  await sendOthers(people, recorder);
  await pressButtons(people, recorder);
  await useInline(people, recorder);
  await pay(people, recorder);
  await subscribe(people, recorder);
  await changeGroup(people, recorder);
  await useForum(people, recorder);
  await useChannel(people, recorder);
}

type People = Awaited<ReturnType<typeof createPeople>>;

async function createPeople(fixture: Fixture) {
  const { sim } = fixture;
  await sim.clock({ now: BEGIN_MS, frozen: true });
  await sim.http.patch('bots/tester_bot', { supports_inline_queries: true });
  const anna = await sim.user({
    id: 501,
    first_name: 'Anna',
    last_name: 'Lee',
    username: 'anna_lee',
    language_code: 'uk',
    is_premium: true,
  });
  const boris = await sim.user({ id: 502, first_name: 'Boris', hides_forwards: true });
  return { ...fixture, anna, boris, chat: await anna.with('tester_bot'), his: await boris.with('tester_bot') };
}

async function talk({ anna, boris, chat, his, api }: People, { sends, happens }: Recorder): Promise<void> {
  const to = { chat_id: anna.id };
  await happens('a person starts the bot', async () => await chat.sends('/start payload'));
  const text = await happens(
    'a person sends a text',
    async () => await chat.sends('See https://example.com, @anna_lee'),
  );
  await happens('a person edits a text', async () => await chat.edits(text.message_id, 'Edited'));
  await happens(
    'a person replies',
    async () => await chat.sends('Reply', { reply_to: text.message_id, quote: 'Edit' }),
  );
  const plain = await sends('a text', 'sendMessage', { ...to, text: 'Hello' });
  const id = Number(plain['message_id']);
  const html =
    '<b>b</b><i>i</i><u>u</u><s>s</s><tg-spoiler>p</tg-spoiler> <a href="https://example.com/">link</a> <code>c</code>' +
    '<pre><code class="language-ts">pre</code></pre><blockquote>q</blockquote><a href="tg://user?id=501">Anna</a>';
  await sends('a text with entities', 'sendMessage', { ...to, text: html, parse_mode: 'HTML' });
  await sends('a reply', 'sendMessage', { ...to, text: 'Yes', reply_parameters: { message_id: id } });
  await sends('a text with options', 'sendMessage', {
    ...to,
    text: 'example.com',
    link_preview_options: { is_disabled: true },
    protect_content: true,
  });
  await sends('an edited text', 'editMessageText', { ...to, message_id: id, text: 'Hello again' });
  await sends('a forward', 'forwardMessage', { ...to, from_chat_id: anna.id, message_id: text.message_id });
  const hidden = await happens('another person starts the bot', async () => await his.sends('/start'));
  await sends('a forward of somebody hidden', 'forwardMessage', {
    ...to,
    from_chat_id: boris.id,
    message_id: hidden.message_id,
  });
  await happens('a person blocks the bot', async () => await boris.blocks('tester_bot'));
  await happens('a person unblocks the bot', async () => await boris.unblocks('tester_bot'));
  await api('setMessageReaction', { ...to, message_id: text.message_id, reaction: [{ type: 'emoji', emoji: '👍' }] });
  await happens('a person reacts', async () => await chat.reacts(id, '❤'));
}

function form(to: number, fields: Record<string, string>, files: Record<string, [Buffer, string]>): FormData {
  const data = new FormData();
  data.set('chat_id', String(to));
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  for (const [name, [bytes, file]] of Object.entries(files)) data.set(name, new Blob([new Uint8Array(bytes)]), file);
  return data;
}

function base64(bytes: Buffer, name: string): { base64: string; name: string } {
  return { base64: bytes.toString('base64'), name };
}

async function sendMedia({ anna, chat }: People, { sends, happens }: Recorder): Promise<void> {
  const video = mp4Of({ width: 320, height: 240, seconds: 3 });
  const send = async (
    name: string,
    method: string,
    field: string,
    file: [Buffer, string],
    more = {},
  ): Promise<void> => {
    await sends(name, method, form(anna.id, more, { [field]: file }));
  };
  const caption = { caption: '*Caption*', parse_mode: 'MarkdownV2' };
  await send('a photo', 'sendPhoto', 'photo', [jpegOf(1280, 960), 'a.jpg'], caption);
  await send('a hidden photo', 'sendPhoto', 'photo', [pngOf(90, 60), 'a.png'], {
    has_spoiler: 'true',
    show_caption_above_media: 'true',
    caption: 'Above',
  });
  await sends(
    'a document',
    'sendDocument',
    form(anna.id, {}, { document: [Buffer.from('plain text'), 'a.txt'], thumbnail: [jpegOf(90, 60), 't.jpg'] }),
  );
  await send('an audio', 'sendAudio', 'audio', [opusOf(2), 'a.mp3'], {
    title: 'Song',
    performer: 'Band',
    duration: '2',
  });
  await send('a video', 'sendVideo', 'video', [video, 'a.mp4'], { supports_streaming: 'true' });
  await send('an animation', 'sendAnimation', 'animation', [gifOf(32, 24), 'a.gif']);
  await send('a voice', 'sendVoice', 'voice', [opusOf(2), 'a.ogg']);
  await send('a video note', 'sendVideoNote', 'video_note', [mp4Of({ width: 240, height: 240, seconds: 3 }), 'n.mp4'], {
    length: '240',
  });
  await send('a sticker', 'sendSticker', 'sticker', [webpOf(512, 512), 's.webp'], { emoji: '🙂' });
  await sends(
    'a live photo',
    'sendLivePhoto',
    form(anna.id, {}, { live_photo: [video, 'a.mp4'], photo: [jpegOf(320, 240), 'a.jpg'] }),
  );
  const album = JSON.stringify([
    { type: 'photo', media: 'attach://one', caption: 'Two of them' },
    { type: 'video', media: 'attach://two' },
  ]);
  await sends(
    'an album',
    'sendMediaGroup',
    form(anna.id, { media: album }, { one: [jpegOf(64, 64), 'a.jpg'], two: [video, 'b.mp4'] }),
  );
  const sale = JSON.stringify([{ type: 'photo', media: 'attach://one' }]);
  await sends(
    'paid media',
    'sendPaidMedia',
    form(anna.id, { star_count: '5', media: sale, payload: 'p' }, { one: [jpegOf(64, 64), 'a.jpg'] }),
  );
  const say = async (name: string, extras: object): Promise<void> => {
    await happens(name, async () => await chat.sends('', extras));
  };
  await say('a person sends a photo', { photo: base64(jpegOf(1280, 960), 'a.jpg'), caption: 'Mine' });
  await say('a person sends a voice', { voice: base64(opusOf(2), 'a.ogg') });
  await say('a person sends a document', { document: base64(Buffer.from('text'), 'a.txt') });
  await happens('a person sends an album', async () => {
    const photo = { photo: base64(jpegOf(64, 64), 'a.jpg') };
    return await chat.sendsAlbum([photo, { photo: base64(jpegOf(64, 32), 'b.jpg') }], 'Both');
  });
  await happens('a person buys paid media', async () => {
    const message = (await chat.transcript()).find((one) => 'paid_media' in one);
    return await chat.pays(message);
  });
}

async function sendOthers({ anna, sim, chat }: People, { sends, happens }: Recorder): Promise<void> {
  const to = { chat_id: anna.id };
  await sends('a location', 'sendLocation', { ...to, ...PLACE, horizontal_accuracy: 10 });
  const live = await sends('a live location', 'sendLocation', { ...to, ...PLACE, live_period: 600, heading: 90 });
  const id = { ...to, message_id: live['message_id'] };
  await sends('a moved location', 'editMessageLiveLocation', { ...id, latitude: 50.46, longitude: 30.5 });
  await sends('a venue', 'sendVenue', { ...to, ...PLACE, title: 'Cafe', address: 'Street 1', google_place_id: 'x' });
  await sends('a contact', 'sendContact', { ...to, phone_number: '+15550001', first_name: 'Zoe', last_name: 'Fox' });
  await sends('a dice', 'sendDice', to);
  const poll = await sends('a poll', 'sendPoll', {
    ...to,
    question: 'Tea?',
    options: ['Yes', 'No'],
    is_anonymous: false,
    open_period: 600,
  });
  await happens('a person votes', async () => await chat.votes(Number(poll['message_id']), 0));
  await happens('a poll closes', async () => await sim.clock({ advance_ms: 601_000 }));
  await sends('a quiz', 'sendPoll', {
    ...to,
    question: '2 + 2?',
    options: ['3', '4'],
    type: 'quiz',
    correct_option_ids: [1],
    explanation: 'Count',
  });
  await happens('a person sends a poll', async () => await chat.asks('Mine?', ['a', 'b']));
  await happens('a person sends a place', async () => await chat.sends('', { location: PLACE }));
  const shared = await happens('a person shares a place', async () => await chat.sharesLocation(PLACE, 900));
  await happens('a person moves', async () => await chat.movesTo(shared, { latitude: 50.5, longitude: 30.6 }));
  await happens('a person throws a dice', async () => await chat.throwsDice('🎯'));
}

async function pressButtons(
  { anna, boris, chat, api, sim }: People,
  { sends, happens, answers }: Recorder,
): Promise<void> {
  const to = { chat_id: anna.id };
  const inline = [
    [
      { text: 'Data', callback_data: 'data' },
      { text: 'Site', url: 'https://example.com/' },
    ],
    [{ text: 'App', web_app: { url: 'https://example.com/app' } }],
    [
      { text: 'Here', switch_inline_query_current_chat: 'q' },
      { text: 'There', switch_inline_query: '' },
      { text: 'Where', switch_inline_query_chosen_chat: { query: 'q', allow_user_chats: true } },
    ],
    [{ text: 'Copy', copy_text: { text: 'code' } }],
  ];
  const keys = await sends('a text with an inline keyboard', 'sendMessage', {
    ...to,
    text: 'Choose',
    reply_markup: { inline_keyboard: inline },
  });
  await answers('a press', async () => await chat.presses('Data'), {
    callback_query: async ({ id }) => await api('answerCallbackQuery', { callback_query_id: id }),
  });
  await sends('a text with other buttons', 'editMessageReplyMarkup', {
    ...to,
    message_id: keys['message_id'],
    reply_markup: { inline_keyboard: [[{ text: 'Only', callback_data: 'only' }]] },
  });
  const request = { request_id: 1, request_name: true, request_username: true };
  await sends('a text with a keyboard', 'sendMessage', {
    ...to,
    text: 'Keys',
    reply_markup: {
      keyboard: [
        [
          { text: 'Phone', request_contact: true },
          { text: 'Place', request_location: true },
        ],
        [
          { text: 'Who', request_users: request },
          { text: 'Chat', request_chat: { request_id: 2, chat_is_channel: false } },
        ],
        [
          { text: 'App', web_app: { url: 'https://example.com/app' } },
          { text: 'New', request_managed_bot: { request_id: 3 } },
        ],
      ],
    },
  });
  const press = async (name: string, text: string, options: object = {}): Promise<void> => {
    await happens(name, async () => await chat.presses(text, options));
  };
  const group = await sim.group({ type: 'group', title: 'Asked', members: [anna.id] });
  await press('a person shares the phone', 'Phone');
  await press('a person shares a person', 'Who', { users: [boris.id] });
  await press('a person shares a chat', 'Chat', { shared_chat: group.id });
  await press('a person makes a bot', 'New', { managed_bot: { name: 'Child', username: 'child_bot' } });
  await happens('a Mini App sends data', async () => await anna.sendsWebAppData('tester_bot', 'App', '{"a":1}'));
}

async function useInline({ anna, sim, chat, api }: People, { happens, answers }: Recorder): Promise<void> {
  const group = await sim.group({ type: 'group', title: 'Inline', members: [anna.id] });
  const result = {
    type: 'article',
    id: 'r1',
    title: 'R',
    input_message_content: { message_text: 'Via' },
    reply_markup: { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] },
  };
  const typed = await answers(
    'an inline query',
    async () => await anna.queries('tester_bot', 'cats', { chat: group.id, location: PLACE }),
    { inline_query: async ({ id }) => await api('answerInlineQuery', { inline_query_id: id, results: [result] }) },
  );
  const there = await anna.in(group.id);
  await happens('a chosen result', async () => await there.chooses(typed, 'r1'));
  await happens('a press on it', async () => await there.presses('Go'));
  await happens('a result in private', async () => await chat.chooses(typed, 'r1'));
}

async function pay({ anna, chat, api }: People, { sends, happens, answers }: Recorder): Promise<void> {
  const to = { chat_id: anna.id };
  const invoice = { ...to, title: 'Tea', description: 'A cup', payload: 'order-1' };
  await sends('an invoice', 'sendInvoice', { ...invoice, ...PRICE });
  const agree = async ({ id }: Record<string, unknown>): ReturnType<typeof api> =>
    await api('answerPreCheckoutQuery', { pre_checkout_query_id: id, ok: true });
  const paid = await answers('a payment', async () => await chat.pays(), { pre_checkout_query: agree });
  const refund = { user_id: anna.id, telegram_payment_charge_id: asObject(paid)['charge_id'] };
  await happens('a refund', async () => await api('refundStarPayment', refund));
  await sends('an invoice with shipping', 'sendInvoice', {
    ...invoice,
    provider_token: '123456:TEST:play',
    currency: 'EUR',
    prices: [{ label: 'Tea', amount: 500 }],
    need_name: true,
    need_shipping_address: true,
    is_flexible: true,
  });
  const shipping_options = [{ id: 'post', title: 'Post', prices: [{ label: 'Post', amount: 100 }] }];
  await answers('a delivery', async () => await chat.pays(undefined, { shipping_option_id: 'post' }), {
    shipping_query: async ({ id }) =>
      await api('answerShippingQuery', { shipping_query_id: id, ok: true, shipping_options }),
    pre_checkout_query: agree,
  });
}

async function subscribe({ anna, sim, api, chat }: People, { happens, answers }: Recorder): Promise<void> {
  const link = await api('createInvoiceLink', {
    title: 'Month',
    description: 'Thirty days',
    payload: 'month',
    ...PRICE,
    subscription_period: 2_592_000,
  });
  const paid = await answers('a subscription', async () => await anna.paysLink(String(link.result)), {
    pre_checkout_query: async ({ id }) => await api('answerPreCheckoutQuery', { pre_checkout_query_id: id, ok: true }),
  });
  await happens('a subscription is cancelled', async () => {
    return await anna.cancelsSubscription('tester_bot', paid.charge_id ?? '');
  });
  await api('sendMessageDraft', { chat_id: anna.id, draft_id: 7, text: 'Thinking', can_stop: true });
  await happens('a draft is stopped', async () => await chat.stops(7));
  await sim.clock({ advance_ms: 60_000 });
}

async function changeGroup({ anna, boris, sim, api, url, bot }: People, { sends, happens }: Recorder): Promise<void> {
  const made = await happens(
    'a group is made',
    async () => await sim.group({ type: 'group', title: 'Friends', members: [anna.id, 'tester_bot'], owner: anna.id }),
  );
  const to = { chat_id: made.id };
  await happens('a person joins', async () => await sim.member(made.id, boris.id, 'member', { by: anna.id }));
  await happens('a bot is promoted', async () => await sim.member(made.id, 'tester_bot', 'administrator'));
  const group = await anna.in(made.id);
  const text = await happens('a person writes in a group', async () => await group.sends('Hi all'));
  await happens('a person reacts in a group', async () => await group.reacts(text.message_id, '👍'));
  await happens('a title changes', async () => await anna.changes(made.id, { title: 'Old friends' }));
  await happens('the bot changes the title', async () => await api('setChatTitle', { ...to, title: 'Best friends' }));
  const photo = new FormData();
  photo.set('chat_id', String(made.id));
  photo.set('photo', new Blob([new Uint8Array(jpegOf(640, 640))]), 'p.jpg');
  await happens('the bot changes the photo', async () => await callForm(url, bot.token, 'setChatPhoto', photo));
  await happens('the bot takes the photo away', async () => await api('deleteChatPhoto', to));
  await happens('a message is pinned', async () => await group.pins(text.message_id));
  await happens('a person leaves', async () => await boris.leaves(made.id));
  await sends('a text in a group', 'sendMessage', { ...to, text: 'Hello group' });
  const moved = await happens('a group grows', async () => await sim.migrate(made.id));
  const bigger = moved.migrate_to_chat_id;
  await happens('a person is restricted', async () => await sim.member(bigger, boris.id, 'restricted'));
  await happens('a person is banned', async () => await sim.member(bigger, boris.id, 'kicked'));
  await api('unbanChatMember', { chat_id: bigger, user_id: boris.id });
  const link = asObject(
    (await api('createChatInviteLink', { chat_id: bigger, name: 'For all', creates_join_request: true })).result,
  );
  await happens('a request to join', async () => await boris.joins(String(link['invite_link']), 'I am Boris'));
  await happens(
    'a request is granted',
    async () => await api('approveChatJoinRequest', { chat_id: bigger, user_id: boris.id }),
  );
}

async function useForum({ anna, sim, api }: People, { sends, happens }: Recorder): Promise<void> {
  const { id } = await happens(
    'a forum is made',
    async () =>
      await sim.group({
        type: 'supergroup',
        title: 'Forum',
        members: [anna.id, 'tester_bot'],
        is_forum: true,
        owner: anna.id,
      }),
  );
  await sim.member(id, 'tester_bot', 'administrator', { rights: ['can_manage_topics', 'can_manage_chat'] });
  const forum = await anna.in(id);
  const topic = await happens(
    'a topic is opened',
    async () => await forum.opensTopic('News', { icon_color: 7_322_096 }),
  );
  const said = await happens('a person writes in a topic', async () => await forum.topic(topic).sends('In a topic'));
  await sends('a text in a topic', 'sendMessage', {
    chat_id: id,
    message_thread_id: topic,
    text: 'Answer',
    reply_parameters: { message_id: said.message_id, quote: 'topic' },
  });
  const there = { chat_id: id, message_thread_id: topic };
  await happens('a topic is renamed', async () => await forum.renamesTopic(topic, 'Old news'));
  await happens('a topic is closed', async () => await forum.closesTopic(topic));
  await happens('the bot reopens a topic', async () => await api('reopenForumTopic', there));
  await happens('the bot hides General', async () => await api('hideGeneralForumTopic', { chat_id: id }));
  await happens('the bot shows General', async () => await api('unhideGeneralForumTopic', { chat_id: id }));
}

async function useChannel({ anna, sim }: People, { sends, happens }: Recorder): Promise<void> {
  const { id } = await happens(
    'a channel is made',
    async () =>
      await sim.group({
        type: 'channel',
        title: 'News',
        username: 'news_today',
        members: [anna.id, 'tester_bot'],
        owner: anna.id,
      }),
  );
  const channel = await anna.in(id);
  const post = await happens('a post', async () => await channel.sends('First post'));
  await happens('an edited post', async () => await channel.edits(post.message_id, 'First post, edited'));
  const own = await sends('a post of the bot', 'sendMessage', { chat_id: id, text: 'By the bot' });
  await sends('a forward of a post', 'forwardMessage', {
    chat_id: anna.id,
    from_chat_id: id,
    message_id: post.message_id,
  });
  await happens('reactions in a channel', async () => await channel.reacts(Number(own['message_id']), '🔥'));
  await happens('counts of reactions', async () => await sim.clock({ advance_ms: 3_600_000 }));
}

/** Kinds of updates that nothing here brings, with the reason. */
export const NOT_MODELLED: Readonly<Record<string, string>> = {
  business_connection: 'no person here has a business account',
  business_message: 'no person here has a business account',
  edited_business_message: 'no person here has a business account',
  deleted_business_messages: 'no person here has a business account',
  guest_message: 'guest chats are not modelled',
  chat_boost: 'boosts are not modelled',
  removed_chat_boost: 'boosts are not modelled',
};

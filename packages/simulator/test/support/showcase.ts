import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Actor, SimulatorClient } from '@durabot/simulator';

import { mp4Of, opusOf } from './media-bytes.ts';
import { landscapePng, toneWav } from './pictures.ts';

/** A world with every kind of content in it, for tests of what people see and for the pictures of the docs. */
export interface Showcase {
  olena: Actor;
  ivan: Actor;
  bots: Record<BotName, ShowBot>;
  forum: number;
  /** A group that people have to ask to be let into. */
  club: { id: number; link: string };
  stop: () => Promise<void>;
}

type BotName = 'gallery_bot' | 'shop_bot' | 'quiz_bot' | 'app_bot';

export interface ShowBot {
  id: number;
  token: string;
  call: (method: string, payload: object, files?: Record<string, Buffer>) => Promise<{ message_id: number }>;
  /** How it answers pre-checkout queries from now on; with words, it refuses. */
  refusePayments: (words: string | undefined) => void;
}

const people = [
  { id: 1001, first_name: 'Olena', last_name: 'Koval', language_code: 'en' },
  { id: 1002, first_name: 'Иван', language_code: 'ru' },
];

export async function startShowcase(sim: SimulatorClient, url: string): Promise<Showcase> {
  const stopping = new AbortController();
  const pages = await startPages(url);
  const [olena, ivan] = await Promise.all(people.map((person) => sim.user(person)));
  if (olena === undefined || ivan === undefined) throw new Error('the people are missing');
  const start = async (username: BotName, firstName: string): Promise<ShowBot> => {
    const bot = await sim.bot({
      username,
      first_name: firstName,
      supports_inline_queries: username === 'gallery_bot' || username === 'app_bot',
      inline_placeholder: 'Search pictures…',
    });
    await (await olena.with(username)).sends('/start');
    await (await ivan.with(username)).sends('/start');
    return runBot(url, bot, stopping.signal);
  };
  const bots = {
    gallery_bot: await start('gallery_bot', 'Gallery'),
    shop_bot: await start('shop_bot', 'Corner Shop'),
    quiz_bot: await start('quiz_bot', 'Quiz Night'),
    app_bot: await start('app_bot', 'Mini Apps'),
  };
  const forum = await sim.group({
    type: 'supergroup',
    title: 'The house',
    is_forum: true,
    owner: 1001,
    members: [1001, 1002, 'gallery_bot'],
  });
  const club = await sim.group({ type: 'supergroup', title: 'Chess club', owner: 1001, members: [1001, 'quiz_bot'] });
  const link = await control(url, 'invite-links', { from: 1001, chat: club.id, creates_join_request: true });
  await fillGallery(bots.gallery_bot);
  await fillShop(bots.shop_bot);
  await fillQuiz(bots.quiz_bot);
  await fillApps(bots.app_bot, pages.url);
  await control(url, 'web-apps/register', { bot: 'app_bot', url: `${pages.url}/app` });
  return {
    olena,
    ivan,
    bots,
    forum: forum.id,
    club: { id: club.id, link: String(link['invite_link']) },
    stop: async () => {
      stopping.abort();
      await pages.stop();
    },
  };
}

async function fillGallery({ call }: ShowBot): Promise<void> {
  const to = { chat_id: 1001 };
  await call('sendMessage', { ...to, text: 'Rules: be kind. See also https://t.me/shop_bot' });
  await album(call, 2, 'Two boats');
  await album(call, 3, 'Three hills and one sun');
  await album(call, 5, 'A week in the Carpathians');
  await album(call, 10, 'Ten of them');
  await call(
    'sendPhoto',
    { ...to, photo: 'attach://a', caption: 'The caption is above', show_caption_above_media: true },
    { a: landscapePng(480, 270, 0.1) },
  );
  await call(
    'sendPhoto',
    { ...to, photo: 'attach://a', caption: 'A surprise', has_spoiler: true },
    { a: landscapePng(360, 360, 0.85) },
  );
  await call(
    'sendAnimation',
    { ...to, animation: 'attach://a', thumbnail: 'attach://t', caption: 'It moves' },
    { a: mp4Of({ width: 320, height: 180, seconds: 3 }), t: landscapePng(320, 180, 0.45) },
  );
  await call(
    'sendVideo',
    { ...to, video: 'attach://a', thumbnail: 'attach://t', caption: 'A walk' },
    { a: mp4Of({ width: 640, height: 360, seconds: 75 }), t: landscapePng(320, 180, 0.55) },
  );
  await call(
    'sendVideoNote',
    { ...to, video_note: 'attach://a', thumbnail: 'attach://t' },
    { a: mp4Of({ width: 240, height: 240, seconds: 12 }), t: landscapePng(240, 240, 0.3) },
  );
  await call('sendAudio', { ...to, audio: 'attach://a', title: 'Morning', performer: 'The Kettles' }, { a: toneWav() });
  await call('sendVoice', { ...to, voice: 'attach://a' }, { a: opusOf(7) });
  await call(
    'sendDocument',
    { ...to, document: 'attach://a', caption: 'The minutes' },
    { a: Buffer.from('Minutes of the meeting\n') },
  );
  await call('sendDice', { ...to, emoji: '🎲' });
  await call('sendDice', { ...to, emoji: '🎰' });
  await call('sendVenue', {
    ...to,
    latitude: 50.4501,
    longitude: 30.5234,
    title: 'Workshop',
    address: 'Khreshchatyk 1, Kyiv',
  });
  await call('sendLocation', { ...to, latitude: 50.45, longitude: 30.52, live_period: 900 });
  await call('sendContact', { ...to, phone_number: '+15550101003', first_name: 'Taras' });
  const { message_id: said } = await call('sendMessage', { ...to, text: 'Bring your own tools, and tell us which.' });
  await call('sendMessage', {
    ...to,
    text: 'This part matters most.',
    reply_parameters: { message_id: said, quote: 'your own tools' },
  });
  await call('forwardMessage', { ...to, from_chat_id: 1001, message_id: said });
  await call('setMessageReaction', { ...to, message_id: said, reaction: [{ type: 'emoji', emoji: '🔥' }] });
  await call('pinChatMessage', { ...to, message_id: said });
  const spoken = 'The password is swordfish.';
  await call('sendMessage', {
    ...to,
    text: spoken,
    entities: [{ type: 'spoiler', offset: spoken.indexOf('swordfish'), length: 9 }],
  });
}

async function fillShop({ call }: ShowBot): Promise<void> {
  const to = { chat_id: 1001 };
  const stars = { currency: 'XTR', prices: [{ label: 'Tea', amount: 50 }] };
  await call('sendInvoice', {
    ...to,
    title: 'A cup of tea',
    description: 'Black, with lemon',
    payload: 'tea',
    ...stars,
  });
  await call('sendInvoice', {
    ...to,
    title: 'A teapot',
    description: 'Clay, one litre',
    payload: 'pot',
    provider_token: '284685063:TEST:Play',
    currency: 'EUR',
    prices: [
      { label: 'Teapot', amount: 1850 },
      { label: 'Box', amount: 200 },
    ],
    max_tip_amount: 1000,
    suggested_tip_amounts: [100, 300],
    need_name: true,
    need_shipping_address: true,
    is_flexible: true,
  });
  await call(
    'sendPaidMedia',
    {
      ...to,
      star_count: 25,
      caption: 'The recipe',
      payload: 'recipe',
      media: [
        { type: 'photo', media: 'attach://a' },
        { type: 'photo', media: 'attach://b' },
      ],
    },
    { a: landscapePng(320, 240, 0.05), b: landscapePng(320, 240, 0.15) },
  );
  await call('sendInvoice', {
    ...to,
    title: 'A cake',
    description: 'With a button of the bot',
    payload: 'cake',
    currency: 'XTR',
    prices: [{ label: 'Cake', amount: 20_000 }],
    reply_markup: {
      inline_keyboard: [[{ text: 'Pay ⭐ 20,000', pay: true }], [{ text: 'Ask the cook', callback_data: 'ask' }]],
    },
  });
}

async function fillQuiz({ call }: ShowBot): Promise<void> {
  const to = { chat_id: 1001 };
  const options = ['Monday', 'Wednesday', 'Friday'].map((text) => ({ text }));
  await call('sendPoll', { ...to, question: 'When shall we meet?', options, is_anonymous: false });
  await call('sendPoll', {
    ...to,
    question: 'Which tools do you have?',
    options: ['Saw', 'Drill', 'Hammer', 'None'].map((text) => ({ text })),
    allows_multiple_answers: true,
  });
  await call('sendPoll', {
    ...to,
    question: 'What is the largest planet?',
    options: ['Saturn', 'Jupiter', 'Neptune'].map((text) => ({ text })),
    type: 'quiz',
    correct_option_id: 1,
    explanation: 'Jupiter is twice as heavy as all the others together.',
    open_period: 600,
  });
  const { message_id: closed } = await call('sendPoll', {
    ...to,
    question: 'Tea or coffee?',
    options: [{ text: 'Tea' }, { text: 'Coffee' }],
  });
  await call('stopPoll', { ...to, message_id: closed });
}

async function fillApps({ call }: ShowBot, pages: string): Promise<void> {
  const to = { chat_id: 1001 };
  const app = { url: `${pages}/app` };
  await call('setChatMenuButton', { menu_button: { type: 'web_app', text: 'Order', web_app: app } });
  await call('sendMessage', {
    ...to,
    text: 'Everything opens here.',
    reply_markup: {
      inline_keyboard: [
        [{ text: 'Open the app', web_app: app }],
        [{ text: 'Refuses to be framed', web_app: { url: `${pages}/closed` } }],
        [{ text: 'Search pictures', switch_inline_query: 'hills' }],
        [{ text: 'Meet the shop', url: 'https://t.me/shop_bot?start=from_apps' }],
      ],
    },
  });
  await call('sendMessage', {
    ...to,
    text: 'And the keyboard asks for things.',
    reply_markup: {
      keyboard: [
        [
          { text: 'Choose a seat', web_app: app },
          { text: 'Make a poll', request_poll: {} },
        ],
        [{ text: 'Share people', request_users: { request_id: 1, max_quantity: 2 } }],
      ],
      resize_keyboard: true,
    },
  });
}

async function album(call: ShowBot['call'], count: number, caption: string): Promise<void> {
  const files: Record<string, Buffer> = {};
  const media = Array.from({ length: count }, (_, index) => {
    const isTall = index % 3 === 1;
    files[`p${index}`] = landscapePng(isTall ? 240 : 320, isTall ? 300 : 220, (index * 0.137 + count * 0.2) % 1);
    return { type: 'photo', media: `attach://p${index}`, ...(index === 0 ? { caption } : {}) };
  });
  await call('sendMediaGroup', { chat_id: 1001, media }, files);
}

/** Answers what has to be answered: checkouts, shipping, inline queries and presses. */
function runBot(url: string, { id, token }: { id: number; token: string }, signal: AbortSignal): ShowBot {
  let refusal: string | undefined;
  const call = async (
    method: string,
    payload: object,
    files: Record<string, Buffer> = {},
  ): Promise<{ message_id: number }> => {
    const form = new FormData();
    for (const [name, value] of Object.entries(payload)) {
      form.append(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
    }
    for (const [name, bytes] of Object.entries(files)) {
      form.append(name, new Blob([new Uint8Array(bytes)]), FILE_NAMES[method] ?? `${name}.png`);
    }
    const response = await fetch(`${url}/bot${token}/${method}`, { method: 'POST', body: form, signal });
    const said: unknown = await response.json();
    if (typeof said !== 'object' || said === null || !('result' in said)) {
      throw new Error(`${method} was refused: ${JSON.stringify(said)}`);
    }
    // The shape is the simulator's own and has its own tests.
    return said.result as { message_id: number };
  };

  async function answer(
    update: Record<string, { id: string; query?: string; offset?: string } | undefined>,
  ): Promise<void> {
    const {
      pre_checkout_query: checkout,
      shipping_query: shipping,
      inline_query: inline,
      callback_query: press,
    } = update;
    if (checkout) {
      await call('answerPreCheckoutQuery', {
        pre_checkout_query_id: checkout.id,
        ...(refusal === undefined ? { ok: true } : { ok: false, error_message: refusal }),
      });
    }
    if (shipping) {
      await call('answerShippingQuery', {
        shipping_query_id: shipping.id,
        ok: true,
        shipping_options: [
          { id: 'post', title: 'Post', prices: [{ label: 'Post', amount: 300 }] },
          { id: 'bike', title: 'Bicycle', prices: [{ label: 'Bicycle', amount: 700 }] },
        ],
      });
    }
    if (inline) await call('answerInlineQuery', inlineAnswer(inline));
    if (press) await call('answerCallbackQuery', { callback_query_id: press.id, text: 'It is good' });
  }

  async function poll(): Promise<void> {
    let offset = 0;
    while (!signal.aborted) {
      const updates: unknown = await call('getUpdates', { offset, timeout: 25, allowed_updates: [] });
      for (const update of updates as (Parameters<typeof answer>[0] & { update_id: number })[]) {
        offset = update.update_id + 1;
        await answer(update);
      }
    }
  }

  poll().catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  return { id, token, call, refusePayments: (words) => (refusal = words) };
}

const FILE_NAMES: Record<string, string> = {
  sendAnimation: 'moves.mp4',
  sendVideo: 'walk.mp4',
  sendVideoNote: 'note.mp4',
  sendAudio: 'morning.wav',
  sendVoice: 'voice.ogg',
  sendDocument: 'minutes.txt',
};

/** Two pages of articles: what is asked for is in their titles. */
function inlineAnswer({ id, query = '', offset = '' }: { id: string; query?: string; offset?: string }): object {
  const from = Number(offset || 0);
  const results = Array.from({ length: 12 }, (_, index) => ({
    type: 'article',
    id: String(from + index),
    title: `${query || 'Picture'} ${from + index + 1}`,
    description: `About ${query || 'nothing'} in few words`,
    input_message_content: { message_text: `You chose ${query} ${from + index + 1}` },
  }));
  const button = { text: 'Sign in to see more', start_parameter: 'sign_in' };
  return { inline_query_id: id, results, next_offset: from === 0 ? '12' : '', button, cache_time: 0 };
}

/** A Mini App, and a page that will not be shown in a frame. */
async function startPages(url: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const server: Server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (request.url?.startsWith('/closed')) response.setHeader('x-frame-options', 'DENY');
    response.end(APP.replace('{script}', `${url}/_sim/telegram-web-app.js`));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // It listens on a port, so its address is no path.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const APP = `<!doctype html><meta name="viewport" content="width=device-width"><title>Seats</title>
<style>body{font:16px system-ui;margin:20px;background:var(--tg-theme-bg-color);color:var(--tg-theme-text-color)}
button{font:inherit;padding:12px 18px;border:0;border-radius:10px;background:var(--tg-theme-button-color);color:var(--tg-theme-button-text-color)}
.row{display:flex;gap:8px;flex-wrap:wrap}</style>
<script src="{script}"></script>
<h1>Hello, <span id="who"></span></h1><p id="said">Choose a seat</p>
<div class="row"><button id="seat">Seat 7</button><button id="ask">Ask me</button></div>
<script>
const app = Telegram.WebApp, said = document.getElementById('said');
document.getElementById('who').textContent = app.initDataUnsafe.user?.first_name ?? 'guest';
document.getElementById('seat').onclick = () => app.MainButton.setText('Take seat 7').show();
document.getElementById('ask').onclick = () => app.showConfirm('Are you sure?', (yes) => { said.textContent = yes ? 'You are sure' : 'You are not sure'; });
app.MainButton.onClick(() => { app.sendData('seat 7'); said.textContent = 'Seat 7 is yours'; });
app.BackButton.show().onClick(() => { said.textContent = 'Back again'; });
app.ready(); app.expand();
</script>`;

async function control(url: string, path: string, body: object): Promise<Record<string, unknown>> {
  const response = await fetch(`${url}/_sim/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  if (!response.ok || typeof answer !== 'object' || answer === null) {
    throw new Error(`${path} was refused: ${JSON.stringify(answer)}`);
  }
  return { ...answer };
}

import { connect } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startFixture, type Fixture } from './support/fixture.ts';
import { seededRandom, type Random } from './support/seeded-random.ts';

const REQUESTS = 4_000;
const AT_ONCE = 16;

const METHODS = [
  'getMe',
  'sendMessage',
  'editMessageText',
  'editMessageCaption',
  'editMessageReplyMarkup',
  'deleteMessage',
  'deleteMessages',
  'answerCallbackQuery',
  'sendChatAction',
  'sendPhoto',
  'sendDocument',
  'sendVoice',
  'sendLocation',
  'sendContact',
  'forwardMessage',
  'copyMessage',
  'getFile',
  'getChat',
  'getChatMember',
  'getChatMemberCount',
  'setMyCommands',
  'getMyCommands',
  'deleteMyCommands',
  'setChatMenuButton',
  'getChatMenuButton',
  'setMessageReaction',
  'getWebhookInfo',
  'sendDice',
  'noSuchMethod',
];

const NAMES = [
  'chat_id',
  'from_chat_id',
  'message_id',
  'message_ids',
  'text',
  'caption',
  'parse_mode',
  'entities',
  'caption_entities',
  'reply_markup',
  'reply_parameters',
  'link_preview_options',
  'message_thread_id',
  'photo',
  'document',
  'voice',
  'latitude',
  'longitude',
  'phone_number',
  'first_name',
  'file_id',
  'user_id',
  'commands',
  'scope',
  'language_code',
  'menu_button',
  'reaction',
  'action',
  'callback_query_id',
];

let fixture: Fixture;
let user = 0;
beforeAll(async () => {
  fixture = await startFixture();
  const anna = await fixture.sim.user({ first_name: 'Anna' });
  user = anna.id;
  await (await anna.with('tester_bot')).sends('/start');
});
afterAll(async () => await fixture.stop());

const NASTY = [
  '',
  ' ',
  '0',
  '-1',
  '99999999999999999999',
  'null',
  'true',
  '[',
  '{}',
  '[[[[[[]]]]]]',
  '<b>',
  '</b>',
  '&#0;',
  '*_`[',
  '[a](',
  '||>',
  '\u0000\u0007',
  '\ud800',
  '😀'.repeat(3000),
  'x'.repeat(5000),
  '@tester_bot',
  'http://[::1',
  '../../etc/passwd',
  '__proto__',
  'constructor',
  "'; drop table message; --",
  '%00%ff',
];

function pick<Item>(random: Random, items: readonly Item[], fallback: Item): Item {
  return items[Math.floor(random() * items.length)] ?? fallback;
}

function nastyValue(random: Random, depth = 0): unknown {
  const kind = random();
  if (kind < 0.45) return pick(random, NASTY, '');
  if (kind < 0.6) return Math.floor((random() - 0.5) * 10 ** Math.floor(random() * 18));
  if (kind < 0.7) return user;
  if (kind < 0.75) return null;
  if (kind < 0.8) return random() < 0.5;
  if (depth > 3) return [];
  if (kind < 0.9) return Array.from({ length: Math.floor(random() * 4) }, () => nastyValue(random, depth + 1));
  const keys = [
    'type',
    'offset',
    'length',
    'text',
    'url',
    'callback_data',
    'keyboard',
    'inline_keyboard',
    'message_id',
    '__proto__',
    'command',
    'description',
    'chat_id',
    'emoji',
  ];
  return Object.fromEntries(
    Array.from({ length: 3 }, () => [pick(random, keys, 'type'), nastyValue(random, depth + 1)]),
  );
}

async function nastyRequest(random: Random): Promise<{ status: number; text: string; method: string }> {
  const method = pick(random, METHODS, 'getMe');
  const params = Object.fromEntries(
    Array.from({ length: Math.floor(random() * 7) }, () => [pick(random, NAMES, 'text'), nastyValue(random)]),
  );
  // Often enough the chat is right, so that later checks are reached.
  if (random() < 0.6) params['chat_id'] = user;
  const kind = random();
  const url = `${fixture.url}/bot${fixture.bot.token}/${method}`;
  let init: RequestInit = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
  };
  if (kind < 0.2) {
    const form = new FormData();
    for (const [name, value] of Object.entries(params)) {
      if (random() < 0.3) form.set(name, new Blob([String(value)]), String(value).slice(0, 20));
      else form.set(name, typeof value === 'string' ? value : JSON.stringify(value));
    }
    init = { method: 'POST', body: form };
  } else if (kind < 0.35) {
    const texts = Object.entries(params).map(([name, value]): [string, string] => [name, String(value)]);
    init = { method: 'POST', body: new URLSearchParams(texts) };
  } else if (kind < 0.4) {
    init = {
      method: 'POST',
      headers: { 'content-type': pick(random, ['application/json', 'multipart/form-data', 'text/plain'], '') },
      body: pick(random, NASTY, '{'),
    };
  }
  const response = await fetch(url, init);
  return { status: response.status, text: await response.text(), method };
}

describe('hostile requests', () => {
  it('are always answered in the shape of the Bot API, never with a failure of the server', async () => {
    const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_121);
    const random = seededRandom(seed);
    const wrong: unknown[] = [];
    for (let done = 0; done < REQUESTS; done += AT_ONCE) {
      const answers = await Promise.all(Array.from({ length: AT_ONCE }, async () => await nastyRequest(random)));
      for (const answer of answers) if (!isRight(answer)) wrong.push(answer);
    }
    expect({ seed, wrong: wrong.slice(0, 3) }).toEqual({ seed, wrong: [] });
    expect((await fixture.api('getMe')).ok).toBe(true);
    const { messages } = await fixture.sim.http.get<{ messages: object[] }>('messages', {
      bot: 'tester_bot',
      user,
      limit: 1000,
    });
    expect(messages.length).toBeGreaterThan(1);
  });

  it('that are no HTTP at all do not end the server', async () => {
    const port = Number(new URL(fixture.url).port);
    for (const junk of [
      '\0\0\0\0',
      'GET /bot HTTP/9.9\r\n\r\n',
      `POST /bot${fixture.bot.token}/getMe HTTP/1.1\r\nhost: a\r\ncontent-length: 99999999999999999\r\n\r\n`,
    ]) {
      await new Promise<void>((resolve) => {
        const socket = connect(port, '127.0.0.1', () => socket.write(junk));
        socket.on('error', () => resolve());
        socket.on('close', () => resolve());
        socket.on('data', () => socket.destroy());
      });
    }
    expect((await fixture.api('getMe')).ok).toBe(true);
  });

  it('are refused with an empty body when they cannot be parsed', async () => {
    const response = await fetch(`${fixture.url}/bot${fixture.bot.token}/sendMessage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"chat_id":',
    });
    expect([response.status, await response.text()]).toEqual([400, '']);
    const outside = await fetch(`${fixture.url}/nowhere`);
    expect([outside.status, await outside.json()]).toEqual([
      404,
      { ok: false, error_code: 404, description: 'Not Found' },
    ]);
  });
});

/** `{ok:true,result}` with 200, `{ok:false,error_code,description}` with that status, or the HTTP parser's empty 400 and 413. */
function isRight({ status, text }: { status: number; text: string }): boolean {
  if (text === '') return status === 400 || status === 413;
  const body: unknown = JSON.parse(text);
  if (typeof body !== 'object' || body === null || !('ok' in body)) return false;
  if (body.ok === true) return status === 200 && 'result' in body;
  return status < 500 && 'error_code' in body && body.error_code === status && 'description' in body;
}

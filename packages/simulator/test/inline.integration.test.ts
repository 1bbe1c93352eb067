import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Actor } from '@durabot/simulator';

import { asList, asObject, callForm, pngOf, startFixture, waitUntil, type Fixture } from './support/fixture.ts';

let fixture: Fixture;
let anna: Actor;
let group = 0;
let nextOffset = 0;
beforeEach(async () => {
  fixture = await startFixture();
  nextOffset = -100;
  const { sim } = fixture;
  await sim.http.patch('bots/tester_bot', { supports_inline_queries: true, inline_placeholder: 'Search…' });
  anna = await sim.user({ first_name: 'Anna' });
  group = (await sim.group({ type: 'group', title: 'Friends', members: [anna.id] })).id;
});
afterEach(async () => await fixture.stop());

async function updates(): Promise<[string, Record<string, unknown>][]> {
  const list = asList((await fixture.api('getUpdates', { offset: nextOffset })).result);
  nextOffset = Number(list.at(-1)?.['update_id'] ?? 0) + 1;
  return list.map((update) => {
    const [kind = '', body = {}] = Object.entries(update)[1] ?? [];
    return [kind, asObject(body)];
  });
}

async function nextUpdate(kind: string, query?: string): Promise<Record<string, unknown>> {
  let found: Record<string, unknown> | undefined;
  await waitUntil(`there is a ${kind}`, async () => {
    found = (await updates()).find(
      ([name, body]) => name === kind && (query === undefined || body['query'] === query),
    )?.[1];
    return found !== undefined;
  });
  return asObject(found);
}

const ARTICLE = {
  type: 'article',
  id: 'a1',
  title: 'Hello',
  input_message_content: { message_text: '<b>Hello</b> all', parse_mode: 'HTML' },
  reply_markup: { inline_keyboard: [[{ text: 'Like', callback_data: 'like' }]] },
};

interface Typed {
  inline_query_id: string;
  answered: boolean;
  results?: Record<string, unknown>[];
  next_offset?: string;
  button?: unknown;
  cached?: boolean;
}

async function type(query: string, more: object = {}): Promise<Typed> {
  return await fixture.sim.http.post<Typed>('inline', { from: anna.id, bot: 'tester_bot', query, ...more });
}

/** A query that the bot answers with these results. */
async function ask(query: string, results: object[], options: object = {}, more: object = {}): Promise<Typed> {
  const typed = type(query, more);
  const { id } = await nextUpdate('inline_query', query);
  const answer = await fixture.api('answerInlineQuery', { inline_query_id: id, results, ...options });
  expect(answer.description).toBeUndefined();
  return await typed;
}

async function choose(typed: Typed, result: string, where: object): Promise<{ message_id: number }> {
  const choice = { from: anna.id, inline_query_id: typed.inline_query_id, result_id: result, ...where };
  return await fixture.sim.http.post('inline/choices', choice);
}

describe('inline mode', () => {
  it('goes from the query over the choice and the press to the edit of the message', async () => {
    const { api, sim } = fixture;
    const typed = type('hello', { chat: group });
    const query = await nextUpdate('inline_query');
    expect(query).toMatchObject({ from: { id: anna.id }, query: 'hello', offset: '', chat_type: 'group' });
    await api('answerInlineQuery', { inline_query_id: query['id'], results: [ARTICLE], next_offset: '2' });
    const answered = await typed;
    expect(answered).toMatchObject({ answered: true, next_offset: '2', results: [{ id: 'a1', title: 'Hello' }] });
    await choose(answered, 'a1', { chat: group });
    const chosen = await nextUpdate('chosen_inline_result');
    expect(chosen).toMatchObject({ result_id: 'a1', query: 'hello', from: { id: anna.id } });
    const inlineId = String(chosen['inline_message_id']);
    const chat = await anna.in(group);
    const message = (await chat.transcript()).at(-1);
    expect(message).toMatchObject({ text: 'Hello all', from: { id: anna.id }, via_bot: { username: 'tester_bot' } });
    await chat.presses('Like');
    const press = await nextUpdate('callback_query');
    expect(press).toMatchObject({ inline_message_id: inlineId, data: 'like' });
    expect(press['message']).toBeUndefined();
    const edit = { inline_message_id: inlineId, text: '1 like' };
    expect((await api('editMessageText', edit)).result).toBe(true);
    expect((await api('editMessageText', edit)).description).toContain('message is not modified');
    const shown = (await chat.transcript()).at(-1);
    expect([shown?.text, shown?.reply_markup]).toEqual(['1 like', undefined]);
    const keyboard = { inline_keyboard: [[{ text: 'More', callback_data: 'more' }]] };
    const markup = { inline_message_id: inlineId, reply_markup: keyboard };
    expect((await api('editMessageReplyMarkup', markup)).result).toBe(true);
    expect((await chat.transcript()).at(-1)?.reply_markup).toEqual(keyboard);
    const foreign = await sim.bot({ username: 'other_bot' });
    const stolen = await fetch(
      `${fixture.url}/bot${foreign.token}/editMessageText?text=x&inline_message_id=${inlineId}`,
    );
    expect(asObject(await stolen.json())['description']).toBe('Bad Request: MESSAGE_ID_INVALID');
  });

  it('shows a result sent via the bot to another bot of the private chat', async () => {
    const { sim, url } = fixture;
    const other = await sim.bot({ username: 'other_bot' });
    const typed = await ask('hello', [ARTICLE], {}, { in_bot: 'other_bot' });
    await choose(typed, 'a1', { bot: 'other_bot' });
    const seen = asObject(await (await fetch(`${url}/bot${other.token}/getUpdates`)).json());
    const update = asObject(asList(seen['result'])[0]?.['message']);
    expect(update).toMatchObject({ text: 'Hello all', via_bot: { username: 'tester_bot' } });
  });

  it('gives the same answer again until the cache is over, to others too unless it is personal', async () => {
    const { sim } = fixture;
    const boris = await sim.user({ first_name: 'Boris' });
    await sim.clock({ frozen: true });
    await ask('shared', [ARTICLE], { cache_time: 60 });
    expect(await type('shared', { from: boris.id })).toMatchObject({ answered: true, cached: true });
    await ask('mine', [ARTICLE], { cache_time: 60, is_personal: true });
    expect((await type('mine')).cached).toBe(true);
    expect((await type('mine', { from: boris.id, timeout_ms: 0 })).answered).toBe(false);
    expect((await type('shared', { offset: '2', timeout_ms: 0 })).answered).toBe(false);
    await sim.clock({ advance_ms: 61_000 });
    expect((await type('shared', { timeout_ms: 0 })).answered).toBe(false);
    const uncached = await ask('never', [ARTICLE], { cache_time: 0 });
    expect(uncached.cached).toBe(false);
    expect((await type('never', { timeout_ms: 0 })).answered).toBe(false);
  });

  it('refuses late and second answers, and drops the update of a query after half a minute', async () => {
    const { api, sim } = fixture;
    await sim.clock({ frozen: true });
    const late = 'Bad Request: query is too old and response timeout expired or query ID is invalid';
    await type('late', { timeout_ms: 0 });
    const { id } = await nextUpdate('inline_query');
    await sim.clock({ advance_ms: 16_000 });
    expect((await api('answerInlineQuery', { inline_query_id: id, results: [] })).description).toBe(late);
    await type('lost', { timeout_ms: 0 });
    await sim.clock({ advance_ms: 31_000 });
    expect(await updates()).toEqual([]);
    const answered = await ask('twice', []);
    const again = await api('answerInlineQuery', { inline_query_id: answered.inline_query_id, results: [] });
    expect(again.description).toBe(late);
  });

  it('is off until the bot has it, and feedback can be switched off', async () => {
    const { sim } = fixture;
    await sim.http.patch('bots/tester_bot', { inline_feedback: false });
    const typed = await ask('quiet', [ARTICLE]);
    await choose(typed, 'a1', { chat: group });
    expect((await updates()).map(([kind]) => kind)).not.toContain('chosen_inline_result');
    await sim.http.patch('bots/tester_bot', { supports_inline_queries: false });
    await expect(type('off')).rejects.toThrow('has no inline mode');
  });

  it('sends files by id and by address, places, contacts and invoices', async () => {
    const { api, url, bot } = fixture;
    await (await anna.with('tester_bot')).sends('/start');
    const form = new FormData();
    form.set('chat_id', String(anna.id));
    form.set('photo', new Blob([new Uint8Array(pngOf(10, 20))]), 'a.png');
    const uploaded = asObject((await callForm(url, bot.token, 'sendPhoto', form)).result);
    const photoId = asList(uploaded['photo'])[0]?.['file_id'];
    const place = { latitude: 50, longitude: 30 };
    const typed = await ask('all', [
      { type: 'photo', id: 'by-id', photo_file_id: photoId, caption: '_mine_', parse_mode: 'MarkdownV2' },
      {
        type: 'photo',
        id: 'by-url',
        photo_url: 'https://example.com/p.jpg',
        thumbnail_url: 'https://example.com/t.jpg',
      },
      { type: 'gif', id: 'gif', gif_url: 'https://example.com/a.gif', thumbnail_url: 'https://example.com/t.jpg' },
      { type: 'audio', id: 'audio', audio_url: 'https://example.com/a.mp3', title: 'Song', performer: 'Band' },
      { type: 'voice', id: 'voice', voice_url: 'https://example.com/a.ogg', title: 'Words' },
      {
        type: 'video',
        id: 'video',
        video_url: 'https://example.com/v.mp4',
        mime_type: 'video/mp4',
        thumbnail_url: 'https://example.com/t.jpg',
        title: 'Film',
        video_width: 640,
      },
      {
        type: 'document',
        id: 'document',
        document_url: 'https://example.com/d.pdf',
        mime_type: 'application/pdf',
        title: 'Paper',
      },
      { type: 'location', id: 'location', title: 'Here', ...place },
      { type: 'venue', id: 'venue', title: 'Cafe', address: 'Street 1', ...place },
      { type: 'contact', id: 'contact', phone_number: '+15550001', first_name: 'Zoe' },
      { ...ARTICLE, id: 'own-place', input_message_content: place },
      { ...ARTICLE, id: 'own-contact', input_message_content: { phone_number: '+15550002', first_name: 'Yan' } },
      {
        type: 'article',
        id: 'own-invoice',
        title: 'Buy',
        input_message_content: {
          title: 'Tea',
          description: 'A cup',
          payload: 'p',
          currency: 'XTR',
          prices: [{ label: 'Tea', amount: 5 }],
        },
      },
    ]);
    expect(typed.results?.[0]?.['file_url']).toMatch(/^\/_sim\/files\//);
    const chat = await anna.in(group);
    const kinds: Record<string, string> = {};
    const sent: Record<string, unknown> = {};
    for (const result of typed.results ?? []) {
      await choose(typed, String(result['id']), { chat: group });
      const message = asObject((await chat.transcript()).at(-1));
      const fields = [
        'photo',
        'animation',
        'audio',
        'voice',
        'video',
        'document',
        'venue',
        'location',
        'contact',
        'invoice',
      ];
      kinds[String(result['id'])] = fields.find((name) => message[name] !== undefined) ?? 'none';
      sent[String(result['id'])] = message;
    }
    expect(kinds).toEqual({
      'by-id': 'photo',
      'by-url': 'photo',
      gif: 'animation',
      audio: 'audio',
      voice: 'voice',
      video: 'video',
      document: 'document',
      location: 'location',
      venue: 'venue',
      contact: 'contact',
      'own-place': 'location',
      'own-contact': 'contact',
      'own-invoice': 'invoice',
    });
    expect(sent['by-id']).toMatchObject({ caption: 'mine' });
    expect(sent['video']).toMatchObject({ video: { width: 640 } });
    expect((await api('getMe')).result).toMatchObject({ supports_inline_queries: true });
  });

  it('leads over the button above the results, and over buttons of messages', async () => {
    const { api, sim } = fixture;
    const button = { text: 'Sign in', start_parameter: 'auth-1' };
    const typed = await ask('x', [], { button });
    expect(typed.button).toEqual(button);
    const old = await ask('y', [], { switch_pm_text: 'Old', switch_pm_parameter: 'p' });
    expect(old.button).toEqual({ text: 'Old', start_parameter: 'p' });
    const chat = await anna.with('tester_bot');
    await chat.sends('/start');
    await api('sendMessage', {
      chat_id: anna.id,
      text: 'Switch',
      reply_markup: {
        inline_keyboard: [
          [{ text: 'Here', switch_inline_query_current_chat: 'cats' }],
          [{ text: 'There', switch_inline_query_chosen_chat: { query: 'dogs', allow_group_chats: true } }],
        ],
      },
    });
    const press = async (text: string): Promise<unknown> =>
      await sim.http.post('presses', { from: anna.id, bot: 'tester_bot', text });
    expect(await press('Here')).toMatchObject({ switch_inline: { query: 'cats', target: 'current' } });
    expect(await press('There')).toMatchObject({ switch_inline: { query: 'dogs', chat_types: ['group'] } });
  });

  it('keeps prepared messages for their person, for a while, for some kinds of chats', async () => {
    const { api, sim } = fixture;
    const prepare = { user_id: anna.id, result: ARTICLE, allow_group_chats: true };
    const { id } = asObject((await api('savePreparedInlineMessage', prepare)).result);
    const send = async (where: object): Promise<{ inline_message_id: string }> =>
      await sim.http.post('inline/prepared', { from: anna.id, id, ...where });
    await expect(send({ bot: 'tester_bot' })).rejects.toThrow('not into a chat of this kind');
    expect((await send({ chat: group })).inline_message_id).toBeTruthy();
    await sim.clock({ advance_ms: 3_600_000 });
    await expect(send({ chat: group })).rejects.toThrow('no such prepared message');
  });
});

it('a message sent via a bot can be edited after a restart', async () => {
  const stateDir = mkdtempSync(join(tmpdir(), 'simulator-inline-'));
  try {
    const first = await startFixture({ stateDir });
    const person = await first.sim.user({ first_name: 'Anna' });
    const prepare = { user_id: person.id, result: ARTICLE, allow_bot_chats: true };
    const { id } = asObject((await first.api('savePreparedInlineMessage', prepare)).result);
    await first.stop();
    const second = await startFixture({ stateDir });
    const sent = await second.sim.http.post<{ inline_message_id: string }>('inline/prepared', {
      from: person.id,
      bot: 'tester_bot',
      id,
    });
    await second.stop();
    const third = await startFixture({ stateDir });
    const edited = await third.api('editMessageText', { inline_message_id: sent.inline_message_id, text: 'Later' });
    await third.stop();
    expect(edited.result).toBe(true);
  } finally {
    rmSync(stateDir, { recursive: true, force: true });
  }
});

it('the typed client queries, chooses and taps', async () => {
  const answered = anna.queries('tester_bot', 'typed', { chat: group });
  const { id } = await nextUpdate('inline_query', 'typed');
  await fixture.api('answerInlineQuery', { inline_query_id: id, results: [ARTICLE] });
  const chat = await anna.in(group);
  await chat.chooses(await answered, 'a1');
  expect(await chat.shown()).toBe('Anna: (no text)\nAnna: Hello all [Like]');
  const tapped = await anna.taps('t.me/tester_bot?startgroup', group);
  expect(tapped.kind).toBe('added');
});

describe('answers to presses', () => {
  it('are cached for the time that the bot allows', async () => {
    const { api, sim } = fixture;
    const chat = await anna.with('tester_bot');
    await chat.sends('/start');
    await sim.clock({ frozen: true });
    const keyboard = { inline_keyboard: [[{ text: 'Time', callback_data: 't' }]] };
    await api('sendMessage', { chat_id: anna.id, text: 'Now?', reply_markup: keyboard });
    const first = await chat.presses('Time');
    await api('answerCallbackQuery', { callback_query_id: first.callback_query_id, text: 'noon', cache_time: 60 });
    expect((await chat.presses('Time')).callback_query_id).toBe(first.callback_query_id);
    await sim.clock({ advance_ms: 61_000 });
    expect((await chat.presses('Time')).callback_query_id).not.toBe(first.callback_query_id);
  });

  it('come in time or not at all, and lead only into the bot itself', async () => {
    const { api, sim } = fixture;
    const chat = await anna.with('tester_bot');
    await chat.sends('/start');
    await sim.clock({ frozen: true });
    const keyboard = { inline_keyboard: [[{ text: 'Go', callback_data: 'g' }]] };
    await api('sendMessage', { chat_id: anna.id, text: 'Go', reply_markup: keyboard });
    const pressed = await chat.presses('Go');
    const query = { callback_query_id: pressed.callback_query_id };
    const foreign = await api('answerCallbackQuery', { ...query, url: 'https://example.com' });
    expect(foreign.description).toBe('Bad Request: URL_INVALID');
    expect((await api('answerCallbackQuery', { ...query, url: 't.me/tester_bot?start=x' })).result).toBe(true);
    expect(await chat.answer(pressed)).toMatchObject({ url: 't.me/tester_bot?start=x' });
    const late = await chat.presses('Go');
    await sim.clock({ advance_ms: 61_000 });
    const answer = await api('answerCallbackQuery', { callback_query_id: late.callback_query_id });
    expect(answer.description).toContain('query is too old');
  });
});

describe('buttons of reply keyboards', () => {
  it('share people and chats with the bot', async () => {
    const { api, sim } = fixture;
    const boris = await sim.user({ first_name: 'Boris', username: 'boris_b' });
    await (await anna.with('tester_bot')).sends('/start');
    await api('sendMessage', {
      chat_id: anna.id,
      text: 'Whom?',
      reply_markup: {
        keyboard: [
          [{ text: 'One', request_users: { request_id: 1, request_name: true, request_username: true } }],
          [
            {
              text: 'Chat',
              request_chat: { request_id: 2, chat_is_channel: false, bot_is_member: true, request_title: true },
            },
          ],
          [{ text: 'Bot', request_managed_bot: { request_id: 3, suggested_username: 'child_bot' } }],
        ],
      },
    });
    const press = async (text: string, more: object): Promise<unknown> =>
      await sim.http.post('presses', { from: anna.id, bot: 'tester_bot', text, ...more });
    await updates();
    await expect(press('One', {})).rejects.toThrow('asks for people');
    await press('One', { users: [boris.id] });
    await press('Chat', { shared_chat: group });
    await press('Bot', {});
    const seen = await updates();
    const find = (field: string): unknown => seen.find(([, body]) => body[field] !== undefined)?.[1][field];
    expect(find('users_shared')).toEqual({
      user_ids: [boris.id],
      users: [{ user_id: boris.id, first_name: 'Boris', username: 'boris_b' }],
      request_id: 1,
    });
    expect(find('user_shared')).toEqual({ user_id: boris.id, request_id: 1 });
    expect(find('chat_shared')).toEqual({ chat_id: group, title: 'Friends', request_id: 2 });
    expect(find('managed_bot_created')).toMatchObject({ bot: { username: 'child_bot', is_bot: true } });
    const kinds = seen.map(([kind]) => kind);
    expect(kinds).toContain('my_chat_member');
    expect(kinds).toContain('managed_bot');
  });
});

async function tap(link: string, more: object = {}): Promise<Record<string, unknown>> {
  return asObject(await fixture.sim.http.post('links', { from: anna.id, link, ...more }));
}

describe('deep links', () => {
  it('start a bot with their parameter, also one that was blocked', async () => {
    expect(await tap('https://t.me/tester_bot?start=order-7')).toMatchObject({ kind: 'started' });
    expect(await nextUpdate('message')).toMatchObject({ text: '/start order-7' });
    await anna.blocks('tester_bot');
    await tap('tg://resolve?domain=tester_bot&start=again');
    expect((await updates()).map(([kind]) => kind)).toEqual(['my_chat_member', 'my_chat_member', 'message']);
  });

  it('add a bot to a group or a channel that the person chose', async () => {
    const { sim } = fixture;
    const channel = await sim.group({ type: 'channel', title: 'News', members: [anna.id], owner: anna.id });
    const asked = await tap('https://t.me/tester_bot?startgroup=hi');
    expect(asked).toMatchObject({ kind: 'choose_chat', chats: [{ id: group }] });
    await tap('https://t.me/tester_bot?startgroup=hi', { chat: group });
    const seen = await updates();
    expect(seen.map(([kind]) => kind)).toContain('my_chat_member');
    expect(seen.at(-1)?.[1]).toMatchObject({ text: '/start@tester_bot hi', chat: { id: group } });
    await tap('https://t.me/tester_bot?startchannel&admin=post_messages+edit_messages', { chat: channel.id });
    expect(await nextUpdate('my_chat_member')).toMatchObject({
      new_chat_member: { status: 'administrator', can_post_messages: true, can_edit_messages: true },
    });
    await expect(tap('https://t.me/tester_bot?startgroup=hi', { chat: channel.id })).rejects.toThrow('cannot add');
  });

  it('name Mini Apps, invoices, chats and other sites', async () => {
    const bot = fixture.bot.id;
    expect(await tap('t.me/tester_bot?startapp=x')).toEqual({
      kind: 'web_app',
      bot_id: bot,
      launch: 'main',
      start_param: 'x',
    });
    expect(await tap('t.me/tester_bot/shop?startapp=y')).toMatchObject({
      launch: 'direct',
      app: 'shop',
      start_param: 'y',
    });
    expect(await tap('https://t.me/$abc')).toMatchObject({ kind: 'invoice', slug: 'abc' });
    expect(await tap('https://t.me/+Hash')).toEqual({ kind: 'invite', invite_link: 'https://t.me/+Hash' });
    expect(await tap('https://t.me/tester_bot')).toEqual({ kind: 'chat', bot_id: bot });
    expect(await tap('https://example.com/x')).toEqual({ kind: 'url', url: 'https://example.com/x' });
    await expect(tap('https://t.me/nobody_bot')).rejects.toThrow('no chat');
    // What no client takes for a parameter is left out.
    expect(await tap('t.me/tester_bot?start=no!good')).toEqual({ kind: 'chat', bot_id: bot });
  });
});

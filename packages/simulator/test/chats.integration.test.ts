import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { asList, asObject, messageId, startFixture, type Fixture } from './support/fixture.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await startFixture();
  // An offset other than that of a call just before: repeating it would give one update only.
  nextOffset = -100;
});
afterEach(async () => await fixture.stop());

let nextOffset = 0;

/** The bot's new updates: kind and, for messages, the text. */
async function updates(): Promise<[string, unknown][]> {
  const answer = await fixture.api('getUpdates', { offset: nextOffset });
  const list = asList(answer.result);
  nextOffset = Number(list.at(-1)?.['update_id'] ?? 0) + 1;
  return list.map((update) => {
    const [kind = '', body = {}] = Object.entries(update)[1] ?? [];
    return [kind, asObject(body)['text']];
  });
}

const MESSAGE_KINDS = [
  'message',
  'edited_message',
  'callback_query',
  'my_chat_member',
  'chat_member',
  'message_reaction',
];

describe('private chats', () => {
  it('carry the start payload, texts, edits and presses to the bot', async () => {
    const { sim, api } = fixture;
    const anna = await sim.user({ first_name: 'Anna' });
    const chat = await anna.with('tester_bot');
    await chat.sends('/start order-7');
    const sent = await chat.sends('helo');
    await chat.edits(sent.message_id, 'hello');
    await api('sendMessage', {
      chat_id: anna.id,
      text: 'Choose',
      reply_markup: { inline_keyboard: [[{ text: 'Yes', callback_data: 'y' }]] },
    });
    const pressed = await chat.presses('Yes');
    expect((await updates()).map(([kind]) => kind)).toEqual(['message', 'message', 'edited_message', 'callback_query']);
    const ok = await api('answerCallbackQuery', {
      callback_query_id: pressed.callback_query_id,
      text: 'Done',
      show_alert: true,
    });
    expect(ok.result).toBe(true);
    expect(await chat.answer(pressed)).toMatchObject({ answered: true, text: 'Done', show_alert: true });
    const twice = await api('answerCallbackQuery', { callback_query_id: pressed.callback_query_id });
    expect(twice.description).toBe('Bad Request: query is too old and response timeout expired or query ID is invalid');
  });

  it('keep the reply keyboard in force until it is used once, removed or replaced', async () => {
    const { sim, api } = fixture;
    const anna = await sim.user({ first_name: 'Anna' });
    const chat = await anna.with('tester_bot');
    await chat.sends('/start');
    const inForce = async (): Promise<unknown> => {
      const page = await sim.http.get<{ dialogs: { reply_keyboard: unknown; keyboard_hidden?: boolean }[] }>(
        'dialogs',
        { user: anna.id },
      );
      return page.dialogs[0]?.keyboard_hidden === true ? null : page.dialogs[0]?.reply_keyboard;
    };
    const keyboard = {
      keyboard: [
        [
          { text: 'Phone', request_contact: true },
          { text: 'Place', request_location: true },
        ],
        [{ text: 'Hi' }],
      ],
    };
    await api('sendMessage', { chat_id: anna.id, text: 'k', reply_markup: keyboard });
    expect(await inForce()).toEqual(keyboard);
    await chat.presses('Phone');
    await chat.presses('Place');
    await chat.presses('Hi');
    const [phone, place, hi] = (await chat.transcript()).slice(-3);
    expect(phone?.contact?.first_name).toBe('Anna');
    expect(place?.location).toBeDefined();
    expect(hi?.text).toBe('Hi');
    await api('sendMessage', {
      chat_id: anna.id,
      text: 'k',
      reply_markup: { keyboard: [['Once']], one_time_keyboard: true },
    });
    await chat.presses('Once');
    expect(await inForce()).toBeNull();
    await api('sendMessage', { chat_id: anna.id, text: 'k', reply_markup: keyboard });
    await api('sendMessage', { chat_id: anna.id, text: 'gone', reply_markup: { remove_keyboard: true } });
    expect(await inForce()).toBeNull();
    await expect(chat.presses('Hi')).rejects.toThrow('no such button');
  });

  it('tell the bot when it is blocked, and refuse its messages', async () => {
    const { sim, api } = fixture;
    const anna = await sim.user({ first_name: 'Anna' });
    await (await anna.with('tester_bot')).sends('/start');
    await anna.blocks('tester_bot');
    expect((await api('sendMessage', { chat_id: anna.id, text: 'x' })).description).toBe(
      'Forbidden: bot was blocked by the user',
    );
    await anna.unblocks('tester_bot');
    expect((await api('sendMessage', { chat_id: anna.id, text: 'x' })).ok).toBe(true);
    expect((await updates()).map(([kind]) => kind)).toEqual(['message', 'my_chat_member', 'my_chat_member']);
  });

  it('show uploads of people to the bot, who downloads the same bytes', async () => {
    const { sim, api, url, bot } = fixture;
    const anna = await sim.user({ first_name: 'Anna' });
    const form = new FormData();
    form.set('from', String(anna.id));
    form.set('bot', String(bot.id));
    form.set('kind', 'document');
    form.set('caption', 'see /help');
    form.set('file', new Blob(['the bytes'], { type: 'text/plain' }), 'note.txt');
    const uploaded = await fetch(`${url}/_sim/messages`, { method: 'POST', body: form });
    expect(uploaded.status).toBe(200);
    const [update = {}] = asList((await api('getUpdates')).result);
    const message = asObject(update['message']);
    expect(message).toMatchObject({
      caption: 'see /help',
      document: { file_name: 'note.txt', mime_type: 'text/plain', file_size: 9 },
    });
    const file = asObject((await api('getFile', { file_id: asObject(message['document'])['file_id'] })).result);
    const bytes = await fetch(`${url}/file/bot${bot.token}/${String(file['file_path'])}`);
    expect(await bytes.text()).toBe('the bytes');
    const shown = (await (await anna.with(bot.id)).transcript())[0]?.document?.url ?? '';
    const page = await fetch(new URL(shown, url));
    expect([await page.text(), page.headers.get('content-disposition')?.slice(0, 10)]).toEqual([
      'the bytes',
      'attachment',
    ]);
  });
});

describe('groups', () => {
  it('show a bot in privacy mode its commands, replies, mentions and service messages only', async () => {
    const { sim, api } = fixture;
    await sim.bot({ username: 'other_bot' });
    const anna = await sim.user({ first_name: 'Anna' });
    const group = await sim.group({ type: 'group', title: 'Team', members: [anna.id, 'tester_bot', 'other_bot'] });
    const chat = await anna.in(group.id, 'tester_bot');
    const sent = await api('sendMessage', { chat_id: group.id, text: 'I am here' });
    await chat.sends('just talk');
    await chat.sends('/general');
    await chat.sends('/mine@tester_bot');
    await chat.sends('/theirs@other_bot');
    await chat.sends('ask @tester_bot');
    await chat.sends('an answer', { reply_to: messageId(sent) });
    const texts = (await updates()).filter(([kind]) => kind === 'message').map(([, text]) => text);
    expect(texts).toEqual([undefined, '/general', '/mine@tester_bot', 'ask @tester_bot', 'an answer']);
    await sim.http.patch('bots/tester_bot', { can_read_all_group_messages: true });
    await chat.sends('now I hear');
    expect((await updates()).at(-1)?.[1]).toBe('now I hear');
  });

  it('tell of people who come and go, and of the bot itself', async () => {
    const { sim, api, bot } = fixture;
    await api('getUpdates', { allowed_updates: MESSAGE_KINDS });
    const anna = await sim.user({ first_name: 'Anna' });
    const boris = await sim.user({ first_name: 'Boris' });
    const group = await sim.group({ type: 'supergroup', title: 'Team', members: [anna.id] });
    await sim.member(group.id, bot.id, 'administrator');
    await sim.member(group.id, boris.id, 'member');
    await sim.member(group.id, boris.id, 'left');
    await sim.member(group.id, bot.id, 'kicked');
    const kinds = (await updates()).map(([kind]) => kind);
    expect(kinds).toEqual([
      'message',
      'my_chat_member',
      'message',
      'chat_member',
      'message',
      'chat_member',
      'message',
      'my_chat_member',
    ]);
    expect((await api('getChatMemberCount', { chat_id: group.id })).description).toBe(
      'Forbidden: bot was kicked from the supergroup chat',
    );
  });

  it('become supergroups under a new id', async () => {
    const { sim, api, bot } = fixture;
    const anna = await sim.user({ first_name: 'Anna' });
    const group = await sim.group({ type: 'group', title: 'Team', members: [anna.id, bot.id] });
    const { migrate_to_chat_id: next } = await sim.migrate(group.id);
    const refused = await api('sendMessage', { chat_id: group.id, text: 'x' });
    expect(refused.parameters).toEqual({ migrate_to_chat_id: next });
    expect((await api('sendMessage', { chat_id: next, text: 'x' })).ok).toBe(true);
    const messages = asList((await api('getUpdates')).result).map((update) => asObject(update['message'] ?? {}));
    expect(messages.some((message) => message['migrate_to_chat_id'] === next)).toBe(true);
    expect(messages.some((message) => message['migrate_from_chat_id'] === group.id)).toBe(true);
  });
});

describe('commands', () => {
  it('are those of the narrowest scope, in the language of the person', async () => {
    const { sim, api, bot } = fixture;
    const anna = await sim.user({ first_name: 'Anna', language_code: 'uk-UA' });
    await (await anna.with('tester_bot')).sends('/start');
    const set = async (command: string, rest: object): Promise<void> => {
      await api('setMyCommands', { commands: [{ command, description: command }], ...rest });
    };
    const shown = async (): Promise<string[]> => {
      const page = await sim.http.get<{ commands: { command: string }[] }>('commands', { bot: bot.id, user: anna.id });
      return page.commands.map(({ command }) => command);
    };
    expect(await shown()).toEqual([]);
    await set('usual', {});
    await set('ukrainian', { language_code: 'uk' });
    expect(await shown()).toEqual(['ukrainian']);
    await set('private', { scope: { type: 'all_private_chats' } });
    expect(await shown()).toEqual(['private']);
    await set('own', { scope: { type: 'chat', chat_id: anna.id } });
    expect(await shown()).toEqual(['own']);
    await api('deleteMyCommands', { scope: { type: 'chat', chat_id: anna.id } });
    expect(await shown()).toEqual(['private']);
  });
});

describe("the bot's page", () => {
  it('has a name and descriptions by language', async () => {
    const { api, sim } = fixture;
    await api('setMyName', { name: 'Desk' });
    await api('setMyDescription', { description: 'We repair things' });
    await api('setMyShortDescription', { short_description: 'Ремонт', language_code: 'ru' });
    expect((await api('getMyName', { language_code: 'uk' })).result).toEqual({ name: 'Desk' });
    expect((await api('getMyShortDescription')).result).toEqual({ short_description: '' });
    expect((await api('getMyShortDescription', { language_code: 'ru' })).result).toEqual({
      short_description: 'Ремонт',
    });
    expect(await sim.http.get('bots/tester_bot')).toMatchObject({
      first_name: 'Desk',
      description: 'We repair things',
    });
  });
});

describe('the control API', () => {
  it('describes all its calls', async () => {
    const { paths } = await fixture.sim.http.get<{ paths: Record<string, object> }>('openapi.json');
    for (const path of [
      'bots',
      'users',
      'chats',
      'messages',
      'presses',
      'edits',
      'reactions',
      'members',
      'blocks',
      'payments',
      'inline',
      'migrations',
      'wait',
      'clock',
      'faults',
      'limits',
      'stats',
      'journal',
      'reset',
    ]) {
      expect(Object.keys(paths)).toContain(`/_sim/${path}`);
    }
    expect(await fixture.sim.http.get('health')).toMatchObject({ ok: true, bot_api: '10.3' });
  });

  it('refuses what it does not understand with a reason', async () => {
    const post = async (path: string, body: string): Promise<[number, unknown]> => {
      const response = await fetch(`${fixture.url}/_sim/${path}`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json' },
      });
      return [response.status, asObject(asObject(await response.json())['error'])['code']];
    };
    expect(await post('users', '{')).toEqual([400, 'invalid']);
    expect(await post('users', '{}')).toEqual([400, 'invalid']);
    expect(await post('messages', '{"from": 5, "bot": "tester_bot", "text": "x"}')).toEqual([404, 'not_found']);
    expect(await post('bots', '{"username": "tester_bot"}')).toEqual([409, 'refused']);
    const wait = await fetch(
      `${fixture.url}/_sim/wait?bot=tester_bot&user=${(await fixture.sim.user({ first_name: 'A' })).id}&timeout_ms=1`,
    );
    expect(wait.status).toBe(408);
  });

  it('is closed to pages of other sites', async () => {
    const from = async (origin: string): Promise<number> =>
      (await fetch(`${fixture.url}/_sim/reset`, { method: 'POST', headers: { origin } })).status;
    expect([await from('https://elsewhere.example'), await from('null'), await from(fixture.url)]).toEqual([
      403, 403, 200,
    ]);
  });

  it('streams what a person may see, and resumes after the last event seen', async () => {
    const { sim, api, url } = fixture;
    const anna = await sim.user({ first_name: 'Anna' });
    const boris = await sim.user({ first_name: 'Boris' });
    const chat = await anna.with('tester_bot');
    const stream = await openStream(`${url}/_sim/events?user=${anna.id}`);
    await chat.sends('mine');
    await (await boris.with('tester_bot')).sends('not hers');
    await api('sendMessage', { chat_id: anna.id, text: 'answer' });
    const events = await stream.until((seen) => seen.filter((event) => event.type === 'message').length === 2);
    stream.close();
    expect(JSON.stringify(events)).not.toContain('not hers');
    expect(events.filter((event) => event.type === 'call' || event.type === 'update')).toEqual([]);
    const [first] = events.filter((event) => event.type === 'message');
    const again = await openStream(`${url}/_sim/events?user=${anna.id}&last_event_id=${first?.id ?? ''}`);
    const resumed = await again.until((seen) => seen.some((event) => event.type === 'message'));
    again.close();
    expect(JSON.stringify(resumed)).toContain('answer');
    expect(JSON.stringify(resumed)).not.toContain('"mine"');
  });
});

interface StreamEvent {
  id: string;
  type: string;
  data: unknown;
}

async function openStream(
  address: string,
): Promise<{ until: (isEnough: (seen: StreamEvent[]) => boolean) => Promise<StreamEvent[]>; close: () => void }> {
  const abort = new AbortController();
  const response = await fetch(address, { signal: abort.signal });
  const reader = response.body?.getReader();
  const seen: StreamEvent[] = [];
  let rest = '';
  return {
    close: () => abort.abort(),
    until: async (isEnough) => {
      while (!isEnough(seen)) {
        const chunk = await reader?.read();
        if (chunk === undefined || chunk.done) throw new Error('the stream ended');
        rest += new TextDecoder().decode(chunk.value);
        const blocks = rest.split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) {
          const match = /^id: (\d+)\nevent: (\w+)\ndata: (.*)$/m.exec(block);
          if (match !== null)
            seen.push({ id: match[1] ?? '', type: match[2] ?? '', data: JSON.parse(match[3] ?? '{}') });
        }
      }
      return seen;
    },
  };
}

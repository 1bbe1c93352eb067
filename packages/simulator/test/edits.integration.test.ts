import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Actor, ActorChat } from '@durabot/simulator';

import { asList, asObject, messageId, startFixture, type Fixture } from './support/fixture.ts';
import { drainUpdates } from './support/updates.ts';

let fixture: Fixture;
let anna: Actor;
let chat: ActorChat;

beforeAll(async () => {
  fixture = await startFixture();
  anna = await fixture.sim.user({ first_name: 'Anna' });
  chat = await anna.with(fixture.bot.id);
  await chat.sends('/start');
});
afterAll(async () => await fixture.stop());

async function api(method: string, params: object): Promise<unknown> {
  const answer = await fixture.api(method, { chat_id: anna.id, ...params });
  if (!answer.ok) throw new Error(`${method}: ${answer.description}`);
  return answer.result;
}

const send = async (params: object): Promise<Record<string, unknown>> => asObject(await api('sendMessage', params));

async function made(type: 'group' | 'supergroup' | 'channel', status = 'administrator'): Promise<number> {
  const { sim, bot } = fixture;
  const group = await sim.group({ type, title: type, members: [anna.id, bot.id] });
  await sim.member(group.id, bot.id, status);
  return group.id;
}

describe('forwards', () => {
  it('name the person, or only the name of one who keeps the account out of it', async () => {
    const shy = await fixture.sim.user({ first_name: 'Shy', last_name: 'One', hides_forwards: true });
    const theirs = await (await shy.with(fixture.bot.id)).sends('who am I');
    const open = await chat.sends('it is me');
    const hidden = asObject(await api('forwardMessage', { from_chat_id: shy.id, message_id: theirs.message_id }));
    expect(hidden['forward_origin']).toMatchObject({ type: 'hidden_user', sender_user_name: 'Shy One' });
    expect(hidden).toMatchObject({ forward_sender_name: 'Shy One', text: 'who am I' });
    expect(hidden['forward_from']).toBeUndefined();
    const shown = asObject(await api('forwardMessage', { from_chat_id: anna.id, message_id: open.message_id }));
    expect(shown['forward_origin']).toMatchObject({ type: 'user', sender_user: { id: anna.id } });
    // A forward of a forward tells the first origin.
    const twice = asObject(await api('forwardMessage', { from_chat_id: anna.id, message_id: hidden['message_id'] }));
    expect(twice['forward_origin']).toEqual(hidden['forward_origin']);
  });

  it('of channel posts name the channel and the post', async () => {
    const channel = await made('channel');
    const post = asObject(await api('sendMessage', { chat_id: channel, text: 'news' }));
    const sent = asObject(await api('forwardMessage', { from_chat_id: channel, message_id: post['message_id'] }));
    expect(sent['forward_origin']).toMatchObject({
      type: 'channel',
      chat: { id: channel },
      message_id: post['message_id'],
    });
  });

  it('come in batches, albums together, what is gone left out', async () => {
    const { sim, bot } = fixture;
    const part = async (name: string): Promise<number> =>
      (
        await sim.http.post<{ message_id: number }>('messages', {
          from: anna.id,
          bot: bot.id,
          document: { name, base64: Buffer.from(name).toString('base64') },
          caption: name,
          media_group: 'album',
        })
      ).message_id;
    const text = (await chat.sends('alone')).message_id;
    const first = await part('one.txt');
    const second = await part('two.txt');
    const gone = (await chat.sends('gone')).message_id;
    await chat.deletes(gone);
    const ids = [text, first, second, gone];
    const sent = asList(await api('forwardMessages', { from_chat_id: anna.id, message_ids: ids }));
    expect(sent).toHaveLength(3);
    const shown = (await chat.transcript()).filter(({ message_id: id }) =>
      sent.some((one) => one['message_id'] === id),
    );
    expect(shown.map((message) => message.text ?? message.caption)).toEqual(['alone', 'one.txt', 'two.txt']);
    const [, a, b] = shown;
    expect(a?.media_group_id).toBe(b?.media_group_id);
    expect(a?.media_group_id).not.toBe('album');
    const copies = asList(
      await api('copyMessages', { from_chat_id: anna.id, message_ids: [first, second], remove_caption: true }),
    );
    const copied = (await chat.transcript()).filter(({ message_id: id }) =>
      copies.some((one) => one['message_id'] === id),
    );
    expect(copied.map((message) => [message.caption, message.forward_origin])).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ]);
  });

  it('by people go to groups and bots, unless the content is protected', async () => {
    const group = await made('supergroup');
    const guarded = await send({ text: 'secret', protect_content: true });
    const free = await send({ text: 'free' });
    await drainUpdates(fixture);
    await chat.forwards(Number(free['message_id']), { chat: group });
    const [update] = await drainUpdates(fixture);
    expect(update?.['message']).toMatchObject({
      text: 'free',
      forward_origin: { sender_user: { id: fixture.bot.id } },
    });
    await expect(chat.forwards(Number(guarded['message_id']), { chat: group })).rejects.toThrow('protected');
  });
});

describe('copies', () => {
  it('carry a new caption, a keyboard and a reply', async () => {
    const { sim, bot } = fixture;
    const file = await sim.http.post<{ message_id: number }>('messages', {
      from: anna.id,
      bot: bot.id,
      document: { name: 'a.txt', base64: Buffer.from('a').toString('base64') },
      caption: 'old',
    });
    const source = { from_chat_id: anna.id, message_id: file.message_id };
    const keyboard = { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] };
    const result = await api('copyMessage', {
      ...source,
      caption: '<b>new</b>',
      parse_mode: 'HTML',
      reply_markup: keyboard,
      reply_parameters: { message_id: file.message_id },
    });
    expect(result).toEqual({ message_id: expect.any(Number) });
    const shown = (await chat.transcript()).at(-1);
    expect(shown).toMatchObject({
      caption: 'new',
      caption_entities: [{ type: 'bold', offset: 0, length: 3 }],
      reply_markup: keyboard,
      reply_to_message: { message_id: file.message_id },
    });
    expect(shown?.forward_origin).toBeUndefined();
    await api('copyMessage', { ...source, caption: '' });
    expect((await chat.transcript()).at(-1)?.caption).toBeUndefined();
    await api('copyMessage', source);
    expect((await chat.transcript()).at(-1)?.caption).toBe('old');
  });

  it('of polls are polls of their own', async () => {
    const poll = asObject(await api('sendPoll', { question: 'Tea?', options: ['yes', 'no'] }));
    await api('copyMessage', { from_chat_id: anna.id, message_id: poll['message_id'] });
    const copy = asObject(await api('forwardMessage', { from_chat_id: anna.id, message_id: poll['message_id'] }));
    const ids = [poll, copy].map((message) => asObject(message['poll'])['id']);
    expect(ids[0]).toBe(ids[1]);
    const last = (await chat.transcript()).at(-2);
    expect(last).toMatchObject({ poll: { question: 'Tea?' } });
    expect(asObject(asObject(last)['poll'])['id']).not.toBe(ids[0]);
  });
});

describe('replies', () => {
  it('quote a part of the message, styles included', async () => {
    const first = await send({ text: 'one <b>two</b> one two', parse_mode: 'HTML' });
    const sent = await send({
      text: 'this one',
      reply_parameters: { message_id: first['message_id'], quote: 'one', quote_position: 9 },
    });
    expect(sent['quote']).toEqual({ text: 'one', position: 8, is_manual: true });
    const bold = await send({
      text: 'bold',
      reply_parameters: { message_id: first['message_id'], quote: '<b>two</b>', quote_parse_mode: 'HTML' },
    });
    expect(bold['quote']).toMatchObject({
      text: 'two',
      position: 4,
      entities: [{ type: 'bold', offset: 0, length: 3 }],
    });
    expect(bold['reply_to_message']).toMatchObject({ message_id: first['message_id'] });
  });

  it('of people reach the bot with what they quote', async () => {
    const first = await send({ text: 'pick a word' });
    await drainUpdates(fixture);
    await chat.sends('that', { reply_to: Number(first['message_id']), quote: 'word' });
    const [update] = await drainUpdates(fixture);
    expect(update?.['message']).toMatchObject({ quote: { text: 'word', position: 7, is_manual: true } });
    await expect(chat.sends('?', { reply_to: Number(first['message_id']), quote: 'sentence' })).rejects.toThrow(
      'no such part',
    );
  });

  it('to a message elsewhere tell its outline', async () => {
    const group = await made('supergroup');
    const said = await (await anna.in(group)).sends('in the group');
    const sent = await send({ text: 'about that', reply_parameters: { message_id: said.message_id, chat_id: group } });
    expect(sent['reply_to_message']).toBeUndefined();
    expect(sent['external_reply']).toEqual({
      origin: { type: 'user', sender_user: expect.objectContaining({ id: anna.id }), date: expect.any(Number) },
      chat: expect.objectContaining({ id: group, type: 'supergroup' }),
      message_id: said.message_id,
    });
    // The same chat by its id is no other chat.
    const here = await send({ text: 'here', reply_parameters: { message_id: sent['message_id'], chat_id: anna.id } });
    expect(here['reply_to_message']).toMatchObject({ message_id: sent['message_id'] });
  });

  it('in supergroups belong to the message that was first replied to', async () => {
    const group = await made('supergroup');
    const first = await (await anna.in(group)).sends('first');
    const second = asObject(
      await api('sendMessage', { chat_id: group, text: 'x', reply_parameters: { message_id: first.message_id } }),
    );
    const third = asObject(
      await api('sendMessage', { chat_id: group, text: 'y', reply_parameters: { message_id: second['message_id'] } }),
    );
    expect([second, third].map((message) => message['message_thread_id'])).toEqual([
      first.message_id,
      first.message_id,
    ]);
    expect(third['is_topic_message']).toBeUndefined();
  });

  it('name a poll option or a task, and go without the message where that is allowed', async () => {
    const first = await send({ text: 'x' });
    const sent = await send({
      text: 'y',
      reply_parameters: { message_id: first['message_id'], poll_option_id: '2', checklist_task_id: 3 },
    });
    expect(sent).toMatchObject({ reply_to_poll_option_id: '2', reply_to_checklist_task_id: 3 });
    const alone = await send({ text: 'z', reply_parameters: { message_id: 9999, allow_sending_without_reply: true } });
    expect(alone['reply_to_message']).toBeUndefined();
  });
});

describe('edits', () => {
  it('of posts in channels are for those with the right, of markups too', async () => {
    const channel = await made('channel');
    const post = await (await anna.in(channel)).sends('by a person');
    const edited = asObject(
      await api('editMessageText', { chat_id: channel, message_id: post.message_id, text: 'by the bot' }),
    );
    expect(edited).toMatchObject({ text: 'by the bot', edit_date: expect.any(Number) });
    const keyboard = { inline_keyboard: [[{ text: 'Like', callback_data: 'like' }]] };
    await api('editMessageReplyMarkup', { chat_id: channel, message_id: post.message_id, reply_markup: keyboard });
    expect((await (await anna.in(channel)).transcript()).at(-1)?.reply_markup).toEqual(keyboard);
  });

  it('of posts of others end after two days, of the own never', async () => {
    const channel = await made('channel');
    const post = await (await anna.in(channel)).sends('old post');
    const own = asObject(await api('sendMessage', { chat_id: channel, text: 'old own' }));
    await fixture.sim.clock({ advance_ms: 49 * 3_600_000 });
    const refused = await fixture.api('editMessageText', {
      chat_id: channel,
      message_id: post.message_id,
      text: 'late',
    });
    expect(refused.description).toBe("Bad Request: message can't be edited");
    await api('editMessageText', { chat_id: channel, message_id: own['message_id'], text: 'never too late' });
  });

  it('by people reach the bot, of captions too', async () => {
    const sent = await chat.sends('tpyo');
    const file = await fixture.sim.http.post<{ message_id: number }>('messages', {
      from: anna.id,
      bot: fixture.bot.id,
      document: { name: 'b.txt', base64: Buffer.from('b').toString('base64') },
      caption: 'old',
    });
    await drainUpdates(fixture);
    await chat.edits(sent.message_id, 'typo');
    await chat.edits(file.message_id, 'new');
    const updates = (await drainUpdates(fixture)).map((update) => update['edited_message']);
    expect(updates).toMatchObject([{ text: 'typo' }, { caption: 'new' }]);
  });
});

describe('deletions', () => {
  it('of what others wrote need the right, and end after two days', async () => {
    const group = await made('supergroup');
    const old = await (await anna.in(group)).sends('old');
    await fixture.sim.clock({ advance_ms: 49 * 3_600_000 });
    const fresh = await (await anna.in(group)).sends('fresh');
    const own = asObject(await api('sendMessage', { chat_id: group, text: 'own' }));
    const late = await fixture.api('deleteMessage', { chat_id: group, message_id: old.message_id });
    expect(late.description).toBe("Bad Request: message can't be deleted");
    await api('deleteMessage', { chat_id: group, message_id: fresh.message_id });
    await fixture.sim.member(group, fixture.bot.id, 'member');
    await api('deleteMessage', { chat_id: group, message_id: own['message_id'] });
    const shown = await (await anna.in(group)).transcript();
    expect(shown.filter((message) => message.deleted === true).map((message) => message.text)).toEqual([
      'fresh',
      'own',
    ]);
  });

  it('in private chats take both sides, in batches, skipping what is gone', async () => {
    const theirs = await chat.sends('theirs');
    const own = await send({ text: 'own' });
    await api('deleteMessages', { message_ids: [theirs.message_id, own['message_id'], 99_999] });
    const shown = (await chat.transcript()).slice(-2);
    expect(shown.every((message) => message.deleted === true)).toBe(true);
  });

  it('by people are silent to bots', async () => {
    const sent = await chat.sends('never mind');
    await drainUpdates(fixture);
    await chat.deletes(sent.message_id);
    expect(await drainUpdates(fixture)).toEqual([]);
    const refused = await fixture.api('copyMessage', {
      chat_id: anna.id,
      from_chat_id: anna.id,
      message_id: sent.message_id,
    });
    expect(refused.description).toBe('Bad Request: message to copy not found');
  });
});

const drafts = async (): Promise<{ text: string; draft_id: number; can_stop?: boolean }[]> =>
  (
    await fixture.sim.http.get<{ drafts: { text: string; draft_id: number }[] }>('drafts', {
      bot: fixture.bot.id,
      user: anna.id,
    })
  ).drafts;

describe('drafts', () => {
  it('grow until the message comes, and are gone after half a minute', async () => {
    await api('sendMessageDraft', { draft_id: 7, text: '' });
    await api('sendMessageDraft', { draft_id: 7, text: 'Once' });
    await api('sendMessageDraft', { draft_id: 7, text: 'Once upon' });
    expect(await drafts()).toMatchObject([{ draft_id: 7, text: 'Once upon' }]);
    await send({ text: 'Once upon a time' });
    expect(await drafts()).toEqual([]);
    await api('sendMessageDraft', { draft_id: 8, text: 'Long' });
    await fixture.sim.clock({ advance_ms: 31_000 });
    expect(await drafts()).toEqual([]);
  });

  it('are shown to the person as they grow', async () => {
    await api('sendMessageDraft', { draft_id: 11, text: '<b>Loud</b>', parse_mode: 'HTML' });
    const stop = new AbortController();
    const response = await fetch(`${fixture.url}/_sim/events?user=${anna.id}&last_event_id=0`, { signal: stop.signal });
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString();
      if (text.includes('"draft_id":11')) break;
    }
    stop.abort();
    const line = text.split('\n').find((one) => one.includes('"draft_id":11')) ?? '';
    expect(text).toContain('event: draft');
    expect(JSON.parse(line.slice('data: '.length))).toMatchObject({
      chat_id: anna.id,
      bot_id: fixture.bot.id,
      text: 'Loud',
      entities: [{ type: 'bold', offset: 0, length: 4 }],
    });
  });

  it('can be stopped by the person, which the bot is told', async () => {
    await api('sendMessageDraft', { draft_id: 9, text: 'And then', can_stop: true });
    await drainUpdates(fixture);
    await chat.stops(9);
    const [update] = await drainUpdates(fixture);
    expect(update?.['stopped_message_generation']).toEqual({
      chat: expect.objectContaining({ id: anna.id }),
      draft_id: 9,
    });
    expect(await drafts()).toEqual([]);
    await api('sendMessageDraft', { draft_id: 10, text: 'No way' });
    await expect(chat.stops(10)).rejects.toThrow('no draft');
  });
});

describe('effects', () => {
  it('go with messages in private chats', async () => {
    const sent = await send({ text: 'Hurray', message_effect_id: '5046509860389126442' });
    expect(sent['effect_id']).toBe('5046509860389126442');
    expect(
      messageId(
        await fixture.api('forwardMessage', {
          chat_id: anna.id,
          from_chat_id: anna.id,
          message_id: sent['message_id'],
          message_effect_id: '5104841245755180586',
        }),
      ),
    ).toBeGreaterThan(0);
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Actor, ActorChat } from '@durabot/simulator';

import { asList, asObject, messageId, startFixture, type Fixture } from './support/fixture.ts';
import { drainUpdates } from './support/updates.ts';

let fixture: Fixture;
let owner: Actor;
let anna: Actor;
let forum: number;
let chat: ActorChat;

beforeAll(async () => {
  fixture = await startFixture();
  const { sim, bot } = fixture;
  owner = await sim.user({ first_name: 'Olga' });
  anna = await sim.user({ first_name: 'Anna' });
  const members = [owner.id, anna.id, bot.id];
  forum = (await sim.group({ type: 'supergroup', title: 'Forum', members, owner: owner.id, is_forum: true })).id;
  await sim.member(forum, bot.id, 'administrator');
  chat = await anna.in(forum, bot.id);
});
afterAll(async () => await fixture.stop());

const api = async (method: string, params: object): Promise<unknown> => {
  const answer = await fixture.api(method, { chat_id: forum, ...params });
  if (!answer.ok) throw new Error(`${method}: ${answer.description}`);
  return answer.result;
};

const read = async (given: Fixture, person: number, group: number): Promise<unknown> => {
  const { http } = given.sim;
  return [
    await http.get('topics', { chat: group, user: person }),
    await http.get('pins', { chat: group, user: person }),
    await http.get('messages', { chat: group, user: person }),
    await http.get('drafts', { bot: given.bot.id, user: person }),
  ];
};

describe('topics', () => {
  it('are opened by bots, and everybody learns of it', async () => {
    await drainUpdates(fixture);
    const topic = asObject(await api('createForumTopic', { name: ' Orders  of today ', icon_color: 16_766_590 }));
    expect(topic).toEqual({
      message_thread_id: topic['message_thread_id'],
      name: 'Orders of today',
      icon_color: 16_766_590,
    });
    const [update] = await drainUpdates(fixture);
    expect(update?.['message']).toMatchObject({
      message_id: topic['message_thread_id'],
      message_thread_id: topic['message_thread_id'],
      is_topic_message: true,
      from: { id: fixture.bot.id },
      forum_topic_created: { name: 'Orders of today', icon_color: 16_766_590 },
    });
    expect(await chat.topics()).toMatchObject([
      { thread: 1, name: 'General', is_general: true, closed: false },
      { thread: topic['message_thread_id'], name: 'Orders of today', is_general: false, unread: 1 },
    ]);
  });

  it('hold what is said in them, by bots and by people', async () => {
    const thread = await chat.opensTopic('Talk');
    const topic = chat.topic(thread);
    await topic.sends('in the topic');
    await chat.sends('in General');
    const sent = asObject(await api('sendMessage', { text: 'from the bot', message_thread_id: thread }));
    expect(sent).toMatchObject({ message_thread_id: thread, is_topic_message: true });
    expect(sent['reply_to_message']).toMatchObject({ message_id: thread, forum_topic_created: { name: 'Talk' } });
    const texts = (await topic.transcript()).map((message) => message.text);
    expect(texts).toEqual([undefined, 'in the topic', 'from the bot']);
    const general = (await chat.topic(1).transcript()).map((message) => message.text);
    expect(general).toContain('in General');
    expect(general).not.toContain('in the topic');
    expect((await topic.reply()).text).toBe('from the bot');
  });

  it('take replies into the topic of the message replied to', async () => {
    const thread = await chat.opensTopic('Replies');
    const first = await chat.topic(thread).sends('first');
    const answer = await chat.sends('second', { reply_to: first.message_id });
    const shown = (await chat.transcript()).find((message) => message.message_id === answer.message_id);
    expect(shown?.message_thread_id).toBe(thread);
  });

  it('take the replies of bots as well', async () => {
    const thread = await chat.opensTopic('Answers');
    const first = await chat.topic(thread).sends('question');
    const sent = asObject(
      await api('sendMessage', { text: 'answer', reply_parameters: { message_id: first.message_id } }),
    );
    expect(sent).toMatchObject({ message_thread_id: thread, reply_to_message: { message_id: first.message_id } });
  });

  it('keep to themselves what buttons send', async () => {
    const thread = await chat.opensTopic('Buttons');
    const topic = chat.topic(thread);
    await api('sendMessage', { text: 'k', message_thread_id: thread, reply_markup: { keyboard: [['Tell']] } });
    const pressed = await topic.presses('Tell');
    expect((await topic.transcript()).at(-1)?.message_id).toBe(pressed.message_id);
    const inline = { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] };
    const here = messageId(
      await fixture.api('sendMessage', { chat_id: forum, text: 'i', message_thread_id: thread, reply_markup: inline }),
    );
    await api('sendMessage', { text: 'elsewhere', reply_markup: inline });
    expect((await topic.presses('Go')).message_id).toBe(here);
  });

  it('are renamed, closed and reopened, with a message each time', async () => {
    const thread = Number(asObject(await api('createForumTopic', { name: 'One' }))['message_thread_id']);
    await drainUpdates(fixture);
    await api('editForumTopic', {
      message_thread_id: thread,
      name: 'Two',
      icon_custom_emoji_id: '5312536423851630001',
    });
    await api('closeForumTopic', { message_thread_id: thread });
    await api('reopenForumTopic', { message_thread_id: thread });
    await api('editForumTopic', { message_thread_id: thread, icon_custom_emoji_id: '' });
    const updates = (await drainUpdates(fixture)).map(({ message }) => asObject(message));
    expect(updates.map((message) => message['message_thread_id'])).toEqual([thread, thread, thread, thread]);
    expect(updates[0]?.['forum_topic_edited']).toEqual({ name: 'Two', icon_custom_emoji_id: '5312536423851630001' });
    expect(updates[1]?.['forum_topic_closed']).toEqual({});
    expect(updates[2]?.['forum_topic_reopened']).toEqual({});
    expect(updates[3]?.['forum_topic_edited']).toEqual({ icon_custom_emoji_id: '' });
    expect((await chat.topics()).find((topic) => topic.thread === thread)).toMatchObject({
      name: 'Two',
      closed: false,
    });
  });

  it('let only those write who may, once they are closed', async () => {
    const thread = await (await owner.in(forum)).opensTopic('Closed');
    await (await owner.in(forum)).closesTopic(thread);
    await expect(chat.topic(thread).sends('too late')).rejects.toThrow('the topic is closed');
    // The bot administers the forum, so it still may.
    await api('sendMessage', { text: 'x', message_thread_id: thread });
    await fixture.sim.member(forum, fixture.bot.id, 'member');
    const refused = await fixture.api('sendMessage', { chat_id: forum, text: 'x', message_thread_id: thread });
    expect(refused.description).toBe('Bad Request: TOPIC_CLOSED');
    await fixture.sim.member(forum, fixture.bot.id, 'administrator');
    await expect(chat.reopensTopic(thread)).rejects.toThrow('may not change');
    await (await owner.in(forum)).reopensTopic(thread);
    await chat.topic(thread).sends('again');
  });

  it('are deleted with all that was said in them', async () => {
    const thread = await chat.opensTopic('Short');
    await chat.topic(thread).sends('gone soon');
    await api('deleteForumTopic', { message_thread_id: thread });
    const refused = await fixture.api('sendMessage', { chat_id: forum, text: 'x', message_thread_id: thread });
    expect(refused.description).toBe('Bad Request: message thread not found');
    expect((await chat.topic(thread).transcript()).every((message) => message.deleted === true)).toBe(true);
    await expect(chat.topic(thread).sends('late')).rejects.toThrow('no such topic');
  });

  it('General is renamed, closed, hidden and shown again', async () => {
    await drainUpdates(fixture);
    await api('editGeneralForumTopic', { name: 'Lobby' });
    await api('closeGeneralForumTopic', {});
    await expect(chat.sends('closed')).rejects.toThrow('the topic is closed');
    await api('reopenGeneralForumTopic', {});
    await api('hideGeneralForumTopic', {});
    expect((await chat.topics())[0]).toMatchObject({ name: 'Lobby', closed: true, hidden: true });
    await api('unhideGeneralForumTopic', {});
    await api('reopenGeneralForumTopic', {});
    const fields = (await drainUpdates(fixture)).map(({ message }) => Object.keys(asObject(message)).at(-1));
    expect(fields).toEqual([
      'forum_topic_edited',
      'forum_topic_closed',
      'forum_topic_reopened',
      'general_forum_topic_hidden',
      'general_forum_topic_unhidden',
      'forum_topic_reopened',
    ]);
  });

  it('have their own pins', async () => {
    const thread = await chat.opensTopic('Pins');
    const inTopic = await chat.topic(thread).sends('pin me');
    const outside = await chat.sends('pin me too');
    await api('pinChatMessage', { message_id: inTopic.message_id });
    await api('pinChatMessage', { message_id: outside.message_id });
    await api('unpinAllForumTopicMessages', { message_thread_id: thread });
    expect((await chat.pinned()).map((message) => message.message_id)).toEqual([outside.message_id]);
    await api('unpinAllGeneralForumTopicMessages', {});
    expect(await chat.pinned()).toEqual([]);
  });

  it('show typing where it happens', async () => {
    const thread = await chat.opensTopic('Typing');
    expect(await api('sendChatAction', { action: 'typing', message_thread_id: thread })).toBe(true);
  });

  it('offer icons that are files', async () => {
    const icons = asList(await api('getForumTopicIconStickers', {}));
    expect(icons[0]).toMatchObject({ type: 'custom_emoji', set_name: 'Topics', emoji: expect.any(String) });
    await api('getFile', { file_id: icons[0]?.['file_id'] });
  });

  it('exist in private chats of bots that have them there', async () => {
    const { sim, bot } = fixture;
    const threaded = await sim.bot({
      username: 'threaded_bot',
      has_topics_enabled: true,
      allows_users_to_create_topics: true,
    });
    const mine = await anna.with(threaded.id);
    await mine.sends('/start');
    const thread = await mine.opensTopic('Ideas');
    await mine.topic(thread).sends('an idea');
    const post = async (token: string, method: string, params: object): Promise<Record<string, unknown>> => {
      const response = await fetch(`${fixture.url}/bot${token}/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ chat_id: anna.id, ...params }),
      });
      return asObject(await response.json());
    };
    const sent = asObject(
      (await post(threaded.token, 'sendMessage', { text: 'noted', message_thread_id: thread }))['result'],
    );
    expect(sent).toMatchObject({ message_thread_id: thread, is_topic_message: true });
    expect(asObject((await post(threaded.token, 'getMe', {}))['result'])).toMatchObject({ has_topics_enabled: true });
    // Another bot's chat has none: the id is ignored there.
    await (await anna.with(bot.id)).sends('/start');
    const plain = await post(bot.token, 'sendMessage', { text: 'x', message_thread_id: thread });
    expect(asObject(plain['result'])['message_thread_id']).toBeUndefined();
    expect((await post(bot.token, 'createForumTopic', { name: 'x' }))['description']).toBe(
      'Bad Request: the chat is not a forum',
    );
  });

  it('are found again by the id of the message that a send gave back', async () => {
    const thread = await chat.opensTopic('Last');
    const id = messageId({
      ...(await fixture.api('sendMessage', { chat_id: forum, text: 'x', message_thread_id: thread })),
    });
    expect((await chat.topics()).find((topic) => topic.thread === thread)?.last_message_id).toBe(id);
  });

  it('survive a restart, with pins, reactions and what is being written', async () => {
    const stateDir = mkdtempSync(join(tmpdir(), 'simulator-'));
    const options = { stateDir, seed: 11 };
    const first = await startFixture(options);
    const boris = await first.sim.user({ first_name: 'Boris' });
    const members = [boris.id, first.bot.id];
    const group = (await first.sim.group({ type: 'supergroup', title: 'Kept', members, is_forum: true })).id;
    const here = await boris.in(group);
    const thread = await here.opensTopic('Kept');
    const sent = await here.topic(thread).sends('kept');
    await here.pins(sent.message_id);
    await here.reacts(sent.message_id, '👍');
    await here.closesTopic(thread);
    await (await boris.with(first.bot.id)).sends('/start');
    await first.api('sendMessageDraft', { chat_id: boris.id, draft_id: 5, text: 'half a sen' });
    const before = await read(first, boris.id, group);
    await first.stop();
    const second = await startFixture(options);
    expect(await read(second, boris.id, group)).toEqual(before);
    await second.stop();
    rmSync(stateDir, { recursive: true });
  });
});

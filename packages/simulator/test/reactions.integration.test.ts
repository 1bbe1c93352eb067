import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Actor, ActorChat } from '@durabot/simulator';

import { messageId, startFixture, type Fixture } from './support/fixture.ts';
import { askForEverything, drainUpdates } from './support/updates.ts';

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

const pinned = async (): Promise<number[]> => (await chat.pinned()).map((message) => message.message_id);
const emoji = (one: string): object => ({ type: 'emoji', emoji: one });

async function made(type: 'supergroup' | 'channel', members: number[] = [anna.id]): Promise<number> {
  const { sim, bot } = fixture;
  const group = await sim.group({ type, title: type, members: [...members, bot.id] });
  await sim.member(group.id, bot.id, 'administrator');
  await drainUpdates(fixture);
  return group.id;
}

describe('reactions', () => {
  it('of a person reach the bot of a private chat, with what was there before', async () => {
    const sent = await chat.sends('react to me');
    await drainUpdates(fixture);
    await chat.reacts(sent.message_id, '👍');
    await chat.reacts(sent.message_id, '🔥');
    await chat.reacts(sent.message_id);
    const updates = (await drainUpdates(fixture)).map((update) => update['message_reaction']);
    expect(updates).toMatchObject([
      { message_id: sent.message_id, user: { id: anna.id }, old_reaction: [], new_reaction: [emoji('👍')] },
      { old_reaction: [emoji('👍')], new_reaction: [emoji('🔥')] },
      { old_reaction: [emoji('🔥')], new_reaction: [] },
    ]);
  });

  it('of a bot are seen by people, and not told to bots', async () => {
    const sent = await chat.sends('the bot reacts');
    await drainUpdates(fixture);
    const react = async (reaction: object[]): Promise<unknown> =>
      (
        await fixture.api('setMessageReaction', {
          chat_id: anna.id,
          message_id: sent.message_id,
          reaction,
          is_big: true,
        })
      ).result;
    expect(await react([emoji('❤️')])).toBe(true);
    // The same again is no error.
    expect(await react([emoji('❤')])).toBe(true);
    const shown = (await chat.transcript()).find((message) => message.message_id === sent.message_id);
    expect(shown?.reactions).toEqual({ [fixture.bot.id]: ['❤'] });
    expect(await react([])).toBe(true);
    expect(await drainUpdates(fixture)).toEqual([]);
  });

  it('are told to bots that administer a group and asked for them, to no others', async () => {
    const group = await made('supergroup');
    const here = await anna.in(group);
    const sent = await here.sends('hi');
    await drainUpdates(fixture);
    await here.reacts(sent.message_id, '👍');
    expect((await drainUpdates(fixture)).map((update) => Object.keys(update)[1])).toEqual(['message_reaction']);
    await fixture.sim.member(group, fixture.bot.id, 'member');
    await drainUpdates(fixture);
    await here.reacts(sent.message_id, '🔥');
    expect(await drainUpdates(fixture)).toEqual([]);
  });

  it('are not told to bots that did not ask', async () => {
    const sent = await chat.sends('quiet');
    await fixture.api('getUpdates', { allowed_updates: [] });
    await chat.reacts(sent.message_id, '👍');
    const kinds = (await drainUpdates(fixture)).map((update) => Object.keys(update)[1]);
    expect(kinds).not.toContain('message_reaction');
    await askForEverything(fixture);
  });

  it('in channels are anonymous counts', async () => {
    const boris = await fixture.sim.user({ first_name: 'Boris' });
    const channel = await made('channel', [anna.id, boris.id]);
    const sent = await (await anna.in(channel)).sends('a post');
    await drainUpdates(fixture);
    await (await anna.in(channel)).reacts(sent.message_id, '👍');
    await (await boris.in(channel)).reacts(sent.message_id, '👍');
    const [first, second, ...more] = await drainUpdates(fixture);
    expect(more).toEqual([]);
    expect(first?.['message_reaction_count']).toMatchObject({ reactions: [{ type: emoji('👍'), total_count: 1 }] });
    expect(second?.['message_reaction_count']).toMatchObject({
      chat: { id: channel },
      message_id: sent.message_id,
      reactions: [{ type: emoji('👍'), total_count: 2 }],
    });
  });

  it('are only those that the chat allows, or that are there already', async () => {
    const group = await made('supergroup');
    const here = await anna.in(group);
    const sent = await here.sends('pick one');
    const react = async (reaction: object): Promise<string | undefined> =>
      (await fixture.api('setMessageReaction', { chat_id: group, message_id: sent.message_id, reaction: [reaction] }))
        .description;
    const custom = { type: 'custom_emoji', custom_emoji_id: '777' };
    await fixture.sim.http.post('reactions/allowed', { chat: group, emoji: ['👎', 'custom:777'] });
    expect(await react(emoji('👍'))).toBe('Bad Request: REACTION_INVALID');
    expect(await react(emoji('👎'))).toBeUndefined();
    const full = (await fixture.api('getChat', { chat_id: group })).result;
    expect(full).toMatchObject({ available_reactions: [emoji('👎'), custom] });
    expect(await react(custom)).toBeUndefined();
    await fixture.sim.http.post('reactions/allowed', { chat: group, emoji: null });
    expect(await react(custom)).toBeUndefined();
    expect(await react(emoji('👍'))).toBeUndefined();
    // Now nobody has it any more.
    expect(await react(custom)).toBe('Bad Request: REACTION_INVALID');
    await expect(here.reacts(sent.message_id, '🚲')).rejects.toThrow('no reaction here');
  });

  it('of people are one, or three with premium', async () => {
    const sent = await chat.sends('how many');
    await expect(chat.reacts(sent.message_id, '👍', '🔥')).rejects.toThrow('at most 1');
    const rich = await fixture.sim.user({ first_name: 'Rita', is_premium: true });
    const hers = await rich.with(fixture.bot.id);
    const message = await hers.sends('many');
    await hers.reacts(message.message_id, '👍', '🔥', '🎉');
    expect((await hers.transcript())[0]?.reactions).toEqual({ [rich.id]: ['👍', '🔥', '🎉'] });
  });

  it('to an album go to its first message', async () => {
    const photo = { base64: Buffer.from('not really a photo').toString('base64'), name: 'a.txt' };
    const part = async (): Promise<number> =>
      (
        await fixture.sim.http.post<{ message_id: number }>('messages', {
          from: anna.id,
          bot: fixture.bot.id,
          document: photo,
          media_group: 'g',
        })
      ).message_id;
    const first = await part();
    const second = await part();
    await fixture.api('setMessageReaction', { chat_id: anna.id, message_id: second, reaction: [emoji('👍')] });
    const shown = await chat.transcript();
    expect(shown.find((message) => message.message_id === first)?.reactions).toEqual({ [fixture.bot.id]: ['👍'] });
    expect(shown.find((message) => message.message_id === second)?.reactions).toBeUndefined();
  });
});

describe('pins', () => {
  it('show a message about it to everybody, the bot that pinned included', async () => {
    const id = messageId(await fixture.api('sendMessage', { chat_id: anna.id, text: 'pin this' }));
    await drainUpdates(fixture);
    expect((await fixture.api('pinChatMessage', { chat_id: anna.id, message_id: id })).result).toBe(true);
    const [update] = await drainUpdates(fixture);
    expect(update?.['message']).toMatchObject({
      from: { id: fixture.bot.id },
      pinned_message: { message_id: id, text: 'pin this' },
    });
    // Again: it stays pinned, and nothing is said.
    await fixture.api('pinChatMessage', { chat_id: anna.id, message_id: id });
    expect(await drainUpdates(fixture)).toEqual([]);
    expect((await chat.pinned()).map((message) => message.message_id)).toEqual([id]);
  });

  it('are taken away one by one, the newest first, or all at once', async () => {
    const ids: number[] = [];
    for (const text of ['one', 'two', 'three']) {
      ids.push(messageId(await fixture.api('sendMessage', { chat_id: anna.id, text })));
      await fixture.api('pinChatMessage', { chat_id: anna.id, message_id: ids.at(-1) });
    }
    expect((await pinned()).slice(0, 3)).toEqual(ids.toReversed());
    await fixture.api('unpinChatMessage', { chat_id: anna.id });
    await fixture.api('unpinChatMessage', { chat_id: anna.id, message_id: ids[0] });
    expect((await pinned())[0]).toBe(ids[1]);
    await fixture.api('unpinAllChatMessages', { chat_id: anna.id });
    expect(await pinned()).toEqual([]);
    const refused = await fixture.api('unpinChatMessage', { chat_id: anna.id });
    expect(refused.description).toBe('Bad Request: message to unpin not found');
  });

  it('by people are told to bots, and a deleted message is pinned no more', async () => {
    const sent = await chat.sends('mine');
    await drainUpdates(fixture);
    await chat.pins(sent.message_id);
    const [update] = await drainUpdates(fixture);
    expect(update?.['message']).toMatchObject({ from: { id: anna.id }, pinned_message: { text: 'mine' } });
    await chat.deletes(sent.message_id);
    expect(await chat.pinned()).toEqual([]);
    const other = await chat.sends('other');
    await chat.pins(other.message_id);
    await chat.unpins(other.message_id);
    expect(await chat.pinned()).toEqual([]);
  });
});

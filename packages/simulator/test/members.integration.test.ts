import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { asList, asObject, callForm, pngOf, startFixture, type Fixture } from './support/fixture.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await startFixture();
  await fixture.sim.clock({ frozen: true });
  await fixture.api('getUpdates', { offset: -100, allowed_updates: KINDS });
});
afterEach(async () => await fixture.stop());

const KINDS = ['message', 'channel_post', 'my_chat_member', 'chat_member', 'chat_join_request'];
let offset = 0;

/** The bot's new updates of one kind. */
async function updates(kind: string): Promise<Record<string, unknown>[]> {
  // A moment later, so that repeating the offset is no sign of a bot that confirms nothing.
  await fixture.sim.clock({ advance_ms: 4_000 });
  const list = asList((await fixture.api('getUpdates', { offset })).result);
  offset = Number(list.at(-1)?.['update_id'] ?? offset - 1) + 1;
  return list.flatMap((update) => (kind in update ? [asObject(update[kind])] : []));
}
beforeEach(() => {
  offset = 0;
});

async function seconds(): Promise<number> {
  return Math.floor((await fixture.sim.clock()).now / 1000);
}

/** A supergroup with its owner, a member, and the bot as administrator. */
async function aSupergroup(rights?: string[]): Promise<Cast> {
  const { sim, bot } = fixture;
  const owner = await sim.user({ first_name: 'Olga' });
  const boris = await sim.user({ first_name: 'Boris' });
  const { id } = await sim.group({ type: 'supergroup', title: 'Team', members: [owner.id, boris.id, bot.id] });
  await owner.promotes(id, bot.id, rights ?? ALL_RIGHTS);
  await updates('message');
  return { chat: id, owner, boris };
}

interface Cast {
  chat: number;
  owner: Awaited<ReturnType<Fixture['sim']['user']>>;
  boris: Awaited<ReturnType<Fixture['sim']['user']>>;
}

const ALL_RIGHTS = [
  'can_change_info',
  'can_delete_messages',
  'can_invite_users',
  'can_restrict_members',
  'can_pin_messages',
  'can_promote_members',
  'can_manage_video_chats',
  'can_manage_tags',
];

async function statusOf(chat: number, user: number): Promise<Record<string, unknown>> {
  return asObject((await fixture.api('getChatMember', { chat_id: chat, user_id: user })).result);
}

describe('rights', () => {
  it('are given by promotion, shown to bots, and taken away again', async () => {
    const { api, bot } = fixture;
    const { chat, boris, owner } = await aSupergroup();
    const promoted = await api('promoteChatMember', { chat_id: chat, user_id: boris.id, can_delete_messages: true });
    expect(promoted.result).toBe(true);
    const [change] = await updates('chat_member');
    expect(change).toMatchObject({
      from: { id: bot.id },
      old_chat_member: { status: 'member' },
      new_chat_member: {
        status: 'administrator',
        can_be_edited: true,
        can_manage_chat: true,
        can_delete_messages: true,
        can_promote_members: false,
      },
    });
    await api('setChatAdministratorCustomTitle', { chat_id: chat, user_id: boris.id, custom_title: 'Boss' });
    const admins = asList((await api('getChatAdministrators', { chat_id: chat })).result);
    expect(admins.map((admin) => [asObject(admin['user'])['id'], admin['custom_title']])).toEqual([
      [owner.id, undefined],
      [boris.id, 'Boss'],
      [bot.id, undefined],
    ]);
    await api('promoteChatMember', { chat_id: chat, user_id: boris.id });
    expect(await statusOf(chat, boris.id)).toEqual({ user: expect.anything(), status: 'member' });
  });

  it('decide whom a bot may change: only those it made administrators itself', async () => {
    const { sim, api } = fixture;
    const { chat, boris, owner } = await aSupergroup();
    await owner.promotes(chat, boris.id, ['can_invite_users']);
    const ban = async (): Promise<unknown> =>
      (await api('banChatMember', { chat_id: chat, user_id: boris.id })).description;
    expect(await ban()).toBe('Bad Request: user is an administrator of the chat');
    expect(await statusOf(chat, boris.id)).toMatchObject({ can_be_edited: false });
    await owner.demotes(chat, boris.id);
    await api('promoteChatMember', { chat_id: chat, user_id: boris.id, can_invite_users: true });
    expect(await ban()).toBeUndefined();
    // People are held to the same rules.
    const carl = await sim.user({ first_name: 'Carl' });
    await sim.member(chat, carl.id, 'member');
    await expect(carl.bans(chat, owner.id)).rejects.toThrow('nobody changes the rights of the owner');
    await expect(carl.promotes(chat, carl.id)).rejects.toThrow('may not promote');
    await expect(carl.changes(chat, { permissions: [] })).rejects.toThrow('may not change');
  });

  it('are those that a bot wishes when nobody says which', async () => {
    const { sim, api, bot } = fixture;
    await api('setMyDefaultAdministratorRights', { rights: { can_pin_messages: true } });
    const owner = await sim.user({ first_name: 'Olga' });
    const { id } = await sim.group({ type: 'supergroup', title: 'Team', members: [owner.id, bot.id] });
    await owner.promotes(id, bot.id);
    expect(await statusOf(id, bot.id)).toMatchObject({
      can_manage_chat: true,
      can_pin_messages: true,
      can_invite_users: false,
    });
  });

  it('are handed over whole: a chat has one owner', async () => {
    const { api } = fixture;
    const { chat, boris, owner } = await aSupergroup();
    await owner.handsOver(chat, boris.id);
    const owners = asList((await api('getChatAdministrators', { chat_id: chat })).result).filter(
      (admin) => admin['status'] === 'creator',
    );
    expect(owners.map((admin) => asObject(admin['user'])['id'])).toEqual([boris.id]);
    const messages = await updates('message');
    expect(messages.at(-1)).toMatchObject({ chat_owner_changed: { new_owner: { id: boris.id } } });
    await boris.leaves(chat);
    expect(await statusOf(chat, owner.id)).toMatchObject({ status: 'creator' });
    expect(await statusOf(chat, boris.id)).toMatchObject({ status: 'left' });
  });
});

describe('bans and restrictions', () => {
  it('keep a person out until the time is over', async () => {
    const { sim, api } = fixture;
    const { chat, boris } = await aSupergroup();
    await sim.http.patch(`chats/${chat}`, { username: 'team_here' });
    const until = (await seconds()) + 3600;
    await api('banChatMember', { chat_id: chat, user_id: boris.id, until_date: until });
    expect(await statusOf(chat, boris.id)).toMatchObject({ status: 'kicked', until_date: until });
    const [change] = await updates('chat_member');
    expect(change).toMatchObject({ new_chat_member: { status: 'kicked', until_date: until } });
    await expect(boris.joins('team_here')).rejects.toThrow('banned');
    await sim.clock({ advance_ms: 3_601_000 });
    expect(await statusOf(chat, boris.id)).toMatchObject({ status: 'left' });
    expect(await boris.joins('team_here')).toBe('member');
    expect((await updates('chat_member')).at(-1)).toMatchObject({
      old_chat_member: { status: 'left' },
      new_chat_member: { status: 'member' },
    });
    // Very short bans last for ever.
    await api('banChatMember', { chat_id: chat, user_id: boris.id, until_date: (await seconds()) + 5 });
    expect(await statusOf(chat, boris.id)).toMatchObject({ status: 'kicked', until_date: 0 });
    await api('unbanChatMember', { chat_id: chat, user_id: boris.id, only_if_banned: true });
    expect(await statusOf(chat, boris.id)).toMatchObject({ status: 'left' });
  });

  it('remove a member who is unbanned without need, unless told not to', async () => {
    const { api } = fixture;
    const { chat, boris } = await aSupergroup();
    await api('unbanChatMember', { chat_id: chat, user_id: boris.id, only_if_banned: true });
    expect(await statusOf(chat, boris.id)).toMatchObject({ status: 'member' });
    await api('unbanChatMember', { chat_id: chat, user_id: boris.id });
    expect(await statusOf(chat, boris.id)).toMatchObject({ status: 'left' });
    const changes = (await updates('chat_member')).map((change) => asObject(change['new_chat_member'])['status']);
    expect(changes).toEqual(['kicked', 'left']);
  });

  it('leave a person some permissions, others being implied', async () => {
    const { sim, api } = fixture;
    const { chat, boris } = await aSupergroup();
    const restrict = async (permissions: object, rest: object = {}): Promise<void> => {
      const done = await api('restrictChatMember', { chat_id: chat, user_id: boris.id, permissions, ...rest });
      expect(done.description).toBeUndefined();
    };
    const inChat = await boris.in(chat);
    await restrict({ can_send_polls: true });
    expect(await statusOf(chat, boris.id)).toMatchObject({
      status: 'restricted',
      is_member: true,
      can_send_messages: true,
      can_send_polls: true,
      can_send_photos: false,
    });
    await inChat.sends('still here');
    await restrict({ can_send_polls: true }, { use_independent_chat_permissions: true });
    await expect(inChat.sends('no more')).rejects.toThrow('may not write');
    await restrict({ can_send_other_messages: true });
    expect(await statusOf(chat, boris.id)).toMatchObject({ can_send_photos: true, can_send_voice_notes: true });
    await restrict({}, { until_date: (await seconds()) + 100 });
    // Leaving does not help: the restriction stays.
    await boris.leaves(chat);
    expect(await statusOf(chat, boris.id)).toMatchObject({ status: 'restricted', is_member: false });
    await sim.member(chat, boris.id, 'member');
    await expect(inChat.sends('no')).rejects.toThrow('may not write');
    await sim.clock({ advance_ms: 101_000 });
    await inChat.sends('free again');
    expect(await statusOf(chat, boris.id)).toMatchObject({ status: 'member' });
  });

  it('in a basic group only remove, and bots are told in which words they may not write', async () => {
    const { sim, api, bot } = fixture;
    const owner = await sim.user({ first_name: 'Olga' });
    const boris = await sim.user({ first_name: 'Boris' });
    const { id } = await sim.group({ type: 'group', title: 'Few', members: [owner.id, boris.id, bot.id] });
    await owner.promotes(id, bot.id);
    await api('banChatMember', { chat_id: id, user_id: boris.id });
    expect(await statusOf(id, boris.id)).toMatchObject({ status: 'left' });
    const { chat } = await aSupergroup();
    await sim.member(chat, bot.id, 'restricted', { permissions: ['can_send_messages'] });
    const words = async (method: string, rest: object): Promise<unknown> =>
      (await api(method, { chat_id: chat, ...rest })).description;
    expect(await words('sendMessage', { text: 'x' })).toBeUndefined();
    expect(await words('sendDice', {})).toBe('Bad Request: not enough rights to send dice to the chat');
    expect(await words('sendPoll', { question: 'q', options: ['a', 'b'] })).toBe(
      'Bad Request: not enough rights to send polls to the chat',
    );
  });
});

describe('the settings of a chat', () => {
  it('are changed by bots with the right, and shown by getChat', async () => {
    const { sim, api, bot, url } = fixture;
    const { chat, boris } = await aSupergroup();
    await api('setChatTitle', { chat_id: chat, title: '  New \n name ' });
    await api('setChatDescription', { chat_id: chat, description: 'About us' });
    await api('setChatPermissions', { chat_id: chat, permissions: { can_send_messages: true } });
    const form = new FormData();
    form.set('chat_id', String(chat));
    form.set('photo', new Blob([new Uint8Array(pngOf(640, 640))]), 'a.png');
    expect((await callForm(url, bot.token, 'setChatPhoto', form)).result).toBe(true);
    const link = String((await api('exportChatInviteLink', { chat_id: chat })).result);
    const sent = asObject((await api('sendMessage', { chat_id: chat, text: 'pin me' })).result);
    await api('pinChatMessage', { chat_id: chat, message_id: sent['message_id'] });
    const shown = asObject((await api('getChat', { chat_id: chat })).result);
    expect(shown).toMatchObject({
      title: 'New name',
      description: 'About us',
      invite_link: link,
      permissions: { can_send_messages: true, can_send_photos: false, can_send_polls: false },
      pinned_message: { text: 'pin me' },
      photo: { small_file_id: expect.any(String), big_file_unique_id: expect.any(String) },
    });
    const file = asObject((await api('getFile', { file_id: asObject(shown['photo'])['big_file_id'] })).result);
    expect(file['file_size']).toBe(64);
    const messages = await updates('message');
    expect(messages.some((message) => message['new_chat_title'] === 'New name')).toBe(true);
    expect(messages.some((message) => Array.isArray(message['new_chat_photo']))).toBe(true);
    await expect((await boris.in(chat)).sends('', { photo: { base64: 'AAAA' } })).rejects.toThrow('may not write');
    await api('deleteChatPhoto', { chat_id: chat });
    expect(asObject((await api('getChat', { chat_id: chat })).result)['photo']).toBeUndefined();
    expect(await sim.http.get(`chats/${chat}`)).toMatchObject({ title: 'New name' });
  });

  it('slow ordinary members down, bots among them', async () => {
    const { sim, api, bot } = fixture;
    const { chat, boris, owner } = await aSupergroup();
    await owner.changes(chat, { slow_mode_delay: 30 });
    const inChat = await boris.in(chat);
    await inChat.sends('first');
    await expect(inChat.sends('second')).rejects.toThrow('wait 30 s');
    await owner.demotes(chat, bot.id);
    const send = async (): Promise<object> => {
      const { status, parameters } = await api('sendMessage', { chat_id: chat, text: 'x' });
      return { status, parameters };
    };
    expect(await send()).toEqual({ status: 200, parameters: undefined });
    await sim.clock({ advance_ms: 12_000 });
    expect(await send()).toEqual({ status: 429, parameters: { retry_after: 18 } });
    await sim.clock({ advance_ms: 18_000 });
    await inChat.sends('second');
    expect(await send()).toEqual({ status: 200, parameters: undefined });
    await owner.promotes(chat, bot.id);
    expect(await send()).toEqual({ status: 200, parameters: undefined });
  });
});

describe('invite links', () => {
  it('let people in up to their limit and their end, and are named in the update', async () => {
    const { sim, api, bot } = fixture;
    const { chat } = await aSupergroup();
    const carl = await sim.user({ first_name: 'Carl' });
    const dora = await sim.user({ first_name: 'Dora' });
    const expires = (await seconds()) + 600;
    const settings = { chat_id: chat, name: 'Flyer', member_limit: 1, expire_date: expires };
    const link = asObject((await api('createChatInviteLink', settings)).result);
    expect(link).toMatchObject({
      name: 'Flyer',
      creator: { id: bot.id },
      member_limit: 1,
      expire_date: expires,
      creates_join_request: false,
      is_primary: false,
      is_revoked: false,
    });
    const address = String(link['invite_link']);
    expect(await carl.joins(address)).toBe('member');
    expect((await updates('chat_member')).at(-1)).toMatchObject({
      from: { id: carl.id },
      new_chat_member: { status: 'member' },
      invite_link: { invite_link: address },
    });
    await expect(dora.joins(address)).rejects.toThrow('as many people');
    await api('editChatInviteLink', { ...settings, invite_link: address, member_limit: 5 });
    await sim.clock({ advance_ms: 601_000 });
    await expect(dora.joins(address)).rejects.toThrow('expired');
    await api('revokeChatInviteLink', { chat_id: chat, invite_link: address });
    expect((await sim.inviteLinks(chat))[0]).toMatchObject({ is_revoked: true, member_count: 1 });
  });

  it('of other administrators are shown only in part', async () => {
    const { sim } = fixture;
    const { chat, owner } = await aSupergroup();
    const carl = await sim.user({ first_name: 'Carl' });
    const link = await owner.makesLink(chat);
    await carl.joins(link.invite_link);
    const [change = {}] = await updates('chat_member');
    const shown = String(asObject(change['invite_link'])['invite_link']);
    expect(shown).toMatch(/^https:\/\/t\.me\/\+[\w-]{8}…$/);
    expect(link.invite_link.startsWith(shown.slice(0, -1))).toBe(true);
  });

  it('for a subscription are paid in Stars for a month', async () => {
    const { sim, api, bot } = fixture;
    const owner = await sim.user({ first_name: 'Olga' });
    const { id } = await sim.group({ type: 'channel', title: 'News', members: [owner.id, bot.id] });
    const pricing = { chat_id: id, subscription_period: 2_592_000, subscription_price: 50 };
    const link = asObject((await api('createChatSubscriptionInviteLink', pricing)).result);
    expect(link).toMatchObject({ subscription_period: 2_592_000, subscription_price: 50 });
    const carl = await sim.user({ first_name: 'Carl' });
    expect(await carl.joins(String(link['invite_link']))).toBe('member');
    expect(await sim.http.get('stars', { user: carl.id })).toMatchObject({ balance: 9_950 });
    expect(await statusOf(id, carl.id)).toMatchObject({ status: 'member', until_date: expect.any(Number) });
    await sim.clock({ advance_ms: 2_592_000_000 });
    expect(await statusOf(id, carl.id)).toMatchObject({ status: 'left' });
  });
});

describe('requests to join', () => {
  it('reach bots that may invite, who may write to the person until they decide', async () => {
    const { sim, api } = fixture;
    const { chat } = await aSupergroup();
    const carl = await sim.user({ first_name: 'Carl' });
    const made = await api('createChatInviteLink', { chat_id: chat, creates_join_request: true });
    const address = String(asObject(made.result)['invite_link']);
    const write = async (): Promise<unknown> =>
      (await api('sendMessage', { chat_id: carl.id, text: 'Hi' })).description;
    expect(await write()).toBe('Bad Request: chat not found');
    expect(await carl.joins(address, 'I like it here')).toBe('requested');
    const [request] = await updates('chat_join_request');
    expect(request).toMatchObject({
      chat: { id: chat },
      from: { id: carl.id },
      user_chat_id: carl.id,
      bio: 'I like it here',
      invite_link: { invite_link: address, pending_join_request_count: 1 },
    });
    expect(await write()).toBeUndefined();
    await sim.clock({ advance_ms: 301_000 });
    expect(await write()).toBe("Forbidden: bot can't initiate conversation with a user");
    expect((await api('approveChatJoinRequest', { chat_id: chat, user_id: carl.id })).result).toBe(true);
    expect(await statusOf(chat, carl.id)).toMatchObject({ status: 'member' });
    const change = (await updates('chat_member')).at(-1);
    expect(change).toMatchObject({ invite_link: { invite_link: address }, new_chat_member: { status: 'member' } });
    expect(change).not.toHaveProperty('via_join_request');
  });

  it('come directly too, and may be declined by a person', async () => {
    const { sim, api } = fixture;
    const { chat, owner } = await aSupergroup();
    await owner.changes(chat, { username: 'team_here', join_by_request: true });
    const carl = await sim.user({ first_name: 'Carl' });
    expect(await carl.joins('team_here')).toBe('requested');
    await owner.declines(chat, carl.id);
    expect((await api('approveChatJoinRequest', { chat_id: chat, user_id: carl.id })).description).toBe(
      'Bad Request: HIDE_REQUESTER_MISSING',
    );
    await carl.joins('team_here');
    await owner.approves(chat, carl.id);
    expect((await updates('chat_member')).at(-1)).toMatchObject({ from: { id: owner.id }, via_join_request: true });
  });

  it('are decided by a guard bot, or by the others when it takes too long', async () => {
    const { sim, api, bot } = fixture;
    const { chat, owner } = await aSupergroup();
    await owner.changes(chat, { username: 'team_here', join_by_request: true, guard_bot: bot.id });
    const carl = await sim.user({ first_name: 'Carl' });
    await carl.joins('team_here');
    const [request = {}] = await updates('chat_join_request');
    const query = { chat_join_request_query_id: request['query_id'] };
    await api('sendChatJoinRequestWebApp', { ...query, web_app_url: 'https://example.com/quiz' });
    await sim.clock({ advance_ms: 60_000 });
    expect((await api('answerChatJoinRequestQuery', { ...query, result: 'approve' })).result).toBe(true);
    expect(await statusOf(chat, carl.id)).toMatchObject({ status: 'member' });
    const dora = await sim.user({ first_name: 'Dora' });
    await dora.joins('team_here');
    const [late = {}] = await updates('chat_join_request');
    await sim.clock({ advance_ms: 11_000 });
    const answer = await api('answerChatJoinRequestQuery', {
      chat_join_request_query_id: late['query_id'],
      result: 'approve',
    });
    expect(answer.description).toMatch(/query is too old/);
    await owner.approves(chat, dora.id);
    expect(await statusOf(chat, dora.id)).toMatchObject({ status: 'member' });
  });
});

describe('senders', () => {
  it('stay unnamed as anonymous administrators, and are marked by title or tag', async () => {
    const { sim, api } = fixture;
    const { chat, boris, owner } = await aSupergroup();
    await owner.promotes(chat, boris.id, ['can_delete_messages'], { is_anonymous: true, custom_title: 'Boss' });
    const carl = await sim.user({ first_name: 'Carl' });
    await sim.member(chat, carl.id, 'member');
    await api('setChatMemberTag', { chat_id: chat, user_id: carl.id, tag: 'Helper' });
    await updates('message');
    await (await boris.in(chat)).sends('from above');
    await (await carl.in(chat)).sends('from me');
    const [anonymous, tagged] = await updates('message');
    expect(anonymous).toMatchObject({
      from: { username: 'GroupAnonymousBot' },
      author_signature: 'Boss',
      sender_chat: { id: chat },
    });
    expect(tagged).toMatchObject({ from: { id: carl.id }, sender_tag: 'Helper' });
    expect(await statusOf(chat, carl.id)).toMatchObject({ status: 'member', tag: 'Helper' });
  });

  it('may be channels, until these are banned', async () => {
    const { sim, api, bot } = fixture;
    const { chat, boris, owner } = await aSupergroup();
    const { id: channel } = await sim.group({ type: 'channel', title: 'Boris says', members: [boris.id] });
    const say = async (from: number): Promise<unknown> =>
      await sim.http.post('messages', { from, chat, as: channel, text: 'news' });
    await say(boris.id);
    expect((await updates('message')).at(-1)).toMatchObject({
      from: { username: 'Channel_Bot' },
      sender_chat: { id: channel, type: 'channel' },
    });
    await expect(say(owner.id)).rejects.toThrow('only its owner');
    expect((await api('banChatSenderChat', { chat_id: chat, sender_chat_id: channel })).result).toBe(true);
    await expect(say(boris.id)).rejects.toThrow('banned');
    await api('unbanChatSenderChat', { chat_id: chat, sender_chat_id: channel });
    await say(boris.id);
    expect(bot.id).toBe(7001);
  });

  it('sign posts of a channel, which appear in its discussion group', async () => {
    const { sim, api, bot } = fixture;
    const { chat, owner } = await aSupergroup();
    const { id: channel } = await sim.group({ type: 'channel', title: 'News', members: [owner.id, bot.id] });
    await owner.changes(channel, { signs_messages: true, linked_chat: chat });
    expect((await api('getChat', { chat_id: channel })).result).toMatchObject({ linked_chat_id: chat });
    expect((await api('getChat', { chat_id: chat })).result).toMatchObject({ linked_chat_id: channel });
    await updates('message');
    await (await owner.in(channel)).sends('headline');
    const [forwarded] = await updates('message');
    expect(forwarded).toMatchObject({
      from: { id: 777_000 },
      sender_chat: { id: channel },
      is_automatic_forward: true,
      forward_origin: { type: 'channel', author_signature: 'Olga', chat: { id: channel } },
      text: 'headline',
    });
  });
});

describe('a restart', () => {
  it('keeps rights, terms, links and requests', async () => {
    const stateDir = mkdtempSync(join(tmpdir(), 'members-'));
    const first = await startFixture({ stateDir });
    const owner = await first.sim.user({ first_name: 'Olga' });
    const boris = await first.sim.user({ first_name: 'Boris' });
    const carl = await first.sim.user({ first_name: 'Carl' });
    const { id } = await first.sim.group({
      type: 'supergroup',
      title: 'Team',
      members: [owner.id, boris.id, first.bot.id],
    });
    await owner.promotes(id, first.bot.id, ALL_RIGHTS);
    await owner.restricts(id, boris.id, ['can_send_messages'], Math.floor(Date.now() / 1000) + 5_000);
    const link = await owner.makesLink(id, { creates_join_request: true });
    await carl.joins(link.invite_link);
    const ask = async (api: Fixture['api']): Promise<unknown[]> => [
      (await api('getChatAdministrators', { chat_id: id })).result,
      (await api('getChatMember', { chat_id: id, user_id: boris.id })).result,
    ];
    const before = await ask(first.api);
    await first.stop();
    const second = await startFixture({ stateDir });
    expect(await ask(second.api)).toEqual(before);
    expect(await second.sim.inviteLinks(id)).toMatchObject([
      { invite_link: link.invite_link, pending_join_request_count: 1 },
    ]);
    expect((await second.api('approveChatJoinRequest', { chat_id: id, user_id: carl.id })).result).toBe(true);
    await second.stop();
    rmSync(stateDir, { recursive: true });
  });
});

describe('a group that became a supergroup', () => {
  it('takes its people, rights, links and requests along', async () => {
    const { sim, api, bot } = fixture;
    const owner = await sim.user({ first_name: 'Olga' });
    const boris = await sim.user({ first_name: 'Boris' });
    const carl = await sim.user({ first_name: 'Carl' });
    const { id } = await sim.group({ type: 'group', title: 'Few', members: [owner.id, boris.id, bot.id] });
    await owner.promotes(id, bot.id, ALL_RIGHTS, { custom_title: 'Butler' });
    await owner.changes(id, { description: 'About', permissions: ['can_send_messages'] });
    const made = await api('createChatInviteLink', { chat_id: id, creates_join_request: true });
    await carl.joins(String(asObject(made.result)['invite_link']));
    const { migrate_to_chat_id: next } = await sim.migrate(id);
    for (const [method, rest] of [
      ['banChatMember', { user_id: boris.id }],
      ['setChatTitle', { title: 'x' }],
      ['createChatInviteLink', {}],
      ['approveChatJoinRequest', { user_id: carl.id }],
    ] as const) {
      const refused = await api(method, { chat_id: id, ...rest });
      expect([refused.description, refused.parameters]).toEqual([
        'Bad Request: group chat was upgraded to a supergroup chat',
        { migrate_to_chat_id: next },
      ]);
    }
    expect(await statusOf(next, bot.id)).toMatchObject({
      status: 'administrator',
      can_promote_members: true,
      custom_title: 'Butler',
    });
    expect((await api('getChat', { chat_id: next })).result).toMatchObject({
      description: 'About',
      permissions: { can_send_messages: true, can_send_polls: false },
    });
    expect((await api('approveChatJoinRequest', { chat_id: next, user_id: carl.id })).result).toBe(true);
    await expect(boris.joins(id)).rejects.toThrow('became the supergroup');
    await expect(sim.member(id, carl.id, 'member')).rejects.toThrow('became the supergroup');
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { callForm, pngOf, startFixture, type Fixture } from './support/fixture.ts';
import { describeRefusals, type Refusal } from './support/refusal-table.ts';
import { setStage, type Stage } from './support/stage.ts';

/** Methods of this table with the parameters that let them reach the check of their chat. */
const ENOUGH: Record<string, object> = {
  getChat: {},
  getChatMember: { user_id: 1 },
  getChatAdministrators: {},
  getChatMemberCount: {},
  leaveChat: {},
  banChatMember: { user_id: 1 },
  unbanChatMember: { user_id: 1 },
  restrictChatMember: { user_id: 1, permissions: {} },
  promoteChatMember: { user_id: 1 },
  setChatAdministratorCustomTitle: { user_id: 1 },
  setChatMemberTag: { user_id: 1 },
  banChatSenderChat: { sender_chat_id: 1 },
  unbanChatSenderChat: { sender_chat_id: 1 },
  setChatPermissions: { permissions: {} },
  setChatTitle: { title: 'x' },
  setChatDescription: {},
  deleteChatPhoto: {},
  setChatStickerSet: {},
  deleteChatStickerSet: {},
  createChatInviteLink: {},
  editChatInviteLink: {},
  revokeChatInviteLink: {},
  exportChatInviteLink: {},
  createChatSubscriptionInviteLink: {},
  editChatSubscriptionInviteLink: {},
  approveChatJoinRequest: { user_id: 1 },
  declineChatJoinRequest: { user_id: 1 },
};
const METHODS = [...Object.keys(ENOUGH), 'setChatPhoto'];

const ELSEWHERE: Record<string, string> = {
  'Bad Request: private chat not found': 'needs a user of unknown type',
  "unbanChatMember: Bad Request: can't restrict self": 'by unbanning itself a bot leaves, as TDLib lets it',
  "promoteChatMember: Bad Request: can't restrict self": 'a bot without rights is refused as "can\'t unrestrict self"',
  "setChatPhoto: Bad Request: can't change private chat photo": 'tested below with a form',
  'setChatPhoto: Bad Request: not enough rights to change chat photo': 'tested below with a form',
};

/** A number that no account can have. */
const IMPOSSIBLE = 2 ** 41;
const NOWHERE = 4_000_000;
const STICKER_SET = 'animals_by_tester_bot';

interface Ranks {
  /** Here the bot may do everything but promote. */
  ruled: number;
  /** Here the bot may promote. */
  promoting: number;
  ownGroup: number;
  admin: number;
  publicChannel: number;
  deletedGroup: number;
  /** Here the stranger is restricted and the bot has no rights. */
  watched: number;
}

let fixture: Fixture;
let onStage: Stage;
let refusals: Refusal[];

beforeAll(async () => {
  fixture = await startFixture();
  onStage = await setStage(fixture);
  refusals = listRefusals(onStage, await setRanks(fixture, onStage));
});
afterAll(async () => await fixture.stop());

async function setRanks({ sim, bot, url }: Fixture, stage: Stage): Promise<Ranks> {
  const admin = await sim.user({ first_name: 'Ada' });
  const make = async (type: 'group' | 'supergroup' | 'channel', rest: object = {}): Promise<number> => {
    const members = [stage.user, stage.stranger, admin.id, bot.id];
    const { id } = await sim.group({ type, title: 'Ranks', members, ...rest });
    return id;
  };
  const ruled = await make('supergroup');
  const promoting = await make('supergroup');
  const ownGroup = await make('group');
  const deletedGroup = await make('group');
  for (const chat of [ruled, promoting]) await sim.member(chat, admin.id, 'administrator');
  await sim.member(ruled, bot.id, 'administrator');
  await sim.member(promoting, bot.id, 'administrator', { rights: ['can_promote_members', 'can_restrict_members'] });
  await sim.member(ownGroup, bot.id, 'administrator');
  await sim.http.delete(`chats/${deletedGroup}`);
  const set = new FormData();
  set.set('user_id', String(stage.user));
  set.set('name', STICKER_SET);
  set.set('title', 'Animals');
  set.set('stickers', JSON.stringify([{ sticker: 'attach://cat', format: 'static', emoji_list: ['🐱'] }]));
  set.set('cat', new Blob([new Uint8Array(pngOf(512, 512))]), 'cat.png');
  const made = await callForm(url, bot.token, 'createNewStickerSet', set);
  expect(made.description).toBeUndefined();
  const watched = await make('supergroup');
  await sim.member(watched, stage.stranger, 'restricted');
  return {
    watched,
    ruled,
    promoting,
    ownGroup,
    admin: admin.id,
    publicChannel: await make('channel'),
    deletedGroup,
  };
}

function listRefusals(stage: Stage, ranks: Ranks): Refusal[] {
  const rows: Refusal[] = [];
  const bad = (method: string, params: object, words: string): void => {
    rows.push({ method, params, code: 400, description: `Bad Request: ${words}` });
  };
  const forbidden = (method: string, params: object, words: string): void => {
    rows.push({ method, params, code: 403, description: `Forbidden: ${words}` });
  };
  const { user, stranger, supergroup, group, channel, memberChannel } = stage;
  const { ruled, promoting, ownGroup, admin } = ranks;

  for (const [method, rest] of Object.entries(ENOUGH)) {
    bad(method, rest, 'chat_id is empty');
    for (const chat of [999, -999, '@nobody_here', '@anna_here', 'garbage']) {
      bad(method, { ...rest, chat_id: chat }, 'chat not found');
    }
    forbidden(method, { ...rest, chat_id: stage.kickedSupergroup }, 'bot was kicked from the supergroup chat');
    forbidden(method, { ...rest, chat_id: stage.kickedChannel }, 'bot was kicked from the channel chat');
    forbidden(method, { ...rest, chat_id: stage.leftSupergroup }, 'bot is not a member of the supergroup chat');
    forbidden(method, { ...rest, chat_id: stage.leftChannel }, 'bot is not a member of the channel chat');
    if (!('user_id' in rest)) continue;
    for (const wrong of [{}, { user_id: 0 }, { user_id: -5 }, { user_id: 'nobody' }]) {
      bad(method, { ...rest, user_id: undefined, chat_id: supergroup, ...wrong }, 'invalid user_id specified');
      // What is said of the person comes before the chat.
      bad(method, { ...rest, user_id: undefined, ...wrong }, 'invalid user_id specified');
    }
  }
  for (const method of METHODS.slice(5).filter((name) => name !== 'setChatPhoto')) {
    const rest = ENOUGH[method] ?? {};
    bad(method, { ...rest, chat_id: stage.migrated }, 'group chat was upgraded to a supergroup chat');
    forbidden(method, { ...rest, chat_id: ranks.deletedGroup }, 'the group chat was deleted');
    forbidden(method, { ...rest, chat_id: stage.kickedGroup }, 'bot was kicked from the group chat');
    forbidden(method, { ...rest, chat_id: stage.leftGroup }, 'bot is not a member of the group chat');
    forbidden(method, { ...rest, chat_id: stage.deleted }, 'user is deactivated');
  }

  bad('getChatMember', { chat_id: user, user_id: stranger }, 'member not found');
  bad('getChatMember', { chat_id: memberChannel, user_id: user }, 'member list is inaccessible');
  bad('getChatMember', { chat_id: supergroup, user_id: NOWHERE }, 'PARTICIPANT_ID_INVALID');
  bad('getChatAdministrators', { chat_id: user }, 'there are no administrators in the private chat');
  bad('leaveChat', { chat_id: user }, "chat member status can't be changed in private chats");

  // Bans and restrictions.
  const restricting = ['banChatMember', 'unbanChatMember', 'restrictChatMember'];
  for (const method of restricting) {
    const rest = method === 'restrictChatMember' ? { permissions: {} } : {};
    bad(method, { ...rest, chat_id: supergroup, user_id: IMPOSSIBLE }, 'member not found');
    bad(method, { ...rest, chat_id: ruled, user_id: NOWHERE }, 'PARTICIPANT_ID_INVALID');
    const noRight = 'not enough rights to restrict/unrestrict chat member';
    bad(method, { ...rest, chat_id: supergroup, user_id: stranger }, noRight);
    bad(method, { ...rest, chat_id: supergroup, user_id: user }, "can't remove chat owner");
    bad(method, { ...rest, chat_id: ruled, user_id: user }, "can't remove chat owner");
    bad(method, { ...rest, chat_id: ruled, user_id: admin }, 'user is an administrator of the chat');
    if (method !== 'unbanChatMember') bad(method, { ...rest, chat_id: ruled, user_id: 7001 }, "can't restrict self");
  }
  bad('banChatMember', { chat_id: user, user_id: stranger }, "can't ban members in private chats");
  bad('banChatMember', { chat_id: group, user_id: stranger }, 'CHAT_ADMIN_REQUIRED');
  bad('banChatMember', { chat_id: ownGroup, user_id: stage.blocker }, 'USER_NOT_PARTICIPANT');
  bad('banChatMember', { chat_id: ownGroup, user_id: user }, 'user is an administrator of the chat');
  for (const method of ['unbanChatMember', 'promoteChatMember']) {
    for (const chat of [user, group]) {
      const words = 'method is available for supergroup and channel chats only';
      bad(method, { chat_id: chat, user_id: stranger }, words);
    }
  }
  for (const chat of [user, group, channel]) {
    bad(
      'restrictChatMember',
      { chat_id: chat, user_id: stranger, permissions: {} },
      'method is available only for supergroups',
    );
  }
  for (const method of ['restrictChatMember', 'setChatPermissions']) {
    const rest = { chat_id: 999, user_id: stranger };
    bad(method, { ...rest, permissions: '{' }, "can't parse permissions JSON object");
    bad(method, { ...rest, permissions: [] }, 'object expected as permissions');
    const wrong = 'can\'t parse chat permissions: Field "can_send_polls" must be of type Boolean';
    bad(method, { ...rest, permissions: { can_send_polls: 'yes' } }, wrong);
  }
  const all = { can_send_messages: true, can_send_polls: true, can_send_other_messages: true, can_change_info: true };
  const free = { ...all, can_invite_users: true, can_pin_messages: true, can_add_web_page_previews: true };
  bad('restrictChatMember', { chat_id: stage.restricted, user_id: 7001, permissions: free }, "can't unrestrict self");

  // Promotion.
  const rights = { can_delete_messages: true };
  bad('promoteChatMember', { chat_id: ruled, user_id: user, ...rights }, "can't remove chat owner");
  bad('promoteChatMember', { chat_id: ruled, user_id: 7001, ...rights }, "can't promote self");
  bad('promoteChatMember', { chat_id: ruled, user_id: stranger, ...rights }, 'not enough rights');
  bad('promoteChatMember', { chat_id: ruled, user_id: IMPOSSIBLE, ...rights }, 'member not found');
  bad(
    'promoteChatMember',
    { chat_id: promoting, user_id: admin, can_promote_members: true },
    'user is an administrator of the chat',
  );
  bad('promoteChatMember', { chat_id: promoting, user_id: stranger, ...rights }, 'RIGHT_FORBIDDEN');
  bad(
    'promoteChatMember',
    { chat_id: promoting, user_id: stage.blocker, can_promote_members: true },
    'USER_NOT_MUTUAL_CONTACT',
  );
  bad('promoteChatMember', { chat_id: stage.restricted, user_id: 7001 }, "can't unrestrict self");
  bad(
    'promoteChatMember',
    { chat_id: ranks.watched, user_id: stranger },
    'not enough rights to restrict/unrestrict chat member',
  );

  // Titles and tags.
  for (const method of ['setChatAdministratorCustomTitle', 'setChatMemberTag']) {
    for (const chat of [user, channel]) {
      bad(method, { chat_id: chat, user_id: stranger }, 'method is available only for groups and supergroups');
    }
  }
  const titled = (userId: number, title = 'Boss'): object => ({ chat_id: ruled, user_id: userId, custom_title: title });
  bad('setChatAdministratorCustomTitle', titled(IMPOSSIBLE), 'member not found');
  bad('setChatAdministratorCustomTitle', titled(user), 'only the owner can edit their custom title');
  bad('setChatAdministratorCustomTitle', titled(stranger), 'user is not an administrator');
  bad('setChatAdministratorCustomTitle', titled(admin), 'not enough rights to change custom title of the user');
  bad('setChatMemberTag', { chat_id: ruled, user_id: NOWHERE, tag: 'x' }, 'user not found');
  bad('setChatMemberTag', { chat_id: ruled, user_id: stranger, tag: 'x'.repeat(17) }, 'TAG_INVALID');
  bad('setChatMemberTag', { chat_id: supergroup, user_id: stranger, tag: 'x' }, 'CHAT_ADMIN_REQUIRED');

  // Channels as senders.
  for (const method of ['banChatSenderChat', 'unbanChatSenderChat']) {
    bad(method, { chat_id: ruled }, 'sender_chat_id is empty');
    bad(method, { chat_id: ruled, sender_chat_id: 'x' }, 'sender_chat_id is not a valid Integer');
    bad(method, { chat_id: ruled, sender_chat_id: -1 }, 'unknown chat identifier specified');
    bad(method, { chat_id: ruled, sender_chat_id: group }, "can't restrict the chat");
    const noRight = 'not enough rights to restrict/unrestrict chat member';
    bad(method, { chat_id: supergroup, sender_chat_id: channel }, noRight);
  }
  bad('banChatSenderChat', { chat_id: user, sender_chat_id: channel }, "can't ban members in private chats");
  bad('banChatSenderChat', { chat_id: group, sender_chat_id: channel }, "can't ban chats in basic groups");
  const noStatus = "chat member status can't be changed in private chats";
  bad('unbanChatSenderChat', { chat_id: user, sender_chat_id: channel }, noStatus);

  // Settings.
  bad('setChatPermissions', { chat_id: user, permissions: {} }, "can't change private chat permissions");
  bad('setChatPermissions', { chat_id: channel, permissions: {} }, "can't change channel chat permissions");
  bad('setChatPermissions', { chat_id: supergroup, permissions: {} }, 'not enough rights to change chat permissions');
  bad('setChatTitle', { chat_id: ruled }, 'title must be non-empty');
  bad('setChatTitle', { chat_id: user, title: ' \n ' }, 'title must be non-empty');
  bad('setChatTitle', { chat_id: user, title: 'x' }, "can't change private chat title");
  bad('setChatTitle', { chat_id: supergroup, title: 'x' }, 'not enough rights to change chat title');
  bad('setChatDescription', { chat_id: user, description: 'x' }, "can't change private chat description");
  bad('setChatDescription', { chat_id: supergroup, description: 'x' }, 'not enough rights to set chat description');
  bad('setChatDescription', { chat_id: ruled, description: '' }, 'chat description is not modified');
  bad('deleteChatPhoto', { chat_id: user }, "can't change private chat photo");
  bad('deleteChatPhoto', { chat_id: supergroup }, 'not enough rights to change chat photo');
  bad('setChatPhoto', { chat_id: ruled }, 'there is no photo in the request');
  bad('setChatPhoto', { chat_id: ruled, photo: 'x' }, 'photo must be uploaded as an InputFile');
  for (const method of ['setChatStickerSet', 'deleteChatStickerSet']) {
    for (const chat of [user, group, channel])
      bad(method, { chat_id: chat }, 'method is available only for supergroups');
  }
  bad('setChatStickerSet', { chat_id: supergroup }, 'sticker_set_name is empty');
  bad('setChatStickerSet', { chat_id: supergroup, sticker_set_name: 'none_here' }, 'sticker set not found');
  const set = { sticker_set_name: STICKER_SET };
  const noSet = 'not enough rights to change supergroup sticker set';
  bad('setChatStickerSet', { chat_id: supergroup, ...set }, noSet);
  bad('setChatStickerSet', { chat_id: ruled, ...set }, "can't set supergroup sticker set");
  bad('deleteChatStickerSet', { chat_id: supergroup }, 'not enough rights to change supergroup sticker set');

  // Invite links and requests to join.
  for (const method of Object.keys(ENOUGH).filter((name) => name.endsWith('InviteLink'))) {
    bad(method, { chat_id: user }, "can't invite members to a private chat");
    bad(method, { chat_id: supergroup }, 'not enough rights to manage chat invite link');
    if (!/^(?:edit|revoke)/.test(method)) continue;
    bad(method, { chat_id: ruled }, 'invite link must be non-empty');
    bad(method, { chat_id: ruled, invite_link: 'https://t.me/+nothing' }, 'INVITE_HASH_EXPIRED');
  }
  for (const method of ['createChatInviteLink', 'editChatInviteLink']) {
    const words = "member limit can't be specified for links requiring administrator approval";
    bad(method, { chat_id: ruled, member_limit: 5, creates_join_request: true }, words);
    bad(method, { chat_id: ruled, expire_date: 1 }, 'EXPIRE_DATE_INVALID');
    bad(method, { chat_id: ruled, member_limit: 100_000 }, 'USAGE_LIMIT_INVALID');
  }
  bad('createChatSubscriptionInviteLink', { chat_id: ruled }, 'CHANNEL_INVALID');
  bad('createChatSubscriptionInviteLink', { chat_id: ranks.publicChannel }, 'invalid subscription pricing specified');
  for (const method of ['approveChatJoinRequest', 'declineChatJoinRequest']) {
    bad(method, { chat_id: user, user_id: stranger }, "the chat can't have join requests");
    bad(method, { chat_id: supergroup, user_id: stranger }, 'not enough rights to manage chat join requests');
    bad(method, { chat_id: ruled, user_id: stranger }, 'USER_ALREADY_PARTICIPANT');
    bad(method, { chat_id: ruled, user_id: stage.blocker }, 'HIDE_REQUESTER_MISSING');
  }
  return rows;
}

describe('refusals of methods about chats and members', () => {
  describeRefusals({
    fixture: () => fixture,
    refusals: () => refusals,
    methods: METHODS,
    groups: ['chat', 'user'],
    elsewhere: ELSEWHERE,
  });

  it('are made for uploaded photos too', async () => {
    const photo = pngOf(640, 640);
    expect(await upload(onStage.user, photo)).toBe("Bad Request: can't change private chat photo");
    expect(await upload(onStage.supergroup, photo)).toBe('Bad Request: not enough rights to change chat photo');
    expect(await upload(onStage.channel, Buffer.alloc(0))).toBe('Bad Request: file must be non-empty');
    expect(await upload(onStage.channel, Buffer.from('no image'))).toBe('Bad Request: IMAGE_PROCESS_FAILED');
    expect(await upload(onStage.channel, pngOf(20, 20))).toBe('Bad Request: PHOTO_CROP_SIZE_SMALL');
    expect(await upload(onStage.channel, photo)).toBeUndefined();
  });
});

async function upload(chat: number, bytes: Buffer): Promise<string | undefined> {
  const form = new FormData();
  form.set('chat_id', String(chat));
  form.set('photo', new Blob([new Uint8Array(bytes)]), 'a.png');
  return (await callForm(fixture.url, fixture.bot.token, 'setChatPhoto', form)).description;
}

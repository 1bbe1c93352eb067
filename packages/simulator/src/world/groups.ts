import type { JsonObject } from '../json.ts';
import { addMessage } from './messages.ts';
import { renderGroupChat, renderSender } from './render.ts';
import type { ChatRecord, ChatType, MemberRecord, MemberStatus } from './types.ts';
import { DAY_MS, queueUpdate } from './updates.ts';
import { isPresent, type World } from './world.ts';

export interface NewChat {
  type: ChatType;
  title: string;
  memberIds: readonly number[];
  ownerId?: number | undefined;
  isForum?: boolean | undefined;
  username?: string | undefined;
}

/** Creates a chat with its members; bots among them learn that they are in. */
export function createChat(world: World, draft: NewChat): ChatRecord {
  const chat: ChatRecord = { id: newChatId(world, draft.type), type: draft.type, title: draft.title, nextMessageId: 1 };
  if (draft.isForum === true && draft.type === 'supergroup') chat.is_forum = true;
  if (draft.username !== undefined && draft.type !== 'group') chat.username = draft.username.replace(/^@/, '');
  world.store.tables.chat.put(chat.id, chat);
  const people = draft.memberIds.filter((id) => world.findUser(id) !== undefined);
  const ownerId = draft.ownerId ?? people[0];
  const ids = new Set(ownerId === undefined ? draft.memberIds : [ownerId, ...draft.memberIds]);
  for (const userId of ids) {
    const isBotInChannel = chat.type === 'channel' && world.findUser(userId) === undefined;
    const status: MemberStatus = userId === ownerId ? 'creator' : isBotInChannel ? 'administrator' : 'member';
    world.putMember({ chatId: chat.id, userId, status });
  }
  for (const userId of ids) {
    const member = world.findMember(chat.id, userId);
    if (member !== undefined) tellMembership(world, chat, member, 'left', ownerId ?? userId);
  }
  if (ownerId !== undefined && chat.type === 'group') {
    addService(world, chat, ownerId, { group_chat_created: true });
  }
  world.events.emit('dialog', { kind: 'box', box: String(chat.id) }, () => ({ chat_id: chat.id }));
  return chat;
}

export interface MemberChange {
  status: MemberStatus;
  byId: number;
  canSend?: boolean | undefined;
}

/** Somebody joins, leaves, is removed or gets another role; the chat shows it and bots are told. */
export function changeMember(world: World, chat: ChatRecord, userId: number, change: MemberChange): MemberRecord {
  const before = world.findMember(chat.id, userId);
  const oldStatus = before?.status ?? 'left';
  const member: MemberRecord = { chatId: chat.id, userId, status: change.status };
  if (change.status === 'restricted') member.canSend = change.canSend ?? false;
  const wasIn = before !== undefined && isPresent(before);
  const isIn = isPresent(member);
  const sender = renderSender(world, userId);
  const hasService = chat.type !== 'channel';
  // Whoever leaves still sees the message about it, whoever joins sees it too.
  if (hasService && wasIn && !isIn) {
    const fields = { left_chat_participant: sender, left_chat_member: sender };
    addService(world, chat, change.byId, fields);
  }
  world.putMember(member);
  if (hasService && !wasIn && isIn) {
    const fields = { new_chat_participant: sender, new_chat_member: sender, new_chat_members: [sender] };
    addService(world, chat, change.byId, fields);
  }
  if (oldStatus !== change.status) tellMembership(world, chat, member, oldStatus, change.byId);
  world.events.emit('dialog', { kind: 'everybody' }, () => ({ chat_id: chat.id }));
  return member;
}

/** Turns a group into a supergroup: a new chat with the same people, and a pointer each way. */
export function migrateToSupergroup(world: World, group: ChatRecord): ChatRecord {
  const chat: ChatRecord = {
    id: newChatId(world, 'supergroup'),
    type: 'supergroup',
    title: group.title,
    nextMessageId: 1,
    migratedFrom: group.id,
  };
  world.store.tables.chat.put(chat.id, chat);
  const members = world.listMembers(group.id);
  for (const member of members) world.putMember({ ...member, chatId: chat.id });
  const byId = members.find((member) => member.status === 'creator')?.userId ?? members[0]?.userId ?? 0;
  addService(world, group, byId, { migrate_to_chat_id: chat.id });
  group.migratedTo = chat.id;
  world.store.tables.chat.put(group.id, group);
  addService(world, chat, byId, { migrate_from_chat_id: group.id });
  world.events.emit('dialog', { kind: 'box', box: String(chat.id) }, () => ({ chat_id: chat.id }));
  return chat;
}

function addService(world: World, chat: ChatRecord, from: number, fields: JsonObject): void {
  addMessage(world, { box: String(chat.id), from, content: { kind: 'service', fields } });
}

/** A member as `getChatMember` and membership updates show it. */
export function renderMember(world: World, member: MemberRecord | undefined, userId: number): JsonObject {
  const status = member?.status ?? 'left';
  const json: JsonObject = { user: renderSender(world, userId), status };
  switch (status) {
    case 'creator':
      json['is_anonymous'] = false;
      return json;
    case 'administrator':
      return { ...json, can_be_edited: false, ...ADMINISTRATOR_RIGHTS };
    case 'restricted':
      return { ...json, until_date: 0, is_member: true, ...sendingRights(member?.canSend === true) };
    case 'kicked':
      json['until_date'] = 0;
      return json;
    case 'member':
    case 'left':
    default:
      return json;
  }
}

const ADMINISTRATOR_RIGHTS: JsonObject = {
  can_manage_chat: true,
  can_change_info: true,
  can_delete_messages: true,
  can_invite_users: true,
  can_restrict_members: true,
  can_pin_messages: true,
  can_manage_topics: false,
  can_promote_members: false,
  can_manage_video_chats: true,
  can_post_stories: false,
  can_edit_stories: false,
  can_delete_stories: false,
  is_anonymous: false,
  can_manage_voice_chats: true,
};

function sendingRights(canSend: boolean): JsonObject {
  return {
    can_send_messages: canSend,
    can_send_media_messages: canSend,
    can_send_audios: canSend,
    can_send_documents: canSend,
    can_send_photos: canSend,
    can_send_videos: canSend,
    can_send_video_notes: canSend,
    can_send_voice_notes: canSend,
    can_send_polls: canSend,
    can_send_other_messages: canSend,
    can_add_web_page_previews: canSend,
    can_change_info: false,
    can_invite_users: false,
    can_pin_messages: false,
    can_manage_topics: false,
  };
}

/** `my_chat_member` to the bot concerned, `chat_member` to bots that administer the chat. */
function tellMembership(
  world: World,
  chat: ChatRecord,
  member: MemberRecord,
  oldStatus: MemberStatus,
  byId: number,
): void {
  const old: MemberRecord = { chatId: chat.id, userId: member.userId, status: oldStatus };
  for (const bot of world.store.tables.bot.values()) {
    const isOwn = bot.id === member.userId;
    if (!isOwn && world.findMember(chat.id, bot.id)?.status !== 'administrator') continue;
    queueUpdate(world, bot, {
      kind: isOwn ? 'my_chat_member' : 'chat_member',
      queueKey: isOwn ? `my_member:${chat.id}` : `member:${member.userId}`,
      expiresAtMs: world.clock.now() + DAY_MS,
      payload: () => ({
        chat: renderGroupChat(chat),
        from: renderSender(world, byId),
        date: world.clock.seconds(),
        old_chat_member: renderMember(world, old, member.userId),
        new_chat_member: renderMember(world, member, member.userId),
      }),
    });
  }
}

function newChatId(world: World, type: ChatType): number {
  for (;;) {
    const number = world.random.between(1_000_000_000, 2_147_483_647);
    const id = type === 'group' ? -number : -1_000_000_000_000 - number;
    if (world.findChat(id) === undefined) return id;
  }
}

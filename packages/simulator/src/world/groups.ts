import { addService, changeMember, tellOwnership } from './members.ts';
import { listInviteLinks, listJoinRequests } from './invite-links.ts';
import type { ChatRecord, ChatType } from './types.ts';
import type { World } from './world.ts';

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
  // In a forum, 1 is the topic General.
  if (draft.isForum === true) chat.nextMessageId = 2;
  if (draft.isForum === true && draft.type === 'supergroup') chat.is_forum = true;
  if (draft.username !== undefined && draft.type !== 'group') chat.username = draft.username.replace(/^@/, '');
  world.store.tables.chat.put(chat.id, chat);
  const people = draft.memberIds.filter((id) => world.findUser(id) !== undefined);
  const ownerId = draft.ownerId ?? people[0];
  const noteCreation = (): void => {
    if (ownerId !== undefined) addService(world, chat, ownerId, { [`${chat.type}_chat_created`]: true });
  };
  if (ownerId !== undefined) world.putMember({ chatId: chat.id, userId: ownerId, status: 'creator' });
  // A basic group begins with its members; into others they are invited, so that no bot sees how they began.
  if (chat.type !== 'group') noteCreation();
  for (const userId of new Set(draft.memberIds)) {
    if (userId === ownerId) continue;
    const isBotInChannel = chat.type === 'channel' && world.findUser(userId) === undefined;
    const status = isBotInChannel ? 'administrator' : 'member';
    changeMember(world, chat, userId, { status, byId: ownerId ?? userId, isSilent: true });
  }
  if (ownerId !== undefined) tellOwnership(world, chat, ownerId);
  if (chat.type === 'group') noteCreation();
  world.events.emit('dialog', { kind: 'box', box: String(chat.id) }, () => ({ chat_id: chat.id }));
  return chat;
}

/**
 * Turns a group into a supergroup: a new chat with the same people, rights, invite links and requests to join,
 * and a pointer each way.
 */
export function migrateToSupergroup(world: World, group: ChatRecord): ChatRecord {
  const { tables } = world.store;
  const chat: ChatRecord = { ...group, id: newChatId(world, 'supergroup'), type: 'supergroup', nextMessageId: 1 };
  chat.migratedFrom = group.id;
  tables.chat.put(chat.id, chat);
  for (const member of world.listKnownMembers(group.id)) world.putMember({ ...member, chatId: chat.id });
  for (const link of listInviteLinks(world, group.id)) tables.inviteLink.put(link.link, { ...link, chatId: chat.id });
  for (const request of listJoinRequests(world, group.id)) {
    tables.joinRequest.delete(`${group.id}:${request.userId}`);
    tables.joinRequest.put(`${chat.id}:${request.userId}`, { ...request, chatId: chat.id });
  }
  const members = world.listMembers(group.id);
  const byId = members.find((member) => member.status === 'creator')?.userId ?? members[0]?.userId ?? 0;
  addService(world, group, byId, { migrate_to_chat_id: chat.id });
  group.migratedTo = chat.id;
  tables.chat.put(group.id, group);
  addService(world, chat, byId, { migrate_from_chat_id: group.id });
  world.events.emit('dialog', { kind: 'box', box: String(chat.id) }, () => ({ chat_id: chat.id }));
  return chat;
}

function newChatId(world: World, type: ChatType): number {
  for (;;) {
    const number = world.random.between(1_000_000_000, 2_147_483_647);
    const id = type === 'group' ? -number : -1_000_000_000_000 - number;
    if (world.findChat(id) === undefined) return id;
  }
}

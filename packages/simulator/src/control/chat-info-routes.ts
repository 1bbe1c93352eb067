import { z } from 'zod';

import type { JsonObject } from '../json.ts';
import { listJoinRequests } from '../world/invite-links.ts';
import { renderPermissions } from '../world/render-member.ts';
import { renderGroupChat, renderSender } from '../world/render.ts';
import type { MemberRecord } from '../world/member-records.ts';
import type { ChatRecord } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { getChat } from './resolve.ts';
import { route, type ControlRoute } from './route.ts';
import { empty, ref } from './schemas.ts';

export const chatInfoRoutes: readonly ControlRoute[] = [
  route('GET', '/_sim/chats', 'All groups, supergroups and channels', empty, ({ world }) => ({
    chats: [...world.store.tables.chat.values()].map((chat) => describeChat(world, chat)),
  })),
  route(
    'GET',
    '/_sim/chats/{id}',
    'One chat with its members and what they may do',
    z.object({ id: ref }),
    ({ world }, input) => {
      const chat = getChat(world, input.id);
      const members = world.listMembers(chat.id).map((member) => describeMember(world, member));
      return { ...describeChat(world, chat), member_list: members };
    },
  ),
];

/** What people see of a chat, and what holds in it. */
export function describeChat(world: World, chat: ChatRecord): JsonObject {
  const json: JsonObject = { ...renderGroupChat(chat), members: world.listMembers(chat.id).length };
  if (chat.description !== undefined) json['description'] = chat.description;
  if (chat.type !== 'channel') json['permissions'] = renderPermissions(chat.permissions);
  if (chat.type === 'supergroup') json['slow_mode_delay'] = chat.slowModeDelay ?? 0;
  json['join_by_request'] = chat.joinByRequest === true;
  json['join_requests'] = listJoinRequests(world, chat.id).length;
  if (chat.type === 'channel') json['signs_messages'] = chat.signsMessages === true;
  if (chat.guardBotId !== undefined) json['guard_bot'] = chat.guardBotId;
  if (chat.linkedChatId !== undefined) json['linked_chat'] = chat.linkedChatId;
  if (chat.isDeleted === true) json['deleted'] = true;
  if (chat.migratedTo !== undefined) json['migrated_to'] = chat.migratedTo;
  if (chat.migratedFrom !== undefined) json['migrated_from'] = chat.migratedFrom;
  return json;
}

export function describeMember(world: World, member: MemberRecord): JsonObject {
  const json: JsonObject = {
    chat_id: member.chatId,
    user_id: member.userId,
    user: renderSender(world, member.userId),
    status: member.status,
  };
  if (member.rights !== undefined) json['rights'] = member.rights;
  if (member.isAnonymous === true) json['is_anonymous'] = true;
  if (member.customTitle !== undefined) json['custom_title'] = member.customTitle;
  if (member.permissions !== undefined) json['permissions'] = member.permissions;
  if (member.isAway === true) json['is_away'] = true;
  if (member.untilDate !== undefined) json['until_date'] = member.untilDate;
  if (member.tag !== undefined) json['tag'] = member.tag;
  return json;
}

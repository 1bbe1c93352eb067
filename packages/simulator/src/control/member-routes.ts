import { migrateToSupergroup } from '../world/groups.ts';
import { changeMemberAs } from '../world/member-acts.ts';
import { renderSender } from '../world/render.ts';
import { fitRights, PERMISSIONS, RIGHTS } from '../world/rights.ts';
import type { ChatRecord, MemberRecord, PermissionName } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { invalid, notFound, refused } from './control-error.ts';
import { newMember, newMigration } from './member-schemas.ts';
import { getAccountId, getChatId, type Ref } from './resolve.ts';
import { route, type ControlRoute } from './route.ts';

/** Who is in a chat, and as what. */
export const memberRoutes: readonly ControlRoute[] = [
  route('POST', '/_sim/members', 'Somebody joins, leaves or gets another role', newMember, ({ world }, input) => {
    const chat = getChat(world, input.chat);
    const userId = getAccountId(world, input.user);
    const actorId = input.by === undefined ? undefined : getAccountId(world, input.by);
    const rights = pick(RIGHTS, input.rights, 'right');
    const all = input.can_send === undefined ? undefined : input.can_send ? PERMISSIONS : [];
    const change = {
      status: input.status,
      rights: rights === undefined ? undefined : fitRights(chat.type, rights),
      isAnonymous: input.is_anonymous,
      customTitle: input.custom_title,
      permissions: pick(PERMISSIONS, input.permissions, 'permission') ?? all,
      untilDate: input.until_date === undefined || input.until_date <= 0 ? undefined : input.until_date,
      tag: input.tag,
      isFreed: input.status === 'left' && input.by !== undefined && actorId !== userId,
    };
    const member = changeMemberAs(world, chat, userId, change, actorId);
    if ('refused' in member) throw refused(member.refused);
    return describeMember(world, member);
  }),
  route('POST', '/_sim/migrations', 'A group becomes a supergroup', newMigration, ({ world }, input) => {
    const chat = world.findChat(getChatId(world, input.chat));
    if (chat?.type !== 'group' || chat.migratedTo !== undefined) throw refused('only a basic group can be upgraded');
    return { migrate_from_chat_id: chat.id, migrate_to_chat_id: migrateToSupergroup(world, chat).id };
  }),
];

export function getChat(world: World, ref: Ref): ChatRecord {
  const chat = world.findChat(getChatId(world, ref));
  if (chat === undefined) throw notFound(`there is no chat ${ref}`);
  return chat;
}

/** @throws ControlError when a name is none of the known ones */
export function pick<Name extends string>(
  known: readonly Name[],
  given: readonly string[] | Readonly<Record<string, boolean>> | undefined,
  what: string,
): Name[] | undefined {
  if (given === undefined) return undefined;
  const listed = Array.isArray(given) ? given : Object.keys(given);
  const unknown = listed.find((name) => !known.some((one) => one === name));
  if (unknown !== undefined) throw invalid(`there is no ${what} ${unknown}`);
  const chosen = Array.isArray(given) ? listed : listed.filter((name) => Object.entries(given).some(isGiven(name)));
  return known.filter((name) => chosen.includes(name));
}

function isGiven(name: string): (entry: [string, unknown]) => boolean {
  return ([key, value]) => key === name && value === true;
}

function describeMember(world: World, member: MemberRecord): object {
  const permissions: readonly PermissionName[] | undefined = member.permissions;
  return {
    chat_id: member.chatId,
    user_id: member.userId,
    user: renderSender(world, member.userId),
    status: member.status,
    ...(member.rights === undefined ? {} : { rights: member.rights }),
    ...(permissions === undefined ? {} : { permissions }),
    ...(member.isAway === true ? { is_away: true } : {}),
    ...(member.untilDate === undefined ? {} : { until_date: member.untilDate }),
    ...(member.customTitle === undefined ? {} : { custom_title: member.customTitle }),
    ...(member.tag === undefined ? {} : { tag: member.tag }),
  };
}

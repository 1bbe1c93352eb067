import { migrateToSupergroup } from '../world/groups.ts';
import { changeMemberAs } from '../world/member-acts.ts';
import { fitRights, PERMISSIONS, RIGHTS } from '../world/rights.ts';
import { describeMember } from './chat-info-routes.ts';
import { invalid, refused } from './control-error.ts';
import { newMember, newMigration } from './member-schemas.ts';
import { getAccountId, getChat } from './resolve.ts';
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
    const chat = getChat(world, input.chat);
    if (chat.type !== 'group' || chat.migratedTo !== undefined) throw refused('only a basic group can be upgraded');
    return { migrate_from_chat_id: chat.id, migrate_to_chat_id: migrateToSupergroup(world, chat).id };
  }),
];

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

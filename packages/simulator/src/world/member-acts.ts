import type { Refused } from './acts.ts';
import { wishedRights } from './default-rights.ts';
import { changeMember, findOwner, type MemberChange } from './members.ts';
import { canEditAdministrator, fitRights, hasRight, isAdministrator, mayDo } from './rights.ts';
import type { MemberRecord } from './member-records.ts';
import type { ChatRecord } from './types.ts';
import { isPresent, type World } from './world.ts';

/**
 * Somebody changes who is in a chat, and as what. With an actor it happens only if that one may do it; without,
 * people come and go by themselves and the owner does the rest.
 */
export function changeMemberAs(
  world: World,
  chat: ChatRecord,
  userId: number,
  change: Omit<MemberChange, 'byId'>,
  actorId: number | undefined,
): MemberRecord | Refused {
  if (chat.migratedTo !== undefined) return { refused: `the group became the supergroup ${chat.migratedTo}` };
  if (chat.isDeleted === true) return { refused: 'the group was deleted' };
  if (change.status === 'restricted' && chat.type !== 'supergroup') {
    return { refused: 'people are restricted only in supergroups' };
  }
  const before = world.findMember(chat.id, userId);
  const isOut = before === undefined || !isPresent(before);
  if (isOut && !['left', 'kicked'].includes(change.status)) {
    if (world.store.tables.bot.get(userId)?.can_join_groups === false) return { refused: 'the bot joins no groups' };
    if (world.findUser(userId)?.deactivated === true) return { refused: 'the account was deleted' };
  }
  if (before?.status === 'creator' && !['creator', 'left', 'kicked'].includes(change.status)) {
    return { refused: 'the owner hands the chat over first: make somebody else the creator' };
  }
  const byId = actorId ?? usualActor(world, chat, userId, change, before);
  const why = actorId === undefined ? undefined : whyNot(world, chat, userId, change, before, actorId);
  if (why !== undefined) return { refused: why };
  const isNewAdmin = change.status === 'administrator' && before?.status !== 'administrator';
  const rights = change.rights ?? (isNewAdmin ? wishedRights(world, userId, chat.type) : undefined);
  return changeMember(world, chat, userId, { ...change, rights: rights && fitRights(chat.type, rights), byId });
}

function usualActor(
  world: World,
  chat: ChatRecord,
  userId: number,
  change: Omit<MemberChange, 'byId'>,
  before: MemberRecord | undefined,
): number {
  const isIn = before !== undefined && isPresent(before);
  const comesOrGoes = change.status === 'left' ? isIn : change.status === 'member' && !isIn;
  if (comesOrGoes && before?.status !== 'kicked') return userId;
  return findOwner(world, chat)?.userId ?? userId;
}

function whyNot(
  world: World,
  chat: ChatRecord,
  userId: number,
  change: Omit<MemberChange, 'byId'>,
  before: MemberRecord | undefined,
  actorId: number,
): string | undefined {
  const actor = world.findMember(chat.id, actorId);
  if (actorId === userId && change.status === 'left') return undefined;
  if (actor === undefined || !isPresent(actor)) return 'who does it is not a member of the chat';
  if (change.status === 'creator') return actor.status === 'creator' ? undefined : 'only the owner hands a chat over';
  if (before?.status === 'creator') return actorId === userId ? undefined : 'nobody changes the rights of the owner';
  if (isAdministrator(before) || change.status === 'administrator') {
    if (isAdministrator(before) && before !== undefined && !canEditAdministrator(world, actorId, before)) {
      return 'who does it did not make this administrator';
    }
    return hasRight(world, chat.id, actorId, 'can_promote_members') ? undefined : 'who does it may not promote';
  }
  const isNew =
    change.status === 'member' && before?.status !== 'kicked' && (before === undefined || !isPresent(before));
  if (isNew) return mayDo(world, chat.id, actorId, 'can_invite_users') ? undefined : 'who does it may not invite';
  return hasRight(world, chat.id, actorId, 'can_restrict_members') ? undefined : 'who does it may not restrict people';
}

import { isDeepStrictEqual } from 'node:util';

import type { JsonObject } from '../json.ts';
import { renderInviteLink } from './invite-links.ts';
import { addMessage } from './messages.ts';
import { renderMember } from './render-member.ts';
import { renderGroupChat, renderSender } from './render.ts';
import { defaultRights, isAdministrator } from './rights.ts';
import type { MemberRecord, MemberStatus, PermissionName, RightName } from './member-records.ts';
import type { ChatRecord } from './types.ts';
import { DAY_MS, queueUpdate } from './updates.ts';
import { isPresent, type World } from './world.ts';

export interface MemberChange {
  status: MemberStatus;
  byId: number;
  /** Of a new administrator; the usual ones when absent. */
  rights?: readonly RightName[] | undefined;
  isAnonymous?: boolean | undefined;
  customTitle?: string | undefined;
  /** What a restricted person keeps; nothing when absent. */
  permissions?: readonly PermissionName[] | undefined;
  /** Of a restricted person who is not in the chat. */
  isAway?: boolean | undefined;
  /** Unix seconds when a ban, a restriction or a paid membership ends. */
  untilDate?: number | undefined;
  /** With `left`: a restriction is lifted too. */
  isFreed?: boolean | undefined;
  tag?: string | undefined;
  /** The invite link that the person used. */
  inviteLink?: string | undefined;
  viaJoinRequest?: boolean | undefined;
  /** Without a message about it in the chat. */
  isSilent?: boolean | undefined;
}

/** Somebody joins, leaves, is removed or gets another role; the chat shows it and bots are told. */
export function changeMember(world: World, chat: ChatRecord, userId: number, change: MemberChange): MemberRecord {
  const before = world.findMember(chat.id, userId);
  if (before?.status === 'creator' && change.status !== 'creator') return leaveOwnership(world, chat, before, change);
  const owner = change.status === 'creator' ? findOwner(world, chat) : undefined;
  if (owner !== undefined && owner.userId !== userId) stepDown(world, chat, owner, userId);
  return apply(world, chat, before, nextRecord(world, chat, userId, before, change), change);
}

export function findOwner(world: World, chat: ChatRecord): MemberRecord | undefined {
  return world.listMembers(chat.id).find((member) => member.status === 'creator');
}

function nextRecord(
  world: World,
  chat: ChatRecord,
  userId: number,
  before: MemberRecord | undefined,
  change: MemberChange,
): MemberRecord {
  // Basic groups keep no list of banned people; whoever was removed may come back.
  const isForgotten = change.status === 'kicked' && chat.type === 'group' && world.findUser(userId) !== undefined;
  const member: MemberRecord = { chatId: chat.id, userId, status: isForgotten ? 'left' : change.status };
  switch (member.status) {
    case 'administrator':
      member.rights = [...(change.rights ?? before?.rights ?? defaultRights(chat))];
      member.promotedBy = change.byId;
      if (change.isAnonymous === true) member.isAnonymous = true;
      break;
    case 'creator':
      if (change.isAnonymous === true) member.isAnonymous = true;
      break;
    case 'restricted':
      member.permissions = [...(change.permissions ?? [])];
      if (change.isAway === true) member.isAway = true;
      if (change.untilDate !== undefined) member.untilDate = change.untilDate;
      break;
    case 'kicked':
      if (change.untilDate !== undefined) member.untilDate = change.untilDate;
      break;
    case 'member':
      // Who comes back is as restricted as before.
      if (before?.status === 'restricted' && before.isAway === true) return withLink(returned(before), change);
      if (change.untilDate !== undefined) member.untilDate = change.untilDate;
      break;
    case 'left':
    default:
      if (before?.status === 'restricted' && change.isFreed !== true) return { ...before, isAway: true };
  }
  const title = change.customTitle ?? (isAdministrator(member) ? before?.customTitle : undefined);
  if (title !== undefined && title !== '') member.customTitle = title;
  const isPlain = change.status === 'member' || change.status === 'restricted';
  const tag = change.tag ?? (isPlain ? before?.tag : undefined);
  if (tag !== undefined && tag !== '') member.tag = tag;
  const link = change.inviteLink ?? (isPresent(member) ? before?.inviteLink : undefined);
  if (link !== undefined) member.inviteLink = link;
  return member;
}

function returned(before: MemberRecord): MemberRecord {
  const { isAway: _, ...member } = before;
  return member;
}

function withLink(member: MemberRecord, change: MemberChange): MemberRecord {
  return change.inviteLink === undefined ? member : { ...member, inviteLink: change.inviteLink };
}

function apply(
  world: World,
  chat: ChatRecord,
  before: MemberRecord | undefined,
  member: MemberRecord,
  change: MemberChange,
): MemberRecord {
  const wasIn = before !== undefined && isPresent(before);
  const isIn = isPresent(member);
  const sender = renderSender(world, member.userId);
  const hasService = chat.type !== 'channel' && change.isSilent !== true;
  // Whoever leaves still sees the message about it, whoever joins sees it too.
  if (hasService && wasIn && !isIn) {
    addService(world, chat, change.byId, { left_chat_participant: sender, left_chat_member: sender });
  }
  // What the bots were told last; the rights of the others decide what they see of this one.
  const shownBefore = new Map<number, JsonObject>();
  for (const { id } of world.store.tables.bot.values()) {
    if (id !== member.userId && !isAdministrator(world.findMember(chat.id, id))) continue;
    shownBefore.set(id, renderMember(world, before, member.userId, id));
  }
  world.putMember(member);
  if (hasService && !wasIn && isIn) {
    // People come by themselves when they used a link or were let in.
    const cameAlone = change.inviteLink !== undefined || change.viaJoinRequest === true;
    const fields = { new_chat_participant: sender, new_chat_member: sender, new_chat_members: [sender] };
    addService(world, chat, cameAlone ? member.userId : change.byId, fields);
  }
  tellMembership(world, chat, member, shownBefore, change);
  world.events.emit('dialog', { kind: 'everybody' }, () => ({ chat_id: chat.id }));
  return member;
}

/** `my_chat_member` to the bot concerned, `chat_member` to bots that administer the chat. */
function tellMembership(
  world: World,
  chat: ChatRecord,
  member: MemberRecord,
  shownBefore: ReadonlyMap<number, JsonObject>,
  change: MemberChange,
): void {
  for (const bot of world.store.tables.bot.values()) {
    const before = shownBefore.get(bot.id);
    const after = renderMember(world, member, member.userId, bot.id);
    if (before === undefined || isDeepStrictEqual(before, after)) continue;
    const isOwn = bot.id === member.userId;
    const link = change.inviteLink === undefined ? undefined : world.store.tables.inviteLink.get(change.inviteLink);
    queueUpdate(world, bot, {
      kind: isOwn ? 'my_chat_member' : 'chat_member',
      queueKey: isOwn ? `my_member:${chat.id}` : `member:${member.userId}`,
      expiresAtMs: world.clock.now() + DAY_MS,
      payload: () => ({
        chat: renderGroupChat(chat),
        from: renderSender(world, change.byId),
        date: world.clock.seconds(),
        old_chat_member: before,
        new_chat_member: after,
        ...(link === undefined ? {} : { invite_link: renderInviteLink(world, link, bot.id) }),
        ...(change.viaJoinRequest === true && link === undefined ? { via_join_request: true } : {}),
      }),
    });
  }
}

/** A bot that created the chat learns that it owns it. */
export function tellOwnership(world: World, chat: ChatRecord, ownerId: number): void {
  const owner = world.findMember(chat.id, ownerId);
  if (owner === undefined || world.store.tables.bot.get(ownerId) === undefined) return;
  const before = new Map([[ownerId, renderMember(world, undefined, ownerId, ownerId)]]);
  tellMembership(world, chat, owner, before, { status: 'creator', byId: ownerId });
}

/** An owner who leaves is followed by an administrator, or by whoever is there. */
function leaveOwnership(world: World, chat: ChatRecord, owner: MemberRecord, change: MemberChange): MemberRecord {
  const others = world.listMembers(chat.id).filter((member) => member.userId !== owner.userId);
  const people = others.filter((member) => world.findUser(member.userId) !== undefined);
  const heir = people.find((member) => member.status === 'administrator') ?? people[0];
  if (heir !== undefined && chat.type !== 'channel') {
    addService(world, chat, owner.userId, { chat_owner_left: { new_owner: renderSender(world, heir.userId) } });
  }
  const left = apply(world, chat, owner, nextRecord(world, chat, owner.userId, owner, change), change);
  if (heir !== undefined) {
    apply(
      world,
      chat,
      heir,
      { chatId: chat.id, userId: heir.userId, status: 'creator' },
      {
        status: 'creator',
        byId: owner.userId,
      },
    );
  }
  return left;
}

/** The old owner stays as an administrator with all that one can have. */
function stepDown(world: World, chat: ChatRecord, owner: MemberRecord, heirId: number): void {
  const change: MemberChange = { status: 'administrator', byId: owner.userId, rights: defaultRights(chat) };
  apply(world, chat, owner, { ...nextRecord(world, chat, owner.userId, owner, change), promotedBy: heirId }, change);
  if (chat.type !== 'channel') {
    addService(world, chat, owner.userId, { chat_owner_changed: { new_owner: renderSender(world, heirId) } });
  }
}

export function addService(world: World, chat: ChatRecord, from: number, fields: JsonObject): void {
  addMessage(world, { box: String(chat.id), from, content: { kind: 'service', fields } });
}

import { isDeepStrictEqual } from 'node:util';

import { changeMember } from '../../world/members.ts';
import { fitRights, hasRight, isAdministrator, PERMISSIONS, RIGHTS } from '../../world/rights.ts';
import type { MemberRecord, RightName } from '../../world/member-records.ts';
import type { ChatRecord } from '../../world/types.ts';
import { isPresent } from '../../world/world.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { readChat } from '../chats.ts';
import { checkAdministrator, checkMayRestrict, checkMemberId, readTerm, requireLarge } from '../member-checks.ts';
import { readPermissions } from '../read-permissions.ts';
import { readUserId } from '../read-user.ts';

const DONE: Answer = { result: true };
const KICK_S = 60;

export function banChatMember(call: Call): Answer {
  const userId = readUserId(call);
  const untilDate = readTerm(call);
  const found = readChat(call, 'write');
  if (found.kind !== 'chat') throw badRequest("can't ban members in private chats");
  const { chat } = found;
  checkMemberId(call, chat.id, userId);
  const before = call.world.findMember(chat.id, userId);
  if (chat.type === 'group') return removeFromGroup(call, chat, userId, before);
  if (before?.status === 'kicked' && before.untilDate === untilDate) return DONE;
  checkMayRestrict(call, chat, userId, before);
  changeMember(call.world, chat, userId, { status: 'kicked', byId: call.bot.id, untilDate });
  return DONE;
}

/** Basic groups know no bans: whoever is removed may come back. */
function removeFromGroup(call: Call, chat: ChatRecord, userId: number, before: MemberRecord | undefined): Answer {
  const { world, bot } = call;
  if (userId !== bot.id) {
    if (!isAdministrator(world.findMember(chat.id, bot.id))) throw badRequest('CHAT_ADMIN_REQUIRED');
    if (before === undefined || !isPresent(before)) throw badRequest('USER_NOT_PARTICIPANT');
    if (isAdministrator(before)) throw badRequest('user is an administrator of the chat');
  }
  changeMember(world, chat, userId, { status: userId === bot.id ? 'left' : 'kicked', byId: bot.id });
  return DONE;
}

export function unbanChatMember(call: Call): Answer {
  const userId = readUserId(call);
  const chat = requireLarge(readChat(call, 'write'));
  const { world, bot } = call;
  checkMemberId(call, chat.id, userId);
  const before = world.findMember(chat.id, userId);
  if (call.params.bool('only_if_banned') && before?.status !== 'kicked') return DONE;
  if (before === undefined || before.status === 'left') return DONE;
  // To a bot itself, being no longer banned means to leave.
  if (userId !== bot.id) checkMayRestrict(call, chat, userId, before);
  if (isPresent(before) && userId !== bot.id) {
    // Nobody is made to leave but by a ban.
    const untilDate = world.clock.seconds() + KICK_S;
    changeMember(world, chat, userId, { status: 'kicked', byId: bot.id, untilDate });
  }
  changeMember(world, chat, userId, { status: 'left', byId: bot.id, isFreed: true });
  return DONE;
}

export function restrictChatMember(call: Call): Answer {
  const userId = readUserId(call);
  const untilDate = readTerm(call);
  const permissions = readPermissions(call);
  const found = readChat(call, 'write');
  if (found.kind !== 'chat' || found.chat.type !== 'supergroup') {
    throw badRequest('method is available only for supergroups');
  }
  const { chat } = found;
  const { world, bot } = call;
  checkMemberId(call, chat.id, userId);
  const before = world.findMember(chat.id, userId);
  const isIn = before !== undefined && isPresent(before);
  const isFree = permissions.length === PERMISSIONS.length;
  if (isFree && before?.status === 'administrator') return demote(call, chat, userId, before);
  if (isFree && (before === undefined || before.status === 'member' || before.status === 'left')) return DONE;
  if (userId === bot.id && isFree) throw badRequest("can't unrestrict self");
  const isSame =
    before?.status === 'restricted' &&
    before.untilDate === untilDate &&
    isDeepStrictEqual(before.permissions, permissions);
  if (isSame) return DONE;
  checkMayRestrict(call, chat, userId, before);
  if (isFree) changeMember(world, chat, userId, { status: isIn ? 'member' : 'left', byId: bot.id, isFreed: true });
  else changeMember(world, chat, userId, { status: 'restricted', byId: bot.id, permissions, untilDate, isAway: !isIn });
  return DONE;
}

export function promoteChatMember(call: Call): Answer {
  const userId = readUserId(call);
  const isAnonymous = call.params.bool('is_anonymous');
  const named = RIGHTS.filter((right) => call.params.bool(right) || call.params.bool(OLD_NAMES[right] ?? ''));
  const chat = requireLarge(readChat(call, 'write'));
  const { world, bot } = call;
  checkMemberId(call, chat.id, userId);
  const rights = fitRights(chat.type, isAnonymous ? ['can_manage_chat', ...named] : named);
  const before = world.findMember(chat.id, userId);
  if (before?.status === 'creator') throw badRequest("can't remove chat owner");
  if (rights.length === 0) return demote(call, chat, userId, before);
  if (userId === bot.id) throw badRequest("can't promote self");
  if (!hasRight(world, chat.id, bot.id, 'can_promote_members')) throw badRequest('not enough rights');
  if (before?.status === 'kicked') throw badRequest('USER_KICKED');
  if (before === undefined || !isPresent(before)) throw badRequest('USER_NOT_MUTUAL_CONTACT');
  checkAdministrator(call, before);
  if (!rights.every((right) => hasRight(world, chat.id, bot.id, right))) throw badRequest('RIGHT_FORBIDDEN');
  changeMember(world, chat, userId, { status: 'administrator', byId: bot.id, rights, isAnonymous });
  return DONE;
}

const OLD_NAMES: Partial<Record<RightName, string>> = { can_manage_video_chats: 'can_manage_voice_chats' };

/** Takes all rights away; of a person without any, the ban or the restriction. */
function demote(call: Call, chat: ChatRecord, userId: number, before: MemberRecord | undefined): Answer {
  const { world, bot } = call;
  if (before?.status === 'member') return DONE;
  if (before?.status === 'administrator') {
    if (userId !== bot.id) {
      if (!hasRight(world, chat.id, bot.id, 'can_promote_members')) throw badRequest('not enough rights');
      checkAdministrator(call, before);
    }
    changeMember(world, chat, userId, { status: 'member', byId: bot.id });
    return DONE;
  }
  if (before === undefined || before.status === 'left') throw badRequest("bots can't add new chat members");
  if (userId === bot.id) throw badRequest("can't unrestrict self");
  checkMayRestrict(call, chat, userId, before);
  const isIn = isPresent(before);
  changeMember(world, chat, userId, { status: isIn ? 'member' : 'left', byId: bot.id, isFreed: true });
  if (!isIn) throw badRequest("bots can't add new chat members");
  return DONE;
}

import { changeMember } from '../../world/members.ts';
import { canEditAdministrator, hasRight } from '../../world/rights.ts';
import type { MemberRecord } from '../../world/member-records.ts';
import type { ChatRecord } from '../../world/types.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { readChat } from '../chats.ts';
import { checkMemberId } from '../member-checks.ts';
import { checkKnown, readUserId } from '../read-user.ts';

const LONGEST = 16;
const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20E3/u;
const NOT_EMOJI = /[©®™]/gu;

export function setChatAdministratorCustomTitle(call: Call): Answer {
  const userId = readUserId(call);
  const chat = requireGroup(call);
  const { world, bot } = call;
  checkMemberId(call, chat.id, userId);
  const member = world.findMember(chat.id, userId);
  if (member?.status === 'creator') throw badRequest('only the owner can edit their custom title');
  if (member?.status !== 'administrator') throw badRequest('user is not an administrator');
  if (!canEditAdministrator(world, bot.id, member)) {
    throw badRequest('not enough rights to change custom title of the user');
  }
  const title = readShort(call, 'custom_title', 'CUSTOM_TITLE');
  // Bots are told of the titles that owners give, not of those that bots give.
  keep({ ...member, customTitle: title }, 'customTitle', call);
  return { result: true };
}

export function setChatMemberTag(call: Call): Answer {
  const userId = readUserId(call);
  const chat = requireGroup(call);
  const { world, bot } = call;
  checkKnown(call, userId);
  const tag = readShort(call, 'tag', 'TAG');
  if (!hasRight(world, chat.id, bot.id, 'can_manage_tags')) throw badRequest('CHAT_ADMIN_REQUIRED');
  const member = world.findMember(chat.id, userId);
  if (member?.status !== 'member' && member?.status !== 'restricted') throw badRequest('USER_NOT_PARTICIPANT');
  if (chat.type === 'group' && member.status === 'member') {
    changeMember(world, chat, userId, { status: 'member', byId: bot.id, tag });
  } else keep({ ...member, tag }, 'tag', call);
  return { result: true };
}

function keep(member: MemberRecord, field: 'customTitle' | 'tag', call: Call): void {
  if (member[field] === '') delete member[field];
  call.world.putMember(member);
  call.world.events.emit('dialog', { kind: 'everybody' }, () => ({ chat_id: member.chatId }));
}

function requireGroup(call: Call): ChatRecord {
  const found = readChat(call, 'write');
  if (found.kind !== 'chat' || found.chat.type === 'channel') {
    throw badRequest('method is available only for groups and supergroups');
  }
  return found.chat;
}

function readShort(call: Call, parameter: string, name: string): string {
  const text = call.params.text(parameter).trim();
  if (Array.from(text).length > LONGEST) throw badRequest(`${name}_INVALID`);
  if (EMOJI.test(text.replace(NOT_EMOJI, ''))) throw badRequest(`${name}_EMOJI_NOT_ALLOWED`);
  return text;
}

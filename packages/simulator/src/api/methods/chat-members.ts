import { changeMember } from '../../world/members.ts';
import { renderMember } from '../../world/render-member.ts';
import { renderSender } from '../../world/render.ts';
import { isAdministrator } from '../../world/rights.ts';
import { isPresent } from '../../world/world.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { readChat } from '../chats.ts';
import { isKnownHere } from '../member-checks.ts';
import { readUserId } from '../read-user.ts';

export function getChatMember(call: Call): Answer {
  const userId = readUserId(call);
  const found = readChat(call, 'members');
  const { world, bot } = call;
  if (found.kind !== 'chat') {
    const isThere = userId === found.chatId || userId === bot.id;
    if (!isThere) throw badRequest('member not found');
    return { result: { user: renderSender(world, userId), status: 'member' } };
  }
  const own = world.findMember(found.chatId, bot.id);
  if (found.chat.type === 'channel' && !isAdministrator(own)) throw badRequest('member list is inaccessible');
  if (!isKnownHere(call, found.chatId, userId)) throw badRequest('PARTICIPANT_ID_INVALID');
  return { result: renderMember(world, world.findMember(found.chatId, userId), userId, bot.id) };
}

export function getChatMemberCount(call: Call): Answer {
  const found = readChat(call, 'members');
  return { result: found.kind === 'chat' ? call.world.listMembers(found.chatId).length : 2 };
}

export function getChatAdministrators(call: Call): Answer {
  const found = readChat(call, 'members');
  if (found.kind !== 'chat') throw badRequest('there are no administrators in the private chat');
  const { world, bot } = call;
  // Other bots are shown only to those who ask for them.
  const isShown = (userId: number): boolean =>
    userId === bot.id || world.store.tables.bot.get(userId) === undefined || call.params.bool('return_bots');
  const admins = world.listMembers(found.chatId).filter((member) => isAdministrator(member) && isShown(member.userId));
  return { result: admins.map((member) => renderMember(world, member, member.userId, bot.id)) };
}

export function leaveChat(call: Call): Answer {
  const found = readChat(call, 'read');
  if (found.kind !== 'chat') throw badRequest("chat member status can't be changed in private chats");
  const member = call.world.findMember(found.chatId, call.bot.id);
  if (member !== undefined && isPresent(member)) {
    changeMember(call.world, found.chat, call.bot.id, { status: 'left', byId: call.bot.id });
  }
  return { result: true };
}

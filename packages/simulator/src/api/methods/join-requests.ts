import { decideJoinRequest, findJoinRequest } from '../../world/joining.ts';
import { hasRight } from '../../world/rights.ts';
import { isPresent } from '../../world/world.ts';
import { badRequest, forbidden } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { readChat } from '../chats.ts';
import { readUserId } from '../read-user.ts';

export function approveChatJoinRequest(call: Call): Answer {
  return decide(call, true);
}

export function declineChatJoinRequest(call: Call): Answer {
  return decide(call, false);
}

function decide(call: Call, isApproved: boolean): Answer {
  const userId = readUserId(call);
  const found = readChat(call, 'write');
  if (found.kind !== 'chat') throw badRequest("the chat can't have join requests");
  const { world, bot } = call;
  if (!hasRight(world, found.chatId, bot.id, 'can_invite_users')) {
    throw badRequest('not enough rights to manage chat join requests');
  }
  const member = world.findMember(found.chatId, userId);
  if (member !== undefined && isPresent(member)) throw badRequest('USER_ALREADY_PARTICIPANT');
  const request = findJoinRequest(world, found.chatId, userId);
  if (request === undefined) throw badRequest('HIDE_REQUESTER_MISSING');
  if (world.findUser(userId)?.deactivated === true) throw forbidden('user is deactivated');
  decideJoinRequest(world, request, bot.id, isApproved);
  return { result: true };
}

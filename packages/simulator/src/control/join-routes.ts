import { z } from 'zod';

import type { JsonObject } from '../json.ts';
import {
  countUses,
  createInviteLink,
  findInviteLink,
  listInviteLinks,
  listJoinRequests,
} from '../world/invite-links.ts';
import { decideJoinRequest, findJoinRequest, join } from '../world/joining.ts';
import { renderSender } from '../world/render.ts';
import { mayDo, hasRight } from '../world/rights.ts';
import type { InviteLinkRecord } from '../world/member-records.ts';
import type { World } from '../world/world.ts';
import { invalid, notFound, refused } from './control-error.ts';
import { decision, newJoin, newLink } from './member-schemas.ts';
import { getChat, getUser } from './resolve.ts';
import { route, type ControlRoute } from './route.ts';
import { ref } from './schemas.ts';

/** Invite links, and people who use them. */
export const joinRoutes: readonly ControlRoute[] = [
  route('POST', '/_sim/join', 'A person joins a chat, or asks to', newJoin, ({ world }, input) => {
    const userId = getUser(world, input.from).id;
    const link = input.invite_link === undefined ? undefined : findInviteLink(world, input.invite_link);
    if (input.invite_link !== undefined && link === undefined) throw notFound('there is no such invite link');
    const chatRef = link?.chatId ?? input.chat;
    if (chatRef === undefined) throw invalid('say where: `chat` or `invite_link`');
    const chat = getChat(world, chatRef);
    const joined = join(world, { chat, userId, link, bio: input.bio });
    if ('refused' in joined) throw refused(joined.refused);
    return { ...joined, chat_id: chat.id };
  }),
  route('GET', '/_sim/invite-links', 'All invite links of a chat', z.object({ chat: ref }), ({ world }, input) => ({
    invite_links: listInviteLinks(world, getChat(world, input.chat).id).map((link) => describeLink(world, link)),
  })),
  route('POST', '/_sim/invite-links', 'A person makes an invite link', newLink, ({ world }, input) => {
    const chat = getChat(world, input.chat);
    const creatorId = getUser(world, input.from).id;
    if (!mayDo(world, chat.id, creatorId, 'can_invite_users')) throw refused('the user may not invite people');
    if (input.creates_join_request === true && input.member_limit !== undefined) {
      throw invalid('a link that asks for consent has no limit');
    }
    const link = createInviteLink(world, chat, {
      creatorId,
      name: input.name,
      expireDate: input.expire_date,
      memberLimit: input.member_limit,
      createsJoinRequest: input.creates_join_request,
    });
    return describeLink(world, link);
  }),
  route('GET', '/_sim/join-requests', 'Who waits to be let in', z.object({ chat: ref }), ({ world }, input) => ({
    join_requests: listJoinRequests(world, getChat(world, input.chat).id).map((request) => ({
      chat_id: request.chatId,
      user: renderSender(world, request.userId),
      date: request.date,
      ...(request.bio === undefined ? {} : { bio: request.bio }),
      ...(request.inviteLink === undefined ? {} : { invite_link: request.inviteLink }),
      ...(request.webAppUrl === undefined ? {} : { web_app_url: request.webAppUrl }),
    })),
  })),
  route('POST', '/_sim/join-requests', 'An administrator lets somebody in, or not', decision, ({ world }, input) => {
    const chat = getChat(world, input.chat);
    const byId = getUser(world, input.from).id;
    const request = findJoinRequest(world, chat.id, getUser(world, input.user).id);
    if (request === undefined) throw notFound('there is no such request');
    if (!hasRight(world, chat.id, byId, 'can_invite_users')) throw refused('the user may not decide that');
    decideJoinRequest(world, request, byId, input.approve);
    return { chat_id: chat.id, user_id: request.userId, approved: input.approve };
  }),
];

function describeLink(world: World, link: InviteLinkRecord): JsonObject {
  const requests = listJoinRequests(world, link.chatId).filter((request) => request.inviteLink === link.link);
  return {
    invite_link: link.link,
    ...(link.name === undefined ? {} : { name: link.name }),
    creator: renderSender(world, link.creatorId),
    ...(link.expireDate === undefined ? {} : { expire_date: link.expireDate }),
    ...(link.memberLimit === undefined ? {} : { member_limit: link.memberLimit }),
    member_count: countUses(world, link),
    pending_join_request_count: requests.length,
    ...(link.subscriptionPrice === undefined ? {} : { subscription_price: link.subscriptionPrice }),
    creates_join_request: link.createsJoinRequest,
    is_primary: link.isPrimary,
    is_revoked: link.isRevoked,
  };
}

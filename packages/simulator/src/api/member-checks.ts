import { canEditAdministrator, hasRight } from '../world/rights.ts';
import type { MemberRecord } from '../world/member-records.ts';
import type { ChatRecord } from '../world/types.ts';
import { badRequest } from './api-error.ts';
import type { Call } from './call.ts';
import { hasMet, type FoundChat } from './chats.ts';

/** Ids of people and bots have at most 40 bits. */
const LARGEST_USER_ID = 2 ** 40 - 1;
const SHORTEST_TERM_S = 30;
const LONGEST_TERM_S = 366 * 24 * 3600;

/** Whether the bot knows this person or bot, from the chat or from elsewhere. */
export function isKnownHere(call: Call, chatId: number, userId: number): boolean {
  const { world, bot } = call;
  if (world.findMember(chatId, userId) !== undefined || userId === bot.id) return true;
  if (world.store.tables.bot.get(userId) !== undefined) return true;
  return world.findUser(userId) !== undefined && hasMet(world, bot.id, userId);
}

/** @throws ApiError when the person cannot be meant, or is unknown */
export function checkMemberId(call: Call, chatId: number, userId: number): void {
  if (userId > LARGEST_USER_ID) throw badRequest('member not found');
  if (!isKnownHere(call, chatId, userId)) throw badRequest('PARTICIPANT_ID_INVALID');
}

/** @throws ApiError unless the chat is a supergroup or channel */
export function requireLarge(found: FoundChat): ChatRecord {
  if (found.kind !== 'chat' || found.chat.type === 'group') {
    throw badRequest('method is available for supergroup and channel chats only');
  }
  return found.chat;
}

/** When a ban or a restriction ends; very short and very long ones last for ever. */
export function readTerm(call: Call): number | undefined {
  const until = call.params.integer('until_date');
  const length = until - call.world.clock.seconds();
  return length < SHORTEST_TERM_S || length > LONGEST_TERM_S ? undefined : until;
}

/** What TDLib and then Telegram say of a bot that bans or restricts somebody, or takes that back. */
export function checkMayRestrict(call: Call, chat: ChatRecord, userId: number, before: MemberRecord | undefined): void {
  if (before?.status === 'creator') throw badRequest("can't remove chat owner");
  if (userId === call.bot.id) throw badRequest("can't restrict self");
  if (!hasRight(call.world, chat.id, call.bot.id, 'can_restrict_members')) {
    throw badRequest('not enough rights to restrict/unrestrict chat member');
  }
  checkAdministrator(call, before);
}

/** Administrators are changed only by who made them administrators. */
export function checkAdministrator(call: Call, before: MemberRecord | undefined): void {
  if (before?.status === 'administrator' && !canEditAdministrator(call.world, call.bot.id, before)) {
    throw badRequest('user is an administrator of the chat');
  }
}

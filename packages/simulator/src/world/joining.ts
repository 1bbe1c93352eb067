import type { Refused } from './acts.ts';
import { renderInviteLink, whyUnusable } from './invite-links.ts';
import { changeMember } from './members.ts';
import { renderGroupChat, renderSender } from './render.ts';
import { hasRight } from './rights.ts';
import { asTenths, moveStars } from './stars.ts';
import type { InviteLinkRecord, JoinRequestRecord } from './member-records.ts';
import type { BotRecord, ChatRecord } from './types.ts';
import { DAY_MS, queueUpdate } from './updates.ts';
import { isPresent, type World } from './world.ts';

/** For so long a bot may write to a person who asked to join. */
const CONTACT_S = 300;
/** For so long a guard bot may think before the other administrators are asked. */
const GUARD_MS = 10_000;

export interface Joining {
  chat: ChatRecord;
  userId: number;
  link?: InviteLinkRecord | undefined;
  bio?: string | undefined;
}

/** A person joins by an invite link or, if the chat is public, directly; some chats and links want consent. */
export function join(world: World, { chat, userId, link, bio }: Joining): { status: 'member' | 'requested' } | Refused {
  const before = world.findMember(chat.id, userId);
  if (chat.migratedTo !== undefined) return { refused: `the group became the supergroup ${chat.migratedTo}` };
  if (chat.isDeleted === true) return { refused: 'the group was deleted' };
  if (before !== undefined && isPresent(before)) return { refused: 'the user is a member already' };
  if (before?.status === 'kicked') return { refused: 'the user was banned from the chat' };
  const why = link === undefined ? undefined : whyUnusable(world, link);
  if (why !== undefined) return { refused: why };
  if (link === undefined && chat.username === undefined && before === undefined) {
    return { refused: 'the chat is private: join by an invite link' };
  }
  const needsConsent = link === undefined ? chat.joinByRequest === true : link.createsJoinRequest;
  if (!needsConsent) {
    if (link !== undefined && !payFor(world, chat, userId, link)) return { refused: 'the user has too few Stars' };
    const period = link?.subscriptionPeriod;
    const untilDate = period === undefined ? undefined : world.clock.seconds() + period;
    changeMember(world, chat, userId, { status: 'member', byId: userId, inviteLink: link?.link, untilDate });
    return { status: 'member' };
  }
  askToJoin(world, { chat, userId, link, bio });
  return { status: 'requested' };
}

/** A subscription is paid for one period to the channel; after it, the person is out until they pay again. */
function payFor(world: World, chat: ChatRecord, userId: number, link: InviteLinkRecord): boolean {
  if (link.subscriptionPrice === undefined) return true;
  return moveStars(world, {
    id: world.newLongId(),
    from: userId,
    to: chat.id,
    tenths: asTenths(link.subscriptionPrice),
    receiver: { kind: 'chat', chatId: chat.id, title: chat.title },
    source: { kind: 'other' },
  });
}

function askToJoin(world: World, { chat, userId, link, bio }: Joining): void {
  const request: JoinRequestRecord = { chatId: chat.id, userId, date: world.clock.seconds() };
  const about = bio ?? world.findUser(userId)?.bio;
  if (about !== undefined && about !== '') request.bio = about;
  if (link !== undefined) request.inviteLink = link.link;
  const guard = chat.guardBotId === undefined ? undefined : world.store.tables.bot.get(chat.guardBotId);
  const canDecide = guard !== undefined && hasRight(world, chat.id, guard.id, 'can_invite_users');
  if (canDecide) {
    request.queryId = world.newLongId();
    const { queryId } = request;
    world.clock.at(world.clock.now() + GUARD_MS, () => {
      const waiting = findJoinRequest(world, chat.id, userId);
      if (waiting?.queryId === queryId && waiting.webAppUrl === undefined) queueForOthers(world, waiting);
    });
  }
  saveJoinRequest(world, request);
  for (const bot of canDecide ? [guard] : deciders(world, chat)) tellOfRequest(world, chat, request, bot);
}

function deciders(world: World, chat: ChatRecord): BotRecord[] {
  return [...world.store.tables.bot.values()].filter((bot) => hasRight(world, chat.id, bot.id, 'can_invite_users'));
}

function tellOfRequest(world: World, chat: ChatRecord, request: JoinRequestRecord, bot: BotRecord): void {
  const { userId } = request;
  // The bot has met this person now, though it may not write for long.
  if (world.findDialog(bot.id, userId) === undefined) {
    world.putDialog({ botId: bot.id, userId, started: false, blocked: false });
  }
  const link = request.inviteLink === undefined ? undefined : world.store.tables.inviteLink.get(request.inviteLink);
  queueUpdate(world, bot, {
    kind: 'chat_join_request',
    queueKey: `member:${userId}`,
    expiresAtMs: world.clock.now() + DAY_MS,
    payload: () => ({
      chat: renderGroupChat(chat),
      from: renderSender(world, userId),
      user_chat_id: userId,
      date: request.date,
      ...(request.bio === undefined ? {} : { bio: request.bio }),
      ...(link === undefined ? {} : { invite_link: renderInviteLink(world, link, bot.id) }),
      ...(request.queryId === undefined ? {} : { query_id: request.queryId }),
    }),
  });
}

/** Whether a guard bot has neither decided in time nor sent the person to a page of its own. */
export function isGuardLate(world: World, request: JoinRequestRecord): boolean {
  if (request.queryId === undefined || request.webAppUrl !== undefined) return false;
  return (world.clock.seconds() - request.date) * 1000 > GUARD_MS;
}

/** The guard bot leaves the decision to the other administrators, or did not decide in time. */
export function queueForOthers(world: World, request: JoinRequestRecord): void {
  const { queryId: _, webAppUrl: __, ...open } = request;
  saveJoinRequest(world, open);
  const chat = world.findChat(request.chatId);
  if (chat === undefined) return;
  for (const bot of deciders(world, chat)) {
    if (bot.id !== chat.guardBotId) tellOfRequest(world, chat, open, bot);
  }
}

export function saveJoinRequest(world: World, request: JoinRequestRecord): void {
  world.store.tables.joinRequest.put(`${request.chatId}:${request.userId}`, request);
  world.events.emit('dialog', { kind: 'everybody' }, () => ({ chat_id: request.chatId }));
}

export function findJoinRequest(world: World, chatId: number, userId: number): JoinRequestRecord | undefined {
  return world.store.tables.joinRequest.get(`${chatId}:${userId}`);
}

export function decideJoinRequest(world: World, request: JoinRequestRecord, byId: number, isApproved: boolean): void {
  const { chatId, userId } = request;
  world.store.tables.joinRequest.delete(`${chatId}:${userId}`);
  const chat = world.findChat(chatId);
  if (chat === undefined) return;
  world.events.emit('dialog', { kind: 'everybody' }, () => ({ chat_id: chatId }));
  if (!isApproved) return;
  changeMember(world, chat, userId, { status: 'member', byId, inviteLink: request.inviteLink, viaJoinRequest: true });
}

/** Whether a bot may write to a person only because they asked to join one of its chats. */
export function mayContactRequester(world: World, botId: number, userId: number): boolean {
  for (const request of world.store.tables.joinRequest.values()) {
    if (request.userId !== userId || world.clock.seconds() - request.date > CONTACT_S) continue;
    if (hasRight(world, request.chatId, botId, 'can_invite_users')) return true;
  }
  return false;
}

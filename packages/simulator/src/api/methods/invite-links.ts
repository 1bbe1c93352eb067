import {
  createInviteLink,
  findInviteLink,
  renderInviteLink,
  replacePrimaryLink,
  saveInviteLink,
} from '../../world/invite-links.ts';
import { hasRight } from '../../world/rights.ts';
import type { InviteLinkRecord } from '../../world/member-records.ts';
import type { ChatRecord } from '../../world/types.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { readChat } from '../chats.ts';

const LARGEST_LIMIT = 99_999;
const LONGEST_NAME = 32;
const SUBSCRIPTION_S = 2_592_000;
const HIGHEST_PRICE = 10_000;

interface LinkSettings {
  name: string;
  expireDate: number;
  memberLimit: number;
  createsJoinRequest: boolean;
}

export function createChatInviteLink(call: Call): Answer {
  const settings = readSettings(call);
  const chat = requireChat(call);
  checkSettings(call, settings);
  return show(call, createInviteLink(call.world, chat, { creatorId: call.bot.id, ...settings }));
}

export function editChatInviteLink(call: Call): Answer {
  const settings = readSettings(call);
  const chat = requireChat(call);
  checkSettings(call, settings);
  const link = readLink(call, chat);
  if (link.isPrimary) throw badRequest('CHAT_INVITE_PERMANENT');
  const { name, expireDate, memberLimit, createsJoinRequest } = settings;
  const { name: _, expireDate: __, memberLimit: ___, ...rest } = link;
  return show(
    call,
    saveInviteLink(call.world, {
      ...rest,
      createsJoinRequest,
      ...(name === '' ? {} : { name }),
      ...(expireDate > 0 ? { expireDate } : {}),
      ...(memberLimit > 0 ? { memberLimit } : {}),
    }),
  );
}

export function revokeChatInviteLink(call: Call): Answer {
  const chat = requireChat(call);
  const link = readLink(call, chat);
  if (link.isPrimary) replacePrimaryLink(call.world, chat, call.bot.id);
  const revoked = saveInviteLink(call.world, { ...link, isRevoked: true });
  return show(call, revoked);
}

export function exportChatInviteLink(call: Call): Answer {
  const chat = requireChat(call);
  return { result: replacePrimaryLink(call.world, chat, call.bot.id).link };
}

export function createChatSubscriptionInviteLink(call: Call): Answer {
  const name = readName(call);
  const period = call.params.integer('subscription_period');
  const price = call.params.integer('subscription_price');
  const chat = requireChat(call);
  if (chat.type !== 'channel') throw badRequest('CHANNEL_INVALID');
  if (period <= 0 || price <= 0) throw badRequest('invalid subscription pricing specified');
  if (period !== SUBSCRIPTION_S || price > HIGHEST_PRICE) throw badRequest('PRICING_CHAT_INVALID');
  const draft = { creatorId: call.bot.id, name, subscriptionPeriod: period, subscriptionPrice: price };
  return show(call, createInviteLink(call.world, chat, draft));
}

export function editChatSubscriptionInviteLink(call: Call): Answer {
  const name = readName(call);
  const chat = requireChat(call);
  const link = readLink(call, chat);
  if (link.subscriptionPrice === undefined) throw badRequest('INVITE_HASH_EXPIRED');
  const { name: _, ...rest } = link;
  return show(call, saveInviteLink(call.world, { ...rest, ...(name === '' ? {} : { name }) }));
}

function readName(call: Call): string {
  return Array.from(call.params.text('name').replace(/\s+/gu, ' ').trim()).slice(0, LONGEST_NAME).join('');
}

function readSettings(call: Call): LinkSettings {
  return {
    name: readName(call),
    expireDate: call.params.integer('expire_date'),
    memberLimit: call.params.integer('member_limit'),
    createsJoinRequest: call.params.bool('creates_join_request'),
  };
}

function checkSettings(call: Call, { expireDate, memberLimit, createsJoinRequest }: LinkSettings): void {
  if (createsJoinRequest && memberLimit > 0) {
    throw badRequest("member limit can't be specified for links requiring administrator approval");
  }
  if (expireDate > 0 && expireDate <= call.world.clock.seconds()) throw badRequest('EXPIRE_DATE_INVALID');
  if (memberLimit > LARGEST_LIMIT) throw badRequest('USAGE_LIMIT_INVALID');
}

function requireChat(call: Call): ChatRecord {
  const found = readChat(call, 'write');
  if (found.kind !== 'chat') throw badRequest("can't invite members to a private chat");
  if (!hasRight(call.world, found.chatId, call.bot.id, 'can_invite_users')) {
    throw badRequest('not enough rights to manage chat invite link');
  }
  return found.chat;
}

/** A bot changes only links of its own. */
function readLink(call: Call, chat: ChatRecord): InviteLinkRecord {
  const text = call.params.text('invite_link');
  if (text === '') throw badRequest('invite link must be non-empty');
  const link = findInviteLink(call.world, text);
  if (link === undefined || link.chatId !== chat.id) throw badRequest('INVITE_HASH_EXPIRED');
  if (link.creatorId !== call.bot.id) throw badRequest('EDIT_BOT_INVITE_FORBIDDEN');
  return link;
}

function show(call: Call, link: InviteLinkRecord): Answer {
  return { result: renderInviteLink(call.world, link, call.bot.id) };
}

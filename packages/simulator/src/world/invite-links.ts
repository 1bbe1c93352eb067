import type { JsonObject } from '../json.ts';
import { renderSender } from './render.ts';
import type { InviteLinkRecord, JoinRequestRecord } from './member-records.ts';
import type { ChatRecord } from './types.ts';
import type { World } from './world.ts';

export interface NewInviteLink {
  creatorId: number;
  name?: string | undefined;
  expireDate?: number | undefined;
  memberLimit?: number | undefined;
  createsJoinRequest?: boolean | undefined;
  isPrimary?: boolean | undefined;
  subscriptionPeriod?: number | undefined;
  subscriptionPrice?: number | undefined;
}

const PREFIX = 'https://t.me/+';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';
const LETTER_COUNT = 16;

export function createInviteLink(world: World, chat: ChatRecord, draft: NewInviteLink): InviteLinkRecord {
  let link = PREFIX;
  while (link.length < PREFIX.length + LETTER_COUNT) link += LETTERS[world.random.between(0, LETTERS.length - 1)];
  const record: InviteLinkRecord = {
    link,
    chatId: chat.id,
    creatorId: draft.creatorId,
    createsJoinRequest: draft.createsJoinRequest === true,
    isPrimary: draft.isPrimary === true,
    isRevoked: false,
  };
  if (draft.name !== undefined && draft.name !== '') record.name = draft.name;
  if (draft.expireDate !== undefined && draft.expireDate > 0) record.expireDate = draft.expireDate;
  if (draft.memberLimit !== undefined && draft.memberLimit > 0) record.memberLimit = draft.memberLimit;
  if (draft.subscriptionPeriod !== undefined) record.subscriptionPeriod = draft.subscriptionPeriod;
  if (draft.subscriptionPrice !== undefined) record.subscriptionPrice = draft.subscriptionPrice;
  return saveInviteLink(world, record);
}

export function saveInviteLink(world: World, record: InviteLinkRecord): InviteLinkRecord {
  world.events.emit('dialog', { kind: 'everybody' }, () => ({ chat_id: record.chatId }));
  return world.store.tables.inviteLink.put(record.link, record);
}

/** Finds a link, written with or without the scheme. */
export function findInviteLink(world: World, text: string): InviteLinkRecord | undefined {
  const hash = /(?:\+|joinchat\/)([\w-]+)$/.exec(text.trim())?.[1];
  return hash === undefined ? undefined : world.store.tables.inviteLink.get(PREFIX + hash);
}

export function listInviteLinks(world: World, chatId: number): InviteLinkRecord[] {
  return [...world.store.tables.inviteLink.values()].filter((link) => link.chatId === chatId);
}

export function findPrimaryLink(world: World, chatId: number, creatorId: number): InviteLinkRecord | undefined {
  return listInviteLinks(world, chatId).find(
    (link) => link.isPrimary && !link.isRevoked && link.creatorId === creatorId,
  );
}

/** Makes a new primary link of this administrator; the old one is no longer valid. */
export function replacePrimaryLink(world: World, chat: ChatRecord, creatorId: number): InviteLinkRecord {
  const old = findPrimaryLink(world, chat.id, creatorId);
  if (old !== undefined) saveInviteLink(world, { ...old, isRevoked: true, isPrimary: false });
  return createInviteLink(world, chat, { creatorId, isPrimary: true });
}

/** How many of those who came by this link are in the chat. */
export function countUses(world: World, link: InviteLinkRecord): number {
  return world.listMembers(link.chatId).filter((member) => member.inviteLink === link.link).length;
}

export function listJoinRequests(world: World, chatId: number): JoinRequestRecord[] {
  return [...world.store.tables.joinRequest.values()].filter((request) => request.chatId === chatId);
}

/** Why nobody can join by this link now. */
export function whyUnusable(world: World, link: InviteLinkRecord): string | undefined {
  if (link.isRevoked) return 'the invite link was revoked';
  if (link.expireDate !== undefined && link.expireDate <= world.clock.seconds()) return 'the invite link has expired';
  if (link.memberLimit !== undefined && countUses(world, link) >= link.memberLimit) {
    return 'as many people as the invite link allows have joined';
  }
  return undefined;
}

/** A link as a bot sees it: of other administrators' links only the beginning. */
export function renderInviteLink(world: World, link: InviteLinkRecord, viewerId: number): JsonObject {
  const isOwn = link.creatorId === viewerId;
  const shown = isOwn ? link.link : `${link.link.slice(0, PREFIX.length + LETTER_COUNT / 2)}…`;
  const json: JsonObject = { invite_link: shown };
  if (link.name !== undefined) json['name'] = link.name;
  json['creator'] = renderSender(world, link.creatorId);
  if (link.expireDate !== undefined) json['expire_date'] = link.expireDate;
  if (link.memberLimit !== undefined) json['member_limit'] = link.memberLimit;
  const pending = listJoinRequests(world, link.chatId).filter((request) => request.inviteLink === link.link).length;
  if (pending > 0) json['pending_join_request_count'] = pending;
  if (link.subscriptionPeriod !== undefined) json['subscription_period'] = link.subscriptionPeriod;
  if (link.subscriptionPrice !== undefined) json['subscription_price'] = link.subscriptionPrice;
  json['creates_join_request'] = link.createsJoinRequest;
  json['is_primary'] = link.isPrimary;
  json['is_revoked'] = link.isRevoked;
  return json;
}

import type { JsonObject } from '../../json.ts';
import { fileIdFor, fileUniqueIdFor } from '../../world/file-ids.ts';
import { findPrimaryLink } from '../../world/invite-links.ts';
import { listProfileSizes } from '../../world/photo-sizes.ts';
import { listPinned } from '../../world/pins.ts';
import { renderReaction } from '../../world/reactions.ts';
import { renderPermissions } from '../../world/render-member.ts';
import { renderBotAsUser, renderGroupChat, renderPrivateChat } from '../../world/render.ts';
import { hasRight, isAdministrator } from '../../world/rights.ts';
import type { ChatRecord, UserRecord } from '../../world/types.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { readChat } from '../chats.ts';
import { showMessage } from '../send.ts';

export function getChat(call: Call): Answer {
  const found = readChat(call, 'read');
  if (found.kind === 'bot') throw badRequest('chat not found');
  const pinned = listPinned(call.world, found.box)[0];
  const json = found.kind === 'private' ? fullPrivate(call, found.user) : fullGroup(call, found.chat);
  if (pinned !== undefined) json['pinned_message'] = showMessage(call, pinned);
  const reactions = found.kind === 'chat' ? found.chat.availableReactions : undefined;
  if (reactions !== undefined) json['available_reactions'] = reactions.map(renderReaction);
  json['max_reaction_count'] = MOST_REACTIONS;
  json['accent_color_id'] = colorOf(found.chatId);
  return { result: json };
}

const MOST_REACTIONS = 11;
const COLORS = 7;
const SUPERGROUP_IDS = 1_000_000_000_000;

/** A chat without a colour of its own has one by its id. */
function colorOf(chatId: number): number {
  const id = Math.abs(chatId);
  return (id > SUPERGROUP_IDS && chatId < 0 ? id - SUPERGROUP_IDS : id) % COLORS;
}

function fullPrivate(call: Call, user: UserRecord): JsonObject {
  const json: JsonObject = { ...renderPrivateChat(user) };
  if (user.username !== undefined) json['active_usernames'] = [user.username];
  if (user.bio !== undefined && user.bio !== '') json['bio'] = user.bio;
  if (user.hides_forwards === true) json['has_private_forwards'] = true;
  json['accepted_gift_types'] = giftTypes(true, true);
  writePhoto(call, json, user.photos?.[0]);
  return json;
}

function fullGroup(call: Call, chat: ChatRecord): JsonObject {
  const { world, bot } = call;
  const json: JsonObject = { ...renderGroupChat(chat) };
  const isAdmin = isAdministrator(world.findMember(chat.id, bot.id));
  if (chat.username !== undefined) json['active_usernames'] = [chat.username];
  json['accepted_gift_types'] = giftTypes(chat.type === 'channel', false);
  if (chat.description !== undefined) json['description'] = chat.description;
  const link = findPrimaryLink(world, chat.id, bot.id);
  if (link !== undefined && hasRight(world, chat.id, bot.id, 'can_invite_users')) json['invite_link'] = link.link;
  if (chat.type !== 'channel') json['permissions'] = renderPermissions(chat.permissions);
  if (chat.type === 'supergroup') {
    if (isAdmin) json['has_visible_history'] = true;
    json['join_to_send_messages'] = true;
    if (chat.joinByRequest === true) json['join_by_request'] = true;
    if (chat.slowModeDelay !== undefined && chat.slowModeDelay > 0) json['slow_mode_delay'] = chat.slowModeDelay;
  }
  if (chat.linkedChatId !== undefined) json['linked_chat_id'] = chat.linkedChatId;
  writePhoto(call, json, chat.photo);
  const guard = chat.guardBotId === undefined ? undefined : world.store.tables.bot.get(chat.guardBotId);
  if (guard !== undefined && isAdmin) json['guard_bot'] = renderBotAsUser(guard);
  return json;
}

function giftTypes(isAccepting: boolean, acceptsPremium: boolean): JsonObject {
  return {
    unlimited_gifts: isAccepting,
    limited_gifts: isAccepting,
    unique_gifts: isAccepting,
    premium_subscription: acceptsPremium,
    gifts_from_channels: isAccepting,
  };
}

function writePhoto(call: Call, json: JsonObject, photo: string | undefined): void {
  if (photo === undefined) return;
  const sizes = listProfileSizes();
  const [small, big] = [sizes[0]?.size ?? 0, sizes.at(-1)?.size ?? 0];
  json['photo'] = {
    small_file_id: fileIdFor('photo', photo, call.bot.id, small),
    small_file_unique_id: fileUniqueIdFor('photo', photo, small),
    big_file_id: fileIdFor('photo', photo, call.bot.id, big),
    big_file_unique_id: fileUniqueIdFor('photo', photo, big),
  };
}

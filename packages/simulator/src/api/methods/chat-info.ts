import { isJsonObject, type JsonObject } from '../../json.ts';
import { renderMember } from '../../world/groups.ts';
import { renderGroupChat, renderPrivateChat, renderSender } from '../../world/render.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { hasMet, readChat } from '../chats.ts';
import { requiredString, tryParseJson } from '../json-fields.ts';
import { changeMember } from '../../world/groups.ts';

export function getChat(call: Call): Answer {
  const found = readChat(call, 'read');
  if (found.kind === 'bot') throw badRequest('chat not found');
  if (found.kind === 'private') {
    const accepted = {
      unlimited_gifts: true,
      limited_gifts: true,
      unique_gifts: true,
      premium_subscription: true,
      gifts_from_channels: true,
    };
    return {
      result: {
        ...renderPrivateChat(found.user),
        accepted_gift_types: accepted,
        accent_color_id: 0,
        max_reaction_count: 11,
      },
    };
  }
  const json: JsonObject = { ...renderGroupChat(found.chat) };
  if (found.chat.description !== undefined) json['description'] = found.chat.description;
  json['permissions'] = DEFAULT_PERMISSIONS;
  if (found.chat.type === 'supergroup') json['join_to_send_messages'] = true;
  json['accent_color_id'] = 0;
  json['max_reaction_count'] = 11;
  return { result: json };
}

const DEFAULT_PERMISSIONS: JsonObject = {
  can_send_messages: true,
  can_send_media_messages: true,
  can_send_audios: true,
  can_send_documents: true,
  can_send_photos: true,
  can_send_videos: true,
  can_send_video_notes: true,
  can_send_voice_notes: true,
  can_send_polls: true,
  can_send_other_messages: true,
  can_add_web_page_previews: true,
  can_change_info: true,
  can_invite_users: true,
  can_pin_messages: true,
  can_manage_topics: true,
};

export function getChatMember(call: Call): Answer {
  const found = readChat(call, 'members');
  const userId = call.params.integer('user_id');
  if (userId <= 0) throw badRequest('invalid user_id specified');
  if (found.kind !== 'chat') {
    const isThere = userId === found.chatId || userId === call.bot.id;
    if (!isThere) throw badRequest('member not found');
    return { result: { user: renderSender(call.world, userId), status: 'member' } };
  }
  const own = call.world.findMember(found.chatId, call.bot.id)?.status;
  if (found.chat.type === 'channel' && own !== 'administrator') throw badRequest('member list is inaccessible');
  const isKnown = call.world.findUser(userId) !== undefined || call.world.store.tables.bot.get(userId) !== undefined;
  const member = call.world.findMember(found.chatId, userId);
  if (!isKnown || (member === undefined && !hasMet(call.world, call.bot.id, userId))) {
    throw badRequest('PARTICIPANT_ID_INVALID');
  }
  return { result: renderMember(call.world, member, userId) };
}

export function getChatMemberCount(call: Call): Answer {
  const found = readChat(call, 'members');
  return { result: found.kind === 'chat' ? call.world.listMembers(found.chatId).length : 2 };
}

export function getChatAdministrators(call: Call): Answer {
  const found = readChat(call, 'members');
  if (found.kind !== 'chat') throw badRequest('there are no administrators in the private chat');
  const admins = call.world
    .listMembers(found.chatId)
    .filter((member) => member.status === 'creator' || member.status === 'administrator');
  return { result: admins.map((member) => renderMember(call.world, member, member.userId)) };
}

export function leaveChat(call: Call): Answer {
  const found = readChat(call, 'edit');
  if (found.kind !== 'chat') throw badRequest("chat can't be left");
  changeMember(call.world, found.chat, call.bot.id, { status: 'left', byId: call.bot.id });
  return { result: true };
}

const MENU_TYPES: readonly string[] = ['default', 'commands', 'web_app'];

export function setChatMenuButton(call: Call): Answer {
  const button = readMenuButton(call.params.text('menu_button'));
  // One button for everybody: buttons of single chats are kept under the chat.
  const chat = call.params.text('chat_id');
  if (chat !== '' && chat !== '0') readChat(call, 'read');
  const key = `menu:${call.bot.id}:${chat}`;
  call.world.store.tables.meta.put(key, button);
  if (chat === '') {
    call.bot.menuButton = button;
    call.world.touchBot(call.bot);
  }
  call.world.events.emit('bot', { kind: 'everybody' }, () => ({ bot_id: call.bot.id }));
  return { result: true };
}

export function getChatMenuButton(call: Call): Answer {
  const { meta } = call.world.store.tables;
  const own = meta.get(`menu:${call.bot.id}:${call.params.text('chat_id')}`);
  return { result: own ?? call.bot.menuButton ?? { type: 'commands' } };
}

function readMenuButton(text: string): JsonObject {
  if (text === '') return { type: 'default' };
  const prefix = "can't parse menu button";
  const parsed = tryParseJson(text);
  if (parsed === undefined) throw badRequest(`${prefix} JSON object`);
  if (!isJsonObject(parsed.value)) throw badRequest(`${prefix}: MenuButton must be an Object`);
  const type = requiredString(parsed.value, 'type', prefix);
  if (!MENU_TYPES.includes(type)) throw badRequest(`${prefix}: MenuButton has unsupported type`);
  if (type !== 'web_app') return { type };
  const label = requiredString(parsed.value, 'text', prefix);
  const app = parsed.value['web_app'];
  const url = isJsonObject(app) ? requiredString(app, 'url', prefix) : '';
  if (label === '') throw badRequest('menu button text must be non-empty');
  if (!url.startsWith('https://')) {
    throw badRequest(`menu button Web App URL '${url}' is invalid: Only HTTPS links are allowed`);
  }
  return { type, text: label, web_app: { url } };
}

import type { JsonObject } from '../json.ts';
import { renderSender } from './render.ts';
import { canEditAdministrator, isRightOf, PERMISSIONS, RIGHTS } from './rights.ts';
import type { MemberRecord, PermissionName, RightName } from './member-records.ts';
import type { ChatType } from './types.ts';
import type { World } from './world.ts';

/** A member as `getChatMember` and membership updates show it to a bot. */
export function renderMember(
  world: World,
  member: MemberRecord | undefined,
  userId: number,
  viewerId: number,
): JsonObject {
  const status = member?.status ?? 'left';
  const json: JsonObject = { user: renderSender(world, userId), status };
  if (member === undefined) return json;
  switch (member.status) {
    case 'creator':
      if (member.customTitle !== undefined) json['custom_title'] = member.customTitle;
      json['is_anonymous'] = member.isAnonymous === true;
      return json;
    case 'administrator':
      json['can_be_edited'] = canEditAdministrator(world, viewerId, member);
      Object.assign(json, administratorRights(world, member));
      if (member.customTitle !== undefined) json['custom_title'] = member.customTitle;
      return json;
    case 'restricted':
      if (member.tag !== undefined) json['tag'] = member.tag;
      json['until_date'] = member.untilDate ?? 0;
      json['is_member'] = member.isAway !== true;
      return { ...json, ...renderPermissions(member.permissions) };
    case 'kicked':
      json['until_date'] = member.untilDate ?? 0;
      return json;
    case 'member':
      if (member.tag !== undefined) json['tag'] = member.tag;
      if (member.untilDate !== undefined) json['until_date'] = member.untilDate;
      return json;
    case 'left':
    default:
      return json;
  }
}

function administratorRights(world: World, member: MemberRecord): JsonObject {
  const type = world.findChat(member.chatId)?.type ?? 'supergroup';
  const rights = renderRights(type, member.rights ?? [], member.isAnonymous === true);
  // The old name of the same right.
  return { ...rights, can_manage_voice_chats: rights['can_manage_video_chats'] };
}

/** An administrator's rights, those of such a chat only. */
function renderRights(type: ChatType, rights: readonly RightName[], isAnonymous: boolean): JsonObject {
  const json: JsonObject = {};
  for (const right of RIGHTS) if (isRightOf(type, right)) json[right] = rights.includes(right);
  json['is_anonymous'] = isAnonymous;
  return json;
}

const MEDIA: readonly PermissionName[] = [
  'can_send_audios',
  'can_send_documents',
  'can_send_photos',
  'can_send_videos',
  'can_send_video_notes',
  'can_send_voice_notes',
];

/** Permissions of a chat or of a restricted person; all when there is no list. */
export function renderPermissions(permissions: readonly PermissionName[] = PERMISSIONS): JsonObject {
  const json: JsonObject = {};
  for (const name of PERMISSIONS) {
    json[name] = permissions.includes(name);
    // The old name of all kinds of media together.
    if (name === 'can_send_messages') {
      json['can_send_media_messages'] = MEDIA.every((kind) => permissions.includes(kind));
    }
  }
  return json;
}

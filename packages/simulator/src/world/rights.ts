import type { MemberRecord, PermissionName, RightName } from './member-records.ts';
import type { ChatRecord, ChatType } from './types.ts';
import type { World } from './world.ts';

/** All rights, in the official order. */
export const RIGHTS: readonly RightName[] = [
  'can_manage_chat',
  'can_change_info',
  'can_post_messages',
  'can_edit_messages',
  'can_delete_messages',
  'can_invite_users',
  'can_restrict_members',
  'can_pin_messages',
  'can_manage_topics',
  'can_promote_members',
  'can_manage_video_chats',
  'can_post_stories',
  'can_edit_stories',
  'can_delete_stories',
  'can_manage_direct_messages',
  'can_manage_tags',
  'can_send_welcome_messages',
];

const CHANNEL_ONLY: readonly RightName[] = ['can_post_messages', 'can_edit_messages', 'can_manage_direct_messages'];
const GROUP_ONLY: readonly RightName[] = ['can_pin_messages', 'can_manage_topics', 'can_manage_tags'];

/** Whether administrators of such a chat can have the right, so that it is shown. */
export function isRightOf(type: ChatType, right: RightName): boolean {
  return type === 'channel' ? !GROUP_ONLY.includes(right) : !CHANNEL_ONLY.includes(right);
}

/** Rights as an administrator of this chat has them: any right brings `can_manage_chat`, rights of other chats fall away. */
export function fitRights(type: ChatType, rights: readonly RightName[]): RightName[] {
  const fitting = RIGHTS.filter((right) => rights.includes(right) && isRightOf(type, right));
  return fitting.length === 0 || fitting[0] === 'can_manage_chat' ? fitting : ['can_manage_chat', ...fitting];
}

const NOT_BY_DEFAULT: readonly RightName[] = [
  'can_promote_members',
  'can_post_stories',
  'can_edit_stories',
  'can_delete_stories',
];

/** What somebody gets who is promoted without a list of rights. */
export function defaultRights(chat: ChatRecord): RightName[] {
  const rights = RIGHTS.filter((right) => !NOT_BY_DEFAULT.includes(right));
  return fitRights(
    chat.type,
    chat.is_forum === true ? rights : rights.filter((right) => right !== 'can_manage_topics'),
  );
}

/** All permissions, in the official order. */
export const PERMISSIONS: readonly PermissionName[] = [
  'can_send_messages',
  'can_send_audios',
  'can_send_documents',
  'can_send_photos',
  'can_send_videos',
  'can_send_video_notes',
  'can_send_voice_notes',
  'can_send_polls',
  'can_send_other_messages',
  'can_add_web_page_previews',
  'can_react_to_messages',
  'can_edit_tag',
  'can_change_info',
  'can_invite_users',
  'can_pin_messages',
  'can_manage_topics',
];

/** Permissions that only people get from the chat: a bot needs the administrator's right of the same name. */
const SHARED = ['can_change_info', 'can_invite_users', 'can_pin_messages', 'can_manage_topics'] as const;
export type SharedRight = (typeof SHARED)[number];

export function isAdministrator(member: MemberRecord | undefined): boolean {
  return member?.status === 'creator' || member?.status === 'administrator';
}

/** Whether an account has this right as owner or administrator. */
export function hasRight(world: World, chatId: number, userId: number, right: RightName): boolean {
  const member = world.findMember(chatId, userId);
  if (member?.status === 'creator') return true;
  return member?.status === 'administrator' && member.rights?.includes(right) === true;
}

/** Whether an account may do this as an administrator or, for people, as an ordinary member. */
export function mayDo(world: World, chatId: number, userId: number, right: SharedRight): boolean {
  if (hasRight(world, chatId, userId, right)) return true;
  return world.findUser(userId) !== undefined && hasPermission(world, chatId, userId, right);
}

/** Whether an account may send this. Administrators of groups may send everything; in channels only they post. */
export function maySend(world: World, chatId: number, userId: number, permission: PermissionName): boolean {
  const chat = world.findChat(chatId);
  if (chat?.type === 'channel') return hasRight(world, chatId, userId, 'can_post_messages');
  return isAdministrator(world.findMember(chatId, userId)) || hasPermission(world, chatId, userId, permission);
}

/** The permission for what a refusal to send calls this. */
export function permissionFor(what: string): PermissionName {
  return PERMISSION_FOR[what] ?? 'can_send_messages';
}

const PERMISSION_FOR: Readonly<Record<string, PermissionName>> = {
  animations: 'can_send_other_messages',
  checklists: 'can_send_polls',
  dice: 'can_send_other_messages',
  documents: 'can_send_documents',
  games: 'can_send_other_messages',
  music: 'can_send_audios',
  'paid media': 'can_send_photos',
  photos: 'can_send_photos',
  polls: 'can_send_polls',
  stickers: 'can_send_other_messages',
  'video notes': 'can_send_video_notes',
  videos: 'can_send_videos',
  'voice notes': 'can_send_voice_notes',
};

/** What the chat allows its members, less what was taken from this one. */
function hasPermission(world: World, chatId: number, userId: number, permission: PermissionName): boolean {
  const chat = world.findChat(chatId);
  const member = world.findMember(chatId, userId);
  if (chat === undefined || member === undefined || chat.type === 'channel') return false;
  if (member.status === 'left' || member.status === 'kicked' || member.isAway === true) return false;
  if (chat.permissions?.includes(permission) === false) return false;
  return member.status !== 'restricted' || member.permissions?.includes(permission) === true;
}

/** Whether `editorId` may change the rights of this administrator: who made them one, directly or through others. */
export function canEditAdministrator(world: World, editorId: number, member: MemberRecord): boolean {
  if (member.userId === editorId || member.status === 'creator') return false;
  const editor = world.findMember(member.chatId, editorId);
  if (editor?.status === 'creator') return true;
  if (!hasRight(world, member.chatId, editorId, 'can_promote_members')) return false;
  const seen = new Set<number>();
  let promoter = member.promotedBy;
  while (promoter !== undefined && !seen.has(promoter)) {
    if (promoter === editorId) return true;
    seen.add(promoter);
    const next = world.findMember(member.chatId, promoter);
    promoter = next?.status === 'administrator' ? next.promotedBy : undefined;
  }
  return false;
}

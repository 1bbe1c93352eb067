import { maySend } from './rights.ts';
import { slowModeRest } from './slow-mode.ts';
import type { Content, MediaKind } from './message-contents.ts';
import type { PermissionName } from './member-records.ts';
import type { ChatRecord } from './types.ts';
import { isPresent, type World } from './world.ts';

const MEDIA: Partial<Record<MediaKind, PermissionName>> = {
  animation: 'can_send_other_messages',
  audio: 'can_send_audios',
  document: 'can_send_documents',
  photo: 'can_send_photos',
  sticker: 'can_send_other_messages',
  video: 'can_send_videos',
  video_note: 'can_send_video_notes',
  voice: 'can_send_voice_notes',
};

/** The permission that somebody needs to send this. */
function permissionOf(content: Content): PermissionName {
  if (content.kind === 'media') return MEDIA[content.media] ?? 'can_send_messages';
  if (content.kind === 'poll') return 'can_send_polls';
  return content.kind === 'dice' ? 'can_send_other_messages' : 'can_send_messages';
}

/** Why a person cannot write this in a group or channel, in words for the person. */
export function whyNotWrite(world: World, chat: ChatRecord, userId: number, content: Content): string | undefined {
  if (chat.migratedTo !== undefined) return `the group became the supergroup ${chat.migratedTo}`;
  if (chat.isDeleted === true) return 'the group was deleted';
  const member = world.findMember(chat.id, userId);
  if (member === undefined || !isPresent(member)) return 'the user is not a member of the chat';
  if (!maySend(world, chat.id, userId, permissionOf(content))) {
    return chat.type === 'channel' ? 'only administrators post here' : 'the user may not write this here';
  }
  const rest = slowModeRest(world, chat, userId);
  return rest > 0 ? `slow mode: wait ${rest} s` : undefined;
}

import { putChatPhoto, removeChatPhoto } from '../../world/chat-photos.ts';
import { cleanDescription, cleanTitle, describe, retitle, saveChat } from '../../world/chat-settings.ts';
import { storeFile } from '../../world/files.ts';
import { readImageSize } from '../../world/image-size.ts';
import { hasRight, PERMISSIONS } from '../../world/rights.ts';
import { findStickerSet } from '../../world/sticker-sets.ts';
import type { RightName } from '../../world/member-records.ts';
import type { ChatRecord } from '../../world/types.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { readChat, type FoundChat } from '../chats.ts';
import type { UploadedFile } from '../params.ts';
import { readPermissions } from '../read-permissions.ts';

const DONE: Answer = { result: true };

export function setChatPermissions(call: Call): Answer {
  const permissions = readPermissions(call);
  const chat = requireRight(call, readChat(call, 'write'), 'can_restrict_members', 'change chat permissions', {
    private: "can't change private chat permissions",
    channel: "can't change channel chat permissions",
  });
  if (permissions.length === PERMISSIONS.length) delete chat.permissions;
  else chat.permissions = permissions;
  saveChat(call.world, chat);
  return DONE;
}

export function setChatTitle(call: Call): Answer {
  const found = readChat(call, 'write');
  const title = cleanTitle(call.params.text('title'));
  if (title === '') throw badRequest('title must be non-empty');
  const chat = requireRight(call, found, 'can_change_info', 'change chat title', {
    private: "can't change private chat title",
  });
  retitle(call.world, chat, call.bot.id, title);
  return DONE;
}

export function setChatDescription(call: Call): Answer {
  const found = readChat(call, 'write');
  const chat = requireRight(call, found, 'can_change_info', 'set chat description', {
    private: "can't change private chat description",
  });
  if (!describe(call.world, chat, cleanDescription(call.params.text('description')))) {
    throw badRequest('chat description is not modified');
  }
  return DONE;
}

const PHOTO_WORDS = { private: "can't change private chat photo" };
const PHOTO_BYTES = 10 * 1024 * 1024;
const SMALLEST_SIDE = 160;

export function setChatPhoto(call: Call): Answer {
  const photo = findPhoto(call);
  const found = readChat(call, 'write');
  const chat = requireRight(call, found, 'can_change_info', 'change chat photo', PHOTO_WORDS);
  if (photo.bytes.length === 0) throw badRequest('file must be non-empty');
  if (photo.bytes.length > PHOTO_BYTES) throw badRequest('PHOTO_SAVE_FILE_INVALID');
  const size = readImageSize(photo.bytes);
  if (size === undefined) throw badRequest('IMAGE_PROCESS_FAILED');
  if (Math.min(size.width, size.height) < SMALLEST_SIDE) throw badRequest('PHOTO_CROP_SIZE_SMALL');
  const file = storeFile(call.world, photo.bytes, photo.mimeType, photo.name, { kind: 'photo' });
  putChatPhoto(call.world, chat, call.bot.id, file.id);
  return DONE;
}

/** Photos of chats are uploaded: no id and no address. */
function findPhoto(call: Call): UploadedFile {
  const text = call.params.text('photo');
  const name = text.startsWith('attach://') ? text.slice('attach://'.length) : 'photo';
  const file = call.params.files.get(name);
  if (file !== undefined) return file;
  throw badRequest(text === '' ? 'there is no photo in the request' : 'photo must be uploaded as an InputFile');
}

export function deleteChatPhoto(call: Call): Answer {
  const found = readChat(call, 'write');
  const chat = requireRight(call, found, 'can_change_info', 'change chat photo', PHOTO_WORDS);
  if (!removeChatPhoto(call.world, chat, call.bot.id)) throw badRequest('CHAT_NOT_MODIFIED');
  return DONE;
}

/** No supergroup here has the hundred members that it needs for a sticker set of its own. */
export function setChatStickerSet(call: Call): Answer {
  const chat = requireSupergroup(readChat(call, 'write'));
  const name = call.params.text('sticker_set_name');
  if (name === '') throw badRequest('sticker_set_name is empty');
  if (findStickerSet(call.world, name) === undefined) throw badRequest('sticker set not found');
  requireStickerRight(call, chat);
  throw badRequest("can't set supergroup sticker set");
}

export function deleteChatStickerSet(call: Call): Answer {
  const chat = requireSupergroup(readChat(call, 'write'));
  requireStickerRight(call, chat);
  return DONE;
}

function requireStickerRight(call: Call, chat: ChatRecord): void {
  if (hasRight(call.world, chat.id, call.bot.id, 'can_change_info')) return;
  throw badRequest('not enough rights to change supergroup sticker set');
}

function requireSupergroup(found: FoundChat): ChatRecord {
  if (found.kind === 'chat' && found.chat.type === 'supergroup') return found.chat;
  throw badRequest('method is available only for supergroups');
}

function requireRight(
  call: Call,
  found: FoundChat,
  right: RightName,
  toDo: string,
  words: { private: string; channel?: string },
): ChatRecord {
  if (found.kind !== 'chat') throw badRequest(words.private);
  if (found.chat.type === 'channel' && words.channel !== undefined) throw badRequest(words.channel);
  if (!hasRight(call.world, found.chatId, call.bot.id, right)) throw badRequest(`not enough rights to ${toDo}`);
  return found.chat;
}

import { storeFile } from '../../world/files.ts';
import { putBotPhoto } from '../../world/bot-profile.ts';
import { readImageSize } from '../../world/image-size.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { readChatPhoto } from '../read-chat-photo.ts';

const PHOTO_BYTES = 10 * 1024 * 1024;
const SMALLEST_SIDE = 160;

/** A static photo is kept as the bot's only one; animated ones are checked only, since nothing here can play them. */
export function setMyProfilePhoto(call: Call): Answer {
  const { type, file } = readChatPhoto(call);
  if (file.bytes.length === 0) throw badRequest('file must be non-empty');
  if (type === 'animated') throw badRequest('VIDEO_FILE_INVALID');
  if (file.bytes.length > PHOTO_BYTES) throw badRequest('PHOTO_SAVE_FILE_INVALID');
  const size = readImageSize(file.bytes);
  if (size === undefined) throw badRequest('IMAGE_PROCESS_FAILED');
  if (Math.min(size.width, size.height) < SMALLEST_SIDE) throw badRequest('PHOTO_CROP_SIZE_SMALL');
  const record = storeFile(call.world, file.bytes, file.mimeType, file.name, { kind: 'photo' });
  putBotPhoto(call.world, call.bot.id, record.id);
  return done(call);
}

export function removeMyProfilePhoto(call: Call): Answer {
  if (!putBotPhoto(call.world, call.bot.id, undefined)) throw badRequest('PHOTO_ID_INVALID');
  return done(call);
}

function done(call: Call): Answer {
  call.world.events.emit('bot', { kind: 'everybody' }, () => ({ bot_id: call.bot.id }));
  return { result: true };
}

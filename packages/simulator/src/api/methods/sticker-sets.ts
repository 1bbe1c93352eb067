import { fileIdFor, fileUniqueIdFor } from '../../world/file-ids.ts';
import { storeFile } from '../../world/files.ts';
import {
  findStickerSet,
  renderSticker,
  renderStickerSet,
  saveStickerSet,
  storeSticker,
} from '../../world/sticker-sets.ts';
import type { StickerSetRecord, StickerSetType } from '../../world/types.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { parseList } from '../read-object.ts';
import {
  checkStickerFile,
  findKept,
  readInputSticker,
  readOldSticker,
  readStickerFormat,
  type NewSticker,
} from '../read-sticker.ts';
import { checkKnown, readUserId } from '../read-user.ts';
import { readRequired } from './business.ts';

const MOST_AT_ONCE = 50;
const LONGEST_TITLE = 64;
const MOST_EMOJI_IDS = 200;
const TYPES: readonly string[] = ['regular', 'mask', 'custom_emoji'];

export function getStickerSet(call: Call): Answer {
  const set = findStickerSet(call.world, call.params.text('name'));
  if (set === undefined) throw badRequest('sticker set not found');
  return { result: renderStickerSet(call.world, set, call.bot.id) };
}

export function getCustomEmojiStickers(call: Call): Answer {
  const list = parseList(readRequired(call, 'custom_emoji_ids'), {
    broken: "can't parse custom emoji identifiers JSON object",
    other: 'expected an Array of custom emoji identifiers',
  });
  const ids = list.map((item) => {
    if (typeof item !== 'string') throw badRequest('custom emoji identifier must be of type String');
    if (!/^-?\d{1,19}$/.test(item)) throw badRequest('invalid custom emoji identifier specified');
    return item;
  });
  if (ids.length > MOST_EMOJI_IDS) throw badRequest('too many custom emoji identifiers specified');
  const files = [...call.world.store.tables.stickerSet.values()].flatMap((set) => set.stickers);
  const found = files.filter((id) =>
    ids.includes(String(call.world.store.tables.file.get(id)?.sticker?.['custom_emoji_id'])),
  );
  return { result: found.map((id) => renderSticker(call.world, id, call.bot.id)) };
}

export function uploadStickerFile(call: Call): Answer {
  const userId = readUserId(call);
  const isNew = call.params.has('sticker') || call.params.files.has('sticker');
  const format = isNew ? readStickerFormat(call.params.text('sticker_format')) : 'static';
  const file = call.params.files.get(isNew ? 'sticker' : 'png_sticker');
  checkKnown(call, userId);
  if (file === undefined) throw badRequest('inputFile is not specified');
  const { bytes, mimeType } = checkStickerFile(call, { file, format, emojis: [], keywords: [] }, false);
  const { id, sizeBytes } = storeFile(call.world, bytes, mimeType, file.name, { kind: 'sticker' });
  return {
    result: {
      file_id: fileIdFor('sticker', id, call.bot.id),
      file_unique_id: fileUniqueIdFor('sticker', id),
      file_size: sizeBytes,
    },
  };
}

export function createNewStickerSet(call: Call): Answer {
  const ownerId = readUserId(call);
  const stickers = readStickers(call);
  const type = readType(call);
  checkKnown(call, ownerId);
  const title = call.params.text('title').trim();
  const name = call.params.text('name').trim();
  if (title === '') throw badRequest('sticker set title must be non-empty');
  if (name === '') throw badRequest('sticker set name must be non-empty');
  if (stickers.length === 0) throw badRequest('at least 1 sticker must be specified');
  if (call.params.bool('needs_repainting') && type !== 'custom_emoji') {
    throw badRequest('only custom emoji stickers support repainting');
  }
  if (title.length > LONGEST_TITLE) throw badRequest('PACK_TITLE_INVALID');
  checkName(call, name);
  const set: StickerSetRecord = { name, title, type, botId: call.bot.id, ownerId, stickers: [], finders: {} };
  const files = stickers.map((sticker) => ({
    sticker,
    file: checkStickerFile(call, sticker, type === 'custom_emoji'),
  }));
  for (const { sticker, file } of files) set.stickers.push(storeSticker(call.world, file, set, sticker));
  saveStickerSet(call.world, set);
  return { result: true };
}

function readStickers(call: Call): NewSticker[] {
  if (!call.params.has('stickers')) return [readOldSticker(call)];
  const list = parseList(call.params.text('stickers'), {
    broken: "can't parse stickers JSON object",
    other: 'expected an Array of InputSticker',
  });
  if (list.length > MOST_AT_ONCE) throw badRequest('too many stickers specified');
  return list.map((item) => readInputSticker(call, item, "can't parse InputSticker"));
}

function readType(call: Call): StickerSetType {
  const type = call.params.text('sticker_type');
  if (type !== '' && !TYPES.includes(type)) throw badRequest('unsupported sticker type specified');
  if (call.params.bool('contains_masks') || type === 'mask') return 'mask';
  return type === 'custom_emoji' ? type : 'regular';
}

/** Names of bots' sets end with the bot's own name. */
function checkName(call: Call, name: string): void {
  const isWellFormed = /^[a-z]\w{0,63}$/i.test(name) && !name.includes('__');
  if (!isWellFormed || !name.toLowerCase().endsWith(`_by_${call.bot.username.toLowerCase()}`)) {
    throw badRequest('invalid sticker set name is specified');
  }
  if (findStickerSet(call.world, name) !== undefined) throw badRequest('sticker set name is already occupied');
}

export function setStickerSetTitle(call: Call): Answer {
  const title = call.params.text('title').trim();
  const name = readName(call);
  if (title === '') throw badRequest('sticker set title must be non-empty');
  const set = ownSet(call, name);
  if (title.length > LONGEST_TITLE) throw badRequest('PACK_TITLE_INVALID');
  set.title = title;
  saveStickerSet(call.world, set);
  return { result: true };
}

export function setStickerSetThumbnail(call: Call): Answer {
  const userId = readUserId(call);
  const format = readStickerFormat(call.params.text('format') === '' ? 'auto' : call.params.text('format'));
  checkKnown(call, userId);
  const set = knownSet(call, readName(call));
  if (set.type === 'custom_emoji') {
    throw badRequest("the method can't be used to set thumbnail of custom emoji sticker sets");
  }
  checkOwner(call, set);
  const file =
    call.params.files.get('thumbnail') ??
    call.params.files.get('thumb') ??
    findKept(call, call.params.text('thumbnail'));
  if (file === undefined) delete set.thumbnail;
  else set.thumbnail = storeThumbnail(call, file, format);
  saveStickerSet(call.world, set);
  return { result: true };
}

function storeThumbnail(call: Call, file: NewSticker['file'], format: string): string {
  const { bytes, mimeType } = checkStickerFile(call, { file, format, emojis: [], keywords: [] }, true);
  return storeFile(call.world, bytes, mimeType, undefined, { kind: 'thumbnail' }).id;
}

export function setCustomEmojiStickerSetThumbnail(call: Call): Answer {
  const set = knownSet(call, readName(call));
  if (set.type !== 'custom_emoji') {
    throw badRequest('the method can be used to set thumbnail only for custom emoji sticker sets');
  }
  checkOwner(call, set);
  const emojiId = call.params.text('custom_emoji_id').trim();
  const { file } = call.world.store.tables;
  const thumbnail = set.stickers.find((id) => String(file.get(id)?.sticker?.['custom_emoji_id']) === emojiId);
  if (emojiId !== '' && thumbnail === undefined) throw badRequest('STICKER_INVALID');
  if (thumbnail === undefined) delete set.thumbnail;
  else set.thumbnail = thumbnail;
  saveStickerSet(call.world, set);
  return { result: true };
}

export function deleteStickerSet(call: Call): Answer {
  const set = ownSet(call, readName(call));
  call.world.store.tables.stickerSet.delete(set.name.toLowerCase());
  return { result: true };
}

/** @throws ApiError when `name` is empty */
export function readName(call: Call): string {
  const name = call.params.text('name').trim();
  if (name === '') throw badRequest('sticker set name must be non-empty');
  return name;
}

export function knownSet(call: Call, name: string): StickerSetRecord {
  const set = findStickerSet(call.world, name);
  if (set === undefined) throw badRequest('sticker set not found');
  return set;
}

function ownSet(call: Call, name: string): StickerSetRecord {
  const set = findStickerSet(call.world, name);
  if (set === undefined) throw badRequest('STICKERSET_INVALID');
  checkOwner(call, set);
  return set;
}

export function checkOwner(call: Call, set: StickerSetRecord): void {
  if (set.botId !== call.bot.id) throw badRequest('STICKERSET_INVALID');
}

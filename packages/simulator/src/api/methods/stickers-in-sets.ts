import {
  changeSticker,
  findSetOfSticker,
  saveStickerSet,
  storeSticker,
  type StickerFacts,
} from '../../world/sticker-sets.ts';
import type { FileRecord, StickerSetRecord } from '../../world/types.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import {
  checkStickerFile,
  findKept,
  readEmojiList,
  readKeywords,
  readMask,
  readStickerParameter,
  type NewSticker,
} from '../read-sticker.ts';
import { checkKnown, readUserId } from '../read-user.ts';
import { checkOwner, knownSet, readName } from './sticker-sets.ts';

const LARGEST_SET: Record<StickerSetRecord['type'], number> = { regular: 120, mask: 120, custom_emoji: 200 };

export function addStickerToSet(call: Call): Answer {
  const userId = readUserId(call);
  const sticker = readStickerParameter(call);
  checkKnown(call, userId);
  const set = knownSet(call, readName(call));
  checkOwner(call, set);
  if (set.stickers.length >= LARGEST_SET[set.type]) throw badRequest('STICKERS_TOO_MUCH');
  set.stickers.push(keep(call, set, sticker));
  saveStickerSet(call.world, set);
  return { result: true };
}

export function replaceStickerInSet(call: Call): Answer {
  const userId = readUserId(call);
  const old = call.params.text('old_sticker');
  if (old === '') throw badRequest('sticker is not specified');
  const sticker = readStickerParameter(call);
  checkKnown(call, userId);
  const set = knownSet(call, readName(call));
  const place = set.stickers.indexOf(findKept(call, old)?.id ?? '');
  if (place === -1) throw badRequest('wrong sticker file specified');
  checkOwner(call, set);
  set.stickers[place] = keep(call, set, sticker);
  saveStickerSet(call.world, set);
  return { result: true };
}

function keep(call: Call, set: StickerSetRecord, sticker: NewSticker): string {
  return storeSticker(call.world, checkStickerFile(call, sticker, set.type === 'custom_emoji'), set, sticker);
}

export function setStickerPositionInSet(call: Call): Answer {
  const text = readStickerText(call);
  const position = call.params.integer('position');
  if (position < 0) throw badRequest('wrong sticker position specified');
  const { set, file } = findSticker(call, text);
  const rest = set.stickers.filter((id) => id !== file.id);
  set.stickers = rest.toSpliced(position, 0, file.id);
  saveStickerSet(call.world, set);
  return { result: true };
}

export function deleteStickerFromSet(call: Call): Answer {
  const { set, file } = findSticker(call, readStickerText(call));
  set.stickers = set.stickers.filter((id) => id !== file.id);
  saveStickerSet(call.world, set);
  return { result: true };
}

export function setStickerEmojiList(call: Call): Answer {
  const text = readStickerText(call);
  const emojis = readEmojiList(call.params.text('emoji_list'));
  return change(call, findSticker(call, text), { emojis });
}

export function setStickerKeywords(call: Call): Answer {
  const text = readStickerText(call);
  const keywords = call.params.has('keywords') ? readKeywords(call.params.text('keywords')) : [];
  return change(call, findSticker(call, text), { keywords });
}

export function setStickerMaskPosition(call: Call): Answer {
  const text = readStickerText(call);
  const mask = call.params.text('mask_position');
  const maskPosition = mask === '' ? undefined : readMask(mask);
  const sticker = findSticker(call, text);
  if (sticker.set.type !== 'mask') throw badRequest('STICKER_INVALID');
  return change(call, sticker, { maskPosition });
}

function change(call: Call, { set, file }: FoundSticker, changes: Partial<StickerFacts>): Answer {
  changeSticker(call.world, set, file, changes);
  saveStickerSet(call.world, set);
  return { result: true };
}

function readStickerText(call: Call): string {
  const text = call.params.text('sticker');
  if (text === '') throw badRequest('sticker is not specified');
  return text;
}

interface FoundSticker {
  set: StickerSetRecord;
  file: FileRecord;
}

/** A sticker of one of the bot's own sets. */
function findSticker(call: Call, fileId: string): FoundSticker {
  const file = findKept(call, fileId);
  if (file?.kind !== 'sticker') throw badRequest('wrong sticker file specified');
  const set = findSetOfSticker(call.world, file.id);
  if (set === undefined || set.botId !== call.bot.id) throw badRequest('STICKER_INVALID');
  return { set, file };
}

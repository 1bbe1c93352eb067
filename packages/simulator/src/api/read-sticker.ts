import { isJsonObject, type JsonObject } from '../json.ts';
import { decodeFileId } from '../world/file-ids.ts';
import { readMediaFacts } from '../world/media-facts.ts';
import type { StickerFacts, StickerFile } from '../world/sticker-sets.ts';
import type { FileRecord } from '../world/types.ts';
import { badRequest } from './api-error.ts';
import type { Call } from './call.ts';
import { requiredString, stringField, tryParseJson } from './json-fields.ts';
import type { UploadedFile } from './params.ts';
import { findAttached } from './read-chat-photo.ts';
import { checkFields, parseList } from './read-object.ts';

const FORMATS: readonly string[] = ['static', 'animated', 'video', 'auto'];
const MOST_EMOJI = 20;
const MASK_POINTS: readonly string[] = ['forehead', 'eyes', 'mouth', 'chin'];
// Node 20 knows the flag; the type checker's target does not need to.
const EMOJI = new RegExp(String.raw`^(?:\p{RGI_Emoji}|\p{Emoji_Presentation}|[\p{Emoji}--[0-9#*]])$`, 'v');

export interface NewSticker extends StickerFacts {
  file: UploadedFile | FileRecord;
  format: string;
}

export function readStickerFormat(format: string): string {
  if (!FORMATS.includes(format)) throw badRequest('invalid sticker format specified');
  return format;
}

/** An `InputSticker`, as a parameter or in a list. */
export function readInputSticker(call: Call, value: unknown, prefix: string): NewSticker {
  if (!isJsonObject(value)) throw badRequest(`${prefix}: InputSticker must be an Object`);
  const file = findStickerFile(call, stringField(value, 'sticker', prefix) ?? '');
  if (file === undefined) throw badRequest(`${prefix}: sticker not found`);
  const format = requiredString(value, 'format', prefix);
  if (!FORMATS.includes(format)) throw badRequest(`${prefix}: invalid sticker format specified`);
  const { emoji_list: list, keywords = [] } = value;
  if (list === undefined) throw badRequest(`${prefix}: Can't find field "emoji_list"`);
  if (!Array.isArray(list)) throw badRequest(`${prefix}: Field "emoji_list" must be of type Array`);
  const emojis = checkEmojis(list, prefix);
  const maskPosition = readMaskPosition(value['mask_position'], prefix);
  if (!Array.isArray(keywords)) throw badRequest(`${prefix}: Field "keywords" must be of type Array`);
  return { file, format, emojis, maskPosition, keywords: keywords.map((item) => keywordOf(item, `${prefix}: `)) };
}

/** `sticker` of the methods that change a set, or what they took before there was an `InputSticker`. */
export function readStickerParameter(call: Call): NewSticker {
  const text = call.params.text('sticker');
  if (text === '' && !call.params.files.has('sticker')) return readOldSticker(call);
  const parsed = tryParseJson(text);
  if (parsed === undefined) throw badRequest("can't parse sticker JSON object");
  return readInputSticker(call, parsed.value, "can't parse sticker");
}

export function readOldSticker(call: Call): NewSticker {
  const [name, format] =
    call.params.has('tgs_sticker') || call.params.files.has('tgs_sticker')
      ? ['tgs_sticker', 'animated']
      : call.params.has('webm_sticker') || call.params.files.has('webm_sticker')
        ? ['webm_sticker', 'video']
        : ['png_sticker', 'static'];
  const file = call.params.files.get(name) ?? findStickerFile(call, call.params.text(name));
  if (file === undefined) throw badRequest(wordsOfMissing(format, call.params.text(name) !== ''));
  const emojis = [...new Intl.Segmenter().segment(call.params.text('emojis'))].map((part) => part.segment);
  const mask = call.params.text('mask_position');
  return {
    file,
    format,
    emojis: checkEmojis(emojis, "can't parse emoji list"),
    keywords: [],
    maskPosition: mask === '' ? undefined : readMask(mask),
  };
}

function wordsOfMissing(format: string, isNamed: boolean): string {
  if (isNamed && format !== 'static') return `${format} sticker must be uploaded as an InputFile`;
  return 'there is no sticker file in the request';
}

function findStickerFile(call: Call, text: string): UploadedFile | FileRecord | undefined {
  const attached = findAttached(call, text);
  if (attached !== undefined) return attached;
  if (text === '' || text.startsWith('attach://')) return undefined;
  const file = findKept(call, text);
  if (file === undefined) throw badRequest('wrong file identifier/HTTP URL specified');
  return file;
}

/** A file of the world by a file id of this bot. */
export function findKept(call: Call, fileId: string): FileRecord | undefined {
  const decoded = decodeFileId(fileId.trim());
  if ('problem' in decoded || decoded.botId !== call.bot.id) return undefined;
  return call.world.store.tables.file.get(decoded.id);
}

export function readEmojiList(text: string): string[] {
  const prefix = "can't parse emoji list";
  const list = parseList(text, { broken: `${prefix} JSON array`, other: `${prefix}: expected an Array of string` });
  return checkEmojis(list, prefix);
}

function checkEmojis(list: readonly unknown[], prefix: string): string[] {
  if (list.length === 0) throw badRequest(`${prefix}: emoji list must be non-empty`);
  if (list.length > MOST_EMOJI) throw badRequest(`${prefix}: too many emoji specified`);
  return list.map((item) => {
    if (typeof item !== 'string') throw badRequest(`${prefix}: emoji must be a string`);
    if (!EMOJI.test(item)) throw badRequest(`${prefix}: expected a Unicode emoji`);
    return item;
  });
}

export function readKeywords(text: string): string[] {
  const list = parseList(text, {
    broken: "can't parse keywords JSON object",
    other: 'field "keywords" must be an Array',
  });
  return list.map((item) => keywordOf(item, ''));
}

function keywordOf(item: unknown, prefix: string): string {
  if (typeof item !== 'string') throw badRequest(`${prefix}keyword must be a string`);
  return item;
}

export function readMask(text: string): JsonObject | undefined {
  const parsed = tryParseJson(text);
  if (parsed === undefined) throw badRequest("can't parse mask position JSON object");
  return readMaskPosition(parsed.value, "can't parse mask position");
}

/** `null` is no position here, unlike elsewhere. */
function readMaskPosition(value: unknown, prefix: string): JsonObject | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isJsonObject(value)) throw badRequest(`${prefix}: MaskPosition must be an Object`);
  const point = requiredString(value, 'point', prefix).trim().toLowerCase();
  if (!MASK_POINTS.includes(point)) throw badRequest(`${prefix}: Wrong point specified in MaskPosition`);
  checkFields(value, 'mask_position', prefix);
  return { point, x_shift: value['x_shift'], y_shift: value['y_shift'], scale: value['scale'] };
}

const SIDE = 512;
const EMOJI_SIDE = 100;
const LARGEST: Record<string, number> = { static: 512 * 1024, animated: 64 * 1024, video: 256 * 1024 };

/** What the Telegram server says of a sticker's file. */
export function checkStickerFile(call: Call, { file, format }: NewSticker, isEmoji: boolean): StickerFile {
  const isUpload = !('sha' in file);
  const bytes = isUpload ? file.bytes : (call.world.files.get(file.sha) ?? Buffer.alloc(0));
  if (bytes.length === 0) throw badRequest('file must be non-empty');
  const facts = readMediaFacts(bytes);
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const kind =
    format === 'auto' ? (isGzip ? 'animated' : facts.mimeType === 'video/webm' ? 'video' : 'static') : format;
  if (kind === 'video' && facts.mimeType !== 'video/webm') throw badRequest('STICKER_VIDEO_NOWEBM');
  if (kind === 'animated' && !isGzip) throw badRequest('STICKER_TGS_NOTGS');
  if (bytes.length > (LARGEST[kind] ?? 0))
    throw badRequest(kind === 'video' ? 'STICKER_VIDEO_BIG' : 'STICKER_FILE_INVALID');
  if (kind !== 'static') return { bytes, mimeType: kind === 'video' ? 'video/webm' : TGS, name: undefined };
  if (facts.mimeType !== 'image/png' && facts.mimeType !== 'image/webp') throw badRequest('STICKER_PNG_NOPNG');
  const { width = 0, height = 0 } = facts;
  const isFitting = isEmoji ? width === EMOJI_SIDE && height === EMOJI_SIDE : Math.max(width, height) === SIDE;
  if (!isFitting) throw badRequest('STICKER_PNG_DIMENSIONS');
  return { bytes, mimeType: facts.mimeType, name: undefined };
}

const TGS = 'application/x-tgsticker';

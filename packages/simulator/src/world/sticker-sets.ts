import type { JsonObject } from '../json.ts';
import { renderPhoto, writeMedia } from './render-media.ts';
import { storeFile } from './files.ts';
import type { FileRecord, StickerSetRecord } from './types.ts';
import type { World } from './world.ts';

export interface StickerFile {
  bytes: Buffer;
  mimeType: string;
  name: string | undefined;
}

/** What a person sees of a sticker beside its picture. */
export interface StickerFacts {
  emojis: readonly string[];
  keywords: readonly string[];
  maskPosition?: JsonObject | undefined;
}

export function findStickerSet(world: World, name: string): StickerSetRecord | undefined {
  return world.store.tables.stickerSet.get(name.trim().toLowerCase());
}

export function saveStickerSet(world: World, set: StickerSetRecord): void {
  world.store.tables.stickerSet.put(set.name.toLowerCase(), set);
}

/** The set that a sticker belongs to. */
export function findSetOfSticker(world: World, fileId: string): StickerSetRecord | undefined {
  const name = world.store.tables.file.get(fileId)?.sticker?.['set_name'];
  const set = typeof name === 'string' ? findStickerSet(world, name) : undefined;
  return set?.stickers.includes(fileId) === true ? set : undefined;
}

/** Keeps a sticker of a set; the set is not saved. @returns the key of its file */
export function storeSticker(world: World, file: StickerFile, set: StickerSetRecord, facts: StickerFacts): string {
  const sticker: JsonObject = { set_name: set.name, type: set.type };
  if (set.type === 'custom_emoji') sticker['custom_emoji_id'] = world.newLongId();
  const record = storeFile(world, file.bytes, file.mimeType, file.name, { kind: 'sticker', sticker });
  changeSticker(world, set, record, facts);
  return record.id;
}

/** Changes what is said of a sticker; its file id stays. The set is not saved. */
export function changeSticker(
  world: World,
  set: StickerSetRecord,
  file: FileRecord,
  changes: Partial<StickerFacts>,
): void {
  const { emojis, keywords } = { emojis: [], keywords: [], ...set.finders[file.id], ...changes };
  set.finders[file.id] = { emojis, keywords };
  const { mask_position: before, ...rest } = file.sticker ?? {};
  const mask = 'maskPosition' in changes ? changes.maskPosition : before;
  file.sticker = { ...rest, emoji: emojis[0], ...(mask === undefined ? {} : { mask_position: mask }) };
  world.store.tables.file.put(file.id, file);
}

export function renderSticker(world: World, fileId: string, botId: number): JsonObject {
  const json: JsonObject = {};
  writeMedia(
    world,
    json,
    { kind: 'media', media: 'sticker', file: fileId, caption: '', entities: [] },
    { kind: 'bot', botId },
  );
  const sticker = json['sticker'];
  return typeof sticker === 'object' && sticker !== null ? { ...sticker } : {};
}

export function renderStickerSet(world: World, set: StickerSetRecord, botId: number): JsonObject {
  const json: JsonObject = { name: set.name, title: set.title };
  const thumbnail = set.thumbnail === undefined ? undefined : world.store.tables.file.get(set.thumbnail);
  if (thumbnail !== undefined) json['thumbnail'] = renderPhoto(thumbnail, { kind: 'bot', botId })[0];
  json['sticker_type'] = set.type;
  // Still written for old bots.
  json['contains_masks'] = set.type === 'mask';
  json['stickers'] = set.stickers.map((id) => renderSticker(world, id, botId));
  return json;
}

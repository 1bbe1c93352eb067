import type { JsonObject } from '../json.ts';
import { fileIdFor, fileUniqueIdFor } from './file-ids.ts';
import { listPhotoSizes, listProfileSizes, type PhotoSize } from './photo-sizes.ts';
import type { LocationContent, MediaContent, MediaKind, PaidMediaContent } from './message-contents.ts';
import type { FileRecord } from './types.ts';
import type { World } from './world.ts';

/** Whose eyes: a bot sees its own file ids and only inline keyboards; a person sees everything, with addresses of files. */
export type Viewer = { kind: 'bot'; botId: number } | { kind: 'user'; userId: number | undefined };

/** The field of a message that shows its file, under its own name. */
export function writeMedia(world: World, json: JsonObject, content: MediaContent, viewer: Viewer): void {
  if (content.mediaGroupId !== undefined) json['media_group_id'] = content.mediaGroupId;
  const file = world.store.tables.file.get(content.file);
  if (file === undefined) return;
  if (content.livePhoto !== undefined) json['live_photo'] = renderLivePhoto(world, file, content.livePhoto, viewer);
  json[content.media] = renderFile(world, content.media, file, viewer, content);
  // An animation is also sent as a document, for old bots.
  if (content.media === 'animation') json['document'] = renderDocument(world, 'animation', file, viewer);
}

interface Play {
  startTimestamp?: number;
  cover?: string;
}

function renderFile(world: World, media: MediaKind, file: FileRecord, viewer: Viewer, play: Play): unknown {
  const ids = fileIds(media, file, viewer);
  const thumbnail = renderThumbnail(world, file, viewer);
  const { duration = 0 } = file;
  const video = { width: file.width ?? UNKNOWN_WIDTH, height: file.height ?? UNKNOWN_HEIGHT };
  switch (media) {
    case 'photo':
      return renderPhoto(file, viewer);
    case 'document':
      return renderDocument(world, 'document', file, viewer);
    case 'voice':
      return { duration, mime_type: file.mimeType, ...ids };
    case 'audio':
      return { duration, ...nameAndType(file), ...titleOf(file), ...thumbnail, ...ids };
    case 'video':
      return { duration, ...video, ...nameAndType(file), ...playOf(world, play, viewer), ...thumbnail, ...ids };
    case 'animation':
      return { ...nameAndType(file), duration, ...video, ...thumbnail, ...ids };
    case 'video_note':
      return { duration, length: file.width ?? UNKNOWN_HEIGHT, ...thumbnail, ...ids };
    case 'sticker':
      return { ...renderSticker(file), ...thumbnail, ...ids };
  }
}

/** The video of a live photo, with the photo that stands still. */
function renderLivePhoto(world: World, still: FileRecord, moving: string, viewer: Viewer): JsonObject {
  const video = world.store.tables.file.get(moving);
  if (video === undefined) return {};
  return {
    photo: renderPhoto(still, viewer),
    duration: video.duration ?? 0,
    width: video.width ?? UNKNOWN_WIDTH,
    height: video.height ?? UNKNOWN_HEIGHT,
    mime_type: video.mimeType,
    ...fileIds('video', video, viewer),
  };
}

/** Shown for videos whose file tells no size. */
const UNKNOWN_WIDTH = 320;
const UNKNOWN_HEIGHT = 240;
const STICKER_SIDE = 512;

function renderDocument(world: World, kind: MediaKind, file: FileRecord, viewer: Viewer): JsonObject {
  return { ...nameAndType(file), ...renderThumbnail(world, file, viewer), ...fileIds(kind, file, viewer) };
}

function renderSticker(file: FileRecord): JsonObject {
  const { emoji, set_name: setName, type = 'regular', ...rest } = file.sticker ?? {};
  return {
    width: file.width ?? STICKER_SIDE,
    height: file.height ?? STICKER_SIDE,
    ...(emoji === undefined ? {} : { emoji }),
    ...(setName === undefined ? {} : { set_name: setName }),
    is_animated: file.mimeType === 'application/x-tgsticker',
    is_video: file.mimeType === 'video/webm',
    type,
    ...rest,
  };
}

function nameAndType(file: FileRecord): JsonObject {
  return { ...(file.name === undefined ? {} : { file_name: file.name }), mime_type: file.mimeType };
}

function titleOf(file: FileRecord): JsonObject {
  const json: JsonObject = {};
  if (file.title !== undefined) json['title'] = file.title;
  if (file.performer !== undefined) json['performer'] = file.performer;
  return json;
}

function playOf(world: World, play: Play, viewer: Viewer): JsonObject {
  const json: JsonObject = {};
  const cover = play.cover === undefined ? undefined : world.store.tables.file.get(play.cover);
  if (cover !== undefined) json['cover'] = renderPhoto(cover, viewer);
  if (play.startTimestamp !== undefined) json['start_timestamp'] = play.startTimestamp;
  return json;
}

/** The sizes of a photo; of a profile photo, the three squares. */
export function renderPhoto(file: FileRecord, viewer: Viewer, isProfile = false): JsonObject[] {
  const sizes = isProfile ? listProfileSizes() : listPhotoSizes(file.width, file.height);
  return sizes.map((size) => renderSize('photo', file, size, viewer));
}

function renderThumbnail(world: World, file: FileRecord, viewer: Viewer): JsonObject {
  const thumbnail = file.thumbnail === undefined ? undefined : world.store.tables.file.get(file.thumbnail);
  if (thumbnail === undefined) return {};
  const { width = UNKNOWN_WIDTH, height = UNKNOWN_HEIGHT } = thumbnail;
  const shown = renderSize('thumbnail', thumbnail, { size: 0, width, height }, viewer);
  return { thumbnail: shown, thumb: shown };
}

function renderSize(kind: 'photo' | 'thumbnail', file: FileRecord, size: PhotoSize, viewer: Viewer): JsonObject {
  return { ...fileIds(kind, file, viewer, size.size), width: size.width, height: size.height };
}

function fileIds(kind: FileRecord['kind'], file: FileRecord, viewer: Viewer, size = 0): JsonObject {
  const json: JsonObject = {};
  const unique = fileUniqueIdFor(kind, file.id, size);
  if (viewer.kind === 'bot') json['file_id'] = fileIdFor(kind, file.id, viewer.botId, size);
  json['file_unique_id'] = unique;
  json['file_size'] = file.sizeBytes;
  if (viewer.kind === 'user') json['url'] = `/_sim/files/${unique}`;
  return json;
}

/** Who paid and the bot that sent it see the media, all others how large and how long they are. */
export function renderPaidMedia(world: World, content: PaidMediaContent, viewer: Viewer, isOwn: boolean): JsonObject {
  const buyer = viewer.kind === 'user' ? viewer.userId : undefined;
  const isOpen = isOwn || (buyer !== undefined && content.buyers.includes(buyer));
  const paidMedia = content.items.map((item) => {
    const file = world.store.tables.file.get(item.file);
    if (file === undefined) return { type: 'other' };
    if (isOpen && item.livePhoto !== undefined) {
      return { type: 'live_photo', live_photo: renderLivePhoto(world, file, item.livePhoto, viewer) };
    }
    if (isOpen) return { type: item.media, [item.media]: renderFile(world, item.media, file, viewer, item) };
    const preview: JsonObject = { type: 'preview' };
    if (file.width !== undefined) preview['width'] = file.width;
    if (file.height !== undefined) preview['height'] = file.height;
    if (item.media === 'video' && file.duration !== undefined) preview['duration'] = file.duration;
    return preview;
  });
  return { star_count: content.starCount, paid_media: paidMedia };
}

/** A place; what belongs to a live one is shown as long as it is live. */
export function renderLocation(world: World, content: LocationContent): JsonObject {
  const { horizontal_accuracy: accuracy, ...point } = content.location;
  const json: JsonObject = { ...point };
  const { live } = content;
  if (live !== undefined && live.until > world.clock.seconds()) {
    json['live_period'] = live.period;
    if (live.heading !== undefined) json['heading'] = live.heading;
    if (live.proximityAlertRadius !== undefined) json['proximity_alert_radius'] = live.proximityAlertRadius;
  }
  if (accuracy !== undefined) json['horizontal_accuracy'] = accuracy;
  return json;
}

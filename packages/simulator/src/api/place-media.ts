import { decodeFileId, FILE_TYPE_NAMES } from '../world/file-ids.ts';
import { storeFile } from '../world/files.ts';
import { readImageSize } from '../world/image-size.ts';
import { readMediaFacts } from '../world/media-facts.ts';
import { guessMimeType, UNKNOWN_TYPE } from '../world/mime-types.ts';
import type { FileKind, MediaContent, MediaKind } from '../world/message-contents.ts';
import type { FileRecord } from '../world/types.ts';
import { badRequest } from './api-error.ts';
import type { Call } from './call.ts';
import { kindOfFile } from './kind-of-file.ts';
import type { UploadedFile } from './params.ts';
import type { MediaDraft, MediaSource } from './read-media.ts';
import { CAPTION_LENGTH, isLongerThan } from './read-text.ts';

const PHOTO_BYTES = 10 * 1024 * 1024;
const PHOTO_SIDES = 10_000;
const PHOTO_RATIO = 20;
const PHOTO_NAMES = /\.(?:jpe?g|gif|png|tiff?|bmp|webp)$/i;
const THUMBNAIL_BYTES = 200 * 1024;
const THUMBNAIL_SIDE = 320;
const LONGEST_NOTE_SIDE = 640;

/** Completes a message with its file: finds the one named, or keeps the one that came. Done once the chat is known. */
export function placeMedia(call: Call, draft: MediaDraft): MediaContent {
  if (isLongerThan(draft.content.caption, CAPTION_LENGTH)) throw badRequest('message caption is too long');
  const { file, media } = takeFile(call, draft);
  const content: MediaContent = { ...draft.content, media, file: file.id };
  if (draft.cover !== undefined) content.cover = takePhoto(call, draft.cover).id;
  if (draft.moving !== undefined) content.livePhoto = takeMoving(call, draft, draft.moving);
  return content;
}

/** The video of a live photo is a short MPEG-4 one, and never at an address. */
function takeMoving(call: Call, draft: MediaDraft, source: MediaSource): string {
  if (source.kind === 'fetched' && !(source.file instanceof Error)) throw badRequest(WRONG_FILE);
  const { file, media } = takeFile(call, { ...draft, media: 'video', source, details: {}, isAsIs: false });
  if (media !== 'video') throw badRequest(WRONG_FILE);
  return file.id;
}

const WRONG_FILE = 'wrong file identifier/HTTP URL specified';

function takeFile(call: Call, draft: MediaDraft): { file: FileRecord; media: MediaKind } {
  const { source, media } = draft;
  if (source.kind === 'id') {
    const file = findById(call, media, source.text);
    // What a file is was decided when it was uploaded: a video sent as a document stays a video.
    return { file, media: file.kind === 'thumbnail' ? media : file.kind };
  }
  if (media === 'photo') return { file: takePhoto(call, source), media };
  const file = bytesOf(source);
  if (media === 'video_note' && (draft.details.width ?? 0) > LONGEST_NOTE_SIDE)
    throw badRequest('wrong video note length');
  const facts = readMediaFacts(file.bytes);
  const byName = guessMimeType(file.name);
  const mimeType = facts.mimeType ?? (byName === UNKNOWN_TYPE ? file.mimeType : byName);
  const kind = kindOfFile(media, mimeType, facts, draft.isAsIs);
  const thumbnail = draft.thumbnail === undefined ? undefined : keepThumbnail(call, draft.thumbnail);
  const given = isKnown(mimeType) ? mimeType : DEFAULT_TYPES[kind];
  const details = { ...draft.details, kind, thumbnail: thumbnail?.id };
  return { file: storeFile(call.world, file.bytes, given, file.name, details), media: kind };
}

/** What a file of unknown content is taken for. */
const DEFAULT_TYPES: Record<FileKind, string> = {
  photo: 'image/jpeg',
  document: UNKNOWN_TYPE,
  voice: 'audio/ogg',
  audio: 'audio/mpeg',
  video: 'video/mp4',
  animation: 'video/mp4',
  video_note: 'video/mp4',
  sticker: 'image/webp',
  thumbnail: 'image/jpeg',
};

function isKnown(mimeType: string): boolean {
  return mimeType !== '' && mimeType !== UNKNOWN_TYPE;
}

function takePhoto(call: Call, source: MediaSource): FileRecord {
  if (source.kind === 'id') return findById(call, 'photo', source.text);
  const file = bytesOf(source);
  checkPhoto(file);
  return storeFile(call.world, file.bytes, readMediaFacts(file.bytes).mimeType ?? '', undefined, { kind: 'photo' });
}

function bytesOf(source: Exclude<MediaSource, { kind: 'id' }>): UploadedFile {
  if (source.file instanceof Error) throw source.file;
  if (source.file.bytes.length === 0) throw badRequest('file must be non-empty');
  return source.file;
}

/** TDLib looks at the size, the Telegram server at the rest. */
function checkPhoto({ bytes, name }: UploadedFile): void {
  if (bytes.length > PHOTO_BYTES) {
    throw badRequest(
      `file of size ${bytes.length} bytes is too big for a photo; the maximum size is ${PHOTO_BYTES} bytes`,
    );
  }
  const hasExtension = /\.[A-Za-z0-9]+$/.test(name);
  if (hasExtension && !PHOTO_NAMES.test(name)) {
    throw badRequest('photo has unsupported extension. Use one of .jpg, .jpeg, .gif, .png, .tif or .bmp');
  }
  const size = readImageSize(bytes);
  if (size === undefined) throw badRequest('IMAGE_PROCESS_FAILED');
  const ratio = Math.max(size.width, size.height) / Math.max(1, Math.min(size.width, size.height));
  if (size.width + size.height > PHOTO_SIDES || ratio > PHOTO_RATIO) throw badRequest('PHOTO_INVALID_DIMENSIONS');
}

/** Pictures that are no thumbnails are left out silently. */
function keepThumbnail(call: Call, file: UploadedFile): FileRecord | undefined {
  const size = readImageSize(file.bytes);
  if (size === undefined || file.bytes.length > THUMBNAIL_BYTES) return undefined;
  if (size.width > THUMBNAIL_SIDE || size.height > THUMBNAIL_SIDE) return undefined;
  return storeFile(call.world, file.bytes, file.mimeType, undefined, { kind: 'thumbnail' });
}

/** Lets a message show the file that an id names. */
export function placeFileId(call: Call, content: MediaContent, fileId: string): void {
  const file = findById(call, content.media, fileId);
  content.file = file.id;
  if (file.kind !== 'thumbnail') content.media = file.kind;
}

/** The file that an id names, if it may stand for this kind. */
function findById(call: Call, media: MediaKind, text: string): FileRecord {
  const decoded = decodeFileId(text);
  if ('problem' in decoded) {
    throw badRequest(`wrong remote file identifier specified: ${decoded.problem}`);
  }
  // All kinds but photos and thumbnails are documents to Telegram and may stand for each other.
  if (decoded.kind !== media && (isPicture(decoded.kind) || isPicture(media))) {
    throw badRequest(`can't use file of type ${FILE_TYPE_NAMES[decoded.kind]} as ${FILE_TYPE_NAMES[media]}`);
  }
  const file = call.world.store.tables.file.get(decoded.id);
  if (file === undefined || decoded.botId !== call.bot.id) {
    throw badRequest(WRONG_FILE);
  }
  return file;
}

function isPicture(kind: FileKind): boolean {
  return kind === 'photo' || kind === 'thumbnail';
}

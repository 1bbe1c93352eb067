import type { FileDetails } from '../world/files.ts';
import type { MediaContent, MediaKind } from '../world/message-contents.ts';
import { normaliseUrl } from '../urls.ts';
import { badRequest, type ApiError } from './api-error.ts';
import type { Call } from './call.ts';
import { fetchFile } from './fetch-file.ts';
import type { LocalMode } from './local-mode.ts';
import type { UploadedFile } from './params.ts';
import { readText } from './read-text.ts';

const LONGEST_S = 86_400;
const LONGEST_SIDE = 10_000;

/** Where a medium comes from: bytes of the request, an id of a file, or an address whose content was fetched. */
export type MediaSource =
  | { kind: 'upload'; file: UploadedFile }
  | { kind: 'id'; text: string }
  | { kind: 'fetched'; file: UploadedFile | ApiError };

/** A medium as a bot described it; its file is looked at when the chat was found, as TDLib does. */
export interface MediaDraft {
  media: MediaKind;
  source: MediaSource;
  /** What was said of a new file. */
  details: FileDetails;
  thumbnail: UploadedFile | undefined;
  cover: MediaSource | undefined;
  /** The video of a live photo. */
  moving?: MediaSource;
  /** A document stays a document, whatever it contains. */
  isAsIs: boolean;
  /** The message, as far as it does not depend on the file. */
  content: MediaContent;
}

/** Parameters may be parts of the form themselves; fields of an object only name such parts. */
type Place = 'parameters' | 'object';

/**
 * Reads a file argument. Addresses are fetched at once, their failures wait until the checks that come before have
 * passed.
 *
 * @returns `undefined` when there is none
 */
export async function readSource(
  call: Call,
  name: string,
  media: MediaKind,
  place: Place = 'parameters',
): Promise<MediaSource | undefined> {
  const direct = place === 'object' ? undefined : call.params.files.get(name);
  if (direct !== undefined) return { kind: 'upload', file: direct };
  const text = call.params.text(name).trim();
  if (text.startsWith('attach://')) {
    const attached = call.params.files.get(text.slice('attach://'.length));
    return attached === undefined ? undefined : { kind: 'upload', file: attached };
  }
  if (text === '') return undefined;
  if (text.startsWith('file:/') && call.local !== undefined) return openLocal(call.local, text);
  if (!text.includes('.')) return { kind: 'id', text };
  const url = normaliseUrl(text);
  if ('problem' in url) {
    return { kind: 'fetched', file: badRequest(`invalid file HTTP URL specified: ${url.problem}`) };
  }
  return { kind: 'fetched', file: await fetchFile(url.url, media) };
}

function openLocal(local: LocalMode, address: string): MediaSource {
  const file = local.open(address);
  return file === undefined ? { kind: 'fetched', file: badRequest(NO_FILE) } : { kind: 'upload', file };
}

const NO_FILE = 'invalid file HTTP URL specified: file not found';

/** Thumbnails are uploaded; an id or an address is ignored. */
function readThumbnail(call: Call, place: Place): UploadedFile | undefined {
  for (const name of ['thumbnail', 'thumb']) {
    const direct = place === 'object' ? undefined : call.params.files.get(name);
    if (direct !== undefined) return direct;
    const text = call.params.text(name);
    if (text.startsWith('attach://')) return call.params.files.get(text.slice('attach://'.length));
  }
  return undefined;
}

/** Reads all that describes one medium from parameters of these names; those of `InputMedia` are the same. */
export async function readMedia(
  call: Call,
  media: MediaKind,
  source: MediaSource,
  place: Place = 'parameters',
): Promise<MediaDraft> {
  const { params } = call;
  const caption = readText(call, { text: 'caption', entities: 'caption_entities', parseMode: 'parse_mode' });
  const hasCaption = media !== 'sticker' && media !== 'video_note';
  const content: MediaContent = {
    kind: 'media',
    media,
    file: '',
    caption: hasCaption ? caption.text : '',
    entities: hasCaption ? caption.entities : [],
  };
  if (SHOWN_LARGE.includes(media)) {
    if (params.bool('show_caption_above_media')) content.showCaptionAboveMedia = true;
    if (params.bool('has_spoiler')) content.hasSpoiler = true;
  }
  let cover: MediaSource | undefined;
  if (media === 'video') {
    const start = params.integer('start_timestamp', 0, 0, LONGEST_S);
    if (start !== 0) content.startTimestamp = start;
    cover = await readSource(call, 'cover', 'photo', place);
  }
  return {
    media,
    source,
    details: readDetails(call, media),
    thumbnail: media === 'photo' || media === 'voice' ? undefined : readThumbnail(call, place),
    cover,
    isAsIs: params.bool('disable_content_type_detection'),
    content,
  };
}

const SHOWN_LARGE: readonly MediaKind[] = ['photo', 'video', 'animation'];
const WITH_DURATION: readonly MediaKind[] = ['voice', 'audio', 'video', 'animation', 'video_note'];

function readDetails(call: Call, media: MediaKind): FileDetails {
  const { params } = call;
  const details: FileDetails = {};
  const side = (name: string): number => params.integer(name, 0, 0, LONGEST_SIDE);
  if (WITH_DURATION.includes(media)) details.duration = params.integer('duration', 0, 0, LONGEST_S);
  if (media === 'video' || media === 'animation')
    Object.assign(details, { width: side('width'), height: side('height') });
  if (media === 'video_note') Object.assign(details, { width: side('length'), height: side('length') });
  if (media === 'audio') {
    if (params.text('title') !== '') details.title = params.text('title');
    if (params.text('performer') !== '') details.performer = params.text('performer');
  }
  if (media === 'sticker' && params.text('emoji') !== '') details.sticker = { emoji: params.text('emoji') };
  return details;
}

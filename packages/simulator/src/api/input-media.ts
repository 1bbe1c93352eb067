import { isJsonObject, type JsonObject } from '../json.ts';
import type { MediaKind } from '../world/message-contents.ts';
import { ApiError, badRequest } from './api-error.ts';
import type { Call } from './call.ts';
import { boolField, integerField, requiredString, stringField } from './json-fields.ts';
import { readMedia, readSource, type MediaDraft } from './read-media.ts';
import { subCall } from './sub-call.ts';

/** How an object that describes a medium is read, and refused. */
interface InputKind {
  /** Name of the object, as in "can't parse InputMedia". */
  name: string;
  kinds: readonly MediaKind[];
}

const INPUT_MEDIA: InputKind = { name: 'InputMedia', kinds: ['photo', 'video', 'animation', 'audio', 'document'] };
const PAID_MEDIA: InputKind = { name: 'InputPaidMedia', kinds: ['photo', 'video'] };

/** Reads an `InputMedia`. */
export async function readInputMedia(call: Call, value: unknown): Promise<MediaDraft> {
  return await readInput(call, value, INPUT_MEDIA);
}

/** Reads an `InputMedia` of an album, where animations cannot be. */
export async function readAlbumMedia(call: Call, value: unknown): Promise<MediaDraft> {
  const draft = await readInput(call, value, INPUT_MEDIA);
  if (draft.media !== 'animation') return draft;
  throw badRequest(`can't parse InputMedia: type "animation" can't be used in sendMediaGroup`);
}

export async function readInputPaidMedia(call: Call, value: unknown): Promise<MediaDraft> {
  return await readInput(call, value, PAID_MEDIA);
}

async function readInput(call: Call, value: unknown, { name, kinds }: InputKind): Promise<MediaDraft> {
  const prefix = `can't parse ${name}`;
  if (!isJsonObject(value)) throw badRequest(`${prefix}: expected an Object`);
  checkTypes(value, prefix);
  const type = requiredString(value, 'type', prefix).toLowerCase();
  const isLive = type === 'live_photo';
  const media = isLive ? 'photo' : kinds.find((kind) => kind === type);
  const inner = subCall(call, value);
  const source = await readSource(inner, 'media', isLive ? 'video' : (media ?? 'document'), 'object');
  if (source === undefined) throw badRequest(`${prefix}: media not found`);
  if (media === undefined) throw badRequest(`${prefix}: type "${type}" is unsupported`);
  const still = isLive ? await readSource(inner, 'photo', 'photo', 'object') : undefined;
  if (isLive && still === undefined) throw badRequest(`${prefix}: photo not found`);
  try {
    const draft = await readMedia(inner, media, still ?? source, 'object');
    return isLive ? { ...draft, moving: source } : draft;
  } catch (error) {
    throw error instanceof ApiError ? withPrefix(error, prefix) : error;
  }
}

function checkTypes(object: JsonObject, prefix: string): void {
  for (const name of ['caption', 'parse_mode']) stringField(object, name, prefix);
  for (const name of ['show_caption_above_media', 'has_spoiler']) boolField(object, name, prefix);
  for (const name of ['media', 'photo']) stringField(object, name, prefix);
  for (const name of ['width', 'height', 'duration', 'start_timestamp']) integerField(object, name, prefix);
  for (const name of ['supports_streaming', 'disable_content_type_detection']) boolField(object, name, prefix);
  for (const name of ['title', 'performer', 'cover']) stringField(object, name, prefix);
}

/** Behind a prefix, words begin with a capital, as inside the official server. */
function withPrefix(error: ApiError, prefix: string): ApiError {
  const words = error.message.replace(/^Bad Request: /, '');
  return badRequest(`${prefix}: ${words.charAt(0).toUpperCase()}${words.slice(1)}`);
}

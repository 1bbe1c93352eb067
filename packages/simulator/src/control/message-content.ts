import { readFileSync } from 'node:fs';

import type { z } from 'zod';

import { detectEntities } from '../entities/detect.ts';
import { isJsonObject } from '../json.ts';
import { throwDice } from '../world/dice.ts';
import { storeFile, type FileDetails } from '../world/files.ts';
import { readMediaFacts } from '../world/media-facts.ts';
import type { Content, MediaContent, MediaKind } from '../world/message-contents.ts';
import type { FileRecord } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { invalid } from './control-error.ts';
import type { file, newMessage } from './schemas.ts';

type NewFile = z.output<typeof file>;

const MEDIA: readonly MediaKind[] = [
  'photo',
  'document',
  'voice',
  'audio',
  'video',
  'animation',
  'video_note',
  'sticker',
];

/** What a person sends, out of the fields of a control call. */
export function contentOf(world: World, input: z.output<typeof newMessage>): Content {
  for (const media of MEDIA) {
    const given = input[media];
    if (given === undefined) continue;
    const content = mediaContentOf(world, media, given, input.caption ?? input.text ?? '');
    if (input.media_group !== undefined) content.mediaGroupId = input.media_group;
    return content;
  }
  if (input.contact !== undefined) return { kind: 'contact', contact: { ...input.contact } };
  if (input.venue !== undefined) return { kind: 'venue', venue: { ...input.venue } };
  if (input.location !== undefined) return { kind: 'location', location: { ...input.location } };
  if (input.dice !== undefined) return throwDice(world, input.dice) ?? unknownDice(input.dice);
  const text = input.text ?? '';
  if (text.trim() === '') throw invalid('the message is empty');
  const given = input.entities?.filter(isJsonObject).map((entity) => ({ ...entity }));
  return {
    kind: 'text',
    text,
    entities: [...detectEntities(text), ...(given ?? [])].toSorted((a, b) => a.offset - b.offset),
  };
}

function unknownDice(emoji: string): never {
  throw invalid(`${emoji} cannot be thrown`);
}

export function mediaContentOf(world: World, media: MediaKind, given: NewFile, caption: string): MediaContent {
  const stored = storeGivenFile(world, media, given);
  const content: MediaContent = { kind: 'media', media, file: stored.id, caption, entities: detectEntities(caption) };
  if (given.has_spoiler === true) content.hasSpoiler = true;
  return content;
}

/** What is said to play for a time and does not tell for how long. */
const UNKNOWN_DURATION = 1;

export function storeGivenFile(world: World, media: MediaKind, given: NewFile): FileRecord {
  const bytes =
    given.base64 === undefined ? readLocal(given.path ?? missingFile(media)) : Buffer.from(given.base64, 'base64');
  if (bytes.length === 0) throw invalid('the file is empty');
  const { width, height, title, performer, emoji, thumbnail } = given;
  const details: FileDetails = { kind: media, width, height, title, performer };
  const plays = media !== 'photo' && media !== 'document' && media !== 'sticker';
  if (plays) details.duration = given.duration ?? readMediaFacts(bytes).duration ?? UNKNOWN_DURATION;
  if (emoji !== undefined) details.sticker = { emoji };
  if (thumbnail !== undefined) {
    const small = Buffer.from(thumbnail, 'base64');
    details.thumbnail = storeFile(world, small, 'image/jpeg', undefined, { kind: 'thumbnail' }).id;
  }
  return storeFile(world, bytes, given.mime ?? DEFAULT_TYPES[media] ?? '', given.name, details);
}

const DEFAULT_TYPES: Partial<Record<MediaKind, string>> = {
  voice: 'audio/ogg',
  audio: 'audio/mpeg',
  video: 'video/mp4',
  video_note: 'video/mp4',
  sticker: 'image/webp',
};

function readLocal(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw invalid(`the file ${path} cannot be read`);
  }
}

function missingFile(media: string): never {
  throw invalid(`${media} needs base64 or path`);
}

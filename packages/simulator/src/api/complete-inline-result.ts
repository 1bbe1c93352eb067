import { storeFile } from '../world/files.ts';
import type { Content } from '../world/message-contents.ts';
import type { InlineResultRecord } from '../world/inline-records.ts';
import type { World } from '../world/world.ts';
import { fetchFile } from './fetch-file.ts';

/** A picture of one grey dot, for photos at addresses that are not fetched. */
const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);

const TYPES: Readonly<Record<string, string>> = {
  gif: 'image/gif',
  mpeg4_gif: 'video/mp4',
  photo: 'image/png',
  audio: 'audio/mpeg',
  voice: 'audio/ogg',
};

/**
 * The content of a chosen result. Its file is fetched now, as Telegram does; what is not on this machine is replaced
 * by a small file whose size, length and kind are those that the bot stated.
 */
export async function completeInlineResult(world: World, record: InlineResultRecord): Promise<Content> {
  const { content, fileUrl, json } = record;
  if (content.kind !== 'media' || fileUrl === undefined) return content;
  const fetched = await fetchFile(fileUrl, content.media);
  const name = new URL(fileUrl, 'http://localhost').pathname.split('/').at(-1);
  const type = String(json['type']);
  const field = type === 'mpeg4_gif' ? 'mpeg4' : type;
  const number = (what: string): number | undefined => {
    const value = Number(json[`${field}_${what}`]);
    return Number.isInteger(value) && value > 0 ? value : undefined;
  };
  const stated = typeof json['mime_type'] === 'string' ? json['mime_type'] : (TYPES[type] ?? '');
  const isMissing = fetched instanceof Error;
  const bytes = isMissing ? (content.media === 'photo' ? DOT : Buffer.from(fileUrl)) : fetched.bytes;
  const mimeType = isMissing ? stated : fetched.mimeType;
  const file = storeFile(world, bytes, mimeType, content.media === 'photo' ? undefined : name, {
    kind: content.media,
    width: number('width'),
    height: number('height'),
    duration: number('duration'),
    title: content.media === 'audio' && typeof json['title'] === 'string' ? json['title'] : undefined,
    performer: typeof json['performer'] === 'string' ? json['performer'] : undefined,
  });
  return { ...content, file: file.id };
}

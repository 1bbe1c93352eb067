import { detectEntities } from '../entities/detect.ts';
import type { Entity } from '../world/types.ts';
import { badRequest } from './api-error.ts';
import type { Call } from './call.ts';

const RAW_BYTES = 32_768;
export const MESSAGE_LENGTH = 4096;
export const CAPTION_LENGTH = 1024;

export interface ReadText {
  text: string;
  entities: Entity[];
}

/** Reads a formatted text: parse mode, explicit entities, and what Telegram finds by itself. */
export function readText(call: Call, names: { text: string; entities: string; parseMode: string }): ReadText {
  const raw = call.params.text(names.text);
  if (raw.length > RAW_BYTES / 4 && Buffer.byteLength(raw) > RAW_BYTES) throw badRequest('text is too long');
  const text = raw.trim();
  return { text, entities: detectEntities(text) };
}

/** Length as Telegram counts it: in code points. */
export function isLongerThan(text: string, limit: number): boolean {
  if (text.length <= limit) return false;
  let count = 0;
  for (const _ of text) count += 1;
  return count > limit;
}

import type { Entity } from '../world/types.ts';

/** Finds what Telegram marks by itself in a plain text. */
export function detectEntities(text: string): Entity[] {
  const found: Entity[] = [];
  for (const match of text.matchAll(
    /(?<![\p{L}\p{N}_/<>])\/[A-Za-z0-9_]{1,64}(@[A-Za-z0-9_]{3,32})?(?![A-Za-z0-9_/])/gu,
  )) {
    found.push({ type: 'bot_command', offset: match.index, length: match[0].length });
  }
  for (const match of text.matchAll(/(?<![\p{L}\p{N}_@])@[A-Za-z0-9_]{3,32}(?![A-Za-z0-9_@])/gu)) {
    found.push({ type: 'mention', offset: match.index, length: match[0].length });
  }
  return found.toSorted((a, b) => a.offset - b.offset);
}

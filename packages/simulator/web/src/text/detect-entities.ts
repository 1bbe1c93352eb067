import type { MessageEntity } from '../api/types.ts';

const patterns: { type: string; pattern: RegExp }[] = [
  { type: 'url', pattern: /(?<![\p{L}\p{N}@/])https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)]/giu },
  { type: 'email', pattern: /(?<![\p{L}\p{N}._-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu },
  { type: 'bot_command', pattern: /(?<![\p{L}\p{N}_/<])\/[a-z0-9_]{1,64}(?:@[a-z0-9_]{3,32})?(?![\p{L}\p{N}_])/giu },
  { type: 'mention', pattern: /(?<![\p{L}\p{N}_.])@[a-z]\w{3,31}(?!\w)/giu },
  { type: 'hashtag', pattern: /(?<![\p{L}\p{N}_&])#(?=[\p{N}_]*\p{L})[\p{L}\p{N}_]{1,64}/gu },
];

/** The links, commands, mentions and hashtags Telegram would mark in a typed text: for a message still on its way. */
export function detectEntities(text: string): MessageEntity[] {
  const found: MessageEntity[] = [];
  for (const { type, pattern } of patterns) {
    for (const match of text.matchAll(pattern)) {
      const entity = { type, offset: match.index, length: match[0].length };
      if (!found.some((other) => overlaps(other, entity))) found.push(entity);
    }
  }
  return found.toSorted((a, b) => a.offset - b.offset);
}

function overlaps(a: MessageEntity, b: MessageEntity): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length;
}

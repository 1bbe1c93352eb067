import type { Entity } from '../world/message-contents.ts';
import { detectEntities } from './detect.ts';
import { fixEntities, keepsSpaces } from './fix-entities.ts';
import type { ParsedText } from './parsed-text.ts';

/**
 * Brings a parsed text into the form in which it is kept: control characters cleaned, ends trimmed,
 * entities that Telegram finds by itself added, and all of them nested properly and in order.
 */
export function normaliseText(parsed: ParsedText): ParsedText {
  const cleaned = clean(parsed);
  // A text of nothing but spaces, of any kind, is empty.
  if (cleaned.text.trim() === '') return { text: '', entities: [] };
  const isPlain = cleaned.entities.length === 0;
  const entities = isPlain ? [] : withoutSpaces(cleaned.text, fixEntities(cleaned.entities));
  const trimmed = trimEnds({ text: cleaned.text, entities });
  const found = detectEntities(trimmed.text);
  if (trimmed.entities.length === 0) return { text: trimmed.text, entities: found };
  const all = fixEntities(trimmed.entities, found);
  return { text: trimmed.text, entities: withoutSpaces(trimmed.text, all) };
}

// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const UNWANTED = /[\x00-\x09\x0b-\x1f\u2028-\u202e]|\u0333|\u033f|\u030a/;

/** Control characters become spaces; carriage returns and characters that draw over others are dropped. */
function clean(parsed: ParsedText): ParsedText {
  if (!UNWANTED.test(parsed.text)) return parsed;
  const removed: number[] = [];
  let text = '';
  for (let index = 0; index < parsed.text.length; index += 1) {
    const char = parsed.text[index] ?? '';
    if (!UNWANTED.test(char)) text += char;
    else if (char !== '\r' && char < ' ') text += ' ';
    else removed.push(index);
  }
  const shift = (position: number): number => position - removed.filter((index) => index < position).length;
  return { text, entities: moveAll(parsed.entities, shift) };
}

/** Entities do not begin with spaces, and of nothing but spaces there are none, but for code and links. */
function withoutSpaces(text: string, entities: readonly Entity[]): Entity[] {
  const kept = new Set(entities.filter(keepsSpaces).map((entity) => entity.offset));
  return entities
    .map((entity) => {
      if (keepsSpaces(entity)) return entity;
      let { offset, length } = entity;
      while (length > 0 && isSpace(text[offset]) && !kept.has(offset)) {
        offset += 1;
        length -= 1;
      }
      return { ...entity, offset, length };
    })
    .filter((entity) => entity.length > 0);
}

function isSpace(char: string | undefined): boolean {
  return char === ' ' || char === '\n';
}

/** Cuts spaces at both ends; at the beginning not those that are in a code or a link. */
function trimEnds({ text, entities }: ParsedText): ParsedText {
  let end = text.length;
  while (end > 0 && isSpace(text[end - 1])) end -= 1;
  const first = Math.min(end, ...entities.map((entity) => entity.offset));
  let begin = 0;
  while (begin < first && isSpace(text[begin])) begin += 1;
  if (begin === 0 && end === text.length) return { text, entities };
  const shift = (position: number): number => Math.min(Math.max(position, begin), end) - begin;
  return { text: text.slice(begin, end), entities: moveAll(entities, shift) };
}

function moveAll(entities: readonly Entity[], shift: (position: number) => number): Entity[] {
  return entities
    .map((entity) => {
      const offset = shift(entity.offset);
      return { ...entity, offset, length: shift(entity.offset + entity.length) - offset };
    })
    .filter((entity) => entity.length > 0);
}

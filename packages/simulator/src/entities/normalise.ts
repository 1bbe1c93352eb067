import type { Entity } from '../world/types.ts';
import { detectEntities } from './detect.ts';
import { compareEntities, type ParsedText } from './parsed-text.ts';

const STYLES: ReadonlySet<string> = new Set(['bold', 'italic', 'underline', 'strikethrough', 'spoiler']);
const QUOTES: ReadonlySet<string> = new Set(['blockquote', 'expandable_blockquote']);
const CODES: ReadonlySet<string> = new Set(['pre', 'code']);

/**
 * Brings a parsed text into the form in which it is kept: control characters cleaned, ends trimmed,
 * entities that Telegram finds by itself added, and all of them nested properly and in order.
 */
export function normaliseText(parsed: ParsedText): ParsedText {
  const cleaned = trimEnds(clean(parsed));
  const detected = detectEntities(cleaned.text);
  if (cleaned.entities.length === 0) return { text: cleaned.text, entities: detected };
  const codes = withoutOverlaps(cleaned.entities.filter((entity) => CODES.has(entity.type)));
  const quotes = withoutOverlaps(cleaned.entities.filter((entity) => QUOTES.has(entity.type)));
  const given = cleaned.entities.filter(
    (entity) => !CODES.has(entity.type) && !QUOTES.has(entity.type) && !STYLES.has(entity.type),
  );
  const own = withoutOverlaps(given.filter((entity) => !overlapsAny(entity, codes)));
  const found = detected.filter((entity) => !overlapsAny(entity, codes) && !overlapsAny(entity, own));
  const styles = [...STYLES].flatMap((type) =>
    mergeRanges(cleaned.entities.filter((entity) => entity.type === type)).flatMap((entity) => cutOut(entity, codes)),
  );
  return { text: cleaned.text, entities: [...codes, ...quotes, ...own, ...found, ...styles].toSorted(compareEntities) };
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

/** Cuts spaces at both ends; at the beginning not those that are in a code. */
function trimEnds(parsed: ParsedText): ParsedText {
  const { text } = parsed;
  const end = text.trimEnd().length;
  const firstCode = Math.min(
    ...parsed.entities.filter((entity) => CODES.has(entity.type)).map((entity) => entity.offset),
  );
  const begin = Math.min(text.length - text.trimStart().length, firstCode, end);
  if (begin === 0 && end === text.length) return parsed;
  const shift = (position: number): number => Math.min(Math.max(position, begin), end) - begin;
  return { text: text.slice(begin, end), entities: moveAll(parsed.entities, shift) };
}

function moveAll(entities: readonly Entity[], shift: (position: number) => number): Entity[] {
  return entities
    .map((entity) => {
      const offset = shift(entity.offset);
      return { ...entity, offset, length: shift(entity.offset + entity.length) - offset };
    })
    .filter((entity) => entity.length > 0);
}

function overlapsAny(entity: Entity, others: readonly Entity[]): boolean {
  return others.some(
    (other) => entity.offset < other.offset + other.length && other.offset < entity.offset + entity.length,
  );
}

function withoutOverlaps(entities: readonly Entity[]): Entity[] {
  let end = 0;
  return entities.toSorted(compareEntities).filter((entity) => {
    if (entity.offset < end) return false;
    end = entity.offset + entity.length;
    return true;
  });
}

/** One style's ranges that touch are one. */
function mergeRanges(entities: readonly Entity[]): Entity[] {
  const merged: Entity[] = [];
  for (const entity of entities.toSorted(compareEntities)) {
    const last = merged.at(-1);
    if (last !== undefined && entity.offset <= last.offset + last.length) {
      last.length = Math.max(last.length, entity.offset + entity.length - last.offset);
    } else merged.push({ ...entity });
  }
  return merged;
}

/** Code carries no other style: what is left of a style around it. */
function cutOut(entity: Entity, codes: readonly Entity[]): Entity[] {
  const parts: Entity[] = [];
  let begin = entity.offset;
  const end = entity.offset + entity.length;
  for (const code of codes) {
    if (code.offset >= end || code.offset + code.length <= begin) continue;
    if (code.offset > begin) parts.push({ ...entity, offset: begin, length: code.offset - begin });
    begin = Math.max(begin, code.offset + code.length);
  }
  if (begin < end) parts.push({ ...entity, offset: begin, length: end - begin });
  return parts;
}

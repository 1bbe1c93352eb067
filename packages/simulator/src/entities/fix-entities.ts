import type { Entity } from '../world/message-contents.ts';
import { compareEntities } from './parsed-text.ts';

const STYLES: readonly string[] = ['bold', 'italic', 'underline', 'strikethrough', 'spoiler'];
const CODES: ReadonlySet<string> = new Set(['pre', 'code']);
const QUOTES: ReadonlySet<string> = new Set(['blockquote', 'expandable_blockquote']);

/** Code and links keep their text as it is, spaces included. */
export function keepsSpaces({ type }: Entity): boolean {
  return CODES.has(type) || type === 'text_link' || type === 'text_mention';
}

/**
 * Brings entities into Telegram's order of things: quotations hold everything else, whatever is one piece (links,
 * code, emoji) overlaps nothing of its like and no quotation's border, and styles are cut at the borders of all these
 * and where another style begins. Code carries no style.
 *
 * @param found entities that Telegram finds by itself: they yield to those given
 */
export function fixEntities(given: readonly Entity[], found: readonly Entity[] = []): Entity[] {
  const quotes = withoutOverlaps(given.filter(isQuote));
  const own = withoutOverlaps(given.filter((entity) => !isQuote(entity) && !isStyle(entity)));
  const pieces = own.filter((entity) => !crossesAny(entity, quotes));
  const more = found.filter((entity) => !overlapsAny(entity, pieces) && !crossesAny(entity, quotes));
  const fixed = [...quotes, ...pieces, ...more];
  return [...fixed, ...splitStyles(given.filter(isStyle), fixed)].toSorted(compareEntities);
}

function isQuote({ type }: Entity): boolean {
  return QUOTES.has(type);
}

function isStyle({ type }: Entity): boolean {
  return STYLES.includes(type);
}

function endOf(entity: Entity): number {
  return entity.offset + entity.length;
}

function overlaps(a: Entity, b: Entity): boolean {
  return a.offset < endOf(b) && b.offset < endOf(a);
}

function overlapsAny(entity: Entity, others: readonly Entity[]): boolean {
  return others.some((other) => overlaps(entity, other));
}

function crossesAny(entity: Entity, quotes: readonly Entity[]): boolean {
  return quotes.some((quote) => {
    const isInside = quote.offset <= entity.offset && endOf(entity) <= endOf(quote);
    return overlaps(entity, quote) && !isInside;
  });
}

/** Of entities that overlap, the first stays. */
function withoutOverlaps(entities: readonly Entity[]): Entity[] {
  let end = 0;
  return entities.toSorted(compareEntities).filter((entity) => {
    if (entity.offset < end) return false;
    end = endOf(entity);
    return true;
  });
}

function splitStyles(styles: readonly Entity[], others: readonly Entity[]): Entity[] {
  const merged = STYLES.flatMap((type) => mergeRanges(styles.filter((style) => style.type === type)));
  const borders = [...others.flatMap((other) => [other.offset, endOf(other)]), ...merged.map((style) => style.offset)];
  const cuts = [...new Set(borders)].toSorted((a, b) => a - b);
  const codes = others.filter(({ type }) => CODES.has(type));
  return merged.flatMap((style) => cutAt(style, cuts)).filter((part) => !overlapsAny(part, codes));
}

/** One style's ranges that touch are one. */
function mergeRanges(entities: readonly Entity[]): Entity[] {
  const merged: Entity[] = [];
  for (const entity of entities.toSorted(compareEntities)) {
    const last = merged.at(-1);
    if (last !== undefined && entity.offset <= endOf(last)) {
      last.length = Math.max(last.length, endOf(entity) - last.offset);
    } else merged.push({ ...entity });
  }
  return merged;
}

function cutAt(entity: Entity, cuts: readonly number[]): Entity[] {
  const inner = cuts.filter((cut) => cut > entity.offset && cut < endOf(entity));
  const points = [entity.offset, ...inner, endOf(entity)];
  return points.slice(1).map((end, index) => {
    const offset = points[index] ?? entity.offset;
    return { ...entity, offset, length: end - offset };
  });
}

import type { Entity } from './message-contents.ts';
import type { MessageRecord, ReplyDetails } from './types.ts';

export type Quote = NonNullable<ReplyDetails['quote']>;

const KEPT: ReadonlySet<string> = new Set([
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'custom_emoji',
  'date_time',
]);

/** Only styles are kept in quotes. */
export function isKeptInQuotes({ type }: Entity): boolean {
  return KEPT.has(type);
}

/**
 * Finds a quote in the message it is of, styles included; of several places the nearest to its position is meant.
 *
 * @param styles the quote's own styles; those of the message are taken when absent
 */
export function placeQuote(
  message: MessageRecord,
  text: string,
  position: number,
  styles?: readonly Entity[],
): Quote | undefined {
  const { content } = message;
  const whole = content.kind === 'text' ? content.text : content.kind === 'media' ? content.caption : '';
  const kept = content.kind === 'text' || content.kind === 'media' ? content.entities.filter(isKeptInQuotes) : [];
  let nearest: Quote | undefined;
  for (let at = whole.indexOf(text); at !== -1; at = whole.indexOf(text, at + 1)) {
    const entities = entitiesWithin(kept, at, text.length);
    if (styles !== undefined && JSON.stringify(entities) !== JSON.stringify(styles)) continue;
    const isNearer = nearest === undefined || Math.abs(at - position) < Math.abs(nearest.position - position);
    if (isNearer) nearest = { text, entities, position: at };
  }
  return nearest;
}

function entitiesWithin(entities: readonly Entity[], begin: number, length: number): Entity[] {
  return entities.flatMap((entity) => {
    const offset = Math.max(entity.offset, begin);
    const end = Math.min(entity.offset + entity.length, begin + length);
    return end <= offset ? [] : [{ ...entity, offset: offset - begin, length: end - offset }];
  });
}

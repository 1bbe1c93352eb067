import type { Entity } from '../world/message-contents.ts';

export interface ParsedText {
  text: string;
  entities: Entity[];
}

/** A text that cannot be parsed; the message follows "can't parse entities: ". */
export class EntityError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'EntityError';
  }
}

/** Errors count UTF-8 bytes of the raw text. */
export function byteOffset(text: string, index: number): number {
  return Buffer.byteLength(text.slice(0, index));
}

/** Which entity comes first of two that begin together: the lower number. */
const PRIORITIES: Record<string, number> = {
  blockquote: 0,
  expandable_blockquote: 0,
  pre: 11,
  code: 20,
  text_link: 49,
  text_mention: 49,
  bold: 90,
  italic: 91,
  underline: 92,
  strikethrough: 93,
  spoiler: 94,
  custom_emoji: 99,
  date_time: 98,
};
const USUAL_PRIORITY = 50;

export function compareEntities(a: Entity, b: Entity): number {
  return a.offset - b.offset || b.length - a.length || priorityOf(a) - priorityOf(b);
}

function priorityOf(entity: Entity): number {
  if (entity.type === 'pre' && entity.language !== undefined) return 10;
  return PRIORITIES[entity.type] ?? USUAL_PRIORITY;
}

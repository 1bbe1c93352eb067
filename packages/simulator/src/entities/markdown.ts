import type { Entity } from '../world/message-contents.ts';
import { byteOffset, compareEntities, EntityError, type ParsedText } from './parsed-text.ts';
import { linkEntity } from './special-links.ts';

/** Parses the old Markdown: no nesting, and a mark that is not escaped always opens something. */
export function parseMarkdown(source: string): ParsedText {
  const entities: Entity[] = [];
  let text = '';
  let index = 0;
  while (index < source.length) {
    const char = source[index] ?? '';
    if (char === '\\' && '_*`['.includes(source[index + 1] ?? ' ')) {
      text += source[index + 1] ?? '';
      index += 2;
      continue;
    }
    if (!'_*`['.includes(char)) {
      text += char;
      index += 1;
      continue;
    }
    const span = readSpan(source, index, text.length);
    text += span.text;
    index = span.end;
    if (span.entity !== undefined) entities.push(span.entity);
  }
  return { text, entities: entities.toSorted(compareEntities) };
}

interface Span {
  text: string;
  end: number;
  entity: Entity | undefined;
}

const SPAN_TYPES: Record<string, string> = { _: 'italic', '*': 'bold', '`': 'code' };

function readSpan(source: string, begin: number, offset: number): Span {
  const char = source[begin] ?? '';
  const isPre = source.startsWith('```', begin);
  const mark = isPre ? '```' : char === '[' ? ']' : char;
  let from = begin + (isPre ? 3 : 1);
  let language = '';
  if (isPre) {
    const head = /^([^\s`]*)(\r\n|\n\r|\r|\n)?/.exec(source.slice(from));
    const word = head?.[1] ?? '';
    const hasWord = word !== '' && /\s/.test(source[from + word.length] ?? '');
    if (hasWord) language = word;
    if (hasWord || word === '') from += (hasWord ? word.length : 0) + (head?.[2]?.length ?? 0);
  }
  const end = source.indexOf(mark, from);
  if (end === -1) {
    throw new EntityError(`Can't find end of the entity starting at byte offset ${byteOffset(source, begin)}`);
  }
  const text = source.slice(from, end);
  const { length } = text;
  if (char === '[' && length > 0) return readLink(source, text, end, offset);
  const entity: Entity = { type: isPre ? 'pre' : (SPAN_TYPES[char] ?? 'bold'), offset, length };
  if (language !== '') entity.language = language;
  // Of nothing there is no entity; an address behind it is text like any other.
  return { text, end: end + mark.length, entity: length === 0 ? undefined : entity };
}

function readLink(source: string, text: string, end: number, offset: number): Span {
  let address = text;
  let after = end + 1;
  if (source[after] === '(') {
    const close = source.indexOf(')', after);
    // Without an end, the address reaches to the end of the text.
    const stop = close === -1 ? source.length : close;
    address = source.slice(after + 1, stop);
    after = Math.min(source.length, stop + 1);
  }
  return { text, end: after, entity: linkEntity(address, offset, text.length) };
}

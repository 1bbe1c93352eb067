import type { Entity } from '../world/message-contents.ts';
import { byteOffset, compareEntities, EntityError, type ParsedText } from './parsed-text.ts';
import { checkEmojiId, linkEntity, readDateTime } from './special-links.ts';

const SIMPLE_TAGS: Record<string, string> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  u: 'underline',
  ins: 'underline',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
};
const OTHER_TAGS: readonly string[] = ['a', 'pre', 'code', 'blockquote', 'tg-emoji', 'tg-time'];

interface OpenTag {
  name: string;
  /** Attributes that mean something for this tag. */
  attributes: Map<string, string>;
  offset: number;
}

/** Parses the HTML of messages; all errors carry the official words. */
export function parseHtml(source: string): ParsedText {
  const parser = new HtmlParser(source);
  return parser.parse();
}

class HtmlParser {
  readonly #source: string;
  #index = 0;
  #text = '';
  readonly #open: OpenTag[] = [];
  readonly #entities: Entity[] = [];

  constructor(source: string) {
    this.#source = source;
  }

  parse(): ParsedText {
    const source = this.#source;
    while (this.#index < source.length) {
      const char = source[this.#index];
      if (char === '&') {
        this.#text += this.#readReference() ?? this.#next();
      } else if (char !== '<') {
        this.#text += this.#next();
      } else if (source[this.#index + 1] === '/') {
        this.#readEndTag();
      } else {
        this.#readStartTag();
      }
    }
    const unclosed = this.#open.at(-1);
    if (unclosed !== undefined) {
      throw new EntityError(`Can't find end tag corresponding to start tag "${unclosed.name}"`);
    }
    if (/\p{Surrogate}/u.test(this.#text)) {
      throw new EntityError(
        'Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units',
      );
    }
    // The language of a code that is in no pre means nothing.
    for (const entity of this.#entities) if (entity.type === 'code') delete entity.language;
    return { text: this.#text, entities: this.#entities.toSorted(compareEntities) };
  }

  #next(): string {
    const char = this.#source[this.#index] ?? '';
    this.#index += 1;
    return char;
  }

  /** Decodes a character reference and steps over it; the semicolon may be missing. */
  #readReference(): string | undefined {
    const match = /&(?:#x([0-9a-fA-F]+)|#(\d+)|(lt|gt|amp|quot)(?![a-zA-Z]));?/y;
    match.lastIndex = this.#index;
    const found = match.exec(this.#source);
    if (found === null) return undefined;
    const [whole, hex, decimal, name] = found;
    if (name !== undefined) {
      this.#index += whole.length;
      return { lt: '<', gt: '>', amp: '&', quot: '"' }[name];
    }
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    const length = whole.endsWith(';') ? whole.length - 1 : whole.length;
    if (code === 0 || code >= 0x10ffff || length >= 10) return undefined;
    this.#index += whole.length;
    return code > 0xffff ? String.fromCodePoint(code) : String.fromCharCode(code);
  }

  #skipSpaces(): void {
    while (isSpace(this.#source[this.#index])) this.#index += 1;
  }

  #readStartTag(): void {
    const source = this.#source;
    const begin = this.#index;
    const at = (): number => byteOffset(source, begin);
    this.#index += 1;
    const nameBegin = this.#index;
    while (this.#index < source.length && !isSpace(source[this.#index]) && source[this.#index] !== '>')
      this.#index += 1;
    if (this.#index >= source.length) throw new EntityError(`Unclosed start tag at byte offset ${at()}`);
    const name = source.slice(nameBegin, this.#index).toLowerCase();
    if (!Object.hasOwn(SIMPLE_TAGS, name) && !OTHER_TAGS.includes(name)) {
      throw new EntityError(`Unsupported start tag "${name}" at byte offset ${at()}`);
    }
    const attributes = new Map<string, string>();
    while (source[this.#index] !== '>') {
      this.#skipSpaces();
      if (source[this.#index] === '>') break;
      const attribute = this.#readAttribute(name, at);
      if (attribute !== undefined) attributes.set(attribute.name, attribute.value);
    }
    if (name === 'span' && attributes.get('class') !== 'tg-spoiler') {
      throw new EntityError(`Tag "span" must have class "tg-spoiler" at byte offset ${at()}`);
    }
    this.#index += 1;
    this.#open.push({ name, attributes, offset: this.#text.length });
  }

  #readAttribute(tag: string, at: () => number): { name: string; value: string } | undefined {
    const source = this.#source;
    const begin = this.#index;
    while (this.#index < source.length && !isSpace(source[this.#index]) && !'=>'.includes(source[this.#index] ?? '')) {
      this.#index += 1;
    }
    const name = source.slice(begin, this.#index).toLowerCase();
    if (name === '' && this.#index < source.length) {
      throw new EntityError(`Empty attribute name in the tag "${tag}" at byte offset ${at()}`);
    }
    this.#skipSpaces();
    if (this.#index >= source.length) throw new EntityError(`Unclosed start tag "${tag}" at byte offset ${at()}`);
    if (source[this.#index] !== '=') return { name, value: '' };
    this.#index += 1;
    this.#skipSpaces();
    if (this.#index >= source.length) throw new EntityError(`Unclosed start tag "${tag}" at byte offset ${at()}`);
    const value = this.#readValue();
    if (this.#index >= source.length) throw new EntityError(`Unclosed start tag at byte offset ${at()}`);
    return { name, value };
  }

  #readValue(): string {
    const source = this.#source;
    const quote = source[this.#index] ?? '';
    if (quote !== '"' && quote !== "'") {
      const begin = this.#index;
      while (/[A-Za-z0-9.-]/.test(source[this.#index] ?? '')) this.#index += 1;
      if (!isSpace(source[this.#index]) && source[this.#index] !== '>') {
        throw new EntityError(`Unexpected end of name token at byte offset ${byteOffset(source, begin)}`);
      }
      return source.slice(begin, this.#index).toLowerCase();
    }
    this.#index += 1;
    let value = '';
    while (this.#index < source.length && source[this.#index] !== quote) {
      value += (source[this.#index] === '&' ? this.#readReference() : undefined) ?? this.#next();
    }
    this.#index += 1;
    return value;
  }

  #readEndTag(): void {
    const source = this.#source;
    const begin = this.#index;
    const at = (): number => byteOffset(source, begin);
    const tag = this.#open.at(-1);
    if (tag === undefined) throw new EntityError(`Unexpected end tag at byte offset ${at()}`);
    this.#index += 2;
    while (this.#index < source.length && !isSpace(source[this.#index]) && source[this.#index] !== '>')
      this.#index += 1;
    const name = source.slice(begin + 2, this.#index);
    this.#skipSpaces();
    if (source[this.#index] !== '>') throw new EntityError(`Unclosed end tag at byte offset ${at()}`);
    if (name !== '' && name !== tag.name) {
      throw new EntityError(`Unmatched end tag at byte offset ${at()}, expected "</${tag.name}>", found "</${name}>"`);
    }
    this.#index += 1;
    this.#open.pop();
    if (this.#text.length > tag.offset) this.#close(tag, tag.offset, this.#text.length - tag.offset);
  }

  #close(tag: OpenTag, offset: number, length: number): void {
    const simple = SIMPLE_TAGS[tag.name];
    if (simple !== undefined) {
      this.#entities.push({ type: simple, offset, length });
      return;
    }
    const last = this.#entities.at(-1);
    const isSameRange = last?.offset === offset && last.length === length;
    switch (tag.name) {
      case 'a': {
        const entity = linkEntity(tag.attributes.get('href') || this.#text.slice(offset), offset, length);
        if (entity !== undefined) this.#entities.push(entity);
        return;
      }
      case 'pre':
        if (isSameRange && last?.type === 'code' && last.language !== undefined) last.type = 'pre';
        else this.#entities.push({ type: 'pre', offset, length });
        return;
      case 'code':
        this.#closeCode(tag, offset, length, isSameRange ? last : undefined);
        return;
      case 'blockquote': {
        const type = tag.attributes.has('expandable') ? 'expandable_blockquote' : 'blockquote';
        this.#entities.push({ type, offset, length });
        return;
      }
      case 'tg-emoji': {
        const id = checkEmojiId(tag.attributes.get('emoji-id') ?? '');
        this.#entities.push({ type: 'custom_emoji', offset, length, custom_emoji_id: id });
        return;
      }
      default: {
        const date = readDateTime(tag.attributes.get('unix') ?? '', tag.attributes.get('format') ?? '');
        this.#entities.push({ type: 'date_time', offset, length, ...date });
      }
    }
  }

  #closeCode(tag: OpenTag, offset: number, length: number, same: Entity | undefined): void {
    const named = /^language-(.+)$/s.exec(tag.attributes.get('class') ?? '')?.[1];
    if (same?.type === 'pre' && named !== undefined) {
      same.language = named;
      return;
    }
    const entity: Entity = { type: 'code', offset, length };
    if (named !== undefined) entity.language = named;
    this.#entities.push(entity);
  }
}

function isSpace(char: string | undefined): boolean {
  return char !== undefined && ' \t\r\n\0\v'.includes(char);
}

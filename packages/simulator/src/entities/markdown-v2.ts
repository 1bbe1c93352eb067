import type { Entity } from '../world/message-contents.ts';
import { byteOffset, compareEntities, EntityError, type ParsedText } from './parsed-text.ts';
import { linkEntity, readMarkdownSpecial } from './special-links.ts';

type Kind =
  | 'Bold'
  | 'Italic'
  | 'Underline'
  | 'Strikethrough'
  | 'Spoiler'
  | 'Code'
  | 'Pre'
  | 'PreCode'
  | 'TextUrl'
  | 'CustomEmoji'
  | 'BlockQuote';

const TYPES: Record<Kind, string> = {
  Bold: 'bold',
  Italic: 'italic',
  Underline: 'underline',
  Strikethrough: 'strikethrough',
  Spoiler: 'spoiler',
  Code: 'code',
  Pre: 'pre',
  PreCode: 'pre',
  TextUrl: 'text_link',
  CustomEmoji: 'custom_emoji',
  BlockQuote: 'blockquote',
};

const RESERVED = '_*[]()~`>#+-=|{}.!\n';

interface OpenEntity {
  kind: Kind;
  language: string;
  /** Where it begins in the result. */
  offset: number;
  /** Where its mark stands in the source. */
  mark: number;
}

/** Parses MarkdownV2; all errors carry the official words. */
export function parseMarkdownV2(source: string): ParsedText {
  return new MarkdownParser(source).parse();
}

class MarkdownParser {
  readonly #source: string;
  #index = 0;
  #text = '';
  #hasQuote = false;
  /** At the beginning of a line, where ">" begins a quotation. */
  #canQuote = true;
  readonly #open: OpenEntity[] = [];
  readonly #entities: Entity[] = [];

  constructor(source: string) {
    this.#source = source;
  }

  parse(): ParsedText {
    const source = this.#source;
    for (; this.#index < source.length; this.#index += 1) {
      const char = source[this.#index] ?? '';
      const next = source.charCodeAt(this.#index + 1);
      if (char === '\\' && next > 0 && next <= 126) {
        this.#index += 1;
        this.#addPlain(source[this.#index] ?? '');
      } else if (!this.#isReserved(char)) this.#addPlain(char);
      else if (this.#isEnd(char)) this.#close(char);
      else this.#begin(char);
    }
    if (this.#hasQuote) this.#closeQuote();
    const unclosed = this.#open.at(-1);
    if (unclosed !== undefined) throw this.#noEnd(unclosed);
    return { text: this.#text, entities: this.#entities.toSorted(compareEntities) };
  }

  #addPlain(char: string): void {
    this.#text += char;
    if (char !== '\r') this.#canQuote = false;
  }

  #isReserved(char: string): boolean {
    const kind = this.#open.at(-1)?.kind;
    if (kind === 'Code' || kind === 'Pre' || kind === 'PreCode') return char === '`';
    return RESERVED.includes(char);
  }

  #startsWith(marks: string): boolean {
    return this.#source.startsWith(marks, this.#index);
  }

  #isEnd(char: string): boolean {
    const kind = this.#open.at(-1)?.kind;
    if (kind === undefined) return false;
    if (this.#hasQuote && char === '\n' && this.#source[this.#index + 1] !== '>') return true;
    switch (kind) {
      case 'Bold':
        return char === '*';
      case 'Italic':
        return char === '_' && !this.#startsWith('__');
      case 'Code':
        return char === '`';
      case 'Pre':
      case 'PreCode':
        return this.#startsWith('```');
      case 'TextUrl':
      case 'CustomEmoji':
        return char === ']';
      case 'Underline':
        return this.#startsWith('__');
      case 'Strikethrough':
        return char === '~';
      case 'Spoiler':
        return this.#startsWith('||');
      case 'BlockQuote':
      default:
        return false;
    }
  }

  #begin(char: string): void {
    const mark = this.#index;
    if (char === '\n') {
      this.#text += char;
      this.#canQuote = true;
      return;
    }
    const opened = this.#readOpening(char);
    if (opened === 'quote goes on') return;
    if (opened.kind === 'BlockQuote') this.#hasQuote = true;
    this.#open.push({ ...opened, offset: this.#text.length, mark });
  }

  #readOpening(char: string): { kind: Kind; language: string } | 'quote goes on' {
    const opening = (kind: Kind, extra = 0, language = ''): { kind: Kind; language: string } => {
      this.#index += extra;
      return { kind, language };
    };
    if (char === '>' && this.#canQuote) return this.#hasQuote ? 'quote goes on' : opening('BlockQuote');
    switch (char) {
      case '_':
        return this.#startsWith('__') ? opening('Underline', 1) : opening('Italic');
      case '*':
        return opening('Bold');
      case '~':
        return opening('Strikethrough');
      case '|':
        if (this.#startsWith('||')) return opening('Spoiler', 1);
        break;
      case '[':
        return opening('TextUrl');
      case '!':
        if (this.#startsWith('![')) return opening('CustomEmoji', 1);
        break;
      case '`':
        return this.#startsWith('```') ? this.#readPre() : opening('Code');
      default:
    }
    throw new EntityError(`Character '${char}' is reserved and must be escaped with the preceding '\\'`);
  }

  /** A word right after the marks is the language; one line break after it or after the marks is dropped. */
  #readPre(): { kind: Kind; language: string } {
    this.#index += 3;
    const rest = this.#source.slice(this.#index);
    const language = /^[^\s`]+/.exec(rest)?.[0] ?? '';
    const hasLanguage = language !== '' && rest.length > language.length && rest[language.length] !== '`';
    if (hasLanguage) this.#index += language.length;
    const lineEnd = /^(?:\r\n|\n\r|\r|\n)/.exec(this.#source.slice(this.#index))?.[0] ?? '';
    // The loop steps over one more character.
    this.#index += lineEnd.length - 1;
    return hasLanguage ? { kind: 'PreCode', language } : { kind: 'Pre', language: '' };
  }

  #close(char: string): void {
    if (this.#hasQuote && char === '\n') {
      this.#text += char;
      this.#closeQuote();
      this.#canQuote = true;
      return;
    }
    const entity = this.#open.pop();
    if (entity === undefined) return;
    const { kind, offset } = entity;
    const length = this.#text.length - offset;
    switch (kind) {
      case 'Underline':
      case 'Spoiler':
        this.#index += 1;
        break;
      case 'Pre':
      case 'PreCode':
        this.#index += 2;
        break;
      case 'TextUrl':
        this.#closeLink(entity, length);
        return;
      case 'CustomEmoji':
        this.#closeSpecial(entity, length);
        return;
      case 'Bold':
      case 'Italic':
      case 'Strikethrough':
      case 'Code':
      case 'BlockQuote':
      default:
    }
    if (length === 0) return;
    const closed: Entity = { type: TYPES[kind], offset, length };
    if (entity.language !== '') closed.language = entity.language;
    this.#entities.push(closed);
  }

  /** A spoiler mark at the very end of a quotation makes it expandable. */
  #closeQuote(): void {
    let isExpandable = false;
    const last = this.#open.at(-1);
    if (last?.kind === 'Spoiler' && /^\r?\n?$/.test(this.#text.slice(last.offset))) {
      this.#open.pop();
      isExpandable = true;
    }
    const quote = this.#open.at(-1);
    if (quote?.kind !== 'BlockQuote') {
      if (quote !== undefined) throw this.#noEnd(quote);
      return;
    }
    this.#open.pop();
    this.#hasQuote = false;
    const length = this.#text.length - quote.offset;
    if (length === 0) return;
    this.#entities.push({ type: isExpandable ? 'expandable_blockquote' : 'blockquote', offset: quote.offset, length });
  }

  #closeLink(entity: OpenEntity, length: number): void {
    const address = this.#readAddress() ?? this.#text.slice(entity.offset);
    const link = length === 0 ? undefined : linkEntity(address, entity.offset, length);
    if (link !== undefined) this.#entities.push(link);
  }

  #closeSpecial(entity: OpenEntity, length: number): void {
    const address = this.#readAddress();
    if (address === undefined) throw new EntityError('The entity must contain a tg://emoji or tg://time URL');
    const special = readMarkdownSpecial(address, entity.offset, length);
    if (length > 0) this.#entities.push(special);
  }

  /** Reads `(…)` behind a closing bracket; inside, a backslash escapes. */
  #readAddress(): string | undefined {
    const source = this.#source;
    if (source[this.#index + 1] !== '(') return undefined;
    const begin = this.#index + 2;
    let position = begin;
    let address = '';
    for (; position < source.length && source[position] !== ')'; position += 1) {
      const next = source.charCodeAt(position + 1);
      if (source[position] === '\\' && next > 0 && next <= 126) position += 1;
      address += source[position];
    }
    if (position >= source.length) {
      throw new EntityError(`Can't find end of a URL at byte offset ${byteOffset(source, begin)}`);
    }
    this.#index = position;
    return address;
  }

  #noEnd(entity: OpenEntity): EntityError {
    return new EntityError(
      `Can't find end of ${entity.kind} entity at byte offset ${byteOffset(this.#source, entity.mark)}`,
    );
  }
}

import { readFileSync } from 'node:fs';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import { escapeHtml, languages, type Language } from '@durabot/runtime';

/** What stands in a text's places. Strings are plain text; {@link Html} goes in as it is. */
type TextArguments = Readonly<Record<string, string | number | Html>>;

/** Telegram HTML that is known to be safe. */
export class Html {
  readonly html: string;

  constructor(html: string) {
    this.html = html;
  }
}

/** The bot's words in one language. */
export interface Texts {
  readonly language: Language;
  /** A message as Telegram HTML; every plain argument is escaped. */
  t(key: string, args?: TextArguments): string;
  /** The same as plain text, for buttons, toasts and command descriptions. */
  plain(key: string, args?: Readonly<Record<string, string | number>>): string;
}

/** The words in `language`. */
export function texts(language: Language): Texts {
  return all[language];
}

// The files stay in src: the compiler copies no text, and from dist the way is the same.
const folder = new URL('../src/texts/', import.meta.url);

const all: Readonly<Record<Language, Texts>> = { ru: load('ru'), uk: load('uk'), en: load('en') };

function load(language: Language): Texts {
  // No isolation marks: they would stand inside phone numbers and commands, and all three languages run one way.
  const bundle = new FluentBundle(language, { useIsolating: false });
  const errors = bundle.addResource(new FluentResource(readFileSync(new URL(`${language}.ftl`, folder), 'utf8')));
  if (errors[0] !== undefined) throw errors[0];

  const format = (key: string, args: Record<string, string | number> | null): string => {
    const pattern = bundle.getMessage(key)?.value;
    if (pattern == null) throw new Error(`The text ${key} is missing in ${language}.ftl.`);
    const faults: Error[] = [];
    const text = bundle.formatPattern(pattern, args, faults);
    if (faults[0] !== undefined)
      throw new Error(`The text ${key} in ${language}.ftl cannot be filled.`, { cause: faults[0] });
    return text;
  };
  return {
    language,
    t: (key, args) => format(key, args === undefined ? null : escaped(args)),
    plain: (key, args) => format(key, args === undefined ? null : { ...args }),
  };
}

function escaped(args: TextArguments): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => {
      if (value instanceof Html) return [name, value.html];
      return [name, typeof value === 'string' ? escapeHtml(value) : value];
    }),
  );
}

/** A word in every language, for buttons that are recognised by what they say. */
export function inAllLanguages(key: string): string[] {
  return [...new Set(languages.map((language) => texts(language).plain(key)))];
}

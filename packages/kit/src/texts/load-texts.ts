import { readFileSync } from 'node:fs';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import { escapeHtml, languages, type Language } from '@durabot/runtime';

/** What stands in a text's places. Strings are plain text; {@link Html} goes in as it is. */
export type TextArguments = Readonly<Record<string, string | number | Html>>;

/** Telegram HTML that is known to be safe. */
export class Html {
  readonly html: string;

  constructor(html: string) {
    this.html = html;
  }
}

/** Words in one language. */
export interface Texts {
  readonly language: Language;
  /** A message as Telegram HTML; every plain argument is escaped. */
  t(key: string, args?: TextArguments): string;
  /** The same as plain text, for buttons, toasts and command descriptions. */
  plain(key: string, args?: Readonly<Record<string, string | number>>): string;
}

/** The same words in every language. */
export interface TextSet {
  in(language: Language): Texts;
  /** A word in every language, for buttons that are recognised by what they say. */
  inAllLanguages(key: string): string[];
}

/**
 * Reads `ru.ftl`, `uk.ftl` and `en.ftl` of a folder, once, at start.
 *
 * @throws {Error} when a file is missing or cannot be read as Fluent; a missing key or argument throws when it is asked for
 * @example
 * const all = loadTexts(new URL('../src/texts/', import.meta.url));
 * all.in('en').t('welcome', { name: '<Anna>' }); // 'Hello, &lt;Anna&gt;!'
 */
export function loadTexts(folder: URL): TextSet {
  const all: Readonly<Record<Language, Texts>> = {
    ru: load(folder, 'ru'),
    uk: load(folder, 'uk'),
    en: load(folder, 'en'),
  };
  return {
    in: (language) => all[language],
    inAllLanguages: (key) => [...new Set(languages.map((language) => all[language].plain(key)))],
  };
}

function load(folder: URL, language: Language): Texts {
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

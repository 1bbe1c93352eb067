import { loadTexts, type Texts } from '@durabot/kit';
import type { Language } from '@durabot/runtime';

export { Html, type Texts } from '@durabot/kit';

// The files stay in src: the compiler copies no text, and from dist the way is the same.
const all = loadTexts(new URL('../src/texts/', import.meta.url));

/** The bot's words in `language`. */
export function texts(language: Language): Texts {
  return all.in(language);
}

/** A word in every language, for buttons that are recognised by what they say. */
export const inAllLanguages = all.inAllLanguages;

/** A word in each language. */
export function inLanguages(key: string): Readonly<Record<Language, string>> {
  return { ru: texts('ru').plain(key), uk: texts('uk').plain(key), en: texts('en').plain(key) };
}

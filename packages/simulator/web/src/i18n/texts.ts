import { createContext, useContext } from 'react';

import { en, type Texts } from './en.ts';

export type Language = 'en' | 'ru' | 'uk';

/** The texts of one language and what is needed to use them. */
export interface Phrases {
  language: Language;
  t: Texts;
  /** Fills `{name}` and the like. */
  fill: (text: string, values: Record<string, string>) => string;
  /** The form of a text that goes with a number. */
  count: (forms: { one: string; few?: string; other: string }, n: number) => string;
}

/** Each language by its own name. */
export const languageNames: Record<Language, string> = { en: 'English', ru: 'Русский', uk: 'Українська' };

/** Languages that are here; only the ones that somebody speaks are fetched. */
const loaded = new Map<Language, Phrases>([['en', makePhrases('en', en)]]);

/** A language that is here already. */
export function findPhrases(language: Language): Phrases | undefined {
  return loaded.get(language);
}

/** Fetches a language; where that fails, English stands in for it. */
export async function loadPhrases(language: Language): Promise<Phrases> {
  const known = loaded.get(language);
  if (known) return known;
  try {
    const texts = language === 'ru' ? (await import('./ru.ts')).ru : (await import('./uk.ts')).uk;
    loaded.set(language, makePhrases(language, texts));
  } catch {
    // A page that lost its server still has to say so.
  }
  return loaded.get(language) ?? makePhrases('en', en);
}

/** The client's language for a person: theirs when there is one, else English. */
export function languageOf(code: string | undefined): Language {
  const base = code?.toLowerCase().split('-')[0];
  return base === 'ru' || base === 'uk' ? base : 'en';
}

function makePhrases(language: Language, texts: Texts): Phrases {
  const rules = new Intl.PluralRules(language);
  return {
    language,
    t: texts,
    fill: fillText,
    count: (forms, n) => {
      const rule = rules.select(n);
      const form = rule === 'one' ? forms.one : rule === 'few' ? (forms.few ?? forms.other) : forms.other;
      return fillText(form, { n: String(n) });
    },
  };
}

export const PhrasesContext = createContext<Phrases>(makePhrases('en', en));

export function usePhrases(): Phrases {
  return useContext(PhrasesContext);
}

function fillText(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/gu, (whole, name: string) => values[name] ?? whole);
}

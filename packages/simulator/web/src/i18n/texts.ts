import { createContext, useContext } from 'react';

import { en, type Texts } from './en.ts';
import { ru } from './ru.ts';
import { uk } from './uk.ts';

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

export const languages: Record<Language, Texts> = { en, ru, uk };

/** The client's language for a person: theirs when there is one, else English. */
export function languageOf(code: string | undefined): Language {
  const base = code?.toLowerCase().split('-')[0];
  return base === 'ru' || base === 'uk' ? base : 'en';
}

export function phrasesOf(language: Language): Phrases {
  const rules = new Intl.PluralRules(language);
  return {
    language,
    t: languages[language],
    fill: fillText,
    count: (forms, n) => {
      const rule = rules.select(n);
      const form = rule === 'one' ? forms.one : rule === 'few' ? (forms.few ?? forms.other) : forms.other;
      return fillText(form, { n: String(n) });
    },
  };
}

export const PhrasesContext = createContext<Phrases>(phrasesOf('en'));

export function usePhrases(): Phrases {
  return useContext(PhrasesContext);
}

function fillText(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/gu, (whole, name: string) => values[name] ?? whole);
}

import { expect, test } from 'vitest';

import type { Texts } from './en.ts';
import { en } from './en.ts';
import { ru } from './ru.ts';
import { languageNames, languageOf, loadPhrases } from './texts.ts';
import { uk } from './uk.ts';

test('the client speaks a person’s language when it knows it, and English otherwise', () => {
  expect(languageOf('ru-RU')).toBe('ru');
  expect(languageOf('uk')).toBe('uk');
  expect(languageOf('de')).toBe('en');
  expect(languageOf(undefined)).toBe('en');
});

test('numbers get the form their language wants', async () => {
  const russian = await loadPhrases('ru');
  const forms = [1, 3, 5, 21].map((n) => russian.count(russian.t.members, n));
  expect(forms).toEqual(['1 участник', '3 участника', '5 участников', '21 участник']);
});

test('every language fills the same places in its texts', () => {
  const english = placesOf(en);
  expect(placesOf(ru)).toEqual(english);
  expect(placesOf(uk)).toEqual(english);
});

test('a language is called by its own name', async () => {
  for (const language of ['en', 'ru', 'uk'] as const) {
    expect((await loadPhrases(language)).t.language).toBe(languageNames[language]);
  }
});

/** The `{name}`s of each text; the forms of a plural may be more or fewer. */
function placesOf(texts: Texts): Record<string, string[]> {
  const places: Record<string, string[]> = {};
  for (const [key, text] of Object.entries(texts)) {
    const found = JSON.stringify(text).matchAll(/\{[a-z]+\}/gu);
    places[key] = [...new Set([...found].map((match) => match[0]))].toSorted();
  }
  return places;
}

import type { Texts } from '../src/texts.ts';

/** Stands where the day does not know beforehand what the bot will say. */
const unknown = '\u0000';
const openPlaces = {
  until: unknown,
  work: unknown,
  parts: unknown,
  total: unknown,
  number: unknown,
  name: unknown,
  when: unknown,
  eta: unknown,
};

/** The beginning of what the bot says by this key, as it stands on a screen: up to the first place that was not given. */
export function said(words: Texts, key: string, given: Readonly<Record<string, string | number>> = {}): string {
  const text = words.plain(key, { ...openPlaces, ...given });
  return (text.split(unknown)[0] ?? '').replaceAll(/<[^>]*>/gu, '').replaceAll(/[\u00A0\u202F]/gu, ' ');
}

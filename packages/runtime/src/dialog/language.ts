/** The languages every dialog speaks. */
export const languages = ['ru', 'uk', 'en'] as const;

export type Language = (typeof languages)[number];

/**
 * The language to use for a Telegram `language_code`; English for those that are not spoken here.
 * Belarusian and Kazakh speakers read Russian more surely than English.
 */
export function languageOf(code: string | undefined): Language {
  const base = code?.toLowerCase().split(/[-_]/)[0];
  if (base === 'ru' || base === 'be' || base === 'kk') return 'ru';
  return base === 'uk' ? 'uk' : 'en';
}

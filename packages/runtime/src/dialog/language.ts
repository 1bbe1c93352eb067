/** The languages every dialog speaks. */
export const languages = ['ru', 'uk', 'en'] as const;

export type Language = (typeof languages)[number];

/** Languages whose readers are likelier to be at home in Russian than in English. */
const nearRussian = new Set(['be', 'kk', 'ky', 'tg', 'uz', 'hy', 'az', 'tt', 'ba']);

/** The language to use for a Telegram `language_code` (`uk`, `en-GB`); English for those that are not spoken here. */
export function languageOf(code: string | undefined): Language {
  const base = code?.toLowerCase().split(/[-_]/)[0] ?? '';
  const own = languages.find((language) => language === base);
  return own ?? (nearRussian.has(base) ? 'ru' : 'en');
}

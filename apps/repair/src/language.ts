/** The languages the bot speaks; each person reads it in theirs. */
export const languages = ['ru', 'uk', 'en'] as const;

export type Language = (typeof languages)[number];

/** Languages whose readers are likelier to be at home in Russian than in English. */
const nearRussian = new Set(['be', 'kk', 'ky', 'tg', 'uz', 'hy', 'az', 'tt', 'ba']);

/** The bot's language for a code as Telegram sends it (`uk`, `en-GB`); English for everything unknown. */
export function languageOf(code: string | undefined): Language {
  const base = code?.toLowerCase().split(/[-_]/)[0] ?? '';
  const own = languages.find((language) => language === base);
  if (own !== undefined) return own;
  return nearRussian.has(base) ? 'ru' : 'en';
}

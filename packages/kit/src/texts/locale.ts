import type { Language } from '@durabot/runtime';

/** Whose habits numbers and dates follow. */
export const localeOf: Readonly<Record<Language, string>> = { ru: 'ru-RU', uk: 'uk-UA', en: 'en-GB' };

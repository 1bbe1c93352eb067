import type { Language } from '@durabot/runtime';

/** An amount as its reader writes it, `2 500 ₽`; minor units are shown only when there are any. */
export function formatMoney(amountMinor: number, currency: string, language: Language): string {
  const format = new Intl.NumberFormat(localeOf[language], {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: amountMinor % 100 === 0 ? 0 : 2,
  });
  // A narrow no-break space keeps digits together in a chat bubble.
  return format.format(amountMinor / 100).replaceAll('\u00A0', '\u202F');
}

const localeOf = { ru: 'ru-RU', uk: 'uk-UA', en: 'en-GB' } as const;

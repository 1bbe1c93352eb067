import type { Language } from '@durabot/runtime';
import { localeOf } from './locale.ts';

/** A number as its reader writes it, `12 500` or `12,500`; the digits of one number never part at the end of a line. */
export function formatNumber(value: number, language: Language): string {
  return narrow(new Intl.NumberFormat(localeOf[language]).format(value));
}

/** An amount of hundredths as its reader writes it, `2 500 ₽`; they are shown only when there are any. */
export function formatMoney(amountMinor: number, currency: string, language: Language): string {
  const format = new Intl.NumberFormat(localeOf[language], {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: amountMinor % 100 === 0 ? 0 : 2,
  });
  return narrow(format.format(amountMinor / 100));
}

/** A narrow no-break space keeps digits together in a chat bubble. */
function narrow(text: string): string {
  return text.replaceAll('\u00A0', '\u202F');
}

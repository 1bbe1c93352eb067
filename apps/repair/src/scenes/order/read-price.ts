import { normaliseText } from '../../domain/normalise-text.ts';
import { parseMoney } from '../../domain/parse-money.ts';
import type { OrderDraft } from './order-draft.ts';

/** As long as the database takes. */
export const longestNote = 500;

export type ReadPrice =
  | { readonly ok: true; readonly value: NonNullable<OrderDraft['price']> }
  | { readonly ok: false; readonly reason: 'negative' | 'too_large' | 'too_long' };

/**
 * Reads a price with or without conditions: `2 500`, `2500 ₽, запчасти отдельно`, `бесплатно, по гарантии`.
 * What is more than a bare amount at the beginning is kept in full, as it was said; a range gets no amount.
 */
export function readPrice(typed: string): ReadPrice {
  const text = normaliseText(typed);
  if (text.length > longestNote) return { ok: false, reason: 'too_long' };
  const amount = bareAmount(text);
  const money = parseMoney(amount ?? text.split(/[,;(\n]\s*(?=\p{L})/u)[0] ?? '');
  if (!money.ok) {
    if (money.reason === 'negative' || money.reason === 'too_large') return { ok: false, reason: money.reason };
    return { ok: true, value: { note: text } };
  }
  const note = amount === undefined ? text : text.slice(amount.length).replace(/^[\s,;.]+/u, '');
  // "2500 за выезд и 500 за диагностику": only the whole of it says what was agreed.
  if (amount !== undefined && /\d{3}/.test(note)) return { ok: true, value: { note: text } };
  return { ok: true, value: { amountMinor: money.amountMinor, ...(note === '' ? {} : { note }) } };
}

/** The amount with its currency at the beginning of a text, where words or nothing follow. */
function bareAmount(text: string): string | undefined {
  const currency = String.raw`₽|\$|€|₴|£|руб\p{L}*|р|грн|гривен\p{L}*|гривн\p{L}*|rub|uah|usd|eur`;
  const thousand = String.raw`тыс\p{L}*|тис\p{L}*|к|k`;
  const pattern = String.raw`^[$€£₴₽]?\s?\d[\d.,'’ ]*(?:\s?(?:${thousand})(?!\p{L})\.?)?(?:\s?(?:${currency})(?!\p{L})\.?)?(?=$|[\s,;(])`;
  const found = new RegExp(pattern, 'iu').exec(text)?.[0];
  return found?.replace(/[\s,]+$/u, '');
}

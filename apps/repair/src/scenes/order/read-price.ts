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
  const [first = '', ...others] = text.split(/[,;(\n]\s*(?=\p{L})/u);
  const money = parseMoney(first);
  if (!money.ok) {
    if (money.reason === 'negative' || money.reason === 'too_large') return { ok: false, reason: money.reason };
    return { ok: true, value: { note: text } };
  }
  const note = isBareAmount(first) ? text.slice(first.length).replace(/^[\s,;]+/u, '') : text;
  return {
    ok: true,
    value: { amountMinor: money.amountMinor, ...(others.length === 0 && note !== text ? {} : { note }) },
  };
}

function isBareAmount(text: string): boolean {
  const currency = String.raw`₽|\$|€|₴|£|руб\p{L}*|р|грн|гривен\p{L}*|гривн\p{L}*|тыс\p{L}*|тис\p{L}*|к|k|rub|uah|usd|eur`;
  return text.replaceAll(new RegExp(String.raw`[\d\s.,'’]|(?<!\p{L})(?:${currency})(?!\p{L})`, 'giu'), '') === '';
}

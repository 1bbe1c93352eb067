import { parseMoney } from '../parse-money.ts';
import { guess, missing, sure, without, wordEnd, wordStart, type Taken } from './piece.ts';

export interface Price {
  readonly amountMinor?: number;
  readonly note?: string;
}

const amount = String.raw`\d{1,3}(?:[ '’]\d{3})+|\d+(?:[.,]\d{1,2})?`;
const thousand = String.raw`\s?(?:тыс\p{L}*|тис\p{L}*|к|k)${wordEnd}\.?`;
const signs: readonly [currency: string, pattern: string][] = [
  ['RUB', String.raw`₽|руб\p{L}*|р|rub|rubles?`],
  ['UAH', String.raw`₴|грн|гривен\p{L}*|гривн\p{L}*|uah|hryvnias?`],
  ['USD', String.raw`\$|usd|долл?\p{L}*|dollars?|bucks`],
  ['EUR', String.raw`€|eur|евро|євро|euros?`],
  ['GBP', String.raw`£|gbp|pounds?|quid`],
];
const anySign = signs.map(([, pattern]) => pattern).join('|');
const keyword = String.raw`(?:цена|стоимость|ціна|вартість|price|cost|сумма|сума|бюджет|budget|за|for|до|up to|от|від)[:\s]*`;

/**
 * Takes an amount out of a text. One with a currency is sure, unless the company counts in another; thousands in words
 * and a round number in a clause of its own are guesses.
 */
export function takePrice(text: string, currency: string): Taken<Price> {
  const withSign = new RegExp(
    String.raw`${wordStart}(?<key>${keyword})?(?:(?<lead>[$€£₴₽])\s?(?<led>(?:${amount})(?:${thousand})?)${wordEnd}|(?<value>(?:${amount})(?:\s?[-–]\s?(?:${amount}))?(?:${thousand})?)\s?(?<sign>${anySign})(?![\p{L}\p{N}-])\.?)`,
    'iu',
  ).exec(text);
  if (withSign !== null) {
    const written = withSign.groups?.['led'] ?? withSign.groups?.['value'] ?? '';
    const sign = withSign.groups?.['lead'] ?? withSign.groups?.['sign'] ?? '';
    return taken(text, withSign, written, currencyOf(sign) === currency);
  }
  const inThousands = new RegExp(String.raw`${wordStart}(?:${keyword})?(?<value>(?:${amount})${thousand})`, 'iu').exec(
    text,
  );
  if (inThousands !== null) return taken(text, inThousands, inThousands.groups?.['value'] ?? '', false);
  const bare = new RegExp(
    String.raw`(?:(?:^|[,;|\n])\s*|${wordStart}(?:цена|стоимость|ціна|вартість|price|cost)[:\s]*)(?<value>[1-9]\d?[ ]?\d00)\s*(?=$|[,;|\n.])`,
    'iu',
  ).exec(text);
  return bare === null ? { reading: missing, rest: text } : taken(text, bare, bare.groups?.['value'] ?? '', false);
}

function taken(text: string, match: RegExpExecArray, written: string, isSure: boolean): Taken<Price> {
  const money = parseMoney(written);
  const rest = without(text, match.index, match.index + match[0].length);
  // "От 2500" and a range promise less than an amount: what was said is kept beside it.
  const said = match[0].replaceAll(/^[\s,;|]+|[\s,;|.]+$/g, '');
  if (!money.ok)
    return money.reason === 'unclear' ? { reading: guess({ note: said }), rest } : { reading: missing, rest: text };
  const isLimit = /^(?:до|от|від|up to)\s/iu.test(said);
  const value: Price = { amountMinor: money.amountMinor, ...(isLimit ? { note: said } : {}) };
  return { reading: isSure && !isLimit ? sure(value) : guess(value), rest };
}

function currencyOf(sign: string): string | undefined {
  return signs.find(([, pattern]) => new RegExp(`^(?:${pattern})$`, 'iu').test(sign))?.[0];
}

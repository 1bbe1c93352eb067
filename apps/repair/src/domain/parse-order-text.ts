import type { Language } from '@durabot/runtime';
import type { CountryCode } from 'libphonenumber-js';
import type { OrderCategory } from './categories.ts';
import { normaliseText } from './normalise-text.ts';
import { missing, type Reading } from './order-text/piece.ts';
import { readProblem } from './order-text/read-problem.ts';
import { takeMarkedAddress, takeUnmarkedAddress } from './order-text/take-address.ts';
import { readCategory } from './order-text/take-category.ts';
import { takeName } from './order-text/take-name.ts';
import { takePhone } from './order-text/take-phone.ts';
import { takePrice, type Price } from './order-text/take-price.ts';
import { takeWhen } from './order-text/take-when.ts';
import type { WantedTime } from './wanted-time.ts';

export interface OrderTextEnv {
  readonly country: CountryCode;
  /** What the company counts in. */
  readonly currency: string;
  readonly nowMs: number;
  readonly zone: string;
  readonly language: Language;
}

/** What one text says about an order, field by field; what it does not say is missing, never made up. */
export interface OrderText {
  readonly category: Reading<OrderCategory>;
  readonly problem: Reading<string>;
  readonly phone: Reading<string>;
  readonly name: Reading<string>;
  readonly address: Reading<string>;
  readonly wanted: Reading<WantedTime>;
  readonly price: Reading<Price>;
}

/** Nobody dictates an order in more; a longer text is a letter. It also bounds the work that a hostile text can cause. */
const longestText = 1000;

const nothing: OrderText = {
  category: missing,
  problem: missing,
  phone: missing,
  name: missing,
  address: missing,
  wanted: missing,
  price: missing,
};

/**
 * Reads an order out of one text as it is pasted or forwarded, in Russian, Ukrainian or English:
 * "Стиралка не сливает, Лесная 5-12, 8 916 123-45-67, после 18". The order of steps is what keeps numbers apart:
 * each takes its part out of the text, what is unmistakable first.
 */
export function parseOrderText(text: string, env: OrderTextEnv): OrderText {
  // A bar marks where something was taken out, so none may come with the text.
  const clean = normaliseText(text.normalize('NFKC').replaceAll('|', ' ')).replaceAll(/[\u2010-\u2015\u2212]/g, '-');
  if (clean === '' || clean.length > longestText) return nothing;
  const phone = takePhone(clean, env.country);
  const price = takePrice(phone.rest, env.currency);
  const marked = takeMarkedAddress(price.rest);
  const wanted = takeWhen(marked.rest, env);
  const address =
    marked.reading.certainty === 'missing' ? takeUnmarkedAddress(wanted.rest) : { ...marked, rest: wanted.rest };
  // Without a phone there is no client to give the name to; it stays with the words.
  const hasPhone = phone.reading.certainty !== 'missing';
  const name = hasPhone ? takeName(address.rest, phone.beside) : { reading: missing, rest: address.rest };
  const category = readCategory(name.rest);
  return {
    category,
    problem: readProblem(name.rest, phone.others, category),
    phone: phone.reading,
    name: name.reading,
    address: address.reading,
    wanted: wanted.reading,
    price: price.reading,
  };
}

/** Whether a text says enough to begin an order with: a phone, or two other things. */
export function isOrderText({ category, problem, phone, address, wanted, price }: OrderText): boolean {
  if (phone.certainty !== 'missing') return true;
  const said = [category, address, wanted, price].filter(({ certainty }) => certainty !== 'missing').length;
  return said >= 2 || (category.certainty !== 'missing' && problem.certainty === 'sure');
}

import type { CountryCode } from 'libphonenumber-js';
import { parseOrderNumber, type OrderNumberQuery } from '../store/number-store.ts';
import { normaliseText } from './normalise-text.ts';
import { parsePhone } from './parse-phone.ts';

/** What somebody looks for, in all the ways in which their words can be meant. */
export interface SearchQuery {
  /** A number of an order, in full or its end. */
  readonly number: OrderNumberQuery | undefined;
  /** A whole phone. */
  readonly phone: string | undefined;
  /** The end of a phone, four digits at least. */
  readonly phoneTail: string | undefined;
  /** A part of an address, of the client's name, or of the model; of digits only, where they are nothing else. */
  readonly text: string | undefined;
  readonly isNumeric: boolean;
}

/** A number above this is no order's. */
const highestNumber = 1_000_000;

/**
 * Reads a search: letters are an address, a name or a model; a whole phone is a phone; up to six digits an order's number,
 * a phone's end or a house; seven to nine a number or a phone's end; ten and more a phone's end or an address.
 */
export function readSearch(typed: string, country: CountryCode): SearchQuery | undefined {
  const text = normaliseText(typed).replaceAll('\n', ' ').slice(0, 100);
  const digits = text.replaceAll(/\D/g, '');
  const isNumeric = digits !== '' && !/\p{L}/u.test(text);
  const phone = isNumeric && digits.length >= 10 ? parsePhone(text, country) : undefined;
  const number = parseOrderNumber(text);
  const meant = {
    number: number?.kind === 'tail' && number.seq >= highestNumber ? undefined : number,
    phone: phone?.ok === true ? phone.e164 : undefined,
    phoneTail: isNumeric && digits.length >= 4 && digits.length <= 15 && number?.kind !== 'full' ? digits : undefined,
    text: number?.kind !== 'full' && (text.length >= 2 || isNumeric) ? text : undefined,
  };
  return Object.values(meant).every((each) => each === undefined) ? undefined : { ...meant, isNumeric };
}

import type { CountryCode } from 'libphonenumber-js';
import { locatePhone } from '../parse-phone.ts';
import { guess, missing, sure, type Taken } from './piece.ts';

/** More phones than these in one text are a list. */
const mostPhones = 3;

/** What was read, and the other phones of the text as they were written. */
export interface TakenPhone extends Taken<string> {
  readonly others: readonly string[];
  /** What stands right beside the phone, where a name is likely. */
  readonly beside: string;
}

/** Takes the phones out of a text. Of two the first is meant, but that is a guess. */
export function takePhone(text: string, country: CountryCode): TakenPhone {
  const found: { e164: string; written: string; from: number }[] = [];
  let rest = text;
  while (found.length < mostPhones) {
    const place = locatePhone(rest, country, 'among');
    if (place === undefined) break;
    found.push({ e164: place.e164, written: rest.slice(place.from, place.to), from: place.from });
    // Of the same length, so that places in the text stay what they are.
    rest = `${rest.slice(0, place.from)}${'|'.padEnd(place.to - place.from, ' ')}${rest.slice(place.to)}`;
  }
  const inOrder = found.toSorted((one, other) => one.from - other.from);
  const [first, ...others] = inOrder;
  if (first === undefined) return { reading: missing, rest: text, others: [], beside: '' };
  const distinct = others.filter(({ e164 }) => e164 !== first.e164);
  const end = first.from + first.written.length;
  const before =
    rest
      .slice(0, first.from)
      .split(/[,;.\n|]/)
      .at(-1) ?? '';
  const behind = rest.slice(end).split(/[,;.\n|]/)[0] ?? '';
  return {
    reading: distinct.length === 0 ? sure(first.e164) : guess(first.e164),
    rest: rest.replaceAll(phoneWords, ' '),
    others: distinct.map(({ written }) => written.trim()),
    beside: `${before} | ${behind}`,
  };
}

const phoneWords =
  /(?<![\p{L}])(?:тел(?:ефон)?|phone|tel|моб|номер(?: телефона)?|number|call(?: me)?(?: at| on)?)(?![\p{L}])[.:]?(?=\s*\|)/giu;

import {
  findPhoneNumbersInText,
  parsePhoneNumberFromString,
  type CountryCode,
  type PhoneNumber,
} from 'libphonenumber-js';

/** A phone number as stored (`e164`) and as people read it (`display`). */
export interface Phone {
  readonly e164: string;
  readonly last4: string;
  /** International writing with spaces: `+7 916 123 45 67`. */
  readonly display: string;
}

export type ParsedPhone =
  | ({
      readonly ok: true;
      /** What stood beside the number, for example a name; undefined when nothing did. */
      readonly rest: string | undefined;
    } & Phone)
  | { readonly ok: false; readonly reason: 'none' | 'invalid' };

/** A number and all that is said beside it; it also bounds the work that a hostile text can cause. */
const longestText = 500;
/** More runs of digits than this are a list, not a client's phone. */
const mostRuns = 5;

/** How many digits a text must have before we say that it holds a wrong number instead of none. */
const fewestDigits = 5;

/**
 * Finds the phone number in what a person typed, messy or not ("8 (916) 123-45-67 Анна, после 18").
 * A number without `+` is read as one of `defaultCountry`; there `8…` and `380…` are understood as people mean them.
 */
export function parsePhone(text: string, defaultCountry: CountryCode): ParsedPhone {
  const clean = text
    .normalize('NFKC')
    .replaceAll(/[\u2010-\u2015\u2212]/g, '-')
    .slice(0, longestText);

  // Every run of digits, longest first; a house number before a phone ("Лесная 5-12 8 916 …") is cut off group by group.
  const runs = [...clean.matchAll(/\+?\(?\d(?:[\s().\-/]{0,3}\d){6,24}/g)]
    .toSorted((a, b) => b[0].length - a[0].length)
    .slice(0, mostRuns);
  for (const run of runs) {
    const [whole, ...tails] = run[0].startsWith('+') ? [run[0]] : tailsOf(run[0]);
    const number = whole === undefined ? undefined : valid(whole, defaultCountry);
    if (number !== undefined) return found(number, clean.replace(run[0], ' '));
    for (const candidate of tails) {
      const tail = likely(candidate, defaultCountry);
      if (tail !== undefined) return found(tail, clean.replace(candidate, ' '));
    }
  }
  for (const match of findPhoneNumbersInText(clean, { defaultCountry, extended: true })) {
    if (match.number.isValid()) {
      return found(match.number, `${clean.slice(0, match.startsAt)} ${clean.slice(match.endsAt)}`);
    }
  }
  return { ok: false, reason: clean.replaceAll(/\D/g, '').length >= fewestDigits ? 'invalid' : 'none' };
}

/** The reading form of a stored number; the number itself when it cannot be read. */
export function phoneOf(e164: string): Phone {
  const display = parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
  return { e164, last4: e164.slice(-4), display };
}

/** The run itself, then without its first group of digits, and so on. */
function tailsOf(run: string): string[] {
  const starts = [...run.matchAll(/\+?\(?\d+/g)].map((group) => group.index);
  return starts.map((start) => run.slice(start));
}

function likely(text: string, country: CountryCode): PhoneNumber | undefined {
  const number = parsePhoneNumberFromString(text, country);
  return number?.isValid() === true ? number : undefined;
}

function valid(text: string, country: CountryCode): PhoneNumber | undefined {
  const direct = likely(text, country);
  if (direct !== undefined) return direct;
  const digits = text.replaceAll(/\D/g, '');
  // A full international number whose plus was left out: 380…, 7…, 49….
  const withPlus = parsePhoneNumberFromString(`+${digits}`);
  if (digits.length >= 11 && withPlus?.isValid() === true) return withPlus;
  // How numbers were dialled at home for decades: 8 916 … in Russia, 8 067 … and 067 … in Ukraine.
  const asDialled = digits.length === 11 && digits.startsWith('80') ? `+3${digits}` : asHome(digits);
  const home = asDialled === undefined ? undefined : parsePhoneNumberFromString(asDialled);
  return home?.isValid() === true ? home : undefined;
}

function asHome(digits: string): string | undefined {
  if (digits.length === 11 && digits.startsWith('8')) return `+7${digits.slice(1)}`;
  if (digits.length === 10 && digits.startsWith('0')) return `+38${digits}`;
  return undefined;
}

function found(number: PhoneNumber, around: string): ParsedPhone {
  const rest = around
    .replaceAll(/(?<![\p{L}])(?:тел|телефон|phone|tel|моб|номер|number)(?![\p{L}])\.?/giu, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[\s,;:.\-–—()]+|[\s,;:.\-–—()]+$/g, '');
  return { ok: true, ...phoneOf(number.number), rest: rest === '' ? undefined : rest };
}

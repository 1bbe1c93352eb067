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
  const place = locatePhone(clean, defaultCountry, 'last');
  if (place !== undefined) {
    const rest = restOf(`${clean.slice(0, place.from)} ${clean.slice(place.to)}`);
    return { ok: true, ...phoneOf(place.e164), rest: rest === '' ? undefined : rest };
  }
  return { ok: false, reason: clean.replaceAll(/\D/g, '').length >= fewestDigits ? 'invalid' : 'none' };
}

/** A phone number and where in the text it stands. */
export interface PlacedPhone {
  readonly e164: string;
  readonly from: number;
  readonly to: number;
}

/**
 * The first number that is a phone: whole runs of digits first, then without the groups before it and, where other
 * numbers may follow it (`among`), behind it. In an answer that is only a phone (`last`), more digits are a mistake.
 */
export function locatePhone(
  text: string,
  defaultCountry: CountryCode,
  place: 'last' | 'among',
): PlacedPhone | undefined {
  // Longest first; a house number before a phone ("Лесная 5-12 8 916 …") is cut off group by group.
  const runs = [...text.matchAll(/\+?\(?\d(?:[\s().\-/]{0,3}\d){6,24}/g)]
    .toSorted((a, b) => b[0].length - a[0].length)
    .slice(0, mostRuns);
  for (const run of runs) {
    const placed = (number: PhoneNumber, from: number, to: number): PlacedPhone => ({
      e164: number.number,
      from: run.index + from,
      to: run.index + to,
    });
    const whole = [0, run[0].length] as const;
    const [dialled, others] = split(partsOf(run[0], place), ([from, to]) => looksDialled(run[0].slice(from, to)));
    // "Заводской 9 8903…": what is dialled like a number comes before a foreign one that the whole run may be by chance.
    const tries = looksDialled(run[0]) ? [whole, ...dialled, ...others] : [...dialled, whole, ...others];
    for (const [from, to] of tries) {
      const part = run[0].slice(from, to);
      const isLoose = looksDialled(part) || part === run[0];
      const number = isLoose ? valid(part, defaultCountry) : likely(part, defaultCountry);
      if (number !== undefined) return placed(number, from, to);
    }
  }
  for (const match of findPhoneNumbersInText(text, { defaultCountry, extended: true })) {
    if (match.number.isValid()) return { e164: match.number.number, from: match.startsAt, to: match.endsAt };
  }
  return undefined;
}

/** The reading form of a stored number; the number itself when it cannot be read. */
export function phoneOf(e164: string): Phone {
  const display = parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
  return { e164, last4: e164.slice(-4), display };
}

/** Groups of digits in a row, without some at the ends: the whole tails first, then the longest. */
function partsOf(run: string, place: 'last' | 'among'): [from: number, to: number][] {
  const groups = [...run.matchAll(/\+?\(?\d+/g)].map((group) => [group.index, group.index + group[0].length] as const);
  const parts = groups.flatMap(([from], first) =>
    groups.slice(first).map(([, to]): [from: number, to: number] => [from, to]),
  );
  return parts
    .filter(([, to]) => place === 'among' || (to === run.length && !run.startsWith('+')))
    .filter(([from, to]) => /(?:\d\D*){9}/.test(run.slice(from, to)))
    .toSorted((one, other) => rank(run, other) - rank(run, one));
}

/** How a number usually begins counts most, then how much of the run it explains. */
function rank(run: string, [from, to]: readonly [from: number, to: number]): number {
  return (looksDialled(run.slice(from, to)) ? 1000 : 0) + (to === run.length ? 500 : 0) + (to - from);
}

function split<T>(items: readonly T[], test: (item: T) => boolean): [passing: T[], others: T[]] {
  return [items.filter((item) => test(item)), items.filter((item) => !test(item))];
}

function looksDialled(text: string): boolean {
  const digits = text.replaceAll(/\D/g, '');
  if (text.startsWith('+')) return true;
  return /^(?:[78]\d{10}|380\d{9}|0\d{9})$/.test(digits);
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

/** What stood beside a number, without the word for it and the marks around; the dot of an initial ("Анна К.") stays. */
function restOf(around: string): string {
  return around
    .replaceAll(/(?<![\p{L}])(?:тел|телефон|phone|tel|моб|номер|number)(?![\p{L}])\.?/giu, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[\s,;:.\-–—()]+|(?:[\s,;:\-–—()]|(?<!(?<!\p{L})\p{Lu})\.)+$/gu, '');
}

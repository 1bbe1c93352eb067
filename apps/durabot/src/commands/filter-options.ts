import { ConfigError } from '@durabot/bot-api';

/** The ids given on the command line. @throws ConfigError when one is no whole number */
export function idsOf(texts: readonly string[]): number[] {
  return texts.map((text) => wholeNumber('--id', text));
}

/** @throws ConfigError when it is none */
export function wholeNumber(option: string, text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(number))
    throw new ConfigError('OPTION_INVALID', `${option}: ${text} is no whole number.`);
  return number;
}

const unitMs: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** An age as `90s`, `10m`, `2h` or `3d`. @throws ConfigError when it is none */
export function ageMs(option: string, text: string): number {
  const [, count, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const ms = unitMs[unit];
  if (count === undefined || ms === undefined)
    throw new ConfigError('OPTION_INVALID', `${option}: ${text} is no age; write 90s, 10m, 2h or 3d.`);
  return Number(count) * ms;
}

/** One of the words that an option takes. @throws ConfigError when it is another */
export function oneOf<const T extends string>(option: string, words: readonly T[], text: string): T {
  const word = words.find((each) => each === text);
  if (word === undefined) throw new ConfigError('OPTION_INVALID', `${option}: ${text} is none of ${words.join(', ')}.`);
  return word;
}

/** What changes something must say what: an empty filter would mean everything. @throws ConfigError when it is empty */
export function givenFilter<T extends object>(filter: T): T {
  if (Object.keys(filter).length === 0)
    throw new ConfigError('OPTION_INVALID', 'Say which: --id, --bot or another option that is listed by --help.');
  return filter;
}

/** A filter without the options that were not given. */
export function onlyGiven<T extends object>(options: { [Key in keyof T]: T[Key] | undefined }): T {
  // What is undefined is taken out, which is all that the types differ by.
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;
}

import { ConfigError } from '@durabot/bot-api';

/** The ids given on the command line. @throws ConfigError when one is no whole number */
export function idsOf(texts: readonly string[]): number[] {
  return texts.map((text) => {
    const id = Number(text);
    if (!Number.isSafeInteger(id)) throw new ConfigError('OPTION_INVALID', `--id: ${text} is no whole number.`);
    return id;
  });
}

/** What changes something must say what: an empty filter would mean everything. @throws ConfigError when it is empty */
export function givenFilter<T extends object>(filter: T): T {
  if (Object.keys(filter).length === 0)
    throw new ConfigError('OPTION_INVALID', 'Say which: --id, --bot or another option that is listed by --help.');
  return filter;
}

import { createRequire } from 'node:module';
import type Holidays from 'date-holidays';

const load = createRequire(import.meta.url);

/** For each country, region, language and year: the names of its public holidays by date. */
const years = new Map<string, ReadonlyMap<string, string>>();
const mostYears = 200;

/**
 * The public holiday of a country on a date, by the data of `date-holidays`; days to which a holiday is moved by law
 * are among them. What a government decides from year to year belongs into an organisation's overrides.
 *
 * @param country `UA`, or with a region `DE-BY`
 * @returns its name, or undefined on other days
 * @throws RangeError when no such country or region is known
 */
export function countryHolidays(country: string, date: string, language: string): string | undefined {
  const year = date.slice(0, 4);
  const key = `${country} ${year} ${language}`;
  let days = years.get(key);
  if (days === undefined) {
    days = readYear(country, Number(year), language);
    // Reading takes milliseconds, so what is kept may be thrown away at any time.
    if (years.size >= mostYears) years.clear();
    years.set(key, days);
  }
  return days.get(date);
}

function readYear(country: string, year: number, language: string): ReadonlyMap<string, string> {
  const [land = '', ...regions] = country.split('-');
  // All countries take a fifth of a second to load: no start waits for it, only the first question.
  const Known = load('date-holidays') as typeof Holidays;
  const known = new Known();
  if (!Object.hasOwn(known.getCountries(), land)) throw new RangeError(`No holidays are known for "${country}".`);
  const [region] = regions;
  if (region !== undefined && !Object.hasOwn(known.getStates(land) ?? {}, region))
    throw new RangeError(`No holidays are known for "${country}".`);
  if (region === undefined) known.init(land);
  else known.init(land, region);
  known.setLanguages([language, 'en']);
  const days = new Map<string, string>();
  for (const { date, start, end, type, name } of known.getHolidays(year)) {
    if (type !== 'public') continue;
    // `date` is by the country's own clocks; a holiday may last several days.
    const length = Math.max(1, Math.round((end.getTime() - start.getTime()) / 86_400_000));
    const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
    for (let n = 0; n < length; n += 1) days.set(new Date(first + n * 86_400_000).toISOString().slice(0, 10), name);
  }
  return days;
}

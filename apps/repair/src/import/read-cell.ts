import { Temporal } from 'temporal-polyfill';
import type { OriginalRow } from './original-file.ts';

/** What a cell holds; `unclear` when something stands there that nobody can read. */
export type Cell<T> = T | 'unclear' | undefined;

/** Text without the spaces around it and without characters that PostgreSQL cannot hold; undefined for an empty one. */
export function textOf(row: OriginalRow, column: string): string | undefined {
  const value = row[column];
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value).replaceAll('\0', '').trim();
  return text === '' ? undefined : text;
}

/** The beginning of a text, without half a character at its end. */
export function cutText(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
}

/** The beginning of a cell's text. */
export function cutTextOf(row: OriginalRow, column: string, length: number): string | undefined {
  const text = textOf(row, column);
  return text === undefined ? undefined : cutText(text, length);
}

/** A whole number, also one that was stored as text. */
export function integerOf(row: OriginalRow, column: string): number | undefined {
  const value = row[column];
  const number = typeof value === 'string' && /^-?\d{1,16}$/.test(value.trim()) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
}

/** Yes or no as SQLite and its users write it; undefined when the column is missing or empty. */
export function flagOf(row: OriginalRow, column: string): boolean | undefined {
  const value = row[column];
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'number') return value !== 0;
  return ['1', 'true', 'yes', 'да', 't', 'y'].includes(String(value).trim().toLowerCase());
}

/** The most that one amount can be: 100 million. */
const largestMinor = 100_000_000_00;

/** An amount of roubles (`real`, `integer` or text) in kopecks, to the nearest; a negative one is unclear. */
export function moneyOf(row: OriginalRow, column: string): Cell<number> {
  const value = row[column];
  if (value === null || value === undefined || value === '') return undefined;
  const number =
    typeof value === 'string' && /^-?\d[\d\s]*(?:[.,]\d+)?$/.test(value.trim())
      ? Number(value.replaceAll(/\s/g, '').replace(',', '.'))
      : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) return 'unclear';
  const minor = toMinor(number);
  return minor < 0 || minor > largestMinor ? 'unclear' : minor;
}

/** By the digits that are shown: 1.005 is 1.01, though its binary neighbour is below. */
function toMinor(roubles: number): number {
  const shifted = Number(`${roubles}e2`);
  return Math.round(Number.isNaN(shifted) ? roubles * 100 : shifted);
}

const isoTime =
  /^(?<date>\d{4}-\d{2}-\d{2})(?:[T ](?<time>\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s*(?<offset>Z|[+-]\d{2}:?\d{2})?)?$/i;
const dottedTime = /^(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4})(?:,?\s+(?<time>\d{1,2}:\d{2}(?::\d{2})?))?$/;

const two = (part: string | undefined): string => (part ?? '').padStart(2, '0');

/** A moment. Without an offset of its own it is by the wall clock of `zone`, as the earlier bot wrote it. */
export function timeOf(row: OriginalRow, column: string, zone: string): Cell<Date> {
  const value = row[column];
  if (value === null || value === undefined || value === '') return undefined;
  if (typeof value === 'number') return ofUnixTime(value);
  try {
    return parseTime(String(value).trim(), zone) ?? 'unclear';
  } catch {
    // The 31st of February has the form of a day and is none.
    return 'unclear';
  }
}

function parseTime(text: string, zone: string): Date | undefined {
  const iso = isoTime.exec(text)?.groups;
  if (iso?.['date'] !== undefined) {
    if (iso['offset'] !== undefined)
      return new Date(Temporal.Instant.from(text.replace(/\s+(?=[+-]|Z)/i, '')).epochMilliseconds);
    return inZone(`${iso['date']}T${iso['time'] ?? '00:00'}`, zone);
  }
  const dotted = dottedTime.exec(text)?.groups;
  if (dotted === undefined) return undefined;
  const time = dotted['time'] === undefined ? '00:00' : dotted['time'].padStart(5, '0');
  return inZone(`${dotted['year']}-${two(dotted['month'])}-${two(dotted['day'])}T${time}`, zone);
}

function inZone(wallTime: string, zone: string): Date {
  return new Date(Temporal.PlainDateTime.from(wallTime).toZonedDateTime(zone).epochMilliseconds);
}

function ofUnixTime(seconds: number): Cell<Date> {
  return seconds > 1_000_000_000 && seconds < 10_000_000_000 ? new Date(seconds * 1000) : 'unclear';
}

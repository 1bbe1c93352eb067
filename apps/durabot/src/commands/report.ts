import { maskText } from '@durabot/bot-api';
import { print } from './with-database.ts';

/** How wide a report may be: a terminal that nobody has made larger. */
const width = 80;

/** Prints rows as columns; the last one is cut where the line would not fit. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const last = head.length - 1;
  const widths = head.map((title, n) => Math.max(title.length, ...rows.map((row) => row[n]?.length ?? 0)));
  for (const row of [head, ...rows]) {
    const cells = row.map((cell, n) => (n === last ? cell : cell.padEnd(widths[n] ?? 0)));
    print(fitted(cells.join('  ').trimEnd()));
  }
}

/** Prints one JSON document. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, undefined, 2));
}

/** Prints name and value of each field; those that are not there are left out. */
export function printFields(fields: Readonly<Record<string, unknown>>): void {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  const longest = Math.max(0, ...given.map(([name]) => name.length));
  for (const [name, value] of given) print(`${`${name}:`.padEnd(longest + 2)}${wordsOf(value)}`);
}

function wordsOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'string') return maskText(value);
  return JSON.stringify(value, undefined, 2);
}

/** An age as operators say it: `45s`, `12m`, `3h`, `5d`. */
export function ageWords(seconds: number): string {
  for (const [unit, size, upTo] of units)
    if (seconds < upTo) return `${Math.floor(Math.max(seconds, 0) / size)}${unit}`;
  return `${Math.floor(seconds / 86_400)}d`;
}

const units = [
  ['s', 1, 120],
  ['m', 60, 7_200],
  ['h', 3_600, 172_800],
] as const;

/** How long ago something was. */
export function agoWords(at: Date, nowMs: number): string {
  return ageWords((nowMs - at.getTime()) / 1000);
}

/** An error's reason as far as it fits and may be shown. */
export function reasonWords(reason: string | undefined): string {
  return reason === undefined ? '' : maskText(reason.replaceAll(/\s+/g, ' '));
}

/** A line as far as it fits on a screen. */
export function fitted(line: string): string {
  return line.length <= width ? line : `${line.slice(0, width - 1)}…`;
}

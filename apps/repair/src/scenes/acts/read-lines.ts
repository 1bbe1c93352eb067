import { normaliseText } from '../../domain/normalise-text.ts';
import { parseMoney } from '../../domain/parse-money.ts';
import type { FinishDraft, FinishLine } from './finish-draft.ts';

const longestName = 200;

/**
 * Reads what was done as people type it: a name and an amount, `Замена насоса 2 500`, several on lines of their own.
 * Undefined when any of the lines has no name or no amount.
 */
export function readLines(text: string, kind: FinishLine['kind']): FinishLine[] | undefined {
  const lines: FinishLine[] = [];
  for (const typed of text.split('\n')) {
    const clean = normaliseText(typed);
    if (clean === '') continue;
    const found = /^(?<name>.*?\p{L}.*?)[\s:–—-]+(?<amount>\d[\d\s.,]*(?:\s?[^\d\s]{1,6})?)$/u.exec(clean)?.groups;
    const money = parseMoney(found?.['amount'] ?? '');
    const name = found?.['name']?.trim() ?? '';
    if (!money.ok || name === '' || name.length > longestName) return undefined;
    lines.push({ kind, name, priceMinor: money.amountMinor, costMinor: 0 });
  }
  return lines.length === 0 ? undefined : lines;
}

const ways: readonly (readonly ['cash' | 'card' | 'transfer', RegExp])[] = [
  ['cash', /нал|готів|cash/iu],
  ['card', /карт|card|терминал|термінал/iu],
  ['transfer', /перев|перек|сбп|transfer/iu],
];

/** Between parts; a comma with one or two digits after it is within an amount: `1434,50 наличными, 2300 картой`. */
const between = /(?<!\d),|,(?!\d{1,2}(?!\d))|[;\n+]|\s(?:и|та|and)\s/u;

/** Reads a payment in parts, `2000 наличными, 2300 картой`; undefined when a part has no way or no amount. */
export function readSplit(text: string): NonNullable<FinishDraft['split']> | undefined {
  const parts: NonNullable<FinishDraft['split']> = [];
  for (const typed of text.split(between)) {
    const clean = normaliseText(typed);
    if (clean === '') continue;
    const way = ways.find(([, pattern]) => pattern.test(clean))?.[0];
    const money = parseMoney(clean);
    if (way === undefined || !money.ok || money.amountMinor === 0) return undefined;
    parts.push({ way, amountMinor: money.amountMinor });
  }
  return parts.length === 0 ? undefined : parts;
}

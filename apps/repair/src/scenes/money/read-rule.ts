import { parseMoney } from '../../domain/parse-money.ts';
import type { ShareScheme } from '../../domain/money/share-scheme.ts';

type Rule = ShareScheme['rule'];

/** Reads a rate as people write it: `50`, `40 %`, `33,3%`; in hundredths of a percent. */
function readPercent(text: string): number | undefined {
  const match = /^\s*(\d{1,3}(?:[.,]\d{1,2})?)\s*%?\s*$/.exec(text);
  const bp = match === null ? Number.NaN : Math.round(Number((match[1] ?? '').replace(',', '.')) * 100);
  return bp >= 0 && bp <= 10_000 ? bp : undefined;
}

/** Reads tiers line by line or comma by comma: `0: 40, 7000: 50`. They begin at nothing and rise. */
function readTiers(text: string): Rule | undefined {
  const tiers: { fromMinor: number; bp: number }[] = [];
  for (const part of text.split(/[;\n]|,(?=\s*\d[\d\s]*[:=])/)) {
    if (part.trim() === '') continue;
    const [from, rate, ...more] = part.split(/[:=]/);
    const amount = parseMoney(from ?? '');
    const bp = readPercent(rate ?? '');
    if (!amount.ok || bp === undefined || more.length > 0) return undefined;
    tiers.push({ fromMinor: amount.amountMinor, bp });
  }
  const rises = tiers.every(({ fromMinor }, index) => index === 0 || fromMinor > (tiers[index - 1]?.fromMinor ?? 0));
  return tiers[0]?.fromMinor === 0 && rises ? { kind: 'tiers', tiers } : undefined;
}

/** What somebody typed as the rule of a scheme; undefined when it is none of this kind. */
export function readRule(text: string, kind: Rule['kind']): Rule | undefined {
  if (kind === 'tiers') return readTiers(text);
  if (kind === 'percent') {
    const bp = readPercent(text);
    return bp === undefined ? undefined : { kind, bp };
  }
  const amount = parseMoney(text);
  return amount.ok ? { kind, amountMinor: amount.amountMinor } : undefined;
}

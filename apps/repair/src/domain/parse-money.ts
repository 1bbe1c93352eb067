export type ParsedMoney =
  | { readonly ok: true; readonly amountMinor: number }
  | { readonly ok: false; readonly reason: 'none' | 'negative' | 'too_large' | 'unclear' };

/** The most an order may cost: a slip of the finger should not pass for a price. */
const largestMinor = 100_000_000_00;

/**
 * Reads an amount as people write it: `2500`, `2 500 ₽`, `2.500,50 грн`, `1,5 тыс`, `$40`, into minor units.
 * A separator with one or two digits after it is a decimal point; with exactly three it groups thousands.
 */
export function parseMoney(text: string): ParsedMoney {
  const clean = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s'’_]+/g, ' ')
    .trim();
  if (/[-−–]\s*[\d]/.test(clean) && !/\d\s*[-−–]\s*\d/.test(clean)) return { ok: false, reason: 'negative' };
  const numbers = [...clean.matchAll(/\d+(?:[ .,]\d+)*/g)];
  const first = numbers[0];
  if (first === undefined) return { ok: false, reason: 'none' };
  // Two amounts ("2000-3000") are a range: asking is better than choosing.
  if (numbers.length > 1) return { ok: false, reason: 'unclear' };
  const value = toNumber(first[0]);
  if (value === undefined) return { ok: false, reason: 'unclear' };
  const after = clean.slice(first.index + first[0].length).trim();
  const amountMinor = Math.round(value * (isThousand(after) ? 1000 : 1) * 100);
  if (amountMinor > largestMinor) return { ok: false, reason: 'too_large' };
  return { ok: true, amountMinor };
}

function isThousand(after: string): boolean {
  return /^(?:тыс|тис|к(?![\p{L}])|k(?![\p{L}])|т\.?\s*р)/u.test(after);
}

function toNumber(written: string): number | undefined {
  const groups = written.split(/[ .,]/);
  const separators = written.replaceAll(/\d/g, '');
  if (groups.length === 1) return Number(written);
  const last = groups.at(-1) ?? '';
  const lastSeparator = separators.at(-1);
  const isDecimal = lastSeparator !== ' ' && last.length <= 2;
  const whole = isDecimal ? groups.slice(0, -1) : groups;
  const isGrouped = whole.length === 1 || whole.slice(1).every((group) => group.length === 3);
  if (!isGrouped || (whole.length > 1 && (whole[0]?.length ?? 0) > 3)) return undefined;
  return Number(`${whole.join('')}.${isDecimal ? last : '0'}`);
}

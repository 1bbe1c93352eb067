/** `value × numerator / denominator`, half up, exact for every amount that a number can hold. */
export function scale(value: number, numerator: number, denominator: number): number {
  const product = value * numerator;
  if (Number.isSafeInteger(product * 2)) return divideHalfUp(product, denominator);
  const big = BigInt(value) * BigInt(numerator);
  const by = BigInt(denominator);
  // Floor of (2·big + by) / 2·by; BigInt division cuts towards zero.
  const dividend = 2n * big + by;
  const divisor = 2n * by;
  const cut = dividend / divisor;
  return Number(dividend % divisor < 0n ? cut - 1n : cut);
}

/** To the nearest multiple of `unit`, half up. */
export function roundTo(value: number, unit: number): number {
  return divideHalfUp(value, unit) * unit;
}

function divideHalfUp(dividend: number, divisor: number): number {
  const remainder = ((dividend % divisor) + divisor) % divisor;
  const floor = (dividend - remainder) / divisor;
  return remainder * 2 >= divisor ? floor + 1 : floor;
}

/**
 * Splits an amount by weights without losing a minor unit: what rounding down leaves over goes, one each, to the parts
 * with the largest remainders, the earlier one first. All weights zero: everything to the first.
 */
export function allocate(amount: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (weights.length === 0) return [];
  if (sum === 0) return weights.map((_, index) => (index === 0 ? amount : 0));
  const sign = amount < 0 ? -1 : 1;
  const shares = weights.map((weight, index) => {
    const product = BigInt(Math.abs(amount)) * BigInt(weight);
    return { index, whole: Number(product / BigInt(sum)), remainder: product % BigInt(sum) };
  });
  let left = Math.abs(amount) - shares.reduce((total, { whole }) => total + whole, 0);
  const parts = shares.map(({ whole }) => whole);
  const byRemainder = shares.toSorted((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  );
  for (const { index } of byRemainder) {
    if (left === 0) break;
    parts[index] = (parts[index] ?? 0) + 1;
    left--;
  }
  return parts.map((part) => (part === 0 ? 0 : part * sign));
}

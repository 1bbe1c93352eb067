import { groupDigits } from '../export/cell-text.ts';

/** Writes a value for a reader. */
export type FormatValue = (value: number) => string;

/** Whole numbers with grouped digits, others with one decimal. */
export const plainValue: FormatValue = (value) =>
  groupDigits(Number.isInteger(value) ? String(value) : value.toFixed(1)).replace('.', ',');

/** Round values along an axis from `low` to at least `high`; three to six of them. */
export function ticks(low: number, high: number): number[] {
  const span = high - low || Math.abs(high) || 1;
  const magnitude = 10 ** Math.floor(Math.log10(span / 4));
  const step = [1, 2, 5, 10].map((one) => one * magnitude).find((one) => span / one <= 5) ?? span;
  const first = Math.floor(low / step);
  const last = Math.max(Math.ceil(high / step), first + 1);
  return Array.from({ length: last - first + 1 }, (_, n) => Number(((first + n) * step).toPrecision(12)));
}

/** Maps values between two bounds to lengths. */
export function scale(from: readonly [number, number], to: readonly [number, number]): (value: number) => number {
  const span = from[1] - from[0] || 1;
  return (value) => to[0] + ((value - from[0]) / span) * (to[1] - to[0]);
}

/** The largest of some numbers, zero at least. */
export function most(values: readonly number[]): number {
  return values.reduce((max, value) => Math.max(max, value), 0);
}

import { scale } from './round.ts';

/** Work or a part, as it is charged. */
export interface MoneyLine {
  readonly kind: 'work' | 'part';
  readonly name: string;
  /** Thousandths: 1500 is one and a half. */
  readonly quantityMilli: number;
  readonly unitPriceMinor: number;
  /** What the whole line cost whoever provided it. */
  readonly costMinor: number;
  readonly providedBy: 'company' | 'master' | 'client';
  readonly warrantyDays?: number | undefined;
}

export interface MoneyPayment {
  readonly kind: 'prepay' | 'final' | 'refund' | 'fee';
  readonly amountMinor: number;
  readonly status: 'pending' | 'confirmed' | 'failed';
}

export interface Totals {
  readonly labourMinor: number;
  readonly partsMinor: number;
  readonly discountMinor: number;
  readonly totalMinor: number;
  /** Confirmed money, less what was given back. */
  readonly paidMinor: number;
  /** What the client still owes; negative: what the company owes the client. */
  readonly dueMinor: number;
}

/** The price of a line, rounded half up to a minor unit. */
export function lineTotal(line: Pick<MoneyLine, 'quantityMilli' | 'unitPriceMinor'>): number {
  return scale(line.unitPriceMinor, line.quantityMilli, 1000);
}

/** The sums of an order, from its lines and payments. A discount takes from labour and never makes a total negative. */
export function totalsOf(lines: readonly MoneyLine[], payments: readonly MoneyPayment[], discountMinor = 0): Totals {
  let labourMinor = 0;
  let partsMinor = 0;
  for (const line of lines) {
    if (line.kind === 'work') labourMinor += lineTotal(line);
    else partsMinor += lineTotal(line);
  }
  const discount = Math.min(discountMinor, labourMinor + partsMinor);
  const totalMinor = labourMinor + partsMinor - discount;
  const paidMinor = paidOf(payments);
  return { labourMinor, partsMinor, discountMinor: discount, totalMinor, paidMinor, dueMinor: totalMinor - paidMinor };
}

/** Confirmed money for the work; a fee for a refusal is not among it. */
export function paidOf(payments: readonly MoneyPayment[]): number {
  let paid = 0;
  for (const { kind, status, amountMinor } of payments) {
    if (status !== 'confirmed' || kind === 'fee') continue;
    paid += kind === 'refund' ? -amountMinor : amountMinor;
  }
  return paid;
}

/** How far a total may be from what the client agreed to before somebody has to say why. */
const mismatchPercent = 10;

export function isMismatch(totalMinor: number, approvedMinor: number | undefined): boolean {
  if (approvedMinor === undefined) return false;
  return Math.abs(totalMinor - approvedMinor) * 100 > approvedMinor * mismatchPercent;
}

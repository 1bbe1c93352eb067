import type { MasterSheet, Pay } from './staff.ts';

/** What an order came to, as the people of the day would put it down on paper. Kopecks. */
export interface Came {
  readonly work: number;
  readonly parts: number;
  /** What the parts cost the firm. */
  readonly partsCost: number;
  readonly visits: number;
  readonly hasReview: boolean;
  readonly isWarranty: boolean;
}

export interface Division {
  readonly gross: number;
  readonly parts: number;
  readonly master: number;
  readonly company: number;
}

/**
 * Who gets what, computed apart from the program, by fractions of whole numbers: the two must agree to the kopeck.
 * The usual pay is: of what is left after parts, two fifths, and half from 7000; half for a senior; half always for
 * electrics, plumbing and water heaters; half, and three fifths from 20 000, for refrigerators; a tenth for a review.
 */
export function divide(sheet: MasterSheet, category: string, came: Came): Division {
  const pay = sheet.pay ?? usualPay(category);
  const gross = came.work + came.parts;
  const master = came.isWarranty ? ofWarranty(pay, came) : ofWork(pay, sheet.isSenior === true, came);
  return { gross, parts: came.partsCost, master, company: gross - came.partsCost - master };
}

/** For a drive for nothing; nothing when nothing was agreed. */
export function divideFalseCall(sheet: MasterSheet): Division | undefined {
  const master = (sheet.pay?.falseCallRubles ?? 0) * 100;
  return master === 0 ? undefined : { gross: 0, parts: 0, master, company: -master };
}

function usualPay(category: string): Pay {
  const usual = { name: 'usual', of: 'net', reviewPercent: 10, seniorPercent: 50 } as const;
  if (['electrics', 'plumbing', 'water_heater'].includes(category)) return { ...usual, percent: 50 };
  if (category === 'refrigerator')
    return {
      ...usual,
      tiers: [
        [0, 50],
        [20_000, 60],
      ],
    };
  return {
    ...usual,
    tiers: [
      [0, 40],
      [7_000, 50],
    ],
  };
}

function ofWork(pay: Pay, isSenior: boolean, came: Came): number {
  const markup = came.parts > came.partsCost ? came.parts - came.partsCost : 0;
  const extra = pay.of === 'labour' && pay.markupIsMasters === true ? markup : 0;
  if (pay.rublesPerVisit !== undefined) return pay.rublesPerVisit * 100 * came.visits + extra;
  const net = came.work + came.parts - came.partsCost;
  const basis = pay.of === 'labour' ? came.work : net > 0 ? net : 0;
  let percent = pay.percent ?? 0;
  for (const [fromRubles, tier] of pay.tiers ?? []) if (basis >= fromRubles * 100) percent = tier;
  if (isSenior && percent < (pay.seniorPercent ?? 0)) percent = pay.seniorPercent ?? 0;
  if (came.hasReview) percent += pay.reviewPercent ?? 0;
  return percentOf(basis, percent, pay.roundToKopecks ?? 1) + extra;
}

function ofWarranty(pay: Pay, came: Came): number {
  const work = percentOf(came.work, pay.warrantyPercent ?? 0, pay.roundToKopecks ?? 1);
  return pay.warrantyPartsAreMasters === true ? work - came.partsCost : work;
}

/** Half a kopeck is a whole one; then to the ruble, where the firm does so; never more than there is. */
function percentOf(kopecks: number, percent: number, unit: number): number {
  const hundredths = BigInt(Math.round(percent * 100));
  const exact = halfUp(BigInt(kopecks) * hundredths, 10_000n);
  const rounded = halfUp(exact, BigInt(unit)) * BigInt(unit);
  return Number(rounded > BigInt(kopecks) ? BigInt(kopecks) : rounded);
}

function halfUp(numerator: bigint, denominator: bigint): bigint {
  return (numerator * 2n + denominator) / (denominator * 2n);
}

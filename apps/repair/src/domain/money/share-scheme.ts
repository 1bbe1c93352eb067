import { z } from 'zod';
import { roundTo, scale } from './round.ts';

/** Hundredths of a percent: 4000 is 40%. */
const basisPoints = z.int().min(0).max(10_000);
const minor = z.int().min(0);

const schemeSchema = z.object({
  /** What a rate is taken of: work as charged, or everything charged less what parts cost. */
  basis: z.enum(['labour', 'net']),
  rule: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('percent'), bp: basisPoints }),
    /** The rate of the highest tier reached holds for the whole amount; a threshold itself is reached. */
    z.object({
      kind: z.literal('tiers'),
      tiers: z
        .array(z.object({ fromMinor: minor, bp: basisPoints }))
        .min(1)
        .refine((tiers) => tiers[0]?.fromMinor === 0, 'The first tier begins at 0.')
        .refine(
          (tiers) => tiers.every((tier, index) => index === 0 || tier.fromMinor > (tiers[index - 1]?.fromMinor ?? 0)),
          'Tiers rise.',
        ),
    }),
    z.object({ kind: z.literal('fixed_per_visit'), amountMinor: minor }),
  ]),
  /** On top, of the same basis, from the company's part. */
  reviewBonusBp: basisPoints.default(0),
  outOfTownBonusBp: basisPoints.default(0),
  /** A senior master never gets less. */
  seniorMinimumBp: basisPoints.default(0),
  /** Whose is what parts are sold for above their cost. Parts that a master bought are paid back in any case. */
  partsMarkupTo: z.enum(['company', 'master']).default('company'),
  warrantyReworkBp: basisPoints.default(0),
  /** Who bears what parts of warranty work cost. */
  warrantyPartsBy: z.enum(['company', 'master']).default('company'),
  falseCallMinor: minor.default(0),
  /** Shares are rounded half up to this many minor units. */
  roundToMinor: z.int().min(1).default(1),
});

export type ShareScheme = z.infer<typeof schemeSchema>;

/** Reads the rules of a scheme as they are stored. */
export function parseShareScheme(rules: unknown): ShareScheme {
  return schemeSchema.parse(rules);
}

/** What an order brought in and what it took. */
export interface Earned {
  readonly labourMinor: number;
  /** As charged. */
  readonly partsMinor: number;
  readonly discountMinor: number;
  readonly partsCostMinor: number;
  /** Of the cost, what the master paid. */
  readonly partsCostOfMasterMinor: number;
  readonly hasReview: boolean;
  readonly isOutOfTown: boolean;
  readonly isWarranty: boolean;
  readonly isSenior: boolean;
  readonly visits: number;
}

/** Who gets what of an order; the first is always the sum of the other three. */
export interface Split {
  readonly grossMinor: number;
  readonly partsMinor: number;
  readonly shareMinor: number;
  readonly companyMinor: number;
}

/**
 * Divides what an order brought in: parts at their cost, the master's share, the rest to the company.
 * Parts that the master paid for come back to them within the share.
 */
export function splitOf(scheme: ShareScheme, earned: Earned): Split {
  const grossMinor = earned.labourMinor + earned.partsMinor - earned.discountMinor;
  const partsMinor = earned.partsCostMinor - earned.partsCostOfMasterMinor;
  const own = earned.isWarranty ? warrantyShare(scheme, earned) : ordinaryShare(scheme, earned, grossMinor);
  const shareMinor = own + earned.partsCostOfMasterMinor;
  return { grossMinor, partsMinor, shareMinor, companyMinor: grossMinor - partsMinor - shareMinor };
}

function ordinaryShare(scheme: ShareScheme, earned: Earned, grossMinor: number): number {
  const labour = Math.max(0, earned.labourMinor - earned.discountMinor);
  const net = Math.max(0, grossMinor - earned.partsCostMinor);
  const basis = scheme.basis === 'labour' ? labour : net;
  const markup = Math.max(0, earned.partsMinor - earned.partsCostMinor);
  // Net holds the markup already.
  const markupShare = scheme.basis === 'labour' && scheme.partsMarkupTo === 'master' ? markup : 0;
  if (scheme.rule.kind === 'fixed_per_visit') return scheme.rule.amountMinor * earned.visits + markupShare;
  const base = Math.max(rateOf(scheme.rule, basis), earned.isSenior ? scheme.seniorMinimumBp : 0);
  const bp = base + (earned.hasReview ? scheme.reviewBonusBp : 0) + (earned.isOutOfTown ? scheme.outOfTownBonusBp : 0);
  return share(scheme, basis, Math.min(10_000, bp)) + markupShare;
}

function warrantyShare(scheme: ShareScheme, earned: Earned): number {
  const work = share(scheme, Math.max(0, earned.labourMinor - earned.discountMinor), scheme.warrantyReworkBp);
  return scheme.warrantyPartsBy === 'master' ? work - earned.partsCostMinor : work;
}

function rateOf(rule: Exclude<ShareScheme['rule'], { kind: 'fixed_per_visit' }>, basisMinor: number): number {
  if (rule.kind === 'percent') return rule.bp;
  return rule.tiers.findLast((tier) => basisMinor >= tier.fromMinor)?.bp ?? 0;
}

function share(scheme: ShareScheme, basisMinor: number, bp: number): number {
  return Math.min(roundTo(scale(basisMinor, bp, 10_000), scheme.roundToMinor), basisMinor);
}

/** A drive for nothing: the company pays it. */
export function falseCallSplit(scheme: ShareScheme): Split {
  const shareMinor = scheme.falseCallMinor;
  // Not -0, which is another value to a comparison.
  return { grossMinor: 0, partsMinor: 0, shareMinor, companyMinor: shareMinor === 0 ? 0 : -shareMinor };
}

function minus(value: number): number {
  return value === 0 ? 0 : -value;
}

/** The opposite of a split, for a line that takes it back. */
export function negated(split: Split): Split {
  return {
    grossMinor: minus(split.grossMinor),
    partsMinor: minus(split.partsMinor),
    shareMinor: minus(split.shareMinor),
    companyMinor: minus(split.companyMinor),
  };
}

const thousand = 1000_00;

/** Half of the net from 7000, two fifths below; a tenth more for a review, a tenth more out of town. */
export const halfAndTwoFifths: ShareScheme = parseShareScheme({
  basis: 'net',
  rule: {
    kind: 'tiers',
    tiers: [
      { fromMinor: 0, bp: 4000 },
      { fromMinor: 7 * thousand, bp: 5000 },
    ],
  },
  reviewBonusBp: 1000,
  outOfTownBonusBp: 1000,
  seniorMinimumBp: 5000,
});

/** Always half: electrics, plumbing, water heaters. */
export const alwaysHalf: ShareScheme = { ...halfAndTwoFifths, rule: { kind: 'percent', bp: 5000 } };

/** Half, and three fifths from 20 000 net: refrigerators. */
export const halfAndThreeFifths: ShareScheme = {
  ...halfAndTwoFifths,
  rule: {
    kind: 'tiers',
    tiers: [
      { fromMinor: 0, bp: 5000 },
      { fromMinor: 20 * thousand, bp: 6000 },
    ],
  },
};

/** The scheme of a category where a master has none of their own. */
export function usualScheme(category: string): ShareScheme {
  if (['electrics', 'plumbing', 'water_heater'].includes(category)) return alwaysHalf;
  return category === 'refrigerator' ? halfAndThreeFifths : halfAndTwoFifths;
}

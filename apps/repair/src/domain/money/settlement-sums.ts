import type { Split } from './share-scheme.ts';

export interface SettlementSums {
  readonly grossMinor: number;
  readonly partsMinor: number;
  readonly shareMinor: number;
  readonly advancesMinor: number;
  readonly cashHeldMinor: number;
  /** To be paid to the master; negative: to be handed in. */
  readonly balanceMinor: number;
}

/** The sums of a period, from its lines and the cash in the master's hands. */
export function settlementSums(
  lines: readonly (Split & { readonly advanceMinor: number })[],
  cashHeldMinor: number,
): SettlementSums {
  const sums = { grossMinor: 0, partsMinor: 0, shareMinor: 0, advancesMinor: 0 };
  for (const line of lines) {
    sums.grossMinor += line.grossMinor;
    sums.partsMinor += line.partsMinor;
    sums.shareMinor += line.shareMinor;
    sums.advancesMinor += line.advanceMinor;
  }
  return { ...sums, cashHeldMinor, balanceMinor: sums.shareMinor - sums.advancesMinor - cashHeldMinor };
}

/** At the limit, no more offers come until cash is handed in. No limit: no end. */
export function mayTakeMore(cashHeldMinor: number, cashLimitMinor: number | undefined): boolean {
  return cashLimitMinor === undefined || cashHeldMinor < cashLimitMinor;
}

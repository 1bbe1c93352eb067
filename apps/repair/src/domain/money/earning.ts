import { chargedLines, type Earning, type MasterState, type OrderCase } from '../order-case.ts';
import { falseCallSplit, negated, splitOf, usualScheme, type ShareScheme } from './share-scheme.ts';
import { totalsOf } from './totals.ts';

type NewEarning = Omit<Earning, 'id' | 'at' | 'idempotencyKey'>;

/** What a finished order is worth to its master, by their own scheme or the category's. */
export function earningOf(one: OrderCase, master: MasterState): NewEarning {
  const lines = chargedLines(one);
  const totals = totalsOf(lines, one.payments, one.order.discountMinor);
  const isWarranty = one.order.kind === 'warranty';
  const scheme = schemeOf(one, master);
  let partsCostMinor = 0;
  let partsCostOfMasterMinor = 0;
  for (const { kind, costMinor, providedBy } of lines) {
    if (kind !== 'part' || providedBy === 'client') continue;
    partsCostMinor += costMinor;
    if (providedBy === 'master') partsCostOfMasterMinor += costMinor;
  }
  const split = splitOf(scheme, {
    labourMinor: totals.labourMinor,
    partsMinor: totals.partsMinor,
    discountMinor: totals.discountMinor,
    partsCostMinor,
    partsCostOfMasterMinor,
    hasReview: one.order.hasReview,
    isOutOfTown: one.order.isOutOfTown,
    isWarranty,
    isSenior: master.isSenior,
    visits: Math.max(1, one.visits.filter(({ status }) => status === 'finished').length),
  });
  const kind = isWarranty ? 'warranty_rework' : 'order';
  return { ...split, kind, masterId: master.userId, reverses: undefined, explanation: { scheme } };
}

/** A fee for a refusal on site is divided like work; one that was not paid divides nothing. */
export function feeEarning(one: OrderCase, master: MasterState, feeMinor: number): NewEarning {
  const scheme = schemeOf(one, master);
  const split = splitOf(scheme, {
    labourMinor: feeMinor,
    partsMinor: 0,
    discountMinor: 0,
    partsCostMinor: 0,
    partsCostOfMasterMinor: 0,
    hasReview: false,
    isOutOfTown: one.order.isOutOfTown,
    isWarranty: false,
    isSenior: master.isSenior,
    visits: 1,
  });
  return { ...split, kind: 'refusal_fee', masterId: master.userId, reverses: undefined, explanation: { scheme } };
}

/** The master drove for nothing: what their scheme says, else what the company usually pays. */
export function falseCallEarning(one: OrderCase, master: MasterState, usualMinor: number): NewEarning {
  const scheme = master.scheme ?? { ...usualScheme(one.order.category), falseCallMinor: usualMinor };
  return {
    ...falseCallSplit(scheme),
    kind: 'false_call',
    masterId: master.userId,
    reverses: undefined,
    explanation: { scheme },
  };
}

/**
 * The lines that take back what the work was worth: what was paid out is never changed, only countered.
 * A drive for nothing and a fee for an earlier refusal stay earned.
 */
export function reversals(one: OrderCase): NewEarning[] {
  const reversed = new Set(one.earnings.map(({ reverses }) => reverses));
  return one.earnings
    .filter(({ kind }) => kind === 'order' || kind === 'warranty_rework')
    .filter(({ idempotencyKey }) => !reversed.has(idempotencyKey))
    .map((earning) => ({
      ...negated(earning),
      kind: 'reversal' as const,
      masterId: earning.masterId,
      reverses: earning.idempotencyKey,
      explanation: { scheme: undefined },
    }));
}

function schemeOf(one: OrderCase, master: MasterState): ShareScheme {
  return master.scheme ?? usualScheme(one.order.category);
}

import type { Tx } from '@durabot/postgres';
import type { Desk } from '../desk.ts';
import type { Fact } from '../domain/fact.ts';
import { isApplied } from '../domain/outcome.ts';
import { offerRanked, wantsNextOffer } from '../use-cases/offer-ranked.ts';

/** Where masters are asked in turn and one has said no, the next one is asked. */
export async function askNext(
  tx: Tx,
  desk: Desk,
  orderId: number,
  facts: readonly Fact[],
  at: Date,
): Promise<readonly Fact[]> {
  if (!(await wantsNextOffer(tx, facts, orderId))) return [];
  const asked = await offerRanked(tx, { orderId, rev: undefined, at }, desk.orders, desk.policy);
  return isApplied(asked) ? asked.facts : [];
}

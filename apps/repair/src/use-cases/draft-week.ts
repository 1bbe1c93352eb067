import type { Tx } from '@durabot/postgres';
import type { Actor } from '../domain/order-work.ts';
import type { Period } from '../reports/period.ts';
import { listMastersToSettle } from '../store/settlement-store.ts';
import { draftSettlement, type Settlement } from './settlement-use-cases.ts';

/** Drafts the sheets of everybody for whom there is something to settle in a week that is over. Harmless to repeat. */
export async function draftWeek(
  tx: Tx,
  on: { readonly period: Period; readonly currency: string; readonly actor: Actor; readonly at: Date },
): Promise<Settlement[]> {
  const { period, currency, actor, at } = on;
  const drafted: Settlement[] = [];
  // In one order: two who draft at once do not wait for each other.
  for (const masterId of await listMastersToSettle(tx, period.to, currency)) {
    const outcome = await draftSettlement(tx, {
      masterId,
      periodFrom: period.from,
      periodTo: period.to,
      currency,
      actor,
      at,
    });
    if (outcome.kind === 'applied') drafted.push(outcome.settlement);
  }
  return drafted;
}

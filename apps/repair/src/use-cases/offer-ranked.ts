import type { Sql, Tx } from '@durabot/postgres';
import type { Fact } from '../domain/fact.ts';
import { theSystem } from '../domain/order-work.ts';
import type { Outcome } from '../domain/outcome.ts';
import { rankMasters, type Ranked } from '../domain/ranking.ts';
import type { DeskPolicy } from '../domain/sla.ts';
import { listCandidates } from '../store/candidate-store.ts';
import { findCase } from '../store/load-case.ts';
import type { OrderUseCases } from './order-use-cases.ts';

const hourMs = 3_600_000;

/** The masters who could be asked for this order, best first, as the desk chooses from them. */
export async function rankForOrder(sql: Sql, orderId: number, at: Date, policy: DeskPolicy): Promise<Ranked[]> {
  const one = await findCase(sql, orderId);
  if (one === undefined) return [];
  const { wantedFrom, wantedTo } = one.order;
  const from = wantedFrom > at ? wantedFrom : at;
  const to = wantedTo !== undefined && wantedTo > from ? wantedTo : new Date(from.getTime() + 2 * hourMs);
  const { dayFrom, dayTo } = policy.dayOf(from);
  const candidates = await listCandidates(sql, orderId, { from, to, dayFrom, dayTo }, at);
  return rankMasters(candidates, { isNight: policy.isNight(at) }).ranked;
}

/**
 * Asks the best master who has not been asked yet. Call it again after each answer that was none: see
 * {@link wantsNextOffer}. Nobody left, or five asked: `not_allowed_now`.
 */
export async function offerRanked(
  tx: Tx,
  on: { readonly orderId: number; readonly rev: number | undefined; readonly at: Date },
  useCases: Pick<OrderUseCases, 'offer'>,
  policy: DeskPolicy,
): Promise<Outcome> {
  const best = (await rankForOrder(tx, on.orderId, on.at, policy))[0];
  if (best === undefined) {
    const one = await findCase(tx, on.orderId);
    if (one === undefined) return { kind: 'not_found' };
    return { kind: 'not_allowed_now', reason: 'no_master_to_ask', rev: one.order.rev };
  }
  const { masterId } = best.candidate;
  return useCases.offer(tx, { ...on, actor: theSystem, masterId, mode: 'ranked' });
}

/** Whether an offer made in turn has just come to nothing, so that the next master is to be asked. */
export async function wantsNextOffer(sql: Sql, facts: readonly Fact[], orderId: number): Promise<boolean> {
  const ended = facts.findLast((fact) => fact.kind === 'declined' || fact.kind === 'offer_expired');
  if (ended === undefined) return false;
  const { rows } = await sql.query(
    `select 1
     from repair.offer
     join repair.service_order on service_order.id = offer.order_id
     where order_id = $1 and offer.seq = $2 and mode = 'ranked' and service_order.status = 'new'`,
    [orderId, ended.offerSeq],
  );
  return rows.length === 1;
}

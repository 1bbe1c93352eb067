import type { DurableContext } from '@durabot/runtime';
import type { Desk } from '../desk.ts';
import { theClientName, type Actor } from '../domain/order-work.ts';
import { isApplied, type Outcome } from '../domain/outcome.ts';
import { askNext } from '../notify/ask-next.ts';
import { tell } from '../notify/tell.ts';
import { findFollowedOrder } from '../store/client-link-store.ts';
import { followParents } from '../use-cases/create-orders.ts';
import type { Doing } from './act.ts';

/** A client acts on their own order. Who they are in Telegram is not written into its history. */
const theClient: Actor = { id: undefined, name: theClientName, roles: ['client'] };

/** Does something to an order for its client, and tells everybody else concerned. */
export async function actForClient(
  ctx: DurableContext,
  desk: Desk,
  on: { readonly orderId: number; readonly rev: number | undefined; readonly userId: number },
  doing: Doing,
): Promise<Outcome> {
  const { orderId, rev, userId } = on;
  const tx = await ctx.durable.tx();
  if ((await findFollowedOrder(tx, userId, orderId)) === undefined) return { kind: 'not_found' };
  const at = new Date(desk.clock.nowMs());
  const outcome = await doing(tx, { orderId, rev, actor: theClient, at });
  if (!isApplied(outcome)) return outcome;
  const next = await askNext(tx, desk, orderId, outcome.facts, at);
  const followed = await followParents(tx, orderId, { actor: theClient, at }, desk.policy);
  const facts = [...outcome.facts, ...next, ...followed];
  await tell(ctx, desk, facts, { userId, cards: 'refresh' });
  return outcome;
}

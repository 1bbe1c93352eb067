import type { Tx } from '@durabot/postgres';
import { isApplied, type Outcome } from '../domain/outcome.ts';
import { findStars, insertRating } from '../store/rating-store.ts';
import type { OnOrder } from './decide-on-order.ts';
import type { OrderUseCases } from './order-use-cases.ts';

/** The client's stars for an order, once, however the order has moved since. */
export async function rateOrder(
  tx: Tx,
  on: OnOrder & { readonly stars: number },
  useCases: Pick<OrderUseCases, 'rate'>,
): Promise<Outcome> {
  if ((await findStars(tx, on.orderId)) !== undefined) return { kind: 'already_applied_by_me', rev: on.rev ?? 0 };
  const outcome = await useCases.rate(tx, on);
  // Of two at once the second waited for the order's lock and was told so by the first one's line of history.
  if (isApplied(outcome)) await insertRating(tx, { orderId: on.orderId, stars: on.stars, at: on.at });
  return outcome;
}

import type { Tx } from '@durabot/postgres';
import type { Outcome } from '../domain/outcome.ts';
import { clientBlacklist, setBlacklist } from '../store/blacklist-store.ts';
import { findOrder } from '../store/order-store.ts';
import type { OnOrder } from './decide-on-order.ts';

/** The client of an order is not served any more. Their open orders wait for an admin's word before they are offered. */
export async function blacklistClientOf(tx: Tx, on: OnOrder & { readonly reason: string }): Promise<Outcome> {
  const order = await findOrder(tx, on.orderId);
  if (order === undefined) return { kind: 'not_found' };
  const { actor, at, reason } = on;
  const { rev, clientId } = order;
  if (actor.id === undefined || !isDesk(actor.roles)) return { kind: 'not_allowed_now', reason: 'not_yours', rev };
  const before = await clientBlacklist(tx, clientId);
  if (before !== undefined)
    return before.by === actor.id
      ? { kind: 'already_applied_by_me', rev }
      : { kind: 'already_applied_by_other', name: before.byName, at: before.at, rev };
  await setBlacklist(tx, { clientId, reason, by: actor.id, at });
  return { kind: 'applied', rev, facts: [{ kind: 'blacklisted', orderId: on.orderId, at }] };
}

/** The client is served again. */
export async function unblacklist(
  tx: Tx,
  on: { readonly clientId: number; readonly roles: readonly string[] },
): Promise<'applied' | 'already' | 'not_yours'> {
  if (!on.roles.includes('admin')) return 'not_yours';
  if ((await clientBlacklist(tx, on.clientId)) === undefined) return 'already';
  await setBlacklist(tx, { clientId: on.clientId, reason: undefined });
  return 'applied';
}

function isDesk(roles: readonly string[]): boolean {
  return roles.some((role) => role === 'dispatcher' || role === 'admin');
}

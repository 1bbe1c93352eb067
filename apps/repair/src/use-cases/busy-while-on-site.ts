import type { Tx } from '@durabot/postgres';
import { decide } from '@durabot/kit';
import { masterMachine } from '../domain/machines/master-machine.ts';
import type { OrderCase } from '../domain/order-case.ts';
import { lockMaster, setStatus } from '../store/master-status-store.ts';

/**
 * A master is busy while they are on site, and on shift again afterwards, by themselves. The order is locked before the
 * master, as everywhere; who is off or fired stays so.
 */
export async function busyWhileOnSite(tx: Tx, before: OrderCase, next: OrderCase, at: Date): Promise<void> {
  const [was, is] = [onSite(before), onSite(next)];
  const changed = [...was.filter((id) => !is.includes(id)), ...is.filter((id) => !was.includes(id))];
  for (const masterId of changed) {
    const status = await lockMaster(tx, masterId);
    if (status === undefined) continue;
    const { rows } = await tx.query<{ count: number }>(
      `select count(*) as count from repair.visit where master_id = $1 and status = 'on_site'`,
      [masterId],
    );
    const event = (rows[0]?.count ?? 0) > 0 ? 'get_busy' : 'get_free';
    const facts = { openVisits: 0, handsOver: false };
    const decision = decide(masterMachine, { from: status, event, actors: ['system'], facts });
    if (decision.kind === 'applied') await setStatus(tx, { masterId, at }, decision.to);
  }
}

function onSite(one: OrderCase): readonly number[] {
  return one.visits.filter(({ status }) => status === 'on_site').map(({ masterId }) => masterId);
}

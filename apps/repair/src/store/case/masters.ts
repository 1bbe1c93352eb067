import type { Tx } from '@durabot/postgres';
import { masterMachine } from '../../domain/machines/master-machine.ts';
import { parseShareScheme } from '../../domain/money/share-scheme.ts';
import type { MasterState, OrderCase } from '../../domain/order-case.ts';

/** The masters whom a decision may be about: the order's own, those who were asked, and those of the list `$2`. */
export const mastersOfOrder = `
  select master.user_id, master.name, master.status, master.needs_confirmation, master.takes_nights,
         master.is_senior, master.cash_limit_minor, share_scheme.rules,
         (select coalesce(sum(amount_minor), 0)::bigint from repair.cash_movement where master_id = master.user_id)
           as cash_held_minor
  from repair.master
  left join repair.share_scheme on share_scheme.id = master.share_scheme_id
  where master.user_id = any($2::bigint[])
     or master.user_id = service_order.master_id
     or master.user_id in (select master_id from repair.offer where order_id = service_order.id)
  order by master.user_id`;

export interface MasterRow {
  user_id: number;
  name: string;
  status: MasterState['status'];
  needs_confirmation: boolean;
  takes_nights: boolean;
  is_senior: boolean;
  cash_held_minor: number;
  cash_limit_minor: number | null;
  rules: unknown;
}

export function toMasterState(row: MasterRow): MasterState {
  return {
    userId: row.user_id,
    name: row.name,
    status: row.status,
    needsConfirmation: row.needs_confirmation,
    takesNights: row.takes_nights,
    isSenior: row.is_senior,
    cashHeldMinor: row.cash_held_minor,
    cashLimitMinor: row.cash_limit_minor ?? undefined,
    scheme: row.rules === null ? undefined : parseShareScheme(row.rules),
  };
}

/** Nobody is to fire them, or give them cash, before the transaction ends. In the order of their ids, lest two wait for each other. */
export async function lockMasters(tx: Tx, orderId: number, masterIds: readonly number[]): Promise<void> {
  await tx.query(
    `select user_id
     from repair.master
     where user_id = any($2::bigint[])
        or user_id in (select master_id from repair.service_order where id = $1)
        or user_id in (select master_id from repair.offer where order_id = $1)
     order by user_id
     for no key update`,
    [orderId, masterIds],
  );
}

/** A master is busy while on site, by the master's own table. */
export async function freeOrBusy(tx: Tx, before: OrderCase, next: OrderCase, at: Date): Promise<void> {
  const was = onSite(before);
  const is = onSite(next);
  if (was === is) return;
  if (is !== undefined) await moveMaster(tx, is, 'get_busy', at);
  if (was !== undefined) await moveMaster(tx, was, 'get_free', at);
}

function onSite(one: OrderCase): number | undefined {
  return one.visits.find(({ status }) => status === 'on_site')?.masterId;
}

async function moveMaster(tx: Tx, masterId: number, event: 'get_busy' | 'get_free', at: Date): Promise<void> {
  const moves = masterMachine.transitions.filter((move) => move.event === event);
  await tx.query(
    `update repair.master
     set status = $2, status_since = $3, rev = rev + 1
     where user_id = $1 and status = any($4)
       and ($5 or not exists (select from repair.visit where master_id = $1 and status = 'on_site'))`,
    [masterId, moves[0]?.to, at, moves.map(({ from }) => from), event === 'get_busy'],
  );
}

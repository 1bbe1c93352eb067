import type { Tx } from '@durabot/postgres';
import type { MasterStatus } from '../domain/machines/master-machine.ts';

/** The master's row, locked until the transaction ends. */
export async function lockMaster(tx: Tx, masterId: number): Promise<MasterStatus | undefined> {
  const { rows } = await tx.query<{ status: MasterStatus }>(
    `select status
     from repair.master
     where user_id = $1
     for no key update`,
    [masterId],
  );
  return rows[0]?.status;
}

/** What a machine has allowed. */
export async function setStatus(
  tx: Tx,
  on: { readonly masterId: number; readonly at: Date },
  status: MasterStatus,
): Promise<void> {
  await tx.query(
    `update repair.master
     set status = $2, status_since = $3, fired_at = case when $2::text = 'fired' then $3::timestamptz end, rev = rev + 1
     where user_id = $1`,
    [on.masterId, status, on.at],
  );
}

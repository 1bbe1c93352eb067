import type { Sql, Tx } from '@durabot/postgres';
import { findZone, type Zone } from '../domain/zones.ts';
import { readCompanySettings } from './company-settings.ts';

/** The company's parts of town. */
export async function listZones(sql: Sql): Promise<readonly Zone[]> {
  return (await readCompanySettings(sql)).zones;
}

/** Two who change the list at once do it one after the other. */
export async function lockZones(tx: Tx, at: Date): Promise<void> {
  await tx.query(
    `insert into repair.company_setting (name, value, changed_at)
     values ('zones', '[]', $1)
     on conflict (name) do nothing`,
    [at],
  );
  await tx.query(`select 1 from repair.company_setting where name = 'zones' for update`);
}

/** More open orders than this get their zone with the next look at the list. */
const mostAtOnce = 1_000;

/** Finds the zone of open orders' addresses that have none yet: the list has changed. @returns how many were found */
export async function findZonesOfOpenOrders(tx: Tx, zones: readonly Zone[]): Promise<number> {
  const { rows } = await tx.query<{ id: number; text: string }>(
    `select distinct address.id, address.text
     from repair.service_order
     join repair.address on address.id = service_order.address_id
     where service_order.status not in ('closed', 'refused', 'cancelled') and service_order.deleted_at is null
       and address.zone is null and address.text is not null
     order by address.id
     limit $1`,
    [mostAtOnce],
  );
  const found = rows.flatMap(({ id, text }) => {
    const zone = findZone(text, zones);
    return zone === undefined ? [] : [{ id, zone }];
  });
  if (found.length === 0) return 0;
  await tx.query(
    `update repair.address
     set zone = found.zone
     from unnest($1::bigint[], $2::text[]) as found (id, zone)
     where address.id = found.id and address.zone is null`,
    [found.map(({ id }) => id), found.map(({ zone }) => zone)],
  );
  return found.length;
}

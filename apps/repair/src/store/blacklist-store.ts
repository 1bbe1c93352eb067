import type { Sql, Tx } from '@durabot/postgres';

/** A client who is not served. */
export interface BlacklistedClient {
  readonly clientId: number;
  readonly name: string | undefined;
  readonly phone: string;
  readonly reason: string;
  /** Who said so; 0 for what was imported. */
  readonly by: number;
  readonly byName: string;
  readonly at: Date;
}

const columns = `
  client.id, client.name, client.blacklist_reason, coalesce(client.blacklisted_by, 0) as by,
  coalesce(concat_ws(' ', person.first_name, person.last_name), '') as by_name,
  coalesce(client.blacklisted_at, client.updated_at) as at,
  (select min(e164) from repair.client_phone where client_id = client.id) as phone`;

/** Whether a client is served; undefined for whoever is. Locked, so that two who say so at once are told apart. */
export async function clientBlacklist(tx: Tx, clientId: number): Promise<BlacklistedClient | undefined> {
  await tx.query('select id from repair.client where id = $1 for update', [clientId]);
  const { rows } = await tx.query<Row>(
    `select ${columns}
     from repair.client
     left join repair.person on person.user_id = client.blacklisted_by
     where client.id = $1 and client.blacklist_reason is not null`,
    [clientId],
  );
  return rows.map(toClient)[0];
}

/** Everybody who is not served, the latest first. */
export async function listBlacklist(sql: Sql, limit: number): Promise<BlacklistedClient[]> {
  const { rows } = await sql.query<Row>(
    `select ${columns}
     from repair.client
     left join repair.person on person.user_id = client.blacklisted_by
     where client.blacklist_reason is not null
     order by at desc, client.id
     limit $1`,
    [limit],
  );
  return rows.map(toClient);
}

/** Says that a client is not served, and why; or that they are again. Their orders' cards are out of date then. */
export async function setBlacklist(
  tx: Tx,
  set:
    | { readonly clientId: number; readonly reason: string; readonly by: number; readonly at: Date }
    | { readonly clientId: number; readonly reason: undefined },
): Promise<void> {
  await tx.query(
    `update repair.client
     set blacklist_reason = $2, blacklisted_by = $3, blacklisted_at = $4
     where id = $1`,
    set.reason === undefined ? [set.clientId, null, null, null] : [set.clientId, set.reason, set.by, set.at],
  );
}

interface Row {
  id: number;
  name: string | null;
  blacklist_reason: string;
  by: number;
  by_name: string;
  at: Date;
  phone: string | null;
}

function toClient(row: Row): BlacklistedClient {
  return {
    clientId: row.id,
    name: row.name ?? undefined,
    phone: row.phone ?? '',
    reason: row.blacklist_reason,
    by: row.by,
    byName: row.by_name,
    at: row.at,
  };
}

import type { Sql, Tx } from '@durabot/postgres';

/** Whose roles: one company's in one product. */
export interface RoleRealm {
  readonly product: string;
  readonly tenant: string;
}

/** A role that somebody has by the database. */
export interface RoleGrant {
  readonly userId: number;
  readonly role: string;
  readonly grantedBy: number | undefined;
  readonly grantedAt: Date;
}

/** All grants, the oldest first. A realm has as many as it has staff, so they are read together. */
export async function listGrants(sql: Sql, { product, tenant }: RoleRealm): Promise<RoleGrant[]> {
  const { rows } = await sql.prepared<{
    user_id: number;
    role: string;
    granted_by: number | null;
    granted_at: Date;
  }>(
    'kit_role_grants',
    `select user_id, role, granted_by, granted_at from kit.role_grant
     where product = $1 and tenant = $2 order by granted_at, user_id, role`,
    [product, tenant],
  );
  return rows.map((row) => ({
    userId: row.user_id,
    role: row.role,
    grantedBy: row.granted_by ?? undefined,
    grantedAt: row.granted_at,
  }));
}

/** @returns false when it was there already */
export async function insertGrant(tx: Tx, { product, tenant }: RoleRealm, grant: RoleGrant): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into kit.role_grant (product, tenant, user_id, role, granted_by, granted_at)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [product, tenant, grant.userId, grant.role, grant.grantedBy ?? null, grant.grantedAt],
  );
  return rowCount > 0;
}

/** @returns false when it was not there */
export async function deleteGrant(
  tx: Tx,
  { product, tenant }: RoleRealm,
  userId: number,
  role: string,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    'delete from kit.role_grant where product = $1 and tenant = $2 and user_id = $3 and role = $4',
    [product, tenant, userId, role],
  );
  return rowCount > 0;
}

/** Who has a role, held until the commit: of two who revoke at once, the second one counts what is left. */
export async function lockHolders(tx: Tx, { product, tenant }: RoleRealm, role: string): Promise<number[]> {
  const { rows } = await tx.query<{ user_id: number }>(
    `select user_id from kit.role_grant where product = $1 and tenant = $2 and role = $3 order by user_id for update`,
    [product, tenant, role],
  );
  return rows.map((row) => row.user_id);
}

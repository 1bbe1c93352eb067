import type { Sql, Tx } from '@durabot/postgres';

import { decrypt, encrypt } from './aes.ts';
import type { RandomBytes } from './aes.ts';
import type { MasterKeys } from './master-keys.ts';

/** Whose fields a data key is for. */
export interface KeyScope {
  readonly product: string;
  readonly tenant: string;
  /** A person; empty for what belongs to the whole tenant. */
  readonly subject: string;
}

/** A data key that can be used. */
export interface DataKey {
  readonly id: string;
  readonly bytes: Buffer;
}

interface Row extends KeyScope {
  readonly id: string;
  readonly master_key_id: string;
  readonly wrapped: Buffer | null;
}

/** What data keys are made and opened with. */
export interface KeyRing {
  readonly masterKeys: MasterKeys;
  readonly random: RandomBytes;
}

/** The key that new fields of a scope are encrypted with; made when there is none. It cannot be shredded until the commit. */
export async function activeDataKey(tx: Tx, ring: KeyRing, scope: KeyScope, at: Date): Promise<DataKey> {
  const found = await findActive(tx, scope);
  if (found !== undefined) return unwrap(ring, found);
  const id = ring.random(12).toString('base64url');
  const { current } = ring.masterKeys;
  await tx.query(
    `insert into kit.data_key (id, product, tenant, subject, master_key_id, wrapped, created_at)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict do nothing`,
    [id, scope.product, scope.tenant, scope.subject, current.id, wrap(ring, id, scope, ring.random(32)), at],
  );
  // Of two that make the first key at once, both go on with the one that was stored.
  const made = await findActive(tx, scope);
  if (made === undefined) throw new Error(`The data key of ${scope.product} was shredded while it was made.`);
  return unwrap(ring, made);
}

async function findActive(tx: Tx, { product, tenant, subject }: KeyScope): Promise<Row | undefined> {
  const { rows } = await tx.query<Row>(
    `select id, product, tenant, subject, master_key_id, wrapped
     from kit.data_key
     where product = $1 and tenant = $2 and subject = $3 and retired_at is null and shredded_at is null
     for share`,
    [product, tenant, subject],
  );
  return rows[0];
}

/** Data keys by id; those that are shredded or never were are not among them. */
export async function readDataKeys(
  sql: Sql,
  ring: KeyRing,
  ids: readonly string[],
): Promise<ReadonlyMap<string, DataKey>> {
  const { rows } = await sql.query<Row>(
    `select id, product, tenant, subject, master_key_id, wrapped
     from kit.data_key
     where id = any ($1) and wrapped is not null`,
    [[...new Set(ids)]],
  );
  return new Map(rows.map((row) => [row.id, unwrap(ring, row)]));
}

/** From now on a scope's new fields get a new key; what is encrypted stays readable. */
export async function retireDataKey(tx: Tx, { product, tenant, subject }: KeyScope, at: Date): Promise<void> {
  await tx.query(
    `update kit.data_key
     set retired_at = $4
     where product = $1 and tenant = $2 and subject = $3 and retired_at is null and shredded_at is null`,
    [product, tenant, subject, at],
  );
}

/**
 * Makes all fields of a scope unreadable for ever by throwing its keys away, wherever copies of the fields are. Backups of
 * the database hold the keys until they expire.
 *
 * @returns how many keys there were
 */
export async function shredDataKeys(tx: Tx, { product, tenant, subject }: KeyScope, at: Date): Promise<number> {
  const { rowCount } = await tx.query(
    `update kit.data_key
     set wrapped = null, shredded_at = $4
     where product = $1 and tenant = $2 and subject = $3 and shredded_at is null`,
    [product, tenant, subject, at],
  );
  return rowCount;
}

/**
 * Wraps keys of older master keys with the current one, some at a time; fields are not touched.
 *
 * @returns how many were wrapped anew; 0 when no older master key is needed any more
 */
export async function rewrapDataKeys(tx: Tx, ring: KeyRing, limit = 500): Promise<number> {
  const { current } = ring.masterKeys;
  const { rows } = await tx.query<Row>(
    `select id, product, tenant, subject, master_key_id, wrapped
     from kit.data_key
     where wrapped is not null and master_key_id <> $1
     order by id
     limit $2
     for update skip locked`,
    [current.id, limit],
  );
  for (const row of rows) {
    const wrapped = wrap(ring, row.id, row, unwrap(ring, row).bytes);
    await tx.query('update kit.data_key set wrapped = $2, master_key_id = $3 where id = $1', [
      row.id,
      wrapped,
      current.id,
    ]);
  }
  return rows.length;
}

function wrap({ masterKeys, random }: KeyRing, id: string, scope: KeyScope, bytes: Buffer): Buffer {
  return encrypt(masterKeys.current.bytes, bytes, contextOf(id, scope), random);
}

function unwrap({ masterKeys }: KeyRing, row: Row): DataKey {
  const master = masterKeys.find(row.master_key_id);
  if (master === undefined)
    throw new Error(
      `Data key ${row.id} is wrapped by master key ${row.master_key_id}, which is not among the settings.`,
    );
  const bytes = row.wrapped === null ? undefined : decrypt(master.bytes, row.wrapped, contextOf(row.id, row));
  if (bytes === undefined)
    throw new Error(
      `Data key ${row.id} does not open with master key ${master.id}: the key or the row is another one.`,
    );
  return { id: row.id, bytes };
}

/** A wrapped key opens only in its own row. */
function contextOf(id: string, { product, tenant, subject }: KeyScope): string {
  return JSON.stringify(['data-key', id, product, tenant, subject]);
}

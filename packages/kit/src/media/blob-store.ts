import type { Database, Sql, Tx } from '@durabot/postgres';

import type { BlobFiles } from './blob-files.ts';

/** Whose a file is, and as what: the third photo of an order. */
export interface BlobOwner {
  readonly product: string;
  readonly tenant: string;
  readonly entity: { readonly kind: string; readonly id: string };
}

/** A file as something refers to it. */
export interface BlobRef {
  readonly name: string;
  readonly hash: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly addedAt: Date;
}

/**
 * Stores a file and refers to it by `name` from its owner, replacing what had that name. Equal content is stored once.
 *
 * The file is on the disk before its row can be committed; a rollback or a crash leaves a file without a row, which
 * {@link sweepBlobs} removes. The row is locked until the commit, so that no sweep takes the file meanwhile.
 */
export async function addBlob(
  tx: Tx,
  files: BlobFiles,
  owner: BlobOwner,
  file: { readonly name: string; readonly bytes: Buffer; readonly mediaType: string; readonly at: Date },
): Promise<string> {
  const hash = await files.put(file.bytes);
  await tx.query(
    `insert into kit.blob (hash, size_bytes, media_type, stored_at)
     values ($1, $2, $3, $4)
     on conflict (hash) do update set unreferenced_at = null`,
    [hash, file.bytes.length, file.mediaType, file.at],
  );
  // A sweep may have taken the file just before we had the row.
  if (!(await files.has(hash))) await files.put(file.bytes);
  const { product, tenant, entity } = owner;
  const { rows } = await tx.query<{ before: string | null }>(
    `with before as (
       select hash from kit.blob_ref
       where product = $1 and tenant = $2 and entity_kind = $3 and entity_id = $4 and name = $5
     )
     insert into kit.blob_ref (product, tenant, entity_kind, entity_id, name, hash, added_at)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (product, tenant, entity_kind, entity_id, name) do update set hash = excluded.hash, added_at = excluded.added_at
     returning (select hash from before) as before`,
    [product, tenant, entity.kind, entity.id, file.name, hash, file.at],
  );
  const before = rows[0]?.before ?? null;
  if (before !== null && before !== hash) await markUnreferenced(tx, [before], file.at);
  return hash;
}

/** The files of an owner, by name. */
export async function listBlobs(sql: Sql, { product, tenant, entity }: BlobOwner): Promise<BlobRef[]> {
  const { rows } = await sql.query<BlobRef>(
    `select r.name, r.hash, b.media_type as "mediaType", b.size_bytes as "sizeBytes", r.added_at as "addedAt"
     from kit.blob_ref r
     join kit.blob b using (hash)
     where r.product = $1 and r.tenant = $2 and r.entity_kind = $3 and r.entity_id = $4
     order by r.name`,
    [product, tenant, entity.kind, entity.id],
  );
  return rows;
}

/**
 * Gives up an owner's files: all of them, or one. The bytes go with the next sweep, when nothing else refers to them;
 * until the commit nothing is gone.
 *
 * @returns how many references there were
 */
export async function dropBlobs(
  tx: Tx,
  { product, tenant, entity }: BlobOwner,
  at: Date,
  name?: string,
): Promise<number> {
  const { rows } = await tx.query<{ hash: string }>(
    `delete from kit.blob_ref
     where product = $1 and tenant = $2 and entity_kind = $3 and entity_id = $4 and ($5::text is null or name = $5)
     returning hash`,
    [product, tenant, entity.kind, entity.id, name ?? null],
  );
  await markUnreferenced(
    tx,
    rows.map(({ hash }) => hash),
    at,
  );
  return rows.length;
}

async function markUnreferenced(tx: Tx, hashes: readonly string[], at: Date): Promise<void> {
  if (hashes.length === 0) return;
  const list = [...new Set(hashes)];
  // In one order, so that two owners of the same files do not wait for each other. And in a statement of its own: of two
  // who drop the last two references at once, the later one then sees what the earlier one did.
  await tx.query('select 1 from kit.blob where hash = any ($1) order by hash for update', [list]);
  await tx.query(
    `update kit.blob b
     set unreferenced_at = $2
     where hash = any ($1) and not exists (select 1 from kit.blob_ref r where r.hash = b.hash)`,
    [list, at],
  );
}

/** How a sweep went. */
export interface BlobSweep {
  /** Files that nothing referred to any more. */
  readonly removed: number;
  /** Files that never got a row: a crash or a rollback came between. */
  readonly strays: number;
}

const strayAgeMs = 3_600_000;

/**
 * Removes the bytes of what nothing refers to. File and row go under the row's lock: a crash in between leaves a row
 * without a file, which the next sweep takes away, or which {@link addBlob} fills again.
 */
export async function sweepBlobs(db: Database, files: BlobFiles, now: Date, limit = 500): Promise<BlobSweep> {
  let removed = 0;
  while (removed < limit && (await sweepOne(db, files))) removed += 1;
  let strays = 0;
  for await (const hash of files.listOlder(new Date(now.getTime() - strayAgeMs))) {
    if (strays >= limit) break;
    if (await sweepStray(db, files, hash, now)) strays += 1;
  }
  return { removed, strays };
}

async function sweepOne(db: Database, files: BlobFiles): Promise<boolean> {
  return db.transaction(async (tx) => {
    const { rows } = await tx.query<{ hash: string }>(
      `select hash from kit.blob b
       where unreferenced_at is not null and not exists (select 1 from kit.blob_ref r where r.hash = b.hash)
       order by unreferenced_at
       limit 1
       for update skip locked`,
    );
    const [blob] = rows;
    if (blob === undefined) return false;
    const { rowCount } = await tx.query(
      `delete from kit.blob b
       where hash = $1 and not exists (select 1 from kit.blob_ref r where r.hash = b.hash)`,
      [blob.hash],
    );
    if (rowCount === 0) return false;
    await files.remove(blob.hash);
    return true;
  });
}

/** Takes the place of the row first: whoever stores the same content now waits for us, and then writes it again. */
async function sweepStray(db: Database, files: BlobFiles, hash: string, now: Date): Promise<boolean> {
  if (!/^[0-9a-f]{64}$/.test(hash)) return false;
  return db.transaction(async (tx) => {
    const { rowCount } = await tx.query(
      `insert into kit.blob (hash, size_bytes, media_type, stored_at) values ($1, 0, '', $2) on conflict do nothing`,
      [hash, now],
    );
    if (rowCount === 0) return false;
    await files.remove(hash);
    await tx.query('delete from kit.blob where hash = $1', [hash]);
    return true;
  });
}

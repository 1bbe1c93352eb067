import { addBlob, dropBlobs, type BlobFiles, type BlobOwner } from '@durabot/kit';
import type { Sql, Tx } from '@durabot/postgres';

/** Where rows with files of Telegram's are. */
export const fileHolders = { visit: 'visit_photo', order: 'order_attachment', master: 'master_photo' } as const;
export type FileHolder = keyof typeof fileHolders;

/** One row with a file. */
export interface FileAt {
  readonly holder: FileHolder;
  readonly seq: number;
  /** The order's, or the master's id. */
  readonly ownerId: number;
}

/** A file that Telegram has and we have not. */
export interface WaitingFile extends FileAt {
  readonly kind: 'photo' | 'voice' | 'video' | 'audio' | 'document';
  readonly fileId: string;
  readonly withPlace: boolean;
  /** How often it could not be had. */
  readonly tries: number;
}

/** Whose files. */
export type FileOwner = { readonly orderId: number } | { readonly masterId: number };

/** Bytes of a file with what is known of them. */
export interface KeptFile {
  readonly bytes: Buffer;
  readonly mediaType: string;
  readonly takenAt: Date | undefined;
  readonly place: { readonly latitude: number; readonly longitude: number } | undefined;
}

const waiting = `
  select 'visit' as holder, visit_photo.seq, visit.order_id as owner_id, kind, file_id, with_place, keep_tries as tries
  from repair.visit_photo
  join repair.visit on visit.id = visit_photo.visit_id
  where keep_state = 'waiting'
  union all
  select 'order', seq, order_id, kind, file_id, false, keep_tries
  from repair.order_attachment
  where keep_state = 'waiting'
  union all
  select 'master', seq, master_id, 'photo', file_id, false, keep_tries
  from repair.master_photo
  where keep_state = 'waiting'`;

/** What is still to be fetched, of one owner or of all, what was tried least first; served by the indexes `…_waiting_idx`. */
export async function listWaitingFiles(sql: Sql, owner: FileOwner | undefined, limit: number): Promise<WaitingFile[]> {
  const orderId = owner !== undefined && 'orderId' in owner ? owner.orderId : null;
  const masterId = owner !== undefined && 'masterId' in owner ? owner.masterId : null;
  const { rows } = await sql.query<WaitingFile>(
    `select holder, seq, owner_id as "ownerId", kind, file_id as "fileId", with_place as "withPlace", tries
     from (${waiting}) as waiting
     where ($1::bigint is null or (holder in ('visit', 'order') and owner_id = $1))
       and ($2::bigint is null or (holder = 'master' and owner_id = $2))
     order by tries, seq
     limit $3`,
    [orderId, masterId, limit],
  );
  return rows;
}

/** Whose the bytes of a row are, and under which name. */
function blobOf({ holder, seq, ownerId }: FileAt): { readonly owner: BlobOwner; readonly name: string } {
  return { owner: holder === 'master' ? masterBlobs(ownerId) : orderBlobs(ownerId), name: `${holder}/${seq}` };
}

export function orderBlobs(orderId: number): BlobOwner {
  return { product: 'repair', tenant: 'main', entity: { kind: 'order', id: String(orderId) } };
}

export function masterBlobs(masterId: number): BlobOwner {
  return { product: 'repair', tenant: 'main', entity: { kind: 'master', id: String(masterId) } };
}

/**
 * Stores the bytes of a row, and says so on it. A row that has gone meanwhile, or is a later picture's, gets nothing.
 *
 * @returns whether they are kept now
 */
export async function keepFile(
  tx: Tx,
  files: BlobFiles,
  file: WaitingFile,
  { bytes, mediaType, takenAt, place }: KeptFile,
  at: Date,
): Promise<boolean> {
  const { rows } = await tx.query(
    `select 1 from repair.${fileHolders[file.holder]} where seq = $1 and file_id = $2 and keep_state = 'waiting' for update`,
    [file.seq, file.fileId],
  );
  if (rows.length === 0) return false;
  const { owner, name } = blobOf(file);
  const hash = await addBlob(tx, files, owner, { name, bytes, mediaType, at });
  await tx.query(
    `update repair.${fileHolders[file.holder]}
     set keep_state = 'kept', hash = $2, media_type = $3, size_bytes = $4, taken_at = $5, latitude = coalesce($6, latitude),
         longitude = coalesce($7, longitude)
     where seq = $1`,
    [file.seq, hash, mediaType, bytes.length, takenAt ?? null, place?.latitude ?? null, place?.longitude ?? null],
  );
  return true;
}

/** Notes that a file could not be had; `waiting`: it is tried again. */
export async function noteNotKept(
  sql: Sql,
  { holder, seq, fileId }: WaitingFile,
  state: 'waiting' | 'gone' | 'refused',
): Promise<void> {
  await sql.query(
    `update repair.${fileHolders[holder]}
     set keep_state = $3, keep_tries = keep_tries + 1
     where seq = $1 and file_id = $2 and keep_state = 'waiting'`,
    [seq, fileId, state],
  );
}

/** The hash of the bytes of a row, once they are kept. */
export async function findKeptHash(
  sql: Sql,
  { holder, seq }: Pick<FileAt, 'holder' | 'seq'>,
): Promise<string | undefined> {
  const { rows } = await sql.query<{ hash: string | null }>(
    `select hash from repair.${fileHolders[holder]} where seq = $1`,
    [seq],
  );
  return rows[0]?.hash ?? undefined;
}

/**
 * Removes pictures, voices and other files of orders that ended before a moment, with their bytes.
 *
 * @returns how many files there were
 */
export async function dropFilesOfEnded(tx: Tx, before: Date, at: Date, limit: number): Promise<number> {
  const { rows } = await tx.query<{ order_id: number }>(
    `select id as order_id
     from repair.service_order
     where status in ('closed', 'refused', 'cancelled') and status_since < $1 and (
       exists (select from repair.order_attachment where order_id = service_order.id)
       or exists (
         select from repair.visit_photo
         join repair.visit on visit.id = visit_photo.visit_id
         where visit.order_id = service_order.id))
     order by id
     limit $2
     for update skip locked`,
    [before, limit],
  );
  const orderIds = rows.map((row) => row.order_id);
  for (const orderId of orderIds) await dropBlobs(tx, orderBlobs(orderId), at);
  const photos = await tx.query(
    `delete from repair.visit_photo using repair.visit
     where visit.id = visit_photo.visit_id and visit.order_id = any ($1)`,
    [orderIds],
  );
  const attachments = await tx.query('delete from repair.order_attachment where order_id = any ($1)', [orderIds]);
  return photos.rowCount + attachments.rowCount;
}

import { dropBlobs } from '@durabot/kit';
import type { Sql, Tx } from '@durabot/postgres';
import { masterBlobs } from './kept-file-store.ts';

/** Sets what a master looks like, in place of what there was; undefined: nothing is shown any more. */
export async function setMasterPhoto(
  tx: Tx,
  masterId: number,
  photo: { readonly fileId: string; readonly fileUniqueId: string } | undefined,
  { at, by }: { readonly at: Date; readonly by: number },
): Promise<void> {
  await tx.query('delete from repair.master_photo where master_id = $1', [masterId]);
  await dropBlobs(tx, masterBlobs(masterId), at);
  if (photo === undefined) return;
  await tx.query(
    `insert into repair.master_photo (master_id, file_id, file_unique_id, added_at, added_by)
     values ($1, $2, $3, $4, $5)`,
    [masterId, photo.fileId, photo.fileUniqueId, at, by],
  );
}

/** Telegram's id of a master's photo; of one that is no picture or has gone, none. */
export async function findMasterPhoto(sql: Sql, masterId: number): Promise<string | undefined> {
  const { rows } = await sql.query<{ file_id: string }>(
    `select file_id from repair.master_photo where master_id = $1 and keep_state in ('waiting', 'kept')`,
    [masterId],
  );
  return rows[0]?.file_id;
}

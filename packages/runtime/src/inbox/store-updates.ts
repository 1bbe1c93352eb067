import { isDatabaseUnavailable, type Log, type Sql } from '@durabot/postgres';
import { correlationOfUpdate } from '../correlation.ts';
import { appendUpdates, type AppendResult, type UpdateBatch } from './inbox.ts';

/**
 * Stores a batch of updates; see {@link appendUpdates}. An update that the database refuses for what it holds does not
 * stop the others: it is stored with its id alone, as one of kind `unknown`, so that it is confirmed and not met again.
 *
 * @throws DatabaseError when the database is away; nothing is confirmed then
 */
export async function storeUpdates(sql: Sql, log: Log, batch: UpdateBatch, nowMs: number): Promise<AppendResult> {
  try {
    return await appendUpdates(sql, batch, nowMs);
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error;
    return await storeOneByOne(sql, log, batch, nowMs);
  }
}

async function storeOneByOne(sql: Sql, log: Log, batch: UpdateBatch, nowMs: number): Promise<AppendResult> {
  const { nextOffset, ...rest } = batch;
  const total = { stored: 0, storedIds: [] as number[], repeated: 0, shards: new Set<number>() };
  for (const update of batch.updates) {
    const one = await appendUpdates(sql, { ...rest, updates: [update] }, nowMs).catch((error: unknown) => {
      if (isDatabaseUnavailable(error)) throw error;
      log.error(
        {
          bot: batch.bot,
          updateId: update.update_id,
          correlationId: correlationOfUpdate(batch.bot, update.update_id),
        },
        'unreadable update stored without its content',
      );
      return appendUpdates(sql, { ...rest, updates: [{ update_id: update.update_id }] }, nowMs);
    });
    total.stored += one.stored;
    total.storedIds.push(...one.storedIds);
    total.repeated += one.repeated;
    for (const shard of one.shards) total.shards.add(shard);
  }
  // Last: a cursor that moved first could pass over updates that were not stored.
  if (nextOffset !== undefined) await appendUpdates(sql, { ...rest, updates: [], nextOffset }, nowMs);
  return total;
}

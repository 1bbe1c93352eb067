import { isDatabaseUnavailable, type Log, type Sql } from '@durabot/postgres';
import type { Update } from '@grammyjs/types';
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
    const { updates, nextOffset, ...rest } = batch;
    const stored = await storeInParts(sql, log, rest, updates, nowMs);
    // Last: a cursor that moved first could pass over updates that were not stored.
    if (nextOffset !== undefined) await appendUpdates(sql, { ...rest, updates: [], nextOffset }, nowMs);
    return stored;
  }
}

/** Halves what was refused until the one to blame stands alone: the others cost a few statements, not one each. */
async function storeInParts(
  sql: Sql,
  log: Log,
  of: Pick<UpdateBatch, 'bot' | 'generation'>,
  refused: readonly Update[],
  nowMs: number,
): Promise<AppendResult> {
  const [first] = refused;
  if (first !== undefined && refused.length === 1) {
    const correlationId = correlationOfUpdate(of.bot, first.update_id);
    log.error(
      { bot: of.bot, updateId: first.update_id, correlationId },
      'unreadable update stored without its content',
    );
    return appendUpdates(sql, { ...of, updates: [{ update_id: first.update_id }] }, nowMs);
  }
  const total = { stored: 0, storedIds: [] as number[], entries: [], repeated: 0, shards: new Set<number>() };
  const half = Math.ceil(refused.length / 2);
  for (const updates of [refused.slice(0, half), refused.slice(half)]) {
    if (updates.length === 0) continue;
    const part = await appendUpdates(sql, { ...of, updates }, nowMs).catch((error: unknown) => {
      if (isDatabaseUnavailable(error)) throw error;
      return storeInParts(sql, log, of, updates, nowMs);
    });
    total.stored += part.stored;
    total.storedIds.push(...part.storedIds);
    total.repeated += part.repeated;
    for (const shard of part.shards) total.shards.add(shard);
  }
  return total;
}

import type { Redis } from '@durabot/redis';
import type { Sql } from '@durabot/postgres';
import type { StoredDialog } from '../dialog/dialog-store.ts';
import type { DueEntry } from '../inbox/inbox.ts';
import type { MirrorMetrics } from '../operations/metrics.ts';
import { readDialogData } from './mirror-store.ts';
import { dataFromMirror, mirrorKeys } from './mirrored-dialog.ts';

export interface ReadMirrorDeps {
  redis: Redis;
  db: Sql;
  metrics: MirrorMetrics;
}

/**
 * Puts the data to dialogs that were read from the table without it: from Redis where that has the very revision which the
 * table names, else from the table. So a Redis that is stale, flushed or wrong costs one more question and changes nothing.
 */
export async function completeFromMirror(deps: ReadMirrorDeps, entries: readonly DueEntry[]): Promise<DueEntry[]> {
  const wanted = new Map<string, { dialog: StoredDialog; key: string }>();
  for (const { bot, chatId, userId, topicId, activeDialog: dialog } of entries) {
    if (dialog === undefined || chatId === undefined || userId === undefined) continue;
    wanted.set(dialog.id, { dialog, key: mirrorKeys({ bot, chatId, userId, topicId: topicId ?? 0 }).data });
  }
  if (wanted.size === 0) return [...entries];
  const complete = await readFromRedis(deps.redis, [...wanted.values()]);
  const missing = [...wanted.keys()].filter((id) => !complete.has(id));
  deps.metrics.mirrorRead(complete.size, missing.length);
  const fromTable = missing.length === 0 ? undefined : await readDialogData(deps.db, missing);
  return entries.map((entry) => {
    const { activeDialog } = entry;
    if (activeDialog === undefined) return entry;
    return { ...entry, activeDialog: complete.get(activeDialog.id) ?? fromTable?.get(activeDialog.id) };
  });
}

async function readFromRedis(
  redis: Redis,
  wanted: readonly { dialog: StoredDialog; key: string }[],
): Promise<Map<string, StoredDialog>> {
  const found = new Map<string, StoredDialog>();
  const answer = await redis.ask([['mget', ...wanted.map(({ key }) => key)]]);
  const texts = answer.kind === 'answered' && Array.isArray(answer.replies[0]) ? answer.replies[0] : [];
  for (const [index, { dialog }] of wanted.entries()) {
    const text: unknown = texts[index];
    const data = typeof text === 'string' ? dataFromMirror(text, dialog) : undefined;
    if (data !== undefined) found.set(dialog.id, { ...dialog, data });
  }
  return found;
}

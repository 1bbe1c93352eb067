import type { Redis } from '@durabot/redis';
import type { Database } from '@durabot/postgres';
import type { DueEntry, InboxEntry } from '../inbox/inbox.ts';
import type { DialogMirror } from '../mirror/dialog-mirror.ts';
import type { DialogPlace } from '../mirror/mirrored-dialog.ts';
import { completeFromMirror } from '../mirror/read-mirror.ts';
import type { MirrorMetrics } from '../operations/metrics.ts';
import { createDialogCache, type DialogCache } from './dialog-cache.ts';
import { createDialogMemory } from './dialog-memory.ts';
import type { StagedWrites } from './staged-writes.ts';

/**
 * Where dialogs are read: `postgres` and nowhere else; `redis` first, where the revision that the table names is used and no
 * other; `memory`, which writes them nowhere, so that they end with the process. In the first two they are committed to the table.
 */
export type DialogStorageKind = 'postgres' | 'redis' | 'memory';

/** What the stage does differently for each kind. */
export interface DialogStorage {
  /** Whether the data of dialogs is read from the table together with the entries. */
  readonly readsTable: boolean;
  /** Adds what was not read with the entries. */
  complete(entries: DueEntry[]): Promise<DueEntry[]>;
  createCache(): DialogCache;
  /** What of an attempt's writes goes into the commit. */
  committedWrites(writes: StagedWrites): StagedWrites;
  /** After a commit that changed the dialogs of the entry's user. */
  changed(entry: InboxEntry, dialogs: DialogCache): void;
  /** After a commit whose outcome nobody knows. */
  unsure(entry: InboxEntry): void;
}

/** Redis and what mirrors dialogs there. */
export interface MirrorParts {
  redis: Redis;
  mirror: DialogMirror;
  metrics: MirrorMetrics;
}

export function createDialogStorage(
  kind: DialogStorageKind,
  db: Database,
  parts: MirrorParts | undefined,
): DialogStorage {
  const table: DialogStorage = {
    readsTable: true,
    complete: async (entries) => entries,
    createCache: () => createDialogCache(db),
    committedWrites: (writes) => writes,
    changed: (entry, dialogs) => {
      const place = placeOf(entry);
      if (place !== undefined) parts?.mirror.changed(place, dialogs.active(entry, new Map()));
    },
    unsure: (entry) => {
      const place = placeOf(entry);
      if (place !== undefined) parts?.mirror.unsure(place);
    },
  };
  switch (kind) {
    case 'postgres':
      return table;
    case 'redis':
      if (parts === undefined) return table;
      return { ...table, readsTable: false, complete: (entries) => completeFromMirror({ ...parts, db }, entries) };
    case 'memory': {
      const memory = createDialogMemory();
      return {
        readsTable: false,
        complete: async (entries) => entries,
        createCache: () => memory,
        committedWrites: (writes) => ({ ...writes, dialogs: new Map() }),
        changed: () => undefined,
        unsure: () => undefined,
      };
    }
  }
  return kind satisfies never;
}

function placeOf({ bot, chatId, userId, topicId }: InboxEntry): DialogPlace | undefined {
  return chatId === undefined || userId === undefined ? undefined : { bot, chatId, userId, topicId: topicId ?? 0 };
}

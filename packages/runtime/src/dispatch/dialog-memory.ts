import type { StoredDialog } from '../dialog/dialog-store.ts';
import type { InboxEntry } from '../inbox/inbox.ts';
import { ownerKey, type DialogCache } from './dialog-cache.ts';

/** The dialogs of all chats in this process's memory: they end with it, and no other process sees them. For throw-away runs. */
export function createDialogMemory(): DialogCache {
  const byOwner = new Map<string, ReadonlyMap<string, StoredDialog>>();

  const known = (entry: InboxEntry, staged: ReadonlyMap<string, StoredDialog | undefined>): StoredDialog[] => {
    const kept = [...(byOwner.get(keyOf(entry))?.values() ?? [])].filter(({ id }) => !staged.has(id));
    return [...kept, ...[...staged.values()].filter((dialog) => dialog !== undefined)];
  };

  return {
    load: async () => undefined,
    active: (entry, staged) => known(entry, staged).find(({ status }) => status === 'active'),
    list: async (entry, staged) =>
      known(entry, staged).toSorted((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime()),
    committed: (entry, staged) => {
      const left = known(entry, staged);
      if (left.length === 0) byOwner.delete(keyOf(entry));
      else byOwner.set(keyOf(entry), new Map(left.map((dialog) => [dialog.id, dialog])));
    },
    // What it holds is committed, and there is no other place to read it from.
    clear: () => undefined,
  };
}

function keyOf(entry: InboxEntry): string {
  return `${entry.bot}/${entry.chatId ?? ''}/${ownerKey(entry) ?? ''}`;
}

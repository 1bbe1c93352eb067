import type { Sql } from '@durabot/postgres';
import type { StoredDialog } from '../dialog/dialog-store.ts';
import type { DueEntry, InboxEntry } from '../inbox/inbox.ts';

/**
 * The dialogs of one chat while this process works on it. It may keep what it has read and written,
 * because a chat is handled by one owner, one entry at a time, and commits are fenced; it goes with the chat's last entry.
 */
export interface DialogCache {
  /** Makes the active dialog of the entry's user known; `fresh` is what was read with the entry, if nothing ran in between. */
  load(entry: InboxEntry, fresh: Pick<DueEntry, 'activeDialog' | 'hasParked'> | undefined): Promise<void>;
  active(entry: InboxEntry, staged: Staged): StoredDialog | undefined;
  list(entry: InboxEntry, staged: Staged): Promise<StoredDialog[]>;
  /** Takes over what an attempt has committed. */
  committed(entry: InboxEntry, staged: Staged): void;
  /** Forgets all, after a commit whose outcome is unknown. */
  clear(): void;
}

export type Staged = ReadonlyMap<string, StoredDialog | undefined>;

/** What is known of one person's dialogs. */
interface Known {
  active: StoredDialog | undefined;
  /** Whether there may be others, which are read when somebody asks for them. */
  hasParked: boolean;
}

export function createDialogCache(sql: Sql): DialogCache {
  const byOwner = new Map<string, Known>();

  return {
    load: async (entry, fresh) => {
      const owner = ownerKey(entry);
      if (owner === undefined || byOwner.has(owner)) return;
      if (fresh === undefined) {
        const stored = await readDialogs(sql, entry);
        const active = stored.find((dialog) => dialog.status === 'active');
        byOwner.set(owner, { active, hasParked: stored.length > (active === undefined ? 0 : 1) });
      } else {
        byOwner.set(owner, { active: fresh.activeDialog, hasParked: fresh.hasParked });
      }
    },
    active: (entry, staged) => {
      const changed = [...staged.values()].find((dialog) => dialog?.status === 'active');
      if (changed !== undefined) return changed;
      const known = byOwner.get(ownerKey(entry) ?? '')?.active;
      return known === undefined || staged.has(known.id) ? undefined : known;
    },
    list: async (entry, staged) => {
      const known = byOwner.get(ownerKey(entry) ?? '');
      const all = known?.hasParked === false ? activeOf(known) : await readDialogs(sql, entry);
      const stored = all.filter((dialog) => !staged.has(dialog.id));
      const changed = [...staged.values()].filter((dialog) => dialog !== undefined);
      return [...stored, ...changed].toSorted((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime());
    },
    committed: (entry, staged) => {
      const owner = ownerKey(entry);
      if (owner === undefined) return;
      const known = byOwner.get(owner);
      byOwner.set(owner, {
        active: applied(known?.active, staged),
        hasParked: known?.hasParked !== false || [...staged.values()].some((dialog) => dialog?.status === 'parked'),
      });
    },
    clear: () => byOwner.clear(),
  };
}

function activeOf({ active }: Known): StoredDialog[] {
  return active === undefined ? [] : [active];
}

function applied(known: StoredDialog | undefined, staged: Staged): StoredDialog | undefined {
  const changed = [...staged.values()].find((dialog) => dialog?.status === 'active');
  if (changed !== undefined) return changed;
  return known === undefined || staged.has(known.id) ? undefined : known;
}

/** Whose dialogs an entry is about; undefined where there is no person. */
export function ownerKey(entry: InboxEntry): string | undefined {
  return entry.chatId === undefined || entry.userId === undefined ? undefined : `${entry.userId}/${entry.topicId ?? 0}`;
}

interface DialogRow {
  id: string;
  name: string;
  version: number;
  step: string;
  data: unknown;
  rev: number;
  status: 'active' | 'parked';
  started_at: Date;
  updated_at: Date;
  expires_at: Date | null;
}

/** Served by `dialog_owner_idx`. */
async function readDialogs(sql: Sql, entry: InboxEntry): Promise<StoredDialog[]> {
  const { rows } = await sql.prepared<DialogRow>(
    'dialog_read',
    `select id, name, version, step, data, rev, status, started_at, updated_at, expires_at from durabot.dialog
     where bot = $1 and chat_id = $2 and user_id = $3 and topic_id = $4 order by updated_at desc`,
    [entry.bot, entry.chatId ?? null, entry.userId ?? null, entry.topicId ?? 0],
  );
  return rows.map(({ started_at, updated_at, expires_at, ...row }) => ({
    ...row,
    startedAt: started_at,
    updatedAt: updated_at,
    expiresAt: expires_at ?? undefined,
  }));
}

import type { StoredDialog } from '../dialog/dialog-store.ts';
import type { DueEntry } from './inbox.ts';

/** The active dialog beside an entry; all null where there is none. */
export interface DialogColumns {
  dialog_id: string | null;
  dialog_name: string;
  dialog_version: number;
  dialog_step: string;
  dialog_data: unknown;
  dialog_rev: number;
  dialog_started_at: Date;
  dialog_updated_at: Date;
  dialog_expires_at: Date | null;
  has_parked: boolean;
}

/** Of a `durabot.dialog d` that is joined from the left to the entry `of`; `data` is an expression for its data. */
export function dialogColumnsOf(of: string, bot: string, data: string): string {
  return `d.id as dialog_id, d.name as dialog_name, d.version as dialog_version, d.step as dialog_step, ${data} as dialog_data,
  d.rev as dialog_rev, d.started_at as dialog_started_at, d.updated_at as dialog_updated_at, d.expires_at as dialog_expires_at,
  exists (
    select 1 from durabot.dialog p where p.bot = ${bot} and p.chat_id = ${of}.chat_id and p.user_id = ${of}.user_id
      and p.topic_id = coalesce(${of}.topic_id, 0) and p.status <> 'active') as has_parked`;
}

/** A row of the inbox as it is read, with the active dialog of its user. */
export interface DueRow extends DialogColumns {
  id: number;
  bot: string;
  shard: number;
  chat_key: string;
  chat_id: number | null;
  user_id: number | null;
  topic_id: number | null;
  kind: string;
  update_id: number | null;
  payload: unknown;
  attempts: number;
  starts: number;
  received_at: Date;
  expires_at: Date | null;
  correlation_id: string | null;
}

export function entryOf(row: DueRow): DueEntry {
  return {
    id: row.id,
    bot: row.bot,
    shard: row.shard,
    chatKey: row.chat_key,
    chatId: row.chat_id ?? undefined,
    userId: row.user_id ?? undefined,
    topicId: row.topic_id ?? undefined,
    kind: row.kind,
    updateId: row.update_id ?? undefined,
    payload: row.payload,
    attempts: row.attempts,
    starts: row.starts,
    receivedAt: row.received_at,
    expiresAt: row.expires_at ?? undefined,
    correlationId: row.correlation_id ?? undefined,
    activeDialog: activeDialogOf(row),
    hasParked: row.has_parked,
  };
}

/** The dialog that was joined, if there was one. */
export function activeDialogOf(row: DialogColumns): StoredDialog | undefined {
  if (row.dialog_id === null) return undefined;
  return {
    id: row.dialog_id,
    name: row.dialog_name,
    version: row.dialog_version,
    step: row.dialog_step,
    data: row.dialog_data,
    rev: row.dialog_rev,
    status: 'active',
    startedAt: row.dialog_started_at,
    updatedAt: row.dialog_updated_at,
    expiresAt: row.dialog_expires_at ?? undefined,
  };
}

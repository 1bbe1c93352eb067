import type { Sql } from '@durabot/postgres';
import type { Update } from '@grammyjs/types';
import { describeUpdate } from './describe-update.ts';
import { sqlJson } from '../sql-json.ts';
import { shardOf } from './shard.ts';
import type { StoredDialog } from '../dialog/dialog-store.ts';
import { activeDialogOf, dialogColumnsOf, type DialogColumns, entryOf, type DueRow } from './due-entry.ts';

/** One row of the inbox: an update or a timer of a chat that waits to be handled. */
export interface InboxEntry {
  id: number;
  bot: string;
  shard: number;
  chatKey: string;
  chatId: number | undefined;
  userId: number | undefined;
  topicId: number | undefined;
  kind: string;
  updateId: number | undefined;
  payload: unknown;
  /** Finished attempts before this one. */
  attempts: number;
  /** Times its handler was begun without an end, counted while processes crash. */
  starts: number;
  receivedAt: Date;
  expiresAt: Date | undefined;
  /** What it goes back to, where that is not its own update; see `correlationOf`. */
  correlationId: string | undefined;
}

/** A due entry with the dialog that was active in its chat for its user when it was read. */
export interface DueEntry extends InboxEntry {
  activeDialog: StoredDialog | undefined;
  /** Whether that user has other dialogs there, put aside. */
  hasParked: boolean;
}

export interface AppendResult {
  stored: number;
  /**
   * Those stored that nothing of their chat stood before, in their order, as they would be read: whoever works on their
   * chats can begin at once. None where the database may hold something else than what was given.
   */
  entries: readonly DueEntry[];
  /** Their update ids. */
  storedIds: readonly number[];
  /** Updates that were received before and are left out. */
  repeated: number;
  /** Where those stored may be. */
  shards: ReadonlySet<number>;
}

/** How one bot's updates come in. */
export interface UpdateBatch {
  bot: string;
  generation: number;
  updates: readonly Update[];
  /** Long polling moves its cursor in the same statement that stores the batch; webhooks have none. */
  nextOffset?: number;
}

/**
 * Stores updates that were not received before, in the order given, and moves the polling cursor with them: one statement.
 * The duplicate test is the set of ids seen, never a maximum, since ids can restart lower.
 */
export async function appendUpdates(sql: Sql, batch: UpdateBatch, nowMs: number): Promise<AppendResult> {
  const rows = batch.updates.map((update, ord) => {
    const about = describeUpdate(update);
    return {
      ord,
      update_id: update.update_id,
      shard: shardOf(batch.bot, about.chatKey),
      chat_key: about.chatKey,
      chat_id: about.chatId,
      user_id: about.userId,
      topic_id: about.topicId,
      kind: about.kind,
      payload: update,
      gone: about.gone,
      expires_at: about.expiresInMs === undefined ? undefined : new Date(nowMs + about.expiresInMs),
    };
  });
  const text = sqlJson(rows);
  const { rows: added } = await sql.prepared<AddedRow>('inbox_append', appendSql, [
    batch.bot,
    batch.generation,
    text,
    new Date(nowMs),
    batch.nextOffset ?? null,
  ]);
  return {
    stored: added.length,
    storedIds: added.map(({ update_id }) => update_id),
    // With escapes in it, it may have been changed for the database.
    entries: text.includes('\\u') || text.includes('\ufffd') ? [] : entriesToBegin(batch.bot, rows, added),
    repeated: rows.length - added.length,
    shards: new Set(rows.map((row) => row.shard)),
  };
}

/** One update as it is stored. */
interface AppendedRow {
  update_id: number;
  shard: number;
  chat_key: string;
  chat_id: number | undefined;
  user_id: number | undefined;
  topic_id: number | undefined;
  kind: string;
  payload: Update;
  expires_at: Date | undefined;
}

/** What the database says of an update that it has stored, and the dialog that was active at that moment. */
interface AddedRow extends DialogColumns {
  id: number;
  update_id: number;
  received_at: Date;
  waits: boolean;
}

function entriesToBegin(bot: string, rows: readonly AppendedRow[], added: readonly AddedRow[]): DueEntry[] {
  const byId = new Map(rows.map((row) => [row.update_id, row]));
  const behind = new Set<string>();
  return added.flatMap((stored) => {
    const row = byId.get(stored.update_id);
    if (row === undefined) return [];
    if (stored.waits) behind.add(row.chat_key);
    if (behind.has(row.chat_key)) return [];
    return {
      id: stored.id,
      bot,
      shard: row.shard,
      chatKey: row.chat_key,
      chatId: row.chat_id,
      userId: row.user_id,
      topicId: row.topic_id,
      kind: row.kind,
      updateId: row.update_id,
      payload: row.payload,
      attempts: 0,
      starts: 0,
      receivedAt: stored.received_at,
      expiresAt: row.expires_at,
      correlationId: undefined,
      activeDialog: activeDialogOf(stored),
      hasParked: stored.has_parked,
    };
  });
}

const appendSql = `
with input as (
  select * from json_to_recordset($3::json) as r(
    ord integer, update_id bigint, shard smallint, chat_key text, chat_id bigint, user_id bigint, topic_id bigint,
    kind text, payload json, gone text, expires_at timestamptz)
), fresh as (
  insert into durabot.seen_update (bot, generation, update_id)
  select $1, $2, update_id from input order by ord
  on conflict do nothing
  returning update_id
), added as (
  insert into durabot.inbox (bot, shard, chat_key, chat_id, user_id, topic_id, kind, update_id, payload, due_at, expires_at)
  select $1, i.shard, i.chat_key, i.chat_id, i.user_id, i.topic_id, i.kind, i.update_id, i.payload, $4, i.expires_at
  from input i join fresh using (update_id)
  order by i.ord
  returning id, chat_key, chat_id, user_id, topic_id, update_id, received_at
), last_word as (
  select distinct on (i.chat_id) i.chat_id, i.gone from input i join fresh using (update_id)
  where i.chat_id is not null order by i.chat_id, i.ord desc
), closed as (
  insert into durabot.unreachable_chat (bot, chat_id, reason) select $1, chat_id, gone from last_word where gone is not null
  on conflict do nothing
), heard_from as (
  delete from durabot.unreachable_chat u
  using last_word w
  where u.bot = $1 and u.chat_id = w.chat_id and w.gone is null
), moved as (
  update durabot.bot set next_offset = $5 where name = $1 and $5::bigint is not null
)
select a.id, a.update_id, a.received_at,
  -- As it was before this statement: what was added with it is not seen.
  exists (select 1 from durabot.inbox e where e.bot = $1 and e.chat_key = a.chat_key) as waits,
  ${dialogColumnsOf('a', '$1', 'd.data')}
from added a
left join durabot.dialog d on d.bot = $1 and d.chat_id = a.chat_id and d.user_id = a.user_id
  and d.topic_id = coalesce(a.topic_id, 0) and d.status = 'active'
order by a.id`;

/**
 * Reads due entries of the given shards, oldest first, with their users' active dialogs.
 * Leaves out what is held already, and chats whose head entry failed and waits for its next attempt; what was never tried
 * is always due, whatever a clock that was set back says.
 * Served by `inbox_bot_idx`, bot by bot, so that one bot's queue costs the others nothing; the retry test by `inbox_retry_idx`.
 */
export async function readDue(
  sql: Sql,
  options: {
    bots: readonly string[];
    shards: readonly number[];
    heldIds: readonly number[];
    /** As `<bot>/<chat key>`: those with enough in memory, and those that are paused. */
    leftOutChats: readonly string[];
    nowMs: number;
    limit: number;
    /** False where the data of dialogs comes from elsewhere. */
    dialogData: boolean;
  },
): Promise<DueEntry[]> {
  const { rows } = await sql.prepared<DueRow>('inbox_read_due', readDueSql, [
    options.shards,
    options.heldIds,
    options.leftOutChats,
    new Date(options.nowMs),
    options.limit,
    options.bots,
    options.dialogData,
  ]);
  return rows.map(entryOf);
}

const readDueSql = `
select e.id, e.bot, e.shard, e.chat_key, e.chat_id, e.user_id, e.topic_id, e.kind, e.update_id, e.payload, e.attempts,
  e.starts, e.received_at, e.expires_at, e.correlation_id,
  ${dialogColumnsOf('e', 'e.bot', 'case when $7 then d.data end')}
from unnest($6::text[]) as b(bot)
cross join lateral (
  select i.id, i.bot, i.shard, i.chat_key, i.chat_id, i.user_id, i.topic_id, i.kind, i.update_id, i.payload, i.attempts,
    i.starts, i.received_at, i.expires_at, i.correlation_id
  from durabot.inbox i
  where i.bot = b.bot
    and i.shard = any ($1::smallint[])
    and (i.attempts = 0 or i.due_at <= $4)
    and i.id <> all ($2::bigint[])
    and i.bot || '/' || i.chat_key <> all ($3::text[])
    and not exists (
      select 1 from durabot.inbox r
      where r.attempts > 0 and r.bot = i.bot and r.chat_key = i.chat_key and r.id < i.id and r.due_at > $4)
  order by i.id
  limit $5) e
left join durabot.dialog d on d.bot = e.bot and d.chat_id = e.chat_id and d.user_id = e.user_id
  and d.topic_id = coalesce(e.topic_id, 0) and d.status = 'active'
order by e.id
limit $5`;

/**
 * Notes a failed attempt; the entry, and with it its chat, waits until `dueAt`.
 * @returns false when this process lost its right to commit
 */
export async function delayEntry(
  sql: Sql,
  processId: string,
  entryId: number,
  delay: { dueAt: Date; error: string },
): Promise<boolean> {
  const { rowCount } = await sql.query(
    `with fence as (select process_id from durabot.fence where process_id = $1 for key share)
     update durabot.inbox set attempts = attempts + 1, starts = 0, due_at = $3, last_error = $4
     where id = $2 and exists (select 1 from fence)`,
    [processId, entryId, delay.dueAt, delay.error],
  );
  return rowCount > 0;
}

/** Notes that handlers begin, for whoever finds the entries should this process not live to their ends. */
export async function noteStarts(sql: Sql, processId: string, entryIds: readonly number[]): Promise<void> {
  await sql.query(
    `update durabot.inbox set starts = starts + 1
     where id = any ($2) and exists (select 1 from durabot.fence where process_id = $1 for key share)`,
    [processId, entryIds],
  );
}

/** Forgets update ids that Telegram can no longer redeliver; in small batches. @returns how many */
export async function forgetSeenUpdates(sql: Sql, before: Date): Promise<number> {
  const { rowCount } = await sql.query(
    `delete from durabot.seen_update where ctid = any (array(
       select ctid from durabot.seen_update where seen_at < $1 limit 10000))`,
    [before],
  );
  return rowCount;
}

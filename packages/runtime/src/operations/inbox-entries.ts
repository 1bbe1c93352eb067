import type { Sql } from '@durabot/postgres';
import { maskPayload } from './mask-payload.ts';
import { tellOfOperator } from './tell-of-operator.ts';

/** `waiting` for its first attempt, `retrying` after a failed one, `paused` with its chat or bot. */
export type EntryState = 'waiting' | 'retrying' | 'paused';

/** An entry as operators see it, without what it holds. */
export interface EntryView {
  id: number;
  bot: string;
  chatKey: string;
  userId: number | undefined;
  kind: string;
  updateId: number | undefined;
  state: EntryState;
  attempts: number;
  receivedAt: Date;
  dueAt: Date;
  expiresAt: Date | undefined;
  lastError: string | undefined;
}

/** Which entries; what is left out does not matter. */
export interface EntryFilter {
  ids?: readonly number[];
  bot?: string;
  chatKey?: string;
  kind?: string;
  state?: EntryState;
  olderThanMs?: number;
}

/** Entries of one bot, kind and state. */
export interface EntryCount {
  bot: string;
  kind: string;
  state: EntryState;
  count: number;
  oldestAt: Date;
}

const seen = `(
  select i.*, case
    when exists (select 1 from durabot.pause p where p.bot = i.bot and p.chat_key in ('', i.chat_key)) then 'paused'
    when i.attempts > 0 then 'retrying' else 'waiting' end as state
  from durabot.inbox i) i`;

const matches = `($1::bigint[] is null or i.id = any ($1)) and ($2::text is null or i.bot = $2)
  and ($3::text is null or i.chat_key = $3) and ($4::text is null or i.kind = $4)
  and ($5::text is null or i.state = $5)
  and ($6::float8 is null or i.received_at < now() - make_interval(secs => $6))`;

function parametersOf(filter: EntryFilter): unknown[] {
  const { ids, bot, chatKey, kind, state, olderThanMs } = filter;
  const seconds = olderThanMs === undefined ? null : olderThanMs / 1000;
  return [ids ?? null, bot ?? null, chatKey ?? null, kind ?? null, state ?? null, seconds];
}

interface EntryRow {
  id: number;
  bot: string;
  chat_key: string;
  user_id: number | null;
  kind: string;
  update_id: number | null;
  state: EntryState;
  attempts: number;
  received_at: Date;
  due_at: Date;
  expires_at: Date | null;
  last_error: string | null;
}

const columns = `i.id, i.bot, i.chat_key, i.user_id, i.kind, i.update_id, i.state, i.attempts, i.received_at, i.due_at,
  i.expires_at, i.last_error`;

/** Lists entries, oldest first. */
export async function listEntries(sql: Sql, filter: EntryFilter, limit = 100): Promise<EntryView[]> {
  const { rows } = await sql.query<EntryRow>(`select ${columns} from ${seen} where ${matches} order by i.id limit $7`, [
    ...parametersOf(filter),
    limit,
  ]);
  return rows.map(viewOf);
}

/** Counts entries by bot, kind and state. */
export async function countEntries(sql: Sql, filter: EntryFilter): Promise<EntryCount[]> {
  const { rows } = await sql.query<Omit<EntryCount, 'oldestAt'> & { oldest_at: Date }>(
    `select i.bot, i.kind, i.state, count(*)::int as count, min(i.received_at) as oldest_at
     from ${seen} where ${matches} group by 1, 2, 3 order by 1, 2, 3`,
    parametersOf(filter),
  );
  return rows.map(({ oldest_at, ...rest }) => ({ ...rest, oldestAt: oldest_at }));
}

/** Finds one entry, with the shape of what it holds; texts and names are masked. */
export async function findEntry(sql: Sql, id: number): Promise<(EntryView & { payload: unknown }) | undefined> {
  const { rows } = await sql.query<EntryRow & { payload: unknown }>(
    `select ${columns}, i.payload from ${seen} where i.id = $1`,
    [id],
  );
  const [row] = rows;
  return row === undefined ? undefined : { ...viewOf(row), payload: maskPayload(row.payload) };
}

/** Lets entries that wait for another attempt be handled at once, each in its chat's order. @returns how many */
export async function retryEntries(sql: Sql, filter: EntryFilter, nowMs: number): Promise<number> {
  const { rowCount } = await sql.query(
    `update durabot.inbox set due_at = $7 where id in (
       select i.id from ${seen} where ${matches} and i.attempts > 0 and i.due_at > $7)`,
    [...parametersOf(filter), new Date(nowMs)],
  );
  await tellOfOperator(sql);
  return rowCount;
}

function viewOf(row: EntryRow): EntryView {
  return {
    id: row.id,
    bot: row.bot,
    chatKey: row.chat_key,
    userId: row.user_id ?? undefined,
    kind: row.kind,
    updateId: row.update_id ?? undefined,
    state: row.state,
    attempts: row.attempts,
    receivedAt: row.received_at,
    dueAt: row.due_at,
    expiresAt: row.expires_at ?? undefined,
    lastError: row.last_error ?? undefined,
  };
}

import type { Sql } from '@durabot/postgres';
import type { CallClass } from '../context.ts';
import { callClasses } from '../outbox/methods.ts';
import { maskPayload } from './mask-payload.ts';
import { tellOfOperator } from './tell-of-operator.ts';

/** `waiting` for its first attempt, `retrying` after a failed one, `sending`, `held` for an operator, `paused` with its chat or bot. */
export type CallState = 'waiting' | 'retrying' | 'sending' | 'held' | 'paused';

/** A call as operators see it, without what it holds. */
export interface CallView {
  id: number;
  bot: string;
  chatId: number | undefined;
  lane: string;
  class: CallClass;
  method: string;
  state: CallState;
  attempts: number;
  /** It goes out with a mark, as it may be there already. */
  repeated: boolean;
  createdAt: Date;
  dueAt: Date;
  expiresAt: Date | undefined;
  correlationId: string | undefined;
  lastError: string | undefined;
}

/** Which calls; what is left out does not matter. */
export interface CallFilter {
  ids?: readonly number[];
  bot?: string;
  chatId?: number;
  method?: string;
  state?: CallState;
  olderThanMs?: number;
}

/** Calls of one bot, method and state. */
export interface CallCount {
  bot: string;
  method: string;
  state: CallState;
  count: number;
  oldestAt: Date;
}

const seen = `(
  select o.*, case
    when o.status <> 'pending' then o.status
    when exists (
      select 1 from durabot.pause p where p.bot = o.bot and p.chat_key in ('', coalesce(o.chat_id::text, o.lane))) then 'paused'
    when o.attempts > 0 then 'retrying' else 'waiting' end as state
  from durabot.outbox o) o`;

const matches = `($1::bigint[] is null or o.id = any ($1)) and ($2::text is null or o.bot = $2)
  and ($3::bigint is null or o.chat_id = $3) and ($4::text is null or o.method = $4)
  and ($5::text is null or o.state = $5)
  and ($6::float8 is null or o.created_at < now() - make_interval(secs => $6))`;

function parametersOf(filter: CallFilter): unknown[] {
  const { ids, bot, chatId, method, state, olderThanMs } = filter;
  const seconds = olderThanMs === undefined ? null : olderThanMs / 1000;
  return [ids ?? null, bot ?? null, chatId ?? null, method ?? null, state ?? null, seconds];
}

/** What an operator may have made again: a call that waits for its next attempt, or for a decision. */
const retriable = "(o.status = 'held' or o.status = 'pending' and o.attempts > 0)";
/** What an operator may take away: whatever is not under way. */
const droppable = "o.status <> 'sending'";

interface CallRow {
  id: number;
  bot: string;
  chat_id: number | null;
  lane: string;
  class: number;
  method: string;
  state: CallState;
  attempts: number;
  repeated: boolean;
  created_at: Date;
  due_at: Date;
  expires_at: Date | null;
  correlation_id: string | null;
  last_error: string | null;
}

const columns = `o.id, o.bot, o.chat_id, o.lane, o.class, o.method, o.state, o.attempts, o.repeated, o.created_at, o.due_at,
  o.expires_at, o.correlation_id, o.last_error`;

/** Lists calls, oldest first. */
export async function listCalls(sql: Sql, filter: CallFilter, limit = 100): Promise<CallView[]> {
  const { rows } = await sql.query<CallRow>(`select ${columns} from ${seen} where ${matches} order by o.id limit $7`, [
    ...parametersOf(filter),
    limit,
  ]);
  return rows.map(viewOf);
}

/** Counts calls by bot, method and state; `which` leaves those that can be made again, or dropped. */
export async function countCalls(
  sql: Sql,
  filter: CallFilter,
  which: 'all' | 'retriable' | 'droppable' = 'all',
): Promise<CallCount[]> {
  const condition = { all: 'true', retriable, droppable }[which];
  const { rows } = await sql.query<Omit<CallCount, 'oldestAt'> & { oldest_at: Date }>(
    `select o.bot, o.method, o.state, count(*)::int as count, min(o.created_at) as oldest_at
     from ${seen} where ${matches} and ${condition} group by 1, 2, 3 order by 1, 2, 3`,
    parametersOf(filter),
  );
  return rows.map(({ oldest_at, ...rest }) => ({ ...rest, oldestAt: oldest_at }));
}

/** Finds one call, with the shape of what it holds; texts and names are masked. */
export async function findCall(sql: Sql, id: number): Promise<(CallView & { payload: unknown }) | undefined> {
  const { rows } = await sql.query<CallRow & { payload: unknown }>(
    `select ${columns}, o.payload from ${seen} where o.id = $1`,
    [id],
  );
  const [row] = rows;
  return row === undefined ? undefined : { ...viewOf(row), payload: maskPayload(row.payload) };
}

/**
 * Makes calls again that wait for their next attempt, at once, or for a decision, with a mark where they have a text. Each
 * keeps its place in its lane, and a flood wait stays in force.
 *
 * @returns how many
 */
export async function retryCalls(sql: Sql, filter: CallFilter, nowMs: number): Promise<number> {
  const { rowCount } = await sql.query(
    `update durabot.outbox t set status = 'pending', due_at = $7, repeated = t.repeated or t.status = 'held',
       attempts = case t.status when 'held' then 0 else t.attempts end
     from (select o.id from ${seen} where ${matches} and ${retriable}) m
     where t.id = m.id and t.status <> 'sending'`,
    [...parametersOf(filter), new Date(nowMs)],
  );
  await tellOfOperator(sql);
  return rowCount;
}

/** Takes calls away that are not under way; recipients of broadcasts are told apart as dropped. @returns how many */
export async function dropCalls(sql: Sql, filter: CallFilter): Promise<number> {
  const { rowCount } = await sql.query(
    `with gone as (
       delete from durabot.outbox t using (select o.id from ${seen} where ${matches} and ${droppable}) m
       where t.id = m.id and t.status <> 'sending' returning t.recipient_id
     ), told as (
       update durabot.broadcast_recipient r set outcome = 'dropped', settled_at = now() from gone where r.id = gone.recipient_id)
     select 1 from gone`,
    parametersOf(filter),
  );
  await tellOfOperator(sql);
  return rowCount;
}

function viewOf(row: CallRow): CallView {
  return {
    id: row.id,
    bot: row.bot,
    chatId: row.chat_id ?? undefined,
    lane: row.lane,
    class: callClasses[row.class] ?? 'broadcast',
    method: row.method,
    state: row.state,
    attempts: row.attempts,
    repeated: row.repeated,
    createdAt: row.created_at,
    dueAt: row.due_at,
    expiresAt: row.expires_at ?? undefined,
    correlationId: row.correlation_id ?? undefined,
    lastError: row.last_error ?? undefined,
  };
}

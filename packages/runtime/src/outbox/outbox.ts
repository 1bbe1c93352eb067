import type { Sql } from '@durabot/postgres';
import { sqlJson } from '../sql-json.ts';
import { laneLocksOf, lockLanesSql } from './lane-locks.ts';
import type { OutboxCall, RefusalWish, StagedCall } from './outbox-call.ts';

interface CallRow {
  id: number;
  bot: string;
  lane: string;
  class: number;
  chat_id: number | null;
  method: string;
  payload: Record<string, unknown>;
  attempts: number;
  repeated: boolean;
  expires_at: Date | null;
  virtual_id: number | null;
  remember: boolean;
  language_code: string | null;
  correlation_id: string | null;
  on_refused: RefusalWish | null;
  created_at: Date;
}

const callColumns =
  'o.id, o.bot, o.lane, o.class, o.chat_id, o.method, o.payload, o.attempts, o.repeated, o.expires_at, o.virtual_id, o.remember, o.language_code, o.correlation_id, o.on_refused, o.created_at';

/** More of one lane are not read at once; the limit also keeps the planner to one index lookup per lane. */
const maxPerLane = 500;

/**
 * Reads calls that wait, best class first, and with each everything that waits before it in its lane, so that no lane is
 * read out of order. Lanes whose head waits for another attempt are left out whole; what was never tried is always due,
 * whatever a clock that was set back says. So are lanes with a call that is under way and that the caller does not hold:
 * the commit that has begun it will tell of it in a moment. Served by `outbox_class_idx`, `outbox_lane_idx`,
 * `outbox_retry_idx` and `outbox_sending_idx`.
 *
 * @returns the calls, and whether lanes were left out that will be free in a moment
 */
export async function readCalls(
  sql: Sql,
  options: {
    bot: string;
    heldIds: readonly number[];
    nowMs: number;
    worstClass: number;
    limit: number;
    /** Nothing of these chats is read. */
    pausedChats: readonly string[];
  },
): Promise<{ calls: OutboxCall[]; leftOut: boolean }> {
  const { rows } = await sql.prepared<CallRow & { waits: boolean }>(
    'outbox_read',
    `with picked as materialized (
       select lane, max(id) as last from (
         select lane, id from durabot.outbox
         where bot = $1 and status = 'pending' and class <= $5 and id <> all ($2::bigint[])
           and coalesce(chat_id::text, lane) <> all ($6::text[])
         order by class, id limit $4) p
       group by lane)
     select ${callColumns}, p.lane = any (array(
       select w.lane from durabot.outbox w where w.bot = $1 and w.status = 'sending' and w.id <> all ($2::bigint[]))) as waits
     from picked p
     cross join lateral (
       select ${callColumns} from durabot.outbox o
       where o.bot = $1 and o.lane = p.lane and o.id <= p.last and o.status = 'pending' and o.id <> all ($2::bigint[])
         and not exists (
           select 1 from durabot.outbox w
           where w.bot = $1 and w.lane = o.lane and w.id <= o.id and w.status = 'pending' and w.attempts > 0 and w.due_at > $3)
       order by o.lane, o.id
       limit ${maxPerLane}) o
     order by o.id`,
    [options.bot, options.heldIds, new Date(options.nowMs), options.limit, options.worstClass, options.pausedChats],
  );
  const calls = rows.filter(({ waits }) => !waits).map(callOf);
  return { calls, leftOut: calls.length < rows.length };
}

function callOf(row: CallRow): OutboxCall {
  return {
    id: row.id,
    bot: row.bot,
    lane: row.lane,
    class: row.class,
    chatId: row.chat_id ?? undefined,
    method: row.method,
    payload: row.payload,
    attempts: row.attempts,
    repeated: row.repeated,
    expiresAt: row.expires_at ?? undefined,
    virtualId: row.virtual_id ?? undefined,
    remember: row.remember,
    languageCode: row.language_code ?? undefined,
    correlationId: row.correlation_id ?? undefined,
    onRefused: row.on_refused ?? undefined,
    createdAt: row.created_at,
  };
}

/**
 * Records an attempt at each call, before anything is sent. One that this process recorded before without learning of it,
 * because the connection was lost, may be made: the caller names only calls that it is not making.
 *
 * `unreadIds` are those among them that the caller has from their commit and not from the table, each at the head of what
 * it knows of its lane. Such a call may be made only if nothing stands before it that the caller does not know of, and if
 * its row is as it was written. One look at the lane tells, for its writers hold the lane's lock from before they get
 * their ids until they have committed: what has a smaller id than a committed call was committed before that call got
 * its own, so this statement sees it, and nothing smaller can come later. Whatever the caller knew before it is settled,
 * thus gone; held calls hold up nobody. Served by `outbox_lane_idx`.
 *
 * @returns the calls that may now be made; none when this process may no longer commit
 */
export async function recordAttempts(
  sql: Sql,
  processId: string,
  ids: readonly number[],
  unreadIds: readonly number[],
): Promise<ReadonlySet<number>> {
  const { rows } = await sql.prepared<{ id: number }>(
    'outbox_record_attempts',
    `with fence as (select process_id from durabot.fence where process_id = $1 for key share)
     update durabot.outbox o set status = 'sending', attempts = attempts + 1, process_id = $1
     where o.id = any ($2::bigint[]) and (o.status = 'pending' or o.status = 'sending' and o.process_id = $1)
       and exists (select 1 from fence)
       and (o.id <> all ($3::bigint[]) or (o.attempts = 0 or o.status = 'sending') and not o.repeated and not exists (
         select 1 from durabot.outbox w
         where w.bot = o.bot and w.lane = o.lane and w.id < o.id and w.status <> 'held'))
     returning o.id`,
    [processId, ids, unreadIds],
  );
  return new Set(rows.map((row) => row.id));
}

/** Whether nobody has taken over from this process; who has, may make the calls whose attempts it recorded. */
export async function maySendStill(sql: Sql, processId: string): Promise<boolean> {
  const { rowCount } = await sql.query('select 1 from durabot.fence where process_id = $1', [processId]);
  return rowCount > 0;
}

/** A call that somebody began to make and nobody is making. */
export interface UnknownCall extends OutboxCall {
  /** Who began it. */
  processId: string | undefined;
}

/**
 * Calls that somebody began to make and nobody is making any more: what became of them is unknown. `makingIds` are those
 * that the only process which may send is making. Served by `outbox_sending_idx`.
 */
export async function listUnknown(sql: Sql, bot: string, makingIds: readonly number[]): Promise<UnknownCall[]> {
  const { rows } = await sql.query<CallRow & { process_id: string | null }>(
    `select ${callColumns}, o.process_id from durabot.outbox o
     where o.bot = $1 and o.status = 'sending' and o.id <> all ($2::bigint[]) order by o.id`,
    [bot, makingIds],
  );
  return rows.map((row) => ({ ...callOf(row), processId: row.process_id ?? undefined }));
}

/** Writes calls made outside of any handler; each waits in its lane like the others. */
export async function appendCalls(sql: Sql, bot: string, calls: readonly StagedCall[], nowMs: number): Promise<void> {
  const locks = laneLocksOf(calls.map(({ lane }) => ({ bot, lane, byItself: false })));
  const rows = calls.map((call, ord) => ({
    ord,
    lane: call.lane,
    class: call.class,
    chat_id: call.chatId,
    method: call.method,
    payload: call.payload,
    expires_at: call.expiresAt,
    virtual_id: call.virtualId,
    remember: call.remember,
    language_code: call.languageCode,
  }));
  await sql.query(
    `with lane_lock as materialized (
       ${lockLanesSql('$4', '$5')}
     )
     insert into durabot.outbox
       (bot, lane, class, chat_id, method, payload, due_at, expires_at, virtual_id, remember, language_code)
     select $1, r.lane, r.class, r.chat_id, r.method, r.payload, $3, r.expires_at, r.virtual_id, r.remember, r.language_code
     from json_to_recordset($2::json) as r(
       ord integer, lane text, class smallint, chat_id bigint, method text, payload json, expires_at timestamptz,
       virtual_id bigint, remember boolean, language_code text)
     where (select count(*) from lane_lock) >= 0
     order by r.ord`,
    [bot, sqlJson(rows), new Date(nowMs), locks.buckets, locks.exclusive],
  );
}

/** Finds which message a virtual id became. */
export async function findSentMessage(
  sql: Sql,
  bot: string,
  chatId: number,
  virtualId: number,
): Promise<number | undefined> {
  const { rows } = await sql.prepared<{ message_id: number }>(
    'sent_message_find',
    'select message_id from durabot.sent_message where bot = $1 and chat_id = $2 and virtual_id = $3',
    [bot, chatId, virtualId],
  );
  return rows[0]?.message_id;
}

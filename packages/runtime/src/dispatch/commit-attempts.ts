import type { Sql } from '@durabot/postgres';
import type { CommittedCall } from '../outbox/committed-call.ts';
import type { Handover } from '../outbox/handover.ts';
import { isFreeLaneSql, type LaneUse, laneLocksOf, lockLanesSql } from '../outbox/lane-locks.ts';
import type { StagedCall } from '../outbox/outbox-call.ts';
import { sqlJson } from '../sql-json.ts';
import type { AttemptOwner, StagedWrites } from './staged-writes.ts';

/** Everything one attempt changes; it happens with the settling of its entry or not at all. */
export interface CommitUnit {
  owner: AttemptOwner;
  /** Entries that are settled with it: the other parts of an album. */
  alsoSettles?: readonly number[];
  writes: StagedWrites;
}

export interface CommitResult {
  /** False when another process has taken over: nothing was written. */
  fenced: boolean;
  /** Entries that were settled; one that is missing was settled or dropped by somebody else, and nothing of it was written. */
  settled: ReadonlySet<number>;
  /** The calls that were written, in the order of their ids. */
  calls: readonly CommittedCall[];
}

/**
 * Settles entries and writes their dialogs, calls, timers, schedules and sessions in one statement.
 * Each unit is written only if its own entry was there to settle, all of them only if this process may still commit.
 * Calls that may begin are begun where they are alone in their lane: their first attempt is recorded with them.
 */
export async function commitAttempts(
  sql: Sql,
  processId: string,
  units: readonly CommitUnit[],
  nowMs: number,
  mayBegin: Handover['mayBegin'],
): Promise<CommitResult> {
  const now = new Date(nowMs);
  const locks = laneLocksOf(units.flatMap(laneUses));
  const calls = callTexts(units, mayBegin);
  const { rows } = await sql.prepared<CommitRow>('commit_attempts', commitSql, [
    processId,
    units.flatMap((unit) => [unit.owner.entryId, ...(unit.alsoSettles ?? [])]),
    json(units, dialogRows),
    `[${calls.map(({ rowText }) => rowText).join(',')}]`,
    json(units, timerRows),
    json(units, scheduleRows),
    json(units, sessionRows),
    now,
    locks.buckets,
    locks.exclusive,
  ]);
  const [result] = rows;
  const settled = new Set(result?.settled);
  return { fenced: (result?.fenced ?? 0) > 0, settled, calls: committedCalls(calls, settled, result) };
}

interface CommitRow {
  fenced: number;
  settled: number[];
  /** The ids of the calls, ascending, and of those among them that are begun. */
  called: number[];
  begun: number[];
  written_at: Date;
}

interface CallText {
  entryId: number;
  bot: string;
  rowText: string;
}

/** Ids were given in the order of entries and, within one, of its calls: the statement says so, and what is not settled got none. */
function committedCalls(
  calls: readonly CallText[],
  settled: ReadonlySet<number>,
  result: CommitRow | undefined,
): CommittedCall[] {
  const begun = new Set(result?.begun);
  const written = calls.filter(({ entryId }) => settled.has(entryId));
  if (result === undefined || written.length !== result.called.length) return [];
  return written.flatMap(({ bot, rowText }, at) => {
    const id = result.called[at];
    return id === undefined ? [] : [{ id, bot, createdAt: result.written_at, begun: begun.has(id), rowText }];
  });
}

/**
 * After this statement, the transaction of a handler has nothing left but its end. A process that does not come to it, being
 * stopped or cut off, loses the transaction after this time, which is how long a silent process is let live: other chats
 * wait for its lanes, and whoever takes over waits for its fence.
 */
const maxIdleMs = 4_000;

// Entries before lanes, and nothing that another chat can hold after them: whoever waits for an entry or a row holds no lane,
// and whoever holds lanes waits for further lanes only. So nobody waits in a circle.
// Whether a lane is free is looked at when it is locked, not before: the order of a `case` is the only one that is promised.
const commitSql = `
with fence as (
  select process_id from durabot.fence where process_id = $1 for key share
), settled as (
  delete from durabot.inbox where id = any ($2::bigint[]) and exists (select 1 from fence) returning id
), dialog_row as (
  select r.* from json_to_recordset($3::json) as r(
    entry_id bigint, id text, gone boolean, bot text, chat_id bigint, user_id bigint, topic_id bigint, name text,
    version integer, step text, data json, rev integer, status text, started_at timestamptz, expires_at timestamptz,
    stuck text)
  join settled s on s.id = r.entry_id
), dialog_gone as (
  delete from durabot.dialog d using dialog_row r where r.gone and d.id = r.id
), dialog_kept as (
  insert into durabot.dialog
    (id, bot, chat_id, user_id, topic_id, name, version, step, data, rev, status, started_at, updated_at, expires_at, stuck)
  select id, bot, chat_id, user_id, topic_id, name, version, step, data, rev, status, started_at, $8, expires_at, stuck
  from dialog_row where not gone
  on conflict (id) do update set version = excluded.version, step = excluded.step, data = excluded.data,
    rev = excluded.rev, status = excluded.status, updated_at = excluded.updated_at, expires_at = excluded.expires_at,
    stuck = excluded.stuck
), lane_lock as materialized (
  ${lockLanesSql('$9', '$10')}
  where (select count(*) from settled) > 0
), called as (
  insert into durabot.outbox
    (bot, lane, class, chat_id, method, payload, due_at, expires_at, virtual_id, remember, language_code, correlation_id,
     status, attempts, process_id, on_refused)
  select c.bot, c.lane, c.class, c.chat_id, c.method, c.payload, $8, c.expires_at, c.virtual_id, c.remember,
    c.language_code, c.correlation_id, case when c.begins then 'sending' else 'pending' end, c.begins::int,
    case when c.begins then $1 end, c.on_refused
  from (
    select r.*, case when r.may_begin and (select count(*) from lane_lock) >= 0
      then ${isFreeLaneSql('r.lane')} or durabot.lane_is_free(r.bot, r.lane) else false end as begins
    from json_to_recordset($4::json) as r(
      entry_id bigint, ord integer, bot text, lane text, class smallint, chat_id bigint, method text, payload json,
      expires_at timestamptz, virtual_id bigint, remember boolean, language_code text, correlation_id text,
      may_begin boolean, on_refused json)
    join settled s on s.id = r.entry_id
    where (select count(*) from lane_lock) >= 0) c
  order by c.entry_id, c.ord
  returning id, status
), timer_row as (
  select r.* from json_to_recordset($5::json) as r(
    entry_id bigint, bot text, shard smallint, chat_key text, chat_id bigint, user_id bigint, topic_id bigint,
    name text, key text, due_at timestamptz, payload json, correlation_id text)
  join settled s on s.id = r.entry_id
), timer_gone as (
  delete from durabot.timer t using timer_row r
  where r.due_at is null and t.bot = r.bot and t.chat_key = r.chat_key and t.name = r.name and t.key = r.key
), timer_kept as (
  insert into durabot.timer (bot, shard, chat_key, chat_id, user_id, topic_id, name, key, due_at, payload, correlation_id)
  select bot, shard, chat_key, chat_id, user_id, topic_id, name, key, due_at, payload, correlation_id
  from timer_row where due_at is not null
  on conflict (bot, chat_key, name, key) do update set due_at = excluded.due_at, payload = excluded.payload,
    user_id = excluded.user_id, topic_id = excluded.topic_id, correlation_id = excluded.correlation_id
), schedule_row as (
  select r.* from json_to_recordset($6::json) as r(
    entry_id bigint, bot text, shard smallint, chat_key text, chat_id bigint, user_id bigint, topic_id bigint,
    name text, rule json, missed text, next_at timestamptz, payload json)
  join settled s on s.id = r.entry_id
), schedule_gone as (
  delete from durabot.schedule t using schedule_row r
  where r.next_at is null and t.bot = r.bot and t.chat_key = r.chat_key and t.name = r.name
), schedule_kept as (
  insert into durabot.schedule
    (bot, shard, chat_key, chat_id, user_id, topic_id, name, rule, missed, payload, next_at)
  select bot, shard, chat_key, chat_id, user_id, topic_id, name, rule, missed, payload, next_at
  from schedule_row where next_at is not null
  on conflict (bot, chat_key, name) do update set rule = excluded.rule, missed = excluded.missed,
    payload = excluded.payload, next_at = excluded.next_at, user_id = excluded.user_id, topic_id = excluded.topic_id
), session_row as (
  select r.* from json_to_recordset($7::json) as r(entry_id bigint, bot text, key text, gone boolean, value json)
  join settled s on s.id = r.entry_id
), session_gone as (
  delete from durabot.session t using session_row r where r.gone and t.bot = r.bot and t.key = r.key
), session_kept as (
  insert into durabot.session (bot, key, value, updated_at)
  select bot, key, value, $8 from session_row where not gone
  on conflict (bot, key) do update set value = excluded.value, updated_at = excluded.updated_at
)
select (select count(*) from fence)::int as fenced, (select coalesce(json_agg(id), '[]') from settled) as settled,
  (select coalesce(json_agg(id order by id), '[]') from called) as called,
  (select coalesce(json_agg(id) filter (where status = 'sending'), '[]') from called) as begun, now() as written_at,
  set_config('idle_in_transaction_session_timeout', '${maxIdleMs}', true) as idle`;

/** Most attempts write few of the things that they may. */
const nothing: readonly object[] = [];

function json(units: readonly CommitUnit[], rowsOf: (unit: CommitUnit) => readonly object[]): string {
  return sqlJson(units.flatMap(rowsOf));
}

function dialogRows({ owner, writes }: CommitUnit): object[] {
  return [...writes.dialogs].map(([id, dialog]) => ({
    entry_id: owner.entryId,
    id,
    gone: dialog === undefined,
    bot: owner.bot,
    chat_id: owner.chatId,
    user_id: owner.userId,
    topic_id: owner.topicId ?? 0,
    name: dialog?.name,
    version: dialog?.version,
    step: dialog?.step,
    data: dialog?.data,
    rev: dialog?.rev,
    status: dialog?.status,
    started_at: dialog?.startedAt,
    expires_at: dialog?.expiresAt,
    stuck: dialog?.stuck,
  }));
}

/** In the order in which they get their ids. */
function callTexts(units: readonly CommitUnit[], mayBegin: Handover['mayBegin']): CallText[] {
  const lanes = new Set<string>();
  const isFirst = (lane: string): boolean => {
    const first = !lanes.has(lane);
    lanes.add(lane);
    return first;
  };
  return units
    .toSorted((a, b) => a.owner.entryId - b.owner.entryId)
    .flatMap(({ owner, writes }) =>
      writes.calls.map((call, ord) => {
        const { bot, entryId } = owner;
        // What stands behind another call of its lane waits for that one, whatever becomes of it.
        const may = isFirst(`${bot}/${call.lane}`) && mayBegin(bot, call);
        return { bot, entryId, rowText: sqlJson({ ...callRow(owner, call, ord), may_begin: may || undefined }) };
      }),
    );
}

function callRow(owner: AttemptOwner, call: StagedCall, ord: number): object {
  return {
    entry_id: owner.entryId,
    ord,
    bot: owner.bot,
    lane: call.lane,
    class: call.class,
    chat_id: call.chatId,
    method: call.method,
    payload: call.payload,
    expires_at: call.expiresAt,
    virtual_id: call.virtualId,
    remember: call.remember,
    language_code: call.languageCode,
    correlation_id: owner.correlationId,
    on_refused: call.onRefused,
  };
}

function laneUses({ owner, writes }: CommitUnit): LaneUse[] {
  // What runs as a chat runs alone: the chat's own lane has no other writer that is like it.
  return writes.calls.map(({ lane }) => ({ bot: owner.bot, lane, byItself: lane === owner.chatKey }));
}

function timerRows({ owner, writes }: CommitUnit): readonly object[] {
  if (writes.timers.size === 0) return nothing;
  return [...writes.timers.values()].map((timer) => ({
    ...place(owner),
    name: timer.name,
    key: timer.key,
    due_at: timer.dueAt,
    payload: timer.payload,
    correlation_id: owner.correlationId,
  }));
}

function scheduleRows({ owner, writes }: CommitUnit): readonly object[] {
  if (writes.schedules.size === 0) return nothing;
  return [...writes.schedules.values()].map((schedule) => ({
    ...place(owner),
    name: schedule.name,
    rule: schedule.rule,
    missed: schedule.missed,
    next_at: schedule.nextAt,
    payload: schedule.payload,
  }));
}

function sessionRows({ owner, writes }: CommitUnit): readonly object[] {
  if (writes.sessions.size === 0) return nothing;
  return [...writes.sessions].map(([key, value]) => ({
    entry_id: owner.entryId,
    bot: owner.bot,
    key,
    gone: value === undefined,
    value,
  }));
}

function place(owner: AttemptOwner): object {
  return {
    entry_id: owner.entryId,
    bot: owner.bot,
    shard: owner.shard,
    chat_key: owner.chatKey,
    chat_id: owner.chatId,
    user_id: owner.userId,
    topic_id: owner.topicId,
  };
}

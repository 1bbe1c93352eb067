import { LeaseLostError } from '@durabot/bot-api';
import { sqlJson } from '../sql-json.ts';
import type { Sql } from '@durabot/postgres';

/** What becomes of a call after an attempt. */
export type Settlement =
  | { kind: 'sent'; id: number; messageId: number | undefined }
  /** Not worth making (any more). */
  | { kind: 'dropped'; id: number }
  | { kind: 'buried'; id: number; code: string; reason: string; toldIn?: ToldIn }
  /** The user or chat cannot be written to; its later calls will fail by themselves. */
  | { kind: 'unreachable'; id: number; reason: string; toldIn?: ToldIn }
  | {
      kind: 'again';
      id: number;
      dueAt: Date;
      reason: string;
      repeated?: boolean;
      payload?: Record<string, unknown>;
      /** Its row has changed beside this, its lane too: it is read again. */
      moved?: boolean;
    }
  | { kind: 'held'; id: number; reason: string };

/** Where the refusal of a call that asks for it becomes an entry. */
export interface ToldIn {
  shard: number;
  nowMs: number;
}

/**
 * Writes what became of calls, all of them or none: one statement.
 * @throws LeaseLostError when this process may no longer commit
 */
export async function settleCalls(sql: Sql, processId: string, settlements: readonly Settlement[]): Promise<void> {
  const rows = settlements.map((each) => ({
    id: each.id,
    op: each.kind,
    message_id: each.kind === 'sent' ? each.messageId : undefined,
    due_at: each.kind === 'again' ? each.dueAt : undefined,
    repeated: each.kind === 'again' && each.repeated === true,
    payload: each.kind === 'again' ? each.payload : undefined,
    code: each.kind === 'buried' ? each.code : undefined,
    shard: 'toldIn' in each ? each.toldIn?.shard : undefined,
    told_at: 'toldIn' in each && each.toldIn !== undefined ? new Date(each.toldIn.nowMs) : undefined,
    reason: 'reason' in each ? each.reason.slice(0, 500) : undefined,
  }));
  const { rows: found } = await sql.prepared<{ fenced: number }>('outbox_settle', settleSql, [
    processId,
    sqlJson(rows),
  ]);
  if ((found[0]?.fenced ?? 0) === 0)
    throw new LeaseLostError(`Process ${processId} may no longer settle calls; another one has taken over.`);
}

const settleSql = `
with fence as (
  select process_id from durabot.fence where process_id = $1 for key share
), settlement as (
  select r.* from json_to_recordset($2::json) as r(
    id bigint, op text, message_id bigint, due_at timestamptz, repeated boolean, payload json, code text, reason text,
    shard smallint, told_at timestamptz)
  where exists (select 1 from fence)
), gone as (
  delete from durabot.outbox o using settlement s
  where o.id = s.id and s.op in ('sent', 'dropped', 'buried', 'unreachable')
  returning o.id, o.bot, o.lane, o.chat_id, o.method, o.payload, o.attempts, o.virtual_id, o.remember, o.created_at,
    o.recipient_id, o.on_refused, o.correlation_id, s.shard, s.told_at, s.op, s.message_id, s.code, s.reason,
    case s.op when 'buried' then to_jsonb(o) - 'payload' end as origin
), remembered as (
  insert into durabot.sent_message (bot, chat_id, virtual_id, message_id)
  select bot, chat_id, virtual_id, message_id from gone
  where op = 'sent' and remember and chat_id is not null and virtual_id is not null and message_id is not null
  on conflict (bot, chat_id, virtual_id) do nothing
), buried as (
  insert into durabot.dead_letter (source, bot, chat_key, kind, payload, origin, origin_id, attempts, code, reason, created_at)
  select 'outbox', bot, lane, method, payload, origin, id, attempts, code, reason, created_at from gone
  where op = 'buried' and shard is null
), refused as (
  insert into durabot.inbox (bot, shard, chat_key, chat_id, kind, payload, due_at, correlation_id)
  select bot, shard, chat_id::text, chat_id, 'refusal', json_build_object('name', on_refused->'name',
    'payload', on_refused->'payload', 'method', method, 'code', coalesce(code, 'UNREACHABLE')), told_at, correlation_id
  from gone where shard is not null
), told as (
  update durabot.broadcast_recipient r set settled_at = now(), message_id = g.message_id, reason = coalesce(g.code, g.reason),
    outcome = case g.op when 'sent' then 'sent' when 'unreachable' then 'blocked' when 'buried' then 'failed' else 'dropped' end
  from gone g where r.id = g.recipient_id
), closed as (
  insert into durabot.unreachable_chat (bot, chat_id, reason)
  select distinct on (bot, chat_id) bot, chat_id, reason from gone where op = 'unreachable' and chat_id is not null
  on conflict do nothing
), kept as (
  update durabot.outbox o
  set status = case s.op when 'held' then 'held' else 'pending' end, due_at = coalesce(s.due_at, o.due_at),
    repeated = o.repeated or s.repeated, payload = coalesce(s.payload, o.payload), last_error = s.reason
  from settlement s where o.id = s.id and s.op in ('again', 'held')
)
select count(*)::int as fenced from fence`;

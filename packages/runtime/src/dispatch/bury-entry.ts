import type { Sql } from '@durabot/postgres';
import { laneLocksOf, lockLanesSql } from '../outbox/lane-locks.ts';
import { correlationOf } from '../correlation.ts';
import type { InboxEntry } from '../inbox/inbox.ts';

/** Why an entry is given up. */
export interface BurialReason {
  code: string;
  reason: string;
  attempts: number;
}

/**
 * Moves an entry to the dead letters and, where the user should know, puts an apology into the outbox: one statement.
 * @returns false when the entry is no longer there or this process may no longer commit
 */
export async function buryEntry(
  sql: Sql,
  processId: string,
  entry: InboxEntry,
  why: BurialReason,
  apology: { text: string; nowMs: number } | undefined,
): Promise<boolean> {
  const lane = String(entry.chatId);
  const locks = laneLocksOf(apology === undefined ? [] : [{ bot: entry.bot, lane, byItself: lane === entry.chatKey }]);
  const { rows } = await sql.query<{ buried: number }>(
    `with fence as (
       select process_id from durabot.fence where process_id = $1 for key share
     ), gone as (
       delete from durabot.inbox where id = $2 and exists (select 1 from fence) returning *
     ), buried as (
       insert into durabot.dead_letter (source, bot, chat_key, kind, payload, origin, origin_id, attempts, code, reason, created_at)
       select 'inbox', bot, chat_key, kind, payload, to_jsonb(gone) - 'payload', id, $3, $4, $5, received_at from gone returning 1
     ), culprit_found as (
       delete from durabot.crash where $4 = 'HANDLER_CRASHED'
     ), lane_lock as materialized (
       ${lockLanesSql('$8', '$9')}
       where (select count(*) from gone) > 0
     ), sorry as (
       insert into durabot.outbox (bot, lane, class, chat_id, method, payload, due_at, correlation_id)
       select bot, chat_id::text, 1, chat_id, 'sendMessage', json_build_object('chat_id', chat_id, 'text', $6::text), $7,
         $10
       from gone where chat_id is not null and $6::text is not null and (select count(*) from lane_lock) >= 0
     )
     select count(*)::int as buried from buried`,
    [
      processId,
      entry.id,
      why.attempts,
      why.code,
      why.reason,
      apology?.text ?? null,
      new Date(apology?.nowMs ?? 0),
      locks.buckets,
      locks.exclusive,
      correlationOf(entry),
    ],
  );
  return (rows[0]?.buried ?? 0) > 0;
}

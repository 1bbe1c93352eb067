import { reasonOf } from '@durabot/bot-api';
import { isDatabaseUnavailable, type Log, type Sql } from '@durabot/postgres';
import type { Clock } from '../clock.ts';
import { forgetSeenUpdates } from '../inbox/inbox.ts';
import { sweepFiles } from '../outbox/outbox-files.ts';

const hourMs = 3_600_000;
/** Telegram redelivers for 24 h at most. */
const seenUpdatesMs = 48 * hourMs;
/** Edits of older messages by their virtual id are no longer found. */
const sentMessagesMs = 30 * 24 * hourMs;
const filesMs = 48 * hourMs;
/** A call held for an operator does not stay for ever: after a day it is among the dead letters. */
const heldMs = 24 * hourMs;

const sweepMs = 60_000;

/** Sweeps every minute until `signal` aborts. Beside the renewal of leases, never in it: a slow sweep must not make a process look dead. */
export async function sweepUntil(signal: AbortSignal, deps: { db: Sql; clock: Clock; log: Log }): Promise<void> {
  for (;;) {
    await deps.clock.sleep(sweepMs, signal);
    if (signal.aborted) return;
    try {
      await sweep(deps.db, deps.clock.nowMs());
    } catch (error) {
      if (!isDatabaseUnavailable(error)) deps.log.error({ error: reasonOf(error) }, 'leftovers not swept');
    }
  }
}

/** Removes what no promise needs any more, in small batches. */
export async function sweep(sql: Sql, nowMs: number): Promise<void> {
  await forgetSeenUpdates(sql, new Date(nowMs - seenUpdatesMs));
  await sql.query(
    `delete from durabot.sent_message where ctid = any (array(
       select ctid from durabot.sent_message where sent_at < $1 limit 10000))`,
    [new Date(nowMs - sentMessagesMs)],
  );
  await sql.query("delete from durabot.crash where found_at < now() - interval '1 day'");
  await sql.query("delete from durabot.sent_file where sent_at < now() - interval '90 days'");
  await sweepFiles(sql, new Date(nowMs - filesMs));
  await sql.query(
    `with gone as (
       delete from durabot.outbox where status = 'held' and created_at < $1 returning *
     ), told as (
       update durabot.broadcast_recipient r set outcome = 'failed', reason = 'UNKNOWN_OUTCOME', settled_at = now()
       from gone where r.id = gone.recipient_id)
     insert into durabot.dead_letter (source, bot, chat_key, kind, payload, origin, origin_id, attempts, code, reason, created_at)
     select 'outbox', bot, lane, method, payload, to_jsonb(gone) - 'payload', id, attempts, 'UNKNOWN_OUTCOME', coalesce(last_error, ''), created_at from gone`,
    [new Date(nowMs - heldMs)],
  );
}

import type { Database, Sql, Tx } from '@durabot/postgres';
import { laneLocksOf, lockLanesSql } from '../outbox/lane-locks.ts';

/** Something that was set aside because no further attempt would have helped. */
export interface DeadLetter {
  id: number;
  source: 'inbox' | 'outbox' | 'job';
  bot: string;
  chatKey: string | undefined;
  /** Kind of the update, or method of the call. */
  kind: string;
  attempts: number;
  code: string;
  reason: string;
  buriedAt: Date;
  /** What it goes back to, for the log; none in letters of older releases. */
  correlationId: string | undefined;
}

/** Which dead letters; what is left out does not matter. */
export interface DeadLetterFilter {
  ids?: readonly number[];
  bot?: string;
  source?: 'inbox' | 'outbox' | 'job';
  kind?: string;
  code?: string;
}

interface DeadLetterRow {
  id: number;
  source: 'inbox' | 'outbox' | 'job';
  bot: string;
  chat_key: string | null;
  kind: string;
  attempts: number;
  code: string;
  reason: string;
  buried_at: Date;
  correlation_id: string | null;
}

const matches = `($1::bigint[] is null or d.id = any ($1)) and ($2::text is null or d.bot = $2)
  and ($3::text is null or d.source = $3) and ($4::text is null or d.kind = $4) and ($5::text is null or d.code = $5)`;

function parametersOf(filter: DeadLetterFilter): unknown[] {
  return [filter.ids ?? null, filter.bot ?? null, filter.source ?? null, filter.kind ?? null, filter.code ?? null];
}

/** Lists dead letters, newest first, without what they hold. */
export async function listDeadLetters(sql: Sql, filter: DeadLetterFilter, limit = 100): Promise<DeadLetter[]> {
  const { rows } = await sql.query<DeadLetterRow>(
    `select d.id, d.source, d.bot, d.chat_key, d.kind, d.attempts, d.code, d.reason, d.buried_at,
       coalesce(d.origin->>'correlation_id', d.bot || ':u' || (d.origin->>'update_id'),
         case d.source when 'inbox' then d.bot || ':e' || d.origin_id end) as correlation_id
     from durabot.dead_letter d where ${matches} order by d.id desc limit $6`,
    [...parametersOf(filter), limit],
  );
  return rows.map(({ chat_key, buried_at, correlation_id, ...rest }) => ({
    ...rest,
    chatKey: chat_key ?? undefined,
    buriedAt: buried_at,
    correlationId: correlation_id ?? undefined,
  }));
}

/** Removes dead letters for good. @returns how many */
export async function deleteDeadLetters(sql: Sql, filter: DeadLetterFilter): Promise<number> {
  const { rowCount } = await sql.query(`delete from durabot.dead_letter d where ${matches}`, parametersOf(filter));
  return rowCount;
}

/**
 * Takes dead letters back to where they came from, in their order, behind what waits there, with all attempts before them.
 * A message whose fate was unknown goes out with its mark. All of them or none.
 *
 * @returns how many, and how many were left because an older release has not kept enough of them
 */
export async function replayDeadLetters(
  db: Database,
  filter: DeadLetterFilter,
  nowMs: number,
): Promise<{ replayed: number; left: number }> {
  return db.transaction(async (tx) => {
    const { rows } = await tx.query<{ id: number; source: string; bot: string; lane: string; whole: boolean }>(
      `select d.id, d.source, d.bot, coalesce(d.origin->>'lane', '') as lane, d.origin is not null as whole
       from durabot.dead_letter d where ${matches} order by d.id for update`,
      parametersOf(filter),
    );
    const whole = rows.filter((row) => row.whole);
    const calls = whole.filter(({ source }) => source === 'outbox');
    await replayEntries(
      tx,
      whole.filter(({ source }) => source === 'inbox').map(({ id }) => id),
      nowMs,
    );
    await replayCalls(tx, calls, nowMs);
    await replayJobs(
      tx,
      whole.filter(({ source }) => source === 'job').map(({ id }) => id),
    );
    return { replayed: whole.length, left: rows.length - whole.length };
  });
}

async function replayEntries(tx: Tx, ids: readonly number[], nowMs: number): Promise<void> {
  // Without their deadline: an operator wants them handled, however late.
  await tx.query(
    `with letter as (delete from durabot.dead_letter where id = any ($1) returning id, payload, origin)
     insert into durabot.inbox (bot, shard, chat_key, chat_id, user_id, topic_id, kind, update_id, payload, due_at, correlation_id)
     select o.bot, o.shard, o.chat_key, o.chat_id, o.user_id, o.topic_id, o.kind, o.update_id, l.payload, $2, o.correlation_id
     from letter l, json_populate_record(null::durabot.inbox, l.origin) o order by l.id`,
    [ids, new Date(nowMs)],
  );
}

async function replayJobs(tx: Tx, ids: readonly number[]): Promise<void> {
  // Where no process has run jobs yet, the engine's tables are not there.
  if (ids.length === 0) return;
  await tx.query(
    `select graphile_worker.add_job(d.origin->>'task', d.payload, max_attempts => (d.origin->>'maxAttempts')::int,
       queue_name => d.bot || '/' || (d.payload->>'serialKey'), flags => array[d.bot])
     from durabot.dead_letter d where d.id = any ($1) order by d.id`,
    [ids],
  );
  await tx.query('delete from durabot.dead_letter where id = any ($1)', [ids]);
}

async function replayCalls(
  tx: Tx,
  calls: readonly { id: number; bot: string; lane: string }[],
  nowMs: number,
): Promise<void> {
  const { buckets, exclusive } = laneLocksOf(calls.map(({ bot, lane }) => ({ bot, lane, byItself: false })));
  await tx.query(lockLanesSql('$1', '$2'), [buckets, exclusive]);
  await tx.query(
    `with letter as (delete from durabot.dead_letter where id = any ($1) returning id, payload, origin, code)
     insert into durabot.outbox
       (bot, lane, class, chat_id, method, payload, repeated, due_at, virtual_id, remember, language_code, correlation_id, recipient_id)
     select o.bot, o.lane, o.class, o.chat_id, o.method, l.payload, o.repeated or l.code = 'UNKNOWN_OUTCOME', $2, o.virtual_id,
       o.remember, o.language_code, o.correlation_id, o.recipient_id
     from letter l, json_populate_record(null::durabot.outbox, l.origin) o order by l.id`,
    [calls.map(({ id }) => id), new Date(nowMs)],
  );
}

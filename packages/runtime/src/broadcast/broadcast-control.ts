import type { Database, Sql } from '@durabot/postgres';

export type BroadcastStatus = 'draft' | 'running' | 'paused' | 'cancelled' | 'done';

/** Where a broadcast stands. */
export interface BroadcastProgress {
  id: number;
  bot: string;
  name: string;
  status: BroadcastStatus;
  total: number;
  /** Not begun yet. */
  waiting: number;
  /** Handed to the sender. */
  queued: number;
  sent: number;
  blocked: number;
  failed: number;
  /** Not sent for another reason, an operator's say among them. */
  dropped: number;
  startedAt: Date | undefined;
  finishedAt: Date | undefined;
  /** How long the rest takes at the pace of the last minute; unknown while nothing is sent. */
  etaSeconds: number | undefined;
}

/** Starts a draft, or goes on with a paused one. @returns false when there is nothing to start */
export async function startBroadcast(sql: Sql, id: number): Promise<boolean> {
  const { rowCount } = await sql.query(
    `update durabot.broadcast set status = 'running', started_at = coalesce(started_at, now())
     where id = $1 and status in ('draft', 'paused')`,
    [id],
  );
  return rowCount > 0;
}

/** Stops it until it is started again; what is on its way arrives, nothing else goes out. @returns false when it does not run */
export async function pauseBroadcast(db: Database, id: number): Promise<boolean> {
  return halt(db, id, 'paused', ['running']);
}

/** Ends it for good; whoever has not got it does not get it. @returns false when it is over already */
export async function cancelBroadcast(db: Database, id: number): Promise<boolean> {
  return halt(db, id, 'cancelled', ['draft', 'running', 'paused']);
}

async function halt(
  db: Database,
  id: number,
  status: 'paused' | 'cancelled',
  from: readonly BroadcastStatus[],
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const { rowCount } = await tx.query(
      `update durabot.broadcast set status = $2, finished_at = case when $2 = 'cancelled' then now() end
       where id = $1 and status = any ($3)`,
      [id, status, from],
    );
    if (rowCount === 0) return false;
    // Calls that were never attempted come back; the sender finds them gone when it wants to note its attempt.
    await tx.query(
      `with back as (
         delete from durabot.outbox o using durabot.broadcast_recipient r
         where r.broadcast_id = $1 and r.outcome = 'queued' and o.recipient_id = r.id and o.status = 'pending' and o.attempts = 0
           and o.bot = (select bot from durabot.broadcast where id = $1)
         returning r.id)
       update durabot.broadcast_recipient r set outcome = null from back where r.id = back.id`,
      [id],
    );
    return true;
  });
}

interface ProgressRow extends Omit<BroadcastProgress, 'startedAt' | 'finishedAt' | 'etaSeconds'> {
  last_minute: number;
  minute_seconds: number;
  started_at: Date | null;
  finished_at: Date | null;
}

const count = (condition: string): string => `(count(*) filter (where ${condition}))::int`;

/** Tells where a bot's broadcasts stand, newest first; or one of them. */
export async function listBroadcasts(
  sql: Sql,
  which: { id?: number; bot?: string } = {},
): Promise<BroadcastProgress[]> {
  const { rows } = await sql.query<ProgressRow>(
    `select b.id, b.bot, b.name, b.status, b.started_at, b.finished_at, c.*,
       greatest(least(60, extract(epoch from now() - b.started_at)), 1)::float8 as minute_seconds
     from durabot.broadcast b
     cross join lateral (
       select count(*)::int as total, ${count('outcome is null')} as waiting, ${count("outcome = 'queued'")} as queued,
         ${count("outcome = 'sent'")} as sent, ${count("outcome = 'blocked'")} as blocked,
         ${count("outcome = 'failed'")} as failed, ${count("outcome = 'dropped'")} as dropped,
         ${count("settled_at > now() - interval '1 minute'")} as last_minute
       from durabot.broadcast_recipient r where r.broadcast_id = b.id) c
     where ($1::bigint is null or b.id = $1) and ($2::text is null or b.bot = $2)
     order by b.id desc limit 100`,
    [which.id ?? null, which.bot ?? null],
  );
  return rows.map(({ started_at, finished_at, last_minute, minute_seconds, ...rest }) => ({
    ...rest,
    startedAt: started_at ?? undefined,
    finishedAt: finished_at ?? undefined,
    etaSeconds:
      last_minute === 0 || rest.status !== 'running'
        ? undefined
        : Math.ceil(((rest.waiting + rest.queued) * minute_seconds) / last_minute),
  }));
}

/** What became of one chat's message. */
export interface RecipientOutcome {
  chatId: number;
  outcome: 'queued' | 'sent' | 'blocked' | 'failed' | 'dropped' | undefined;
  reason: string | undefined;
  settledAt: Date | undefined;
}

/** Lists recipients of a broadcast, by chat id; those after `afterChatId`, to go on from. */
export async function listRecipients(
  sql: Sql,
  id: number,
  options: { outcome?: string; afterChatId?: number; limit?: number } = {},
): Promise<RecipientOutcome[]> {
  const { rows } = await sql.query<{
    chat_id: number;
    outcome: RecipientOutcome['outcome'] | null;
    reason: string | null;
    settled_at: Date | null;
  }>(
    `select chat_id, outcome, reason, settled_at from durabot.broadcast_recipient
     where broadcast_id = $1 and ($2::text is null or outcome = $2) and ($3::bigint is null or chat_id > $3)
     order by chat_id limit $4`,
    [id, options.outcome ?? null, options.afterChatId ?? null, options.limit ?? 1_000],
  );
  return rows.map((row) => ({
    chatId: row.chat_id,
    outcome: row.outcome ?? undefined,
    reason: row.reason ?? undefined,
    settledAt: row.settled_at ?? undefined,
  }));
}

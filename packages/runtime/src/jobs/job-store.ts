import type { Sql } from '@durabot/postgres';
import { sqlJson } from '../sql-json.ts';
import type { AttemptOwner } from '../dispatch/staged-writes.ts';
import type { JobNews, NewJob } from './job.ts';

/** The place that a job's news goes to. */
export interface JobPlace {
  shard: number;
  chatKey: string;
  chatId: number | undefined;
  userId: number | undefined;
  topicId: number | undefined;
}

/** What the engine keeps of a job. */
export interface StoredJob {
  /** Absent in jobs of the clock. */
  place?: JobPlace;
  payload?: unknown;
  serialKey?: string | undefined;
  /** What it goes back to; absent in jobs of the clock and of older releases. */
  correlationId?: string;
}

/**
 * The engine counts attempts when they begin, and gives up by itself after these more: enough for us to see that the last
 * ones ended with their process.
 */
const spareAttempts = 3;

/** The engine's name of a bot's job. */
export function taskOf(bot: string, name: string): string {
  return `${bot}/${name}`;
}

/** Adds jobs in the transaction of the attempt that asked for them. */
export async function addJobs(
  tx: Sql,
  owner: AttemptOwner,
  jobs: readonly NewJob[],
  maxAttemptsOf: (name: string) => number,
): Promise<void> {
  const { shard, chatKey, chatId, userId, topicId, correlationId } = owner;
  for (const { name, payload, serialKey, key, runAt } of jobs) {
    const stored: StoredJob = { place: { shard, chatKey, chatId, userId, topicId }, payload, serialKey, correlationId };
    await tx.query(
      `select 1 from graphile_worker.add_job($1, $2::json, queue_name => $3, run_at => $4, max_attempts => $5, job_key => $6,
         flags => array[$7])`,
      [
        taskOf(owner.bot, name),
        sqlJson(stored),
        serialKey === undefined ? null : taskOf(owner.bot, serialKey),
        runAt ?? null,
        maxAttemptsOf(name) + spareAttempts,
        key === undefined ? null : `${owner.bot}/${owner.chatKey}/${name}/${key}`,
        owner.bot,
      ],
    );
  }
}

/** Puts a job that has just been taken back at its place, now with the flag by which the jobs of its paused bot are passed over. */
export async function handOnFlagged(
  sql: Sql,
  bot: string,
  job: { id: string; run_at: Date; max_attempts: number; key: string | null },
): Promise<void> {
  await sql.query(
    `select 1 from graphile_worker._private_jobs j
     join graphile_worker._private_tasks t on t.id = j.task_id
     left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
     cross join lateral graphile_worker.add_job(t.identifier, j.payload, queue_name => q.queue_name, run_at => $2,
       max_attempts => $3, job_key => $4, priority => j.priority, flags => array[$5]) a
     where j.id = $1`,
    [job.id, job.run_at, job.max_attempts, job.key, bot],
  );
}

/** Job ids are remembered beside update ids, in a generation that no account has. */
const jobGeneration = 0;

/**
 * Puts a job's news into its chat's inbox; the end of a job only once, however often the job ran.
 * @returns the shard that has a new entry
 */
export async function deliverNews(
  sql: Sql,
  bot: string,
  { place, correlationId }: { place: JobPlace; correlationId?: string },
  news: JobNews,
  nowMs: number,
): Promise<number | undefined> {
  const { rows } = await sql.query<{ shard: number }>(
    `with fresh as (
       insert into durabot.seen_update (bot, generation, update_id) select $1, ${jobGeneration}, $8::bigint where $9
       on conflict do nothing returning update_id
     )
     insert into durabot.inbox (bot, shard, chat_key, chat_id, user_id, topic_id, kind, payload, due_at, correlation_id)
     select $1, $2, $3, $4, $5, $6, 'job', $7::json, $10, $11 where not $9 or exists (select 1 from fresh)
     returning shard`,
    [
      bot,
      place.shard,
      place.chatKey,
      place.chatId ?? null,
      place.userId ?? null,
      place.topicId ?? null,
      sqlJson(news),
      news.id,
      news.status !== 'progress',
      new Date(nowMs),
      correlationId ?? null,
    ],
  );
  return rows[0]?.shard;
}

/** Sets a job aside; once, however often it is tried. */
export async function buryJob(
  sql: Sql,
  bot: string,
  job: { id: number; name: string; attempts: number; maxAttempts: number; stored: StoredJob; createdAt: Date },
  why: { code: string; reason: string },
): Promise<void> {
  await sql.query(
    `insert into durabot.dead_letter (source, bot, chat_key, kind, payload, origin, origin_id, attempts, code, reason, created_at)
     select 'job', $1, $2, $3, $4::json, $5::json, $6::bigint, $7, $8, $9, $10
     where not exists (select 1 from durabot.dead_letter where source = 'job' and bot = $1 and origin_id = $6::bigint)`,
    [
      bot,
      job.stored.place?.chatKey ?? null,
      job.name,
      sqlJson(job.stored),
      sqlJson({
        task: taskOf(bot, job.name),
        maxAttempts: job.maxAttempts,
        correlation_id: job.stored.correlationId,
      }),
      job.id,
      job.attempts,
      why.code,
      why.reason,
      job.createdAt,
    ],
  );
}

/**
 * Lets the next attempt at a job that is about to fail wait for at least `waitMs`. The engine adds its own wait, e to the
 * power of the attempts in seconds, to the later of now and `run_at`.
 */
export async function postponeJob(sql: Sql, job: { id: number; attempts: number }, waitMs: number): Promise<void> {
  const engineSeconds = Math.exp(Math.min(job.attempts, 10));
  await sql.query(
    'update graphile_worker._private_jobs set run_at = now() + make_interval(secs => $2) where id = $1::bigint',
    [job.id, Math.max(waitMs / 1_000 - engineSeconds, 0)],
  );
}

/** Notes that a worker of the engine belongs to a process, so that its jobs are free when the process dies. */
export async function noteWorker(sql: Sql, processId: string, workerId: string): Promise<void> {
  await sql.query('insert into durabot.job_worker (worker_id, process_id) values ($1, $2) on conflict do nothing', [
    workerId,
    processId,
  ]);
}

/** Frees the jobs that a process was doing. The engine by itself would wait for hours. */
export async function freeJobs(tx: Sql, processId: string): Promise<void> {
  const { rows } = await tx.query<{ worker_id: string }>(
    'delete from durabot.job_worker where process_id = $1 returning worker_id',
    [processId],
  );
  if (rows.length === 0) return;
  await tx.query('select graphile_worker.force_unlock_workers($1)', [rows.map((row) => row.worker_id)]);
}

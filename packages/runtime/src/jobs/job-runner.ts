import { EventEmitter } from 'node:events';
import { codeOf, reasonOf, TerminalError, verdictOf } from '@durabot/bot-api';
import type { Database, Log } from '@durabot/postgres';
import type { JobHelpers, Runner, Task, WorkerEvents } from 'graphile-worker';
import type { Clock } from '../clock.ts';
import type { StageMetrics } from '../operations/metrics.ts';
import type { RunningBot } from '../running-bot.ts';
import { firstCommit, recordSpan, type Tracer } from '../tracing/tracer.ts';
import type { JobDefinition, JobNews } from './job.ts';
import type { PauseWatch } from '../pause/pause-watch.ts';
import { fetchFile } from './fetch-file.ts';
import { buryJob, deliverNews, handOnFlagged, noteWorker, postponeJob, type StoredJob, taskOf } from './job-store.ts';

export interface JobRunnerDeps {
  db: Database;
  clock: Clock;
  log: Log;
  processId: string;
  metrics: Pick<StageMetrics, 'failed' | 'jobEnded'>;
  bots: ReadonlyMap<string, RunningBot>;
  concurrency: number;
  /** No job of a paused bot begins. */
  pauses: Pick<PauseWatch, 'isBotPaused'>;
  tracer: Tracer | undefined;
  /** There are new entries in these shards. */
  onNews: (shards: readonly number[]) => void;
}

/** Runs background jobs by graphile-worker, and brings what they give back into their chats. */
export interface JobRunner {
  /** Takes no further job and waits for those under way until `untilMs`; jobs left then run again elsewhere. */
  stop(untilMs: number): Promise<void>;
}

export const defaultMaxAttempts = 5;
/** Levels of the engine's log that somebody should see. */
const troubles: ReadonlySet<string> = new Set(['error']);
const reportEveryMs = 1_000;
const stopSlackMs = 200;

/** Brings the engine's tables up to date and starts it. @throws DatabaseError when the database is away */
export async function startJobRunner(deps: JobRunnerDeps): Promise<JobRunner> {
  const { db, clock, log, processId } = deps;
  const definitions = [...deps.bots.values()].flatMap((bot) =>
    Object.entries(bot.jobs).map(([name, definition]) => ({ bot: bot.name, client: bot.client, name, definition })),
  );
  // Only who has jobs pays for loading it.
  const { Logger, parseCronItems, run } = await import('graphile-worker');
  const events: WorkerEvents = new EventEmitter();
  const noting: Promise<void>[] = [];
  let leftBehind = false;
  // Jobs are locked in the name of the pool that takes them.
  events.on('pool:create', ({ workerPool }) => noting.push(noteWorker(db, processId, workerPool.id)));
  const pool = db.foreignPool(deps.concurrency + 2);
  const runner: Runner = await run({
    pgPool: pool,
    concurrency: deps.concurrency,
    noHandleSignals: true,
    pollInterval: 1_000,
    // A job bears the name of its bot as its flag.
    forbiddenFlags: () => [...deps.bots.keys()].filter((bot) => deps.pauses.isBotPaused(bot)),
    events,
    logger: new Logger(() => (level, message) => {
      // Up to where it begins to quote an error.
      if (troubles.has(level))
        log.warn({ engine: message.split(/ with error|["':]/)[0] }, 'job engine reported trouble');
    }),
    taskList: Object.fromEntries(
      definitions.map(({ bot, client, name, definition }) => [
        taskOf(bot, name),
        taskFor(bot, name, definition, client),
      ]),
    ),
    parsedCronItems: parseCronItems(
      definitions.flatMap(({ bot, name, definition: { cron } }) =>
        cron === undefined
          ? []
          : [
              {
                task: taskOf(bot, name),
                match: cron.pattern,
                identifier: taskOf(bot, name),
                options: { backfillPeriod: cron.catchUpMs },
              },
            ],
      ),
    ),
  });
  // A worker that nobody knows of would hold its job for hours after a crash.
  await Promise.all(noting);
  void runner.promise.catch((error: unknown) => log.error({ error: reasonOf(error) }, 'job engine ended'));

  return {
    stop: async (untilMs) => {
      const stopped = runner.stop('the process stops').catch(() => undefined);
      const late = clock.sleep(Math.max(untilMs - clock.nowMs() - stopSlackMs, 0)).then(() => 'late' as const);
      if ((await Promise.race([stopped, late])) !== 'late') return pool.end();
      // What is under way is somebody else's from now on.
      leftBehind = true;
    },
  };

  function taskFor(bot: string, name: string, definition: JobDefinition, client: RunningBot['client']): Task {
    const most = definition.maxAttempts ?? defaultMaxAttempts;
    return async (raw, { job, abortSignal }: JobHelpers) => {
      // Written by `addJobs`, or by the engine's clock, which knows no place.
      const stored = raw as StoredJob;
      // One of the engine's clock, or of an older release, has no flag.
      if (deps.pauses.isBotPaused(bot) && job.flags?.[bot] !== true) return handOnFlagged(db, bot, job);
      const id = Number(job.id);
      const about = { id, name, payload: stored.payload };
      const attempts = job.attempts;
      const signal = abortSignal ?? new AbortController().signal;
      const { correlationId } = stored;
      const line = { bot, job: name, jobId: id, attempt: attempts, correlationId };
      const startMs = clock.nowMs();
      const trace = (error?: string): void =>
        recordSpan(deps.tracer, () =>
          correlationId === undefined
            ? undefined
            : {
                correlationId,
                name: 'job',
                key: `j${id}/${attempts}`,
                parent: firstCommit,
                startMs,
                endMs: clock.nowMs(),
                error,
                attributes: { 'durabot.bot': bot, 'durabot.job': name, 'durabot.attempt': attempts },
              },
        );
      log.debug(line, 'job begun');
      try {
        if (attempts > most)
          throw new TerminalError(
            'JOB_CRASHED',
            `Processes ended in the middle of job ${name} (${id}) again and again; it is not begun again.`,
          );
        const report = reporterFor(bot, stored, about);
        const result = await definition.run({
          id,
          payload: stored.payload,
          attempt: attempts,
          signal,
          report,
          fetchFile: (fileId, maxBytes) => fetchFile(client, fileId, { maxBytes, signal }),
        });
        await deliver(bot, stored, { ...about, status: 'done', result });
        log.debug(line, 'job done');
        trace();
        deps.metrics.jobEnded(bot, name, 'done');
      } catch (error) {
        const verdict = verdictOf(error);
        const context = { ...line, code: codeOf(error) };
        trace(codeOf(error));
        deps.metrics.failed('job', bot, context.code);
        if (attempts < most && verdict.kind !== 'bury') {
          deps.metrics.jobEnded(bot, name, 'failed');
          log.warn(context, 'job failed, another attempt follows');
          if (verdict.kind === 'retry' && verdict.afterMs !== undefined)
            await postponeJob(db, { id, attempts }, verdict.afterMs);
          throw error;
        }
        deps.metrics.jobEnded(bot, name, 'buried');
        log.error(context, 'job buried');
        const reason = error instanceof Error ? error.message.slice(0, 500) : String(error);
        const letter = { id, name, attempts, maxAttempts: job.max_attempts, stored, createdAt: job.created_at };
        await buryJob(db, bot, letter, { code: codeOf(error), reason: reasonOf(error, stored.payload) });
        await deliver(bot, stored, { ...about, status: 'failed', reason });
      } finally {
        // The engine must not be told: its connections may be gone, and it would fall over that.
        if (leftBehind) await new Promise<never>(() => undefined);
      }
    };
  }

  function reporterFor(bot: string, stored: StoredJob, about: Pick<JobNews, 'id' | 'name' | 'payload'>) {
    let reportedAtMs = Number.NEGATIVE_INFINITY;
    return async (progress: unknown): Promise<void> => {
      if (Math.abs(clock.nowMs() - reportedAtMs) < reportEveryMs) return;
      reportedAtMs = clock.nowMs();
      await deliver(bot, stored, { ...about, status: 'progress', result: progress });
    };
  }

  async function deliver(bot: string, { place, correlationId }: StoredJob, news: JobNews): Promise<void> {
    if (place === undefined) return;
    const origin = { place, ...(correlationId !== undefined && { correlationId }) };
    const shard = await deliverNews(db, bot, origin, news, clock.nowMs());
    if (shard !== undefined) deps.onNews([shard]);
  }
}

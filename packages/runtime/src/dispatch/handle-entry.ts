import { codeOf, framesOf, LeaseLostError, reasonOf, TerminalError, verdictOf } from '@durabot/bot-api';
import type { LiveEvents } from '@durabot/redis';
import { isDatabaseUnavailable, type Database, type Log, type OpenTx } from '@durabot/postgres';
import type { Update } from '@grammyjs/types';
import type { Clock } from '../clock.ts';
import { correlationOf } from '../correlation.ts';
import type { Ids } from '../ids.ts';

import { isDebugging } from '../is-debugging.ts';
import { languageOf } from '../inbox/describe-update.ts';
import { delayEntry, type DueEntry } from '../inbox/inbox.ts';
import type { HandledOutcome, StageMetrics } from '../operations/metrics.ts';
import type { Handover } from '../outbox/handover.ts';
import { freeLane } from '../outbox/lane-locks.ts';
import { classNumber } from '../outbox/methods.ts';
import type { HoldPoint, RunningBot } from '../running-bot.ts';
import { buryEntry } from './bury-entry.ts';
import { commitAttempts, type CommitUnit } from './commit-attempts.ts';
import type { Committer } from './committer.ts';
import { isCulprit } from './culprit.ts';
import { runAttempt } from './current-attempt.ts';
import type { DialogCache } from './dialog-cache.ts';
import { defaultMaxAttempts } from '../jobs/job-runner.ts';
import { addJobs } from '../jobs/job-store.ts';
import { migrateChat, migrationIn } from '../migrate-chat.ts';
import type { DialogStorage } from './dialog-storage.ts';
import { createLateAbort } from './late-abort.ts';
import { createRepeatedPresses } from './repeated-presses.ts';
import { createAttempt, type HandlerAttempt } from './handler-attempt.ts';
import { gatherAlbum } from './gather-album.ts';
import { createStartNotes } from './note-starts.ts';
import type { Tracer } from '../tracing/tracer.ts';
import { createTimeLimit } from './time-limit.ts';
import { traceEntry } from './trace-entry.ts';
import { runHandler, unwrapped } from './run-handler.ts';

/**
 * `settled`: done, the chat goes on. `moved`: the same, and what waits of the chat has changed. `delayed`: its next attempt is noted, the chat waits.
 * `released`: nothing is known to have changed (database away, lease lost); it will be read again.
 */
export type HandleOutcome = 'settled' | 'moved' | 'delayed' | 'released';

export interface HandleDeps {
  db: Database;
  clock: Clock;
  ids: Ids;
  log: Log;
  metrics: StageMetrics;
  committer: Committer;
  /** Resolves when jobs can be added. */
  jobsReady: () => Promise<void>;
  processId: string;
  maxAttempts: number;
  repeatedPressMs: number;
  /** Aborts when handling is to end soon. */
  signal: AbortSignal;
  handlerTimeoutMs: number;
  /** See `ProcessLease.cautious`. */
  cautious: () => boolean;
  bots: ReadonlyMap<string, RunningBot>;
  holdPoint: HoldPoint | undefined;
  onLeaseLost: () => void;
  storage: DialogStorage;
  /** Tells whoever looks on what became of an entry. */
  tell: LiveEvents['tell'];
  /** For the calls of a commit beside the committer's. */
  handover: () => Handover;
  /** There are new calls of this bot. */
  wakeSender: (bot: string) => void;
  tracer: Tracer | undefined;
}

/** Runs the handler of one entry and commits what it wrote together with the entry's end. */
export function createEntryHandler(
  deps: HandleDeps,
): (entry: DueEntry, fresh: boolean, dialogs: DialogCache) => Promise<HandleOutcome> {
  const { db, clock, log, metrics } = deps;
  const noteStart = createStartNotes(deps);
  /** Entries of which this process has noted that it begins them: it can end in each of them once. */
  const begunHere = new Set<number>();
  const presses = createRepeatedPresses(deps.repeatedPressMs);
  const withinTime = createTimeLimit(clock, deps.handlerTimeoutMs);

  return async (entry, fresh, dialogs) => {
    const outcome = await attempted(entry, fresh, dialogs);
    // What is put back without being charged, as the database is away, has not cost a process.
    if (outcome !== 'released') begunHere.delete(entry.id);
    return outcome;
  };

  async function attempted(entry: DueEntry, fresh: boolean, dialogs: DialogCache): Promise<HandleOutcome> {
    const bot = deps.bots.get(entry.bot);
    if (bot === undefined) return 'released';
    const startedMs = clock.nowMs();
    const trace = traceEntry(deps, entry, startedMs);
    const debugging = isDebugging(log);
    if (debugging) log.debug(lineOf(entry), 'attempt begun');
    const abort = createLateAbort();
    const migration = migrationIn(entry.payload);
    let attempt: HandlerAttempt | undefined;
    try {
      if (deps.cautious() || entry.starts > 0) {
        // Its own note counts no process that has ended; it is gone when another process has delayed the entry since.
        const noted = entry.starts > 0 && begunHere.has(entry.id);
        if (await isCulprit(db, entry.starts - (noted ? 1 : 0))) throw crashedError(entry);
        if (!noted) {
          await noteStart(entry.id);
          begunHere.add(entry.id);
        }
      }
      if (migration !== undefined) {
        // Before the handler: what it reads and writes is then under the new id.
        await migrateChat(db, deps.processId, entry.bot, migration, bot.migrateRows);
        dialogs.clear();
      }
      await dialogs.load(entry, fresh ? entry : undefined);
      const languageCode = entry.kind === 'timer' ? undefined : languageOf(updateOf(entry));
      const album =
        bot.albums === 'together' ? await gatherAlbum({ db, clock, signal: deps.signal }, entry) : undefined;
      if (album === 'stopping') return 'released';
      attempt = createAttempt(entry, {
        db,
        clock,
        processId: deps.processId,
        dialogs,
        abort,
        languageCode,
        jobs: Object.keys(bot.jobs),
        album,
      });
      const skipped = skipReason(entry);
      if (skipped === undefined) await trace.handled(handle(bot, entry, attempt));
      else acknowledge(entry, attempt, skipped === 'repeated' ? bot.repeatedPress(languageCode) : undefined);
      await deps.holdPoint?.('dispatch:before-commit', { chatKey: entry.chatKey, entryId: entry.id });
      if (await trace.committed(commit(bot, attempt, album?.entryIds))) {
        dialogs.committed(entry, attempt.writes.dialogs);
        if (attempt.writes.dialogs.size > 0) deps.storage.changed(entry, dialogs);
      } else {
        dialogs.clear();
      }
      metrics.handled(entry.bot, skipped ?? 'settled', (clock.nowMs() - startedMs) / 1000);
      tell(entry, skipped ?? 'settled');
      const calls = attempt.writes.calls.length;
      if (debugging)
        log.debug({ ...lineOf(entry), calls, skipped, tookMs: clock.nowMs() - startedMs }, 'entry settled');
      if (skipped === undefined) presses.handled(entry, clock.nowMs() - startedMs);
      await deps.holdPoint?.('dispatch:after-commit', { chatKey: entry.chatKey, entryId: entry.id });
      return migration === undefined && album === undefined ? 'settled' : 'moved';
    } catch (error) {
      // First: a handler that goes on after its time must not open what nobody closes.
      attempt?.close();
      abort.abort();
      dialogs.clear();
      // The commit may have happened all the same.
      if (attempt !== undefined && attempt.writes.dialogs.size > 0) deps.storage.unsure(entry);
      await rollback(attempt);
      return await afterFailure(bot, entry, error);
    } finally {
      attempt?.close();
      abort.abort();
    }
  }

  async function handle(bot: RunningBot, entry: DueEntry, attempt: HandlerAttempt): Promise<void> {
    await deps.holdPoint?.('dispatch:before-handler', { chatKey: entry.chatKey, entryId: entry.id });
    await runAttempt(attempt, () => withinTime(runHandler(bot, entry, attempt)));
    attempt.close();
  }

  /** @returns false when the entry was settled by somebody else before; nothing was written then */
  async function commit(
    bot: RunningBot,
    attempt: HandlerAttempt,
    alsoSettles: readonly number[] = [],
  ): Promise<boolean> {
    const unit = { owner: attempt.owner, alsoSettles, writes: deps.storage.committedWrites(attempt.writes) };
    const { jobs } = attempt.writes;
    // Its tables may not be there before it has begun once.
    if (jobs.length > 0) await deps.jobsReady();
    const tx = jobs.length > 0 ? await attempt.ensureTx() : await attempt.openTx();
    if (tx === undefined) return deps.committer.commit(unit);
    await addJobs(tx, attempt.owner, jobs, (name) => bot.jobs[name]?.maxAttempts ?? defaultMaxAttempts);
    return commitWith(tx, unit);
  }

  async function commitWith(tx: OpenTx, unit: CommitUnit): Promise<boolean> {
    const handover = deps.handover();
    try {
      const result = await commitAttempts(tx, deps.processId, [unit], clock.nowMs(), handover.mayBegin);
      if (!result.fenced)
        throw new LeaseLostError(`Process ${deps.processId} may no longer commit; another one has taken over.`);
      // Settled by somebody else before: the business rows of this run must not be there a second time.
      if (!result.settled.has(unit.owner.entryId)) {
        await tx.rollback();
        handover.failed();
        return false;
      }
      await tx.commit();
      handover.written(result.calls);
      return true;
    } catch (error) {
      handover.failed(error);
      throw error;
    }
  }

  async function afterFailure(bot: RunningBot, entry: DueEntry, error: unknown): Promise<HandleOutcome> {
    const cause = unwrapped(error);
    if (cause instanceof LeaseLostError) {
      deps.onLeaseLost();
      return 'released';
    }
    // Not the handler's fault and not charged; the loop that reads the inbox waits for the database.
    if (isDatabaseUnavailable(cause)) {
      log.warn({ ...lineOf(entry), code: codeOf(cause) }, 'entry put back, database away');
      return 'released';
    }
    const verdict = verdictOf(cause);
    const attempts = entry.attempts + 1;
    const context = { ...lineOf(entry), code: codeOf(cause) };
    try {
      if (verdict.kind === 'bury' || verdict.kind === 'stop' || attempts >= deps.maxAttempts) {
        log.error({ ...context, stack: stackOf(cause) }, 'entry buried');
        const language = entry.kind === 'timer' ? undefined : languageOf(updateOf(entry));
        const apology =
          entry.kind === 'timer' || entry.kind === 'refusal'
            ? undefined
            : { text: bot.apology(language), nowMs: clock.nowMs() };
        await buryEntry(
          db,
          deps.processId,
          entry,
          { code: codeOf(cause), reason: reasonOf(cause, entry.payload), attempts },
          apology,
        );
        metrics.handled(entry.bot, 'buried', 0);
        metrics.failed('inbox', entry.bot, context.code);
        tell(entry, 'buried');
        deps.wakeSender(entry.bot);
        return 'settled';
      }
      const waitMs = verdict.kind === 'retry' ? (verdict.afterMs ?? backoffMs(attempts)) : backoffMs(attempts);
      log.warn({ ...context, waitMs, stack: stackOf(cause) }, 'attempt failed, entry waits for the next one');
      await delayEntry(db, deps.processId, entry.id, {
        dueAt: new Date(clock.nowMs() + waitMs),
        error: reasonOf(cause, entry.payload),
      });
      metrics.handled(entry.bot, 'failed', 0);
      metrics.failed('inbox', entry.bot, context.code);
      tell(entry, 'failed');
      return 'delayed';
    } catch (secondary) {
      log.warn({ ...context, reason: reasonOf(secondary) }, 'failed attempt not noted, entry will be read again');
      return 'released';
    }
  }

  /** Why the handler need not see it. */
  function skipReason(entry: DueEntry): 'expired' | 'repeated' | undefined {
    if (isExpired(entry)) return 'expired';
    return presses.isRepeat(entry) ? 'repeated' : undefined;
  }

  function tell({ bot, id, kind, chatKey }: DueEntry, outcome: HandledOutcome): void {
    deps.tell('entry', { bot, id, kind, chatKey, outcome });
  }

  function isExpired(entry: DueEntry): boolean {
    return entry.expiresAt !== undefined && entry.expiresAt.getTime() <= clock.nowMs();
  }

  /** A press that is skipped is acknowledged, so that its button stops spinning. */
  function acknowledge(entry: DueEntry, attempt: HandlerAttempt, text: string | undefined): void {
    if (entry.kind !== 'callback_query') return;
    const id = updateOf(entry).callback_query?.id;
    attempt.stage({
      lane: freeLane(deps.ids),
      class: classNumber('answer'),
      chatId: undefined,
      method: 'answerCallbackQuery',
      payload: { callback_query_id: id, ...(text !== undefined && { text }) },
      virtualId: undefined,
      remember: false,
      languageCode: undefined,
      expiresAt: new Date(clock.nowMs() + 150_000),
    });
  }
}

/** What every log line about an attempt begins with. */
function lineOf(entry: DueEntry): Record<string, unknown> {
  const { bot, kind, id, updateId, chatId } = entry;
  return { bot, correlationId: correlationOf(entry), kind, entryId: id, updateId, chatId, attempt: entry.attempts + 1 };
}

function crashedError(entry: DueEntry): TerminalError {
  return new TerminalError(
    'HANDLER_CRASHED',
    `${entry.starts} processes ended in the middle of the handler of inbox entry ${entry.id}; it is not begun again.`,
  );
}

function updateOf(entry: DueEntry): Update {
  // The border that stored it has checked that it is an object with a numeric update_id.
  return entry.payload as Update;
}

async function rollback(attempt: HandlerAttempt | undefined): Promise<void> {
  const tx = await attempt?.openTx().catch(() => undefined);
  await tx?.rollback();
}

/** 1, 2, 4 … seconds, at most a minute. */
function backoffMs(attempts: number): number {
  return Math.min(1000 * 2 ** (attempts - 1), 60_000);
}

/** Where it happened, without the message: that may hold what a user wrote. */
function stackOf(error: unknown): string | undefined {
  return error instanceof Error ? framesOf(error).slice(0, 8).join('\n') : undefined;
}

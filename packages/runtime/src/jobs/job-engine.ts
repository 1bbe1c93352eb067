import { reasonOf } from '@durabot/bot-api';
import { isDatabaseUnavailable } from '@durabot/postgres';
import { type JobRunner, type JobRunnerDeps, startJobRunner } from './job-runner.ts';

/** The engine of jobs, which begins by itself a little after the start. */
export interface JobEngine {
  /** Resolves when jobs can be added and are worked on; begins at once for whoever asks. @throws what keeps it from beginning */
  ready(): Promise<void>;
  /** See {@link JobRunner.stop}; what has not begun does not begin any more. */
  stop(untilMs: number): Promise<void>;
}

/** Until then the process answers its first updates: loading the engine takes a third of the time of a start. */
const beginAfterMs = 1_000;
/** After a failure. */
const againAfterMs = 2_000;

/** Starts the engine beside everything else: no start waits for it, and no update but one that adds a job. */
export function startJobEngine(
  deps: JobRunnerDeps,
  startRunner: (deps: JobRunnerDeps) => Promise<JobRunner> = startJobRunner,
): JobEngine {
  const { clock, log } = deps;
  const stopping = new AbortController();
  let runner: JobRunner | undefined;
  let beginning: Promise<void> | undefined;

  const begin = async (): Promise<void> => {
    const begun = await startRunner(deps);
    runner = begun;
  };
  const ready = (): Promise<void> => {
    if (runner !== undefined) return Promise.resolve();
    beginning ??= begin().finally(() => {
      beginning = undefined;
    });
    return beginning;
  };
  const byItself = async (): Promise<void> => {
    await clock.sleep(beginAfterMs, stopping.signal);
    while (!stopping.signal.aborted) {
      try {
        await ready();
        return;
      } catch (error) {
        if (!isDatabaseUnavailable(error)) log.error({ error: reasonOf(error) }, 'job engine not started');
        await clock.sleep(againAfterMs, stopping.signal);
      }
    }
  };
  void byItself();

  return {
    ready,
    stop: async (untilMs) => {
      stopping.abort();
      await beginning?.catch(() => undefined);
      await runner?.stop(untilMs);
    },
  };
}

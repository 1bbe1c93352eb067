import { codeOf } from '@durabot/bot-api';
import type { Clock } from '../clock.ts';
import { correlationOf } from '../correlation.ts';
import type { InboxEntry } from '../inbox/inbox.ts';
import { unwrapped } from './run-handler.ts';
import { firstCommit, firstStretch, recordSpan, type Stretch, type Tracer } from '../tracing/tracer.ts';

/** Notes the stretches of one attempt at an entry; each method gives back what it was given. */
export interface EntryTrace {
  handled(work: Promise<void>): Promise<void>;
  committed(work: Promise<boolean>): Promise<boolean>;
}

const untraced: EntryTrace = { handled: (work) => work, committed: (work) => work };

/**
 * Begins the trace of an attempt. The entry of an update is below what ingress has noted; what came of it later, a timer or
 * the news of a job, is below its commit. An entry that goes back to nothing begins a trace of its own.
 */
export function traceEntry(
  { tracer, clock }: { tracer: Tracer | undefined; clock: Clock },
  entry: InboxEntry,
  startedMs: number,
): EntryTrace {
  if (tracer === undefined) return untraced;
  const correlationId = correlationOf(entry);
  const isFirst = entry.correlationId === undefined;
  const parent = isFirst ? firstStretch : firstCommit;
  const receivedMs = Math.min(entry.receivedAt.getTime(), startedMs);
  const handleKey = `e${entry.id}/${entry.attempts}`;
  const attributes = {
    'durabot.bot': entry.bot,
    'durabot.kind': entry.kind,
    'durabot.entry_id': entry.id,
    'durabot.update_id': entry.updateId,
    'durabot.chat_id': entry.chatId,
    'durabot.retries': entry.attempts,
  };
  const note = (stretch: Omit<Stretch, 'correlationId' | 'attributes'>): void =>
    recordSpan(tracer, () => ({ correlationId, attributes, ...stretch }));

  if (entry.attempts === 0) {
    if (isFirst && entry.updateId === undefined)
      note({ ...firstStretch, parent: undefined, startMs: receivedMs, endMs: receivedMs });
    note({ name: 'wait in inbox', key: `e${entry.id}`, parent, startMs: receivedMs, endMs: startedMs });
  }
  return {
    handled: (work) => timed(work, { name: 'handle', key: handleKey, parent }),
    committed: (work) =>
      timed(work, {
        ...(isFirst ? firstCommit : { name: 'commit', key: `e${entry.id}` }),
        parent: { name: 'handle', key: handleKey },
      }),
  };

  async function timed<T>(work: Promise<T>, about: Pick<Stretch, 'name' | 'key' | 'parent'>): Promise<T> {
    const startMs = clock.nowMs();
    try {
      const result = await work;
      note({ ...about, startMs, endMs: clock.nowMs() });
      return result;
    } catch (error) {
      note({ ...about, startMs, endMs: clock.nowMs(), error: codeOf(unwrapped(error)) });
      throw error;
    }
  }
}

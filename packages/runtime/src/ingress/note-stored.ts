import type { Log } from '@durabot/postgres';
import type { Update } from '@grammyjs/types';
import { correlationOfUpdate } from '../correlation.ts';
import { describeUpdate } from '../inbox/describe-update.ts';
import type { AppendResult } from '../inbox/inbox.ts';
import { isDebugging } from '../is-debugging.ts';
import { firstStretch, recordSpan, type Tracer } from '../tracing/tracer.ts';

/** Where every way in says what it has stored. */
export interface StoredNotes {
  log: Log;
  tracer: Tracer | undefined;
}

/** Notes each update that is in the inbox now under its correlation id: the first line of its way, and the first span of its trace. */
export function noteStored(
  { log, tracer }: StoredNotes,
  stored: { bot: string; updates: readonly Update[]; result: AppendResult; startMs: number; endMs: number },
): void {
  if (tracer === undefined && !isDebugging(log)) return;
  const { bot, result, startMs, endMs } = stored;
  const fresh = new Set(result.storedIds);
  for (const update of stored.updates) {
    const { update_id: updateId } = update;
    const correlationId = correlationOfUpdate(bot, updateId);
    if (!fresh.has(updateId)) {
      log.debug({ bot, correlationId, updateId }, 'update left out, it was stored before');
      continue;
    }
    const { kind, chatId } = describeUpdate(update);
    log.debug({ bot, correlationId, updateId, kind, chatId }, 'update stored');
    recordSpan(tracer, () => ({
      correlationId,
      ...firstStretch,
      parent: undefined,
      startMs,
      endMs,
      attributes: { 'durabot.bot': bot, 'durabot.kind': kind, 'durabot.update_id': updateId },
    }));
  }
}

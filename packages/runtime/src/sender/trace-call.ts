import { codeOf, TelegramError } from '@durabot/bot-api';
import type { Clock } from '../clock.ts';
import { callClasses, classNumber } from '../outbox/methods.ts';
import type { OutboxCall } from '../outbox/outbox-call.ts';
import { firstCommit, recordSpan, type Tracer } from '../tracing/tracer.ts';

/** Notes one attempt at a call, and before the first one how long it has waited, in the trace of the update that caused it. */
export function traceCall(
  { tracer, clock }: { tracer: Tracer | undefined; clock: Clock },
  call: OutboxCall,
  attempt: { startMs: number; error?: unknown },
): void {
  const { correlationId } = call;
  // A broadcast has a name, too, and would be a trace of as many spans as it has recipients.
  if (tracer === undefined || correlationId === undefined || call.class === classNumber('broadcast')) return;
  const { startMs, error } = attempt;
  const about = {
    'durabot.bot': call.bot,
    'durabot.call_id': call.id,
    'durabot.class': callClasses[call.class],
    'telegram.method': call.method,
  };
  if (call.attempts === 0) {
    recordSpan(tracer, () => ({
      correlationId,
      name: 'wait in outbox',
      key: `c${call.id}`,
      parent: firstCommit,
      startMs: Math.min(call.createdAt.getTime(), startMs),
      endMs: startMs,
      attributes: about,
    }));
  }
  recordSpan(tracer, () => ({
    correlationId,
    name: 'send',
    key: `c${call.id}/${call.attempts}`,
    parent: firstCommit,
    startMs,
    endMs: clock.nowMs(),
    error: error === undefined ? undefined : codeOf(error),
    attributes: { ...about, 'durabot.retries': call.attempts, 'http.response.status_code': statusOf(error) },
  }));
}

/** None where no answer came. */
function statusOf(error: unknown): number | undefined {
  if (error === undefined) return 200;
  return error instanceof TelegramError ? error.status : undefined;
}

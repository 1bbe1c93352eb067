import { codeOf, reasonOf, verdictOf } from '@durabot/bot-api';
import { methodTraits } from '../outbox/methods.ts';
import type { OutboxCall } from '../outbox/outbox-call.ts';
import type { Settlement } from '../outbox/settle-calls.ts';
import type { SendOutcome } from '../operations/metrics.ts';
import { asPlainText } from './prepare-call.ts';

/**
 * A call that Telegram cannot take for so many attempts is buried; with the backoff below that is about half an hour.
 * One that never left this machine is not: the network comes back, and its lane goes on where it was.
 */
const maxAttempts = 30;
/** Nobody knows what became of an attempt: after so many of them the call is not made again. */
const maxUnknownAttempts = 5;

/** What becomes of a call after an attempt that did not succeed. */
export interface FailureOutcome {
  settlement: Settlement;
  outcome: SendOutcome;
  /** Telegram's retry_after: the chat, or the whole bot, waits until then. */
  brakeUntilMs?: number;
  /** No call of this bot can succeed: the token was refused. */
  stopsBot?: true;
}

/** Decides what follows from an error of the Bot API client; the same rule for one that just happened and one found after a crash. */
export function settlementOf(call: OutboxCall, error: unknown, nowMs: number): FailureOutcome {
  const { id } = call;
  const verdict = verdictOf(error);
  // Telegram may quote what it refuses.
  const reason = reasonOf(error, call.payload);
  const again = (afterMs: number): Settlement => ({ kind: 'again', id, dueAt: new Date(nowMs + afterMs), reason });
  switch (verdict.kind) {
    case 'wait':
      return { settlement: again(verdict.waitMs), outcome: 'flood', brakeUntilMs: nowMs + verdict.waitMs };
    case 'retry':
      if (call.attempts + 1 >= maxAttempts && codeOf(error) !== 'NOT_SENT')
        return { settlement: { kind: 'buried', id, code: codeOf(error), reason }, outcome: 'refused' };
      return {
        settlement: again(verdict.afterMs ?? backoffMs(call.attempts)),
        outcome: codeOf(error) === 'NOT_SENT' ? 'not_sent' : 'unavailable',
      };
    case 'unknown':
      return { settlement: unknownSettlement(call, reason, nowMs), outcome: 'unknown' };
    case 'succeed':
      return { settlement: { kind: 'sent', id, messageId: undefined }, outcome: 'sent' };
    case 'skip':
    case 'abandon':
      return { settlement: { kind: 'dropped', id }, outcome: 'dropped' };
    case 'closeChat':
      return { settlement: { kind: 'unreachable', id, reason: verdict.because }, outcome: 'unreachable' };
    case 'plainText':
      if (call.payload['parse_mode'] === undefined && call.payload['entities'] === undefined)
        return { settlement: { kind: 'buried', id, code: codeOf(error), reason }, outcome: 'refused' };
      return {
        settlement: { kind: 'again', id, dueAt: new Date(nowMs), reason, payload: asPlainText(call.payload) },
        outcome: 'refused',
      };
    case 'stop':
      return { settlement: again(60_000), outcome: 'refused', stopsBot: true };
    case 'migrate':
    case 'bury':
      return { settlement: { kind: 'buried', id, code: codeOf(error), reason }, outcome: 'refused' };
  }
}

/** What becomes of a call when nobody knows whether it was made; it never stays unknown. */
export function unknownSettlement(call: OutboxCall, reason: string, nowMs: number): Settlement {
  const { id } = call;
  if (call.expiresAt !== undefined && call.expiresAt.getTime() <= nowMs) return { kind: 'dropped', id };
  const dueAt = new Date(nowMs + 1_000);
  const policy = call.attempts >= maxUnknownAttempts ? 'hold' : methodTraits(call.method).whenUnknown;
  switch (policy) {
    case 'repeat':
      return { kind: 'again', id, dueAt, reason };
    case 'mark':
      return { kind: 'again', id, dueAt, reason, repeated: true };
    case 'drop':
      return { kind: 'dropped', id };
    case 'hold':
      return { kind: 'held', id, reason };
  }
}

/** 0.5, 1, 2 … seconds, at most a minute. */
function backoffMs(attempts: number): number {
  return Math.min(500 * 2 ** attempts, 60_000);
}

import type { Database, Log } from '@durabot/postgres';
import type { Clock } from '../clock.ts';
import type { StageMetrics } from '../operations/metrics.ts';
import { listUnknown, type UnknownCall } from '../outbox/outbox.ts';
import { settleCalls, type Settlement } from '../outbox/settle-calls.ts';
import type { RunningBot } from '../running-bot.ts';
import { unknownSettlement } from './settlement-of.ts';

/** Calls of one bot whose attempt is recorded and that nobody makes. */
export interface LeftOverCalls {
  /**
   * Gives each of them an end: those of processes that died by what is known of their methods, those that this process
   * has begun and certainly not made wait again.
   * @throws LeaseLostError when this process may no longer settle calls
   */
  takeOver(): Promise<void>;
  /** Whether there is one now that was there at the last look, too: a commit whose end was not learned of, say. */
  look(): Promise<boolean>;
  /** These were begun and certainly not made: they wait again, without a mark. */
  giveBack(calls: readonly { readonly id: number }[]): Promise<void>;
}

export function createLeftOverCalls(deps: {
  db: Database;
  clock: Clock;
  log: Log;
  metrics: StageMetrics;
  bot: RunningBot;
  processId: string;
  /** Calls that this process is making. */
  makingIds: () => readonly number[];
  /** Whether this process has made the call and could not store what became of it. */
  isUnsettled: (id: number) => boolean;
}): LeftOverCalls {
  const { db, clock, log, metrics, bot, processId } = deps;
  let atLastLook: ReadonlySet<number> = new Set();
  /** On their way back: nobody takes them over meanwhile. */
  const returning = new Set<number>();

  return {
    takeOver: async () => {
      const all = await list();
      if (all.length === 0) return;
      // What this process has sent it is still making, or it could not store the outcome.
      const unmadeHere = all.filter((call) => call.processId === processId && !deps.isUnsettled(call.id));
      const unknown = all.filter((call) => !unmadeHere.includes(call));
      const settlements = unknown.map((call): Settlement =>
        unknownSettlement(call, 'The process ended while the call was under way.', clock.nowMs() - 1_000),
      );
      await settleCalls(db, processId, [...settlements, ...unmadeHere.map(backInLine)]);
      for (const { id, method, correlationId } of unknown) {
        metrics.sent(bot.name, method, 'unknown');
        metrics.failed('outbox', bot.name, 'UNKNOWN_OUTCOME');
        log.debug({ bot: bot.name, callId: id, method, correlationId }, 'call of unknown outcome taken over');
      }
      if (unknown.length > 0) log.warn({ bot: bot.name, calls: unknown.length }, 'calls of unknown outcome taken over');
    },
    look: async () => {
      const found = await list();
      // Those that were begun while the table was read are being made.
      const making = new Set(deps.makingIds());
      const ids = found.map(({ id }) => id).filter((id) => !making.has(id));
      const isLeft = ids.some((id) => atLastLook.has(id));
      atLastLook = new Set(ids);
      return isLeft;
    },
    giveBack: async (calls) => {
      for (const { id } of calls) returning.add(id);
      try {
        await settleCalls(db, processId, calls.map(backInLine));
      } finally {
        for (const { id } of calls) returning.delete(id);
      }
    },
  };

  function list(): Promise<UnknownCall[]> {
    return listUnknown(db, bot.name, [...deps.makingIds(), ...returning]);
  }

  function backInLine({ id }: { readonly id: number }): Settlement {
    return { kind: 'again', id, dueAt: new Date(clock.nowMs() - 1_000), reason: 'It was begun and not made.' };
  }
}

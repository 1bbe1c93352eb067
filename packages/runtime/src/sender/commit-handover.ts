import { isDatabaseUnavailable } from '@durabot/postgres';
import type { CommittedCall } from '../outbox/committed-call.ts';
import type { Handover } from '../outbox/handover.ts';
import type { Permit } from './permits.ts';

/** Brings one commit together with the senders of this process. */
export function createHandover(deps: {
  /** Leave to begin calls of this bot, if its sender is here and has nothing else to do first. */
  permit: (bot: string) => Permit | undefined;
  /** Calls to be made in their turn, whoever makes them. */
  handOver: (calls: readonly CommittedCall[]) => void;
}): Handover {
  const permits = new Map<string, Permit | undefined>();

  return {
    mayBegin: (bot, call) => {
      if (!permits.has(bot)) permits.set(bot, deps.permit(bot));
      return permits.get(bot)?.take(call) ?? false;
    },
    written: (calls) => {
      // First: what else was written of their lanes stands behind them.
      for (const [bot, permit] of permits) permit?.end(calls.filter((call) => call.begun && call.bot === bot));
      const others = calls.filter(({ begun }) => !begun);
      if (others.length > 0) deps.handOver(others);
    },
    failed: (error) => {
      for (const permit of permits.values()) {
        if (isDatabaseUnavailable(error)) permit?.lose();
        else permit?.end([]);
      }
    },
  };
}

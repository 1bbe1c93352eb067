import type { Clock } from '../clock.ts';

/** Renews again and again, one renewal at a time. */
export interface Renewals {
  /** Something has changed: the next one is not to wait for its time. */
  soon(): void;
  /** Runs until `signal` aborts. @throws what a renewal throws and `onTrouble` does not take for passing */
  run(signal: AbortSignal): Promise<void>;
}

export function createRenewals(deps: {
  clock: Clock;
  renewMs: number;
  renew: () => Promise<void>;
  /** @throws when there is no use in going on */
  onTrouble: (error: unknown) => void;
}): Renewals {
  let due = false;
  let wakeUp: (() => void) | undefined;
  return {
    soon: () => {
      due = true;
      wakeUp?.();
    },
    run: async (signal) => {
      signal.addEventListener('abort', () => wakeUp?.(), { once: true });
      for (;;) {
        const sleeping = new AbortController();
        wakeUp = () => sleeping.abort();
        if (!due && !signal.aborted) await deps.clock.sleep(deps.renewMs, sleeping.signal);
        wakeUp = undefined;
        due = false;
        if (signal.aborted) return;
        await deps.renew().catch(deps.onTrouble);
      }
    },
  };
}

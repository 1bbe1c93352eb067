/** One piece of work as the only process that may do it. */
export interface Turn {
  /** Aborts when the work should end because another process is to go on with it. */
  signal: AbortSignal;
  done: () => void;
}

/** Gives out turns under leases, and ends those that wait when their lease goes. */
export interface Turns {
  begin(lease: string): Turn | undefined;
  end(leases: readonly string[]): void;
  endAll(): void;
}

/** @param beginUnder see `ProcessLease.begin` */
export function createTurns(beginUnder: (lease: string) => (() => void) | undefined): Turns {
  const current = new Map<string, AbortController>();
  const end = (lease: string): void => {
    current.get(lease)?.abort();
    current.delete(lease);
  };
  return {
    begin: (lease) => {
      const done = beginUnder(lease);
      if (done === undefined) return undefined;
      const controller = current.get(lease) ?? new AbortController();
      current.set(lease, controller);
      return { signal: controller.signal, done };
    },
    end: (leases) => leases.forEach(end),
    endAll: () => [...current.keys()].forEach(end),
  };
}

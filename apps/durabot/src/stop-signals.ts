import { exitCodes } from './failure.ts';

/** The signals that ask for an orderly end. */
export type StopSignal = 'SIGTERM' | 'SIGINT';

const signals = ['SIGTERM', 'SIGINT'] as const;

/** npm passes on a Ctrl-C that the terminal has already sent to the whole group: that is one press, not two. */
const samePressMs = 150;

/**
 * Resolves with the first signal, or with the error that nobody caught. From then on a second signal ends the process
 * at once; nothing is lost by that, as nothing unfinished was confirmed.
 */
export function nextSignal(): { first: Promise<StopSignal | { error: unknown }> } {
  let firstAtMs: number | undefined;
  const first = new Promise<StopSignal | { error: unknown }>((resolve) => {
    for (const signal of signals) {
      process.on(signal, () => {
        if (firstAtMs === undefined) {
          firstAtMs = performance.now();
          resolve(signal);
        } else if (performance.now() - firstAtMs > samePressMs) {
          process.exit(exitCodes.interrupted);
        }
      });
    }
    // Both arrive here: Node turns a rejection nobody handles into an uncaught exception.
    process.on('uncaughtException', (error) => {
      if (firstAtMs !== undefined) process.exit(exitCodes.failed);
      firstAtMs = performance.now();
      resolve({ error });
    });
  });
  return { first };
}

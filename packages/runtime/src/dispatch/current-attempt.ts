import { AsyncLocalStorage } from 'node:async_hooks';
import type { Attempt } from '../context.ts';

const storage = new AsyncLocalStorage<Attempt>();

/** The attempt in whose handler this is called. @throws Error outside of a handler */
export function currentAttempt(): Attempt {
  const attempt = storage.getStore();
  if (attempt === undefined) throw new Error('This works only inside a handler that the runtime has started.');
  return attempt;
}

/** The attempt in whose handler this is called, if any. */
export function findCurrentAttempt(): Attempt | undefined {
  return storage.getStore();
}

/** The correlation id of what is being handled where this is called, if anything is; for loggers. */
export function currentCorrelationId(): string | undefined {
  return storage.getStore()?.entry.correlationId;
}

/** Runs a handler so that everything it awaits knows its attempt. */
export function runAttempt<T>(attempt: Attempt, work: () => Promise<T>): Promise<T> {
  return storage.run(attempt, work);
}

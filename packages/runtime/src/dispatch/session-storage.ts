import type { StorageAdapter } from 'grammy';
import { currentAttempt } from './current-attempt.ts';

/**
 * Storage for grammY's `session()` plugin: sessions are committed together with everything else of their update.
 *
 * @example
 * bot.use(session({ initial: () => ({ count: 0 }), storage: sessionStorage() }));
 */
export function sessionStorage<T>(): StorageAdapter<T> {
  return {
    // What was stored under this key was written by the same plugin with the same type.
    read: async (key) => (await currentAttempt().readSession(key)) as T | undefined,
    write: (key, value) => currentAttempt().writeSession(key, value),
    delete: (key) => currentAttempt().writeSession(key, undefined),
  };
}

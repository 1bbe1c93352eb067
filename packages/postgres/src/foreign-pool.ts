import type { Pool } from 'pg';
import type { Listener } from './sql.ts';

/**
 * Makes a pool fit for a library that does not know when the program stops: it ends once, and whoever asks for a connection
 * after that waits for ever, where an error could be one that nobody handles and that ends the process.
 */
export function createForeignPool(pool: Pool): Listener & { pool: Pool } {
  const connect = pool.connect.bind(pool);
  const end = pool.end.bind(pool);
  let ended: Promise<void> | undefined;
  const stop = (): Promise<void> => (ended ??= end());
  const later = (callback?: Parameters<typeof connect>[0]): unknown => {
    if (ended !== undefined) return new Promise(() => undefined);
    return callback === undefined ? connect() : connect(callback);
  };
  return { pool: Object.assign(pool, { end: stop, connect: later }), stop };
}

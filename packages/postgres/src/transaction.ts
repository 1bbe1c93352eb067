import type { Pool, PoolClient } from 'pg';

import { runForResult, runStatement } from './connection.ts';
import { DatabaseError } from './errors.ts';
import type { Places } from './places.ts';
import type { OpenTx, Rows } from './sql.ts';
import { asDatabaseError, isDatabaseUnavailable } from './unavailable.ts';

/**
 * Takes a connection from the pool and opens a transaction on it. The connection goes back when the transaction ends,
 * and `places` has one more free then.
 */
export async function openTransaction(pool: Pool, places: Places): Promise<OpenTx> {
  await places.take();
  let client: PoolClient | undefined;
  try {
    client = await connect(pool);
    await runStatement(client, { text: 'begin' });
  } catch (error) {
    client?.release(true);
    places.giveBack();
    throw error;
  }
  return new PooledTransaction(client, places);
}

async function connect(pool: Pool): Promise<PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw asDatabaseError(error);
  }
}

class PooledTransaction implements OpenTx {
  readonly kind = 'tx';
  readonly #client: PoolClient;
  readonly #places: Places;
  #open = true;
  /** Why the connection is of no use any more, once a statement found out. */
  #lost: Error | undefined;

  constructor(client: PoolClient, places: Places) {
    this.#client = client;
    this.#places = places;
  }

  async query<R extends object>(text: string, values?: readonly unknown[]): Promise<Rows<R>> {
    this.#mustBeOpen();
    return this.#run<R>({ text, values });
  }

  async prepared<R extends object>(name: string, text: string, values: readonly unknown[] = []): Promise<Rows<R>> {
    this.#mustBeOpen();
    return this.#run<R>({ name, text, values });
  }

  async commit(): Promise<void> {
    this.#mustBeOpen();
    this.#open = false;
    if (this.#lost !== undefined) {
      this.#leave('broken');
      throw this.#lost;
    }
    let command: string;
    try {
      ({ command } = await runForResult(this.#client, { text: 'commit' }));
    } catch (error) {
      // What the server refused (a deferred constraint) is rolled back; without its answer nobody knows.
      this.#leave('broken');
      if (!isDatabaseUnavailable(error)) throw error;
      throw new DatabaseError('COMMIT_OUTCOME_UNKNOWN', 'The connection failed during commit: it may have happened.', {
        cause: error,
      });
    }
    this.#leave('usable');
    // A commit after a failed statement is answered with ROLLBACK and no error.
    if (command === 'ROLLBACK') {
      throw new DatabaseError(
        'TRANSACTION_ABORTED',
        'A statement of the transaction had failed, so it was rolled back.',
      );
    }
  }

  async rollback(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    try {
      await runStatement(this.#client, { text: 'rollback' });
      this.#leave('usable');
    } catch {
      // Closing the connection makes the server roll back; a broken one must not return to the pool.
      this.#leave('broken');
    }
  }

  async #run<R extends object>(statement: Parameters<typeof runStatement>[1]): Promise<Rows<R>> {
    try {
      return await runStatement<R>(this.#client, statement);
    } catch (error) {
      // Then the server has rolled back, and there is no doubt about a commit that was never sent.
      if (error instanceof Error && isDatabaseUnavailable(error)) this.#lost = error;
      throw error;
    }
  }

  #leave(connection: 'usable' | 'broken'): void {
    this.#client.release(connection === 'broken');
    this.#places.giveBack();
  }

  #mustBeOpen(): void {
    if (!this.#open) throw new DatabaseError('TRANSACTION_FINISHED', 'The transaction has already ended.');
  }
}

import type { Pool } from 'pg';

/** What a statement gave: its rows, and how many rows it returned or changed. */
export interface Rows<R> {
  rows: R[];
  rowCount: number;
}

/**
 * Somewhere statements can be run. `bigint` columns come as numbers (as `bigint` beyond 2^53), `timestamptz` as Date,
 * `date` as text, `numeric` as text, `jsonb` parsed. Several statements in one text are allowed only without values.
 */
export interface Sql {
  query<R extends object = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Rows<R>>;
  /** The same as a named prepared statement, parsed once per connection; one name must always carry one text. */
  prepared<R extends object = Record<string, unknown>>(
    name: string,
    text: string,
    values?: readonly unknown[],
  ): Promise<Rows<R>>;
}

/** An open transaction. What is written through it happens together or not at all. */
export interface Tx extends Sql {
  readonly kind: 'tx';
}

/** A transaction that its opener has to end. Both ways may be called once; afterwards every use is an error. */
export interface OpenTx extends Tx {
  /** @throws DatabaseError `COMMIT_OUTCOME_UNKNOWN` when the connection failed in between, `TRANSACTION_ABORTED` when a swallowed statement error had already undone it */
  commit(): Promise<void>;
  /** Never throws: a connection that cannot roll back is thrown away, which rolls back too. */
  rollback(): Promise<void>;
}

/** One connection of its own, for what lives as long as a connection (advisory locks, temporary settings). */
export interface Session extends Sql {
  /** Settles when the connection is gone, by `stop` or by itself. */
  readonly closed: Promise<void>;
  stop(): Promise<void>;
}

/** A running subscription to a channel. */
export interface Listener {
  stop(): Promise<void>;
}

/** A pool of connections to one database. */
export interface Database extends Sql {
  readonly kind: 'database';
  /** Runs `work` in one transaction: committed when it returns, rolled back when it throws. It is never run twice. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Opens a transaction whose end the caller decides. Prefer {@link Database.transaction}. */
  begin(): Promise<OpenTx>;
  /**
   * Subscribes to `notify` on one or more channels, on a connection of its own. A lost connection is opened again with
   * growing pauses, and `onNotify('', channel)` is called after each time, because notices sent meanwhile are lost.
   */
  listen(channels: string | readonly string[], onNotify: (payload: string, channel: string) => void): Promise<Listener>;
  session(): Promise<Session>;
  /**
   * A plain pool of the driver for a library that brings its own statements. Values come as the driver gives them. It ends
   * with this database, or by its own `end`.
   */
  foreignPool(maxConnections: number): Pool;
  poolStatus(): { total: number; idle: number; waiting: number };
  /** Closes every connection, sessions and listeners included; waits for statements that are running. */
  stop(): Promise<void>;
}

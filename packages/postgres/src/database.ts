import { Pool } from 'pg';
import type { ClientConfig, PoolConfig } from 'pg';

import { columnTypes, runStatement } from './connection.ts';
import { normalizeDatabaseUrl } from './database-url.ts';
import { DatabaseError } from './errors.ts';
import { listenOn } from './listen.ts';
import { createForeignPool } from './foreign-pool.ts';
import type { Log } from './log.ts';
import { createPlaces } from './places.ts';
import type { Places } from './places.ts';
import { openSession } from './session.ts';
import type { Database, Listener, OpenTx, Rows, Session, Tx } from './sql.ts';
import { openTransaction } from './transaction.ts';

/** How a database is reached and used. */
export interface DatabaseOptions {
  /** `postgresql://user:password@host:port/database`; special characters in the password may be raw or percent-encoded. */
  url: string;
  /** Connections in the pool, of which transactions hold two thirds at most; sessions and listeners come on top. Default 10. */
  maxConnections?: number;
  /** What `pg_stat_activity` shows. Default `durabot`. */
  applicationName?: string;
  log: Log;
  /** A statement of the pool that runs longer is cancelled. Default 30 s; sessions have no limit. */
  statementTimeoutMs?: number;
  /** How long a connection, or a free place in the pool, may take. Default 10 s. */
  connectTimeoutMs?: number;
}

/**
 * Makes a database to work with. Connects only when first used, so an unreachable server shows then, as a
 * DatabaseError `DATABASE_UNREACHABLE`.
 *
 * @throws ConfigError when the URL cannot be read
 * @example
 * const db = createDatabase({ url, log });
 * await db.transaction(async (tx) => tx.query('insert into note (body) values ($1)', ['hello']));
 * await db.stop();
 */
export function createDatabase(options: DatabaseOptions): Database {
  const { log, statementTimeoutMs = 30_000 } = options;
  const config = clientConfig(options);
  const maxConnections = options.maxConnections ?? 10;
  const pool = openPool(
    { ...config, max: maxConnections, statement_timeout: statementTimeoutMs, idleTimeoutMillis: 60_000 },
    log,
  );
  return new PooledDatabase({ pool, config, log, places: createPlaces(transactionsAmong(maxConnections)) });
}

function openPool(config: PoolConfig, log: Log): Pool {
  const pool = new Pool(config);
  pool.on('connect', (client) => {
    // A connection that dies while a transaction holds it must fail that transaction, not the process.
    client.on('error', () => {});
  });
  pool.on('error', (error) => {
    log.warn({ reason: error.message }, 'idle database connection lost');
  });
  return pool;
}

/**
 * How many connections transactions may hold at once. Whoever is in the middle of one may need a statement beside it:
 * were all connections held by such, each would wait for another one until the time is over.
 */
function transactionsAmong(maxConnections: number): number {
  return Math.max(1, Math.floor((maxConnections * 2) / 3));
}

function clientConfig(options: DatabaseOptions): ClientConfig {
  return {
    connectionString: normalizeDatabaseUrl(options.url),
    application_name: options.applicationName ?? 'durabot',
    connectionTimeoutMillis: options.connectTimeoutMs ?? 10_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types: columnTypes,
    // Statements of one transaction that are started together travel together.
    pipeline: true,
  };
}

class PooledDatabase implements Database {
  readonly kind = 'database';
  readonly #pool: Pool;
  readonly #config: ClientConfig;
  readonly #log: Log;
  readonly #places: Places;
  /** Sessions and listeners that are open; stopping the database stops them. */
  readonly #own = new Set<Listener>();
  #stopped = false;

  constructor(parts: { pool: Pool; config: ClientConfig; log: Log; places: Places }) {
    this.#pool = parts.pool;
    this.#config = parts.config;
    this.#log = parts.log;
    this.#places = parts.places;
  }

  async query<R extends object>(text: string, values?: readonly unknown[]): Promise<Rows<R>> {
    this.#mustRun();
    return runStatement<R>(this.#pool, { text, values });
  }

  async prepared<R extends object>(name: string, text: string, values: readonly unknown[] = []): Promise<Rows<R>> {
    this.#mustRun();
    return runStatement<R>(this.#pool, { name, text, values });
  }

  async begin(): Promise<OpenTx> {
    this.#mustRun();
    return openTransaction(this.#pool, this.#places);
  }

  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const tx = await this.begin();
    let result: T;
    try {
      result = await work(tx);
    } catch (error) {
      await tx.rollback();
      throw error;
    }
    await tx.commit();
    return result;
  }

  foreignPool(maxConnections: number): Pool {
    this.#mustRun();
    // Without our column types and without pipelining: it speaks to the driver as its library knows it.
    const { types: _types, pipeline: _pipeline, ...config } = this.#config;
    return this.#keep(createForeignPool(openPool({ ...config, max: maxConnections }, this.#log))).pool;
  }

  async session(): Promise<Session> {
    this.#mustRun();
    const { client: _, ...session } = await openSession(this.#config);
    return this.#keep(session, () => session.closed);
  }

  async listen(
    channels: string | readonly string[],
    onNotify: (payload: string, channel: string) => void,
  ): Promise<Listener> {
    this.#mustRun();
    return this.#keep(await listenOn(this.#config, [channels].flat(), onNotify, this.#log));
  }

  poolStatus(): { total: number; idle: number; waiting: number } {
    return { total: this.#pool.totalCount, idle: this.#pool.idleCount, waiting: this.#pool.waitingCount };
  }

  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    await Promise.all([...this.#own].map((one) => one.stop()));
    await this.#pool.end();
  }

  #keep<S extends Listener>(one: S, closed?: () => Promise<void>): S {
    this.#own.add(one);
    const forget = () => this.#own.delete(one);
    void closed?.().then(forget);
    const stop = async () => {
      forget();
      await one.stop();
    };
    return { ...one, stop };
  }

  #mustRun(): void {
    if (this.#stopped) throw new DatabaseError('DATABASE_STOPPED', 'The database connections were already closed.');
  }
}

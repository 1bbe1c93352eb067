import type { Sql } from '@durabot/postgres';

/** What a database wrote down to survive its own end. */
export interface WalWork {
  /** Transactions that wrote something: each waits for the disk. */
  readonly commits: number;
  /** Rows inserted, updated or deleted. */
  readonly rows: number;
  /** Entries of indexes. */
  readonly indexEntries: number;
  /** Without whole pages, of which there are many after a checkpoint and few later. */
  readonly bytes: number;
}

/** Makes what is written depend on the program alone. */
export async function preparePostgres(db: Sql): Promise<void> {
  await db.query('alter system set autovacuum = off');
  await db.query('select pg_reload_conf()');
  await db.query('create extension if not exists pg_walinspect');
}

/** Where the log of the server ends now. */
export async function walPosition(db: Sql): Promise<string> {
  const { rows } = await db.query<{ position: string }>('select pg_current_wal_insert_lsn()::text as position');
  return rows[0]?.position ?? '0/0';
}

/** What was written between two places. */
export async function walBetween(db: Sql, from: string, to: string): Promise<WalWork> {
  // A commit of ours after the end brings everything before it to disk, from where it is read.
  await db.query(`select pg_logical_emit_message(true, 'bench', '')`);
  const { rows } = await db.query<{ what: string; count: number; size: number }>(
    `select "resource_manager/record_type" as what, count::int, record_size::int as size
    from pg_get_wal_stats($1, $2, true)
    where count > 0`,
    [from, to],
  );
  const count = (pattern: RegExp): number =>
    rows.filter(({ what }) => pattern.test(what)).reduce((sum, row) => sum + row.count, 0);
  return {
    commits: count(/^Transaction\/COMMIT/),
    rows: count(/^Heap\/(INSERT|UPDATE|HOT_UPDATE|DELETE)/),
    indexEntries: count(/^Btree\/INSERT_(LEAF|POST)/),
    bytes: rows.filter(({ what }) => !what.startsWith('XLOG/')).reduce((sum, { size }) => sum + size, 0),
  };
}

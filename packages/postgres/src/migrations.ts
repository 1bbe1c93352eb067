import { ConfigError, DatabaseError } from './errors.ts';
import type { Log } from './log.ts';
import { readMigrations, splitStatements } from './migration-file.ts';
import type { Migration, MigrationSet } from './migration-file.ts';
import { createLedger, enterLedger, finishLedgerRow, leaveLedger, readLedger } from './migration-ledger.ts';
import type { LedgerRow } from './migration-ledger.ts';
import type { Database, Session, Sql } from './sql.ts';
import { isDatabaseUnavailable } from './unavailable.ts';

/** A migration that was run up or down just now. */
export interface AppliedMigration {
  set: string;
  number: number;
  name: string;
}

/** One line of the state of a database's migrations. */
export interface MigrationStatus extends AppliedMigration {
  /** `edited`: applied, but the file has changed since; `missing`: applied by a release that had more files than this one. */
  state: 'applied' | 'pending' | 'edited' | 'missing' | 'unfinished';
  appliedAt?: Date;
}

/**
 * Applies what is pending, set by set in the order given. Safe to call from several processes at once: one works, the
 * others wait and find nothing to do. Stops at the first failure; what came before it stays.
 *
 * @throws ConfigError when a file is malformed or an applied one was edited
 * @throws DatabaseError `MIGRATION_FAILED` naming the file, with the server's error as `cause`
 */
export async function migrateUp(db: Database, sets: readonly MigrationSet[], log: Log): Promise<AppliedMigration[]> {
  const migrations = (await Promise.all(sets.map((set) => readMigrations(set)))).flat();
  return underLock(db, async (session) => {
    await createLedger(session);
    const ledger = await readLedger(session);
    refuseEdited(migrations, ledger);
    warnOfMissing(migrations, ledger, sets, log);
    const done: AppliedMigration[] = [];
    for (const migration of migrations) {
      const row = findRow(ledger, migration);
      if (row !== undefined && !row.unfinished) continue;
      await run(migration, () =>
        migration.transactional ? applyInside(session, migration) : applyOutside(session, migration),
      );
      log.info({ set: migration.set, number: migration.number, name: migration.name }, 'migration applied');
      done.push(summary(migration));
    }
    return done;
  });
}

/** Undoes the last `steps` migrations of the given sets, newest first. */
export async function migrateDown(
  db: Database,
  sets: readonly MigrationSet[],
  { steps }: { steps: number },
  log: Log,
): Promise<AppliedMigration[]> {
  const migrations = (await Promise.all(sets.map((set) => readMigrations(set)))).flat();
  return underLock(db, async (session) => {
    const ledger = await readLedger(session);
    refuseEdited(migrations, ledger);
    const names = new Set(sets.map((set) => set.name));
    const newest = ledger.filter((row) => names.has(row.setName)).toReversed();
    const done: AppliedMigration[] = [];
    for (const row of newest.slice(0, steps)) {
      const migration = migrations.find((one) => one.set === row.setName && one.number === row.number);
      if (migration === undefined) {
        throw new ConfigError(
          'MIGRATION_MISSING',
          `Migration ${row.number} (${row.name}) of ${row.setName} was applied by another release; undo it with that one.`,
        );
      }
      await run(migration, () =>
        migration.transactional ? undoInside(session, migration) : undoOutside(session, migration),
      );
      log.info({ set: migration.set, number: migration.number, name: migration.name }, 'migration undone');
      done.push(summary(migration));
    }
    return done;
  });
}

/** Tells what is applied and what is not; changes nothing. */
export async function migrationStatus(db: Sql, sets: readonly MigrationSet[]): Promise<MigrationStatus[]> {
  const migrations = (await Promise.all(sets.map((set) => readMigrations(set)))).flat();
  const ledger = await readLedger(db);
  const known = migrations.map((migration): MigrationStatus => {
    const row = findRow(ledger, migration);
    if (row === undefined) return { ...summary(migration), state: 'pending' };
    const edited = row.checksum !== migration.checksum;
    return {
      ...summary(migration),
      state: row.unfinished ? 'unfinished' : edited ? 'edited' : 'applied',
      appliedAt: row.appliedAt,
    };
  });
  const missing = missingRows(migrations, ledger, sets).map((row): MigrationStatus => ({
    set: row.setName,
    number: row.number,
    name: row.name,
    state: 'missing',
    appliedAt: row.appliedAt,
  }));
  return [...known, ...missing];
}

// "durabot" on a telephone's keys: any number would do, as long as every release uses the same.
const LOCK_KEY = 3_872_268;
const LOCK_RETRY_MS = 50;

async function underLock<T>(db: Database, work: (session: Session) => Promise<T>): Promise<T> {
  const session = await db.session();
  try {
    // Asked again and again instead of waited for: a waiting statement holds a snapshot, for which the lock's owner
    // would wait in `create index concurrently`, and neither would ever go on.
    while (!(await tryLock(session))) {
      await new Promise((resolve) => {
        setTimeout(resolve, LOCK_RETRY_MS);
      });
    }
    return await work(session);
  } finally {
    // The lock goes with its connection.
    await session.stop();
  }
}

async function tryLock(session: Session): Promise<boolean> {
  const { rows } = await session.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [LOCK_KEY]);
  return rows[0]?.taken === true;
}

async function applyInside(session: Session, migration: Migration): Promise<void> {
  await inTransaction(session, async () => {
    // The ledger's row first: were the lock ever lost, its key would still keep a second runner out.
    await enterLedger(session, migration);
    if (migration.up !== '') await session.query(migration.up);
  });
}

async function applyOutside(session: Session, migration: Migration): Promise<void> {
  await enterLedger(session, migration);
  for (const statement of splitStatements(migration.up)) await session.query(statement);
  await finishLedgerRow(session, migration);
}

async function undoInside(session: Session, migration: Migration): Promise<void> {
  await inTransaction(session, async () => {
    await leaveLedger(session, migration);
    if (migration.down !== '') await session.query(migration.down);
  });
}

async function undoOutside(session: Session, migration: Migration): Promise<void> {
  for (const statement of splitStatements(migration.down)) await session.query(statement);
  await leaveLedger(session, migration);
}

async function inTransaction(session: Session, work: () => Promise<void>): Promise<void> {
  await session.query('begin');
  try {
    await work();
    await session.query('commit');
  } catch (error) {
    // When the connection is gone, so is the transaction.
    await session.query('rollback').catch(() => {});
    throw error;
  }
}

async function run(migration: Migration, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    if (isDatabaseUnavailable(cause)) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DatabaseError('MIGRATION_FAILED', `The migration ${migration.path} failed: ${reason}`, { cause });
  }
}

function refuseEdited(migrations: readonly Migration[], ledger: readonly LedgerRow[]): void {
  for (const migration of migrations) {
    const row = findRow(ledger, migration);
    if (row === undefined || row.unfinished || row.checksum === migration.checksum) continue;
    throw new ConfigError(
      'MIGRATION_EDITED',
      `The migration ${migration.path} was changed after this database had applied it. Restore the file and put the change into a new one.`,
    );
  }
}

function warnOfMissing(
  migrations: readonly Migration[],
  ledger: readonly LedgerRow[],
  sets: readonly MigrationSet[],
  log: Log,
): void {
  // Deploys overlap: the release before may start again beside the new one, and works with its schema.
  for (const { setName, number, name } of missingRows(migrations, ledger, sets)) {
    log.warn({ set: setName, number, name }, 'database has a migration of another release');
  }
}

function missingRows(migrations: readonly Migration[], ledger: readonly LedgerRow[], sets: readonly MigrationSet[]) {
  const names = new Set(sets.map((set) => set.name));
  return ledger.filter(
    (row) => names.has(row.setName) && !migrations.some((one) => one.set === row.setName && one.number === row.number),
  );
}

function findRow(ledger: readonly LedgerRow[], { set, number }: Migration): LedgerRow | undefined {
  return ledger.find((row) => row.setName === set && row.number === number);
}

function summary({ set, number, name }: Migration): AppliedMigration {
  return { set, number, name };
}

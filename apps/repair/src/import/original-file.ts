import { open, readFile, stat } from 'node:fs/promises';
import type { Database, SqlValue } from 'sql.js';
import { ImportError } from './import-error.ts';

/** A row as SQLite has it: any column may be missing or hold anything. */
export type OriginalRow = Readonly<Record<string, SqlValue>>;

/** The database of the earlier bot, in memory; the file itself is only read. */
export interface OriginalFile {
  /** Its tables, as they are named there. */
  readonly tables: readonly string[];
  countRows(table: string): number;
  /** All rows in the order of their ids; none when there is no such table. */
  rows(table: string): Iterable<OriginalRow>;
  close(): void;
}

/** What every SQLite file begins with. */
const magic = 'SQLite format 3\0';
/** The file is held in memory; this bot's are some megabytes. */
const largestBytes = 1024 ** 3;

/**
 * Opens the file of the earlier bot.
 *
 * @throws ImportError when there is no such file, it is no such database, or the earlier bot has not finished writing it
 */
export async function openOriginalFile(path: string): Promise<OriginalFile> {
  const bytes = await readDatabase(path);
  const { default: initSqlJs } = await import('sql.js');
  const { Database } = await initSqlJs();
  const db = new Database(bytes);
  try {
    const tables = tablesOf(db);
    if (!tables.includes('orders') || !tables.includes('users')) {
      throw new ImportError('IMPORT_OTHER_FILE', `${path} has no tables "users" and "orders". Is it the right file?`);
    }
    return {
      tables,
      countRows: (table) => (tables.includes(table) ? Number(first(db, `select count(*) from ${quoted(table)}`)) : 0),
      rows: (table) => (tables.includes(table) ? readRows(db, table) : []),
      close: () => db.close(),
    };
  } catch (error) {
    db.close();
    if (error instanceof ImportError) throw error;
    throw new ImportError('IMPORT_NOT_SQLITE', `${path} cannot be read; the file is damaged.`, { cause: error });
  }
}

async function readDatabase(path: string): Promise<Uint8Array> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() !== true) throw new ImportError('IMPORT_FILE_MISSING', `There is no file ${path}.`);
  if (found.size > largestBytes) throw new ImportError('IMPORT_FILE_TOO_LARGE', `${path} is larger than 1 GiB.`);
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(magic.length), 0, magic.length, 0);
    if (buffer.toString('latin1') !== magic)
      throw new ImportError('IMPORT_NOT_SQLITE', `${path} is not an SQLite database.`);
  } finally {
    await file.close();
  }
  // What was written last may stand only beside the file; without it orders would be missing, and nobody would notice.
  for (const suffix of ['-wal', '-journal']) {
    const beside = await stat(path + suffix).catch(() => undefined);
    if (beside !== undefined && beside.size > 0) {
      throw new ImportError(
        'IMPORT_FILE_IN_USE',
        `Beside ${path} lies ${path}${suffix}: the earlier bot still runs or did not end cleanly. ` +
          `Stop it, then run: sqlite3 ${path} "pragma wal_checkpoint(truncate)".`,
      );
    }
  }
  return readFile(path);
}

function tablesOf(db: Database): string[] {
  const [result] = db.exec(`select name from sqlite_master where type = 'table' order by name`);
  return (result?.values ?? []).flatMap(([name]) => (typeof name === 'string' ? [name] : []));
}

function* readRows(db: Database, table: string): Generator<OriginalRow> {
  const statement = db.prepare(`select * from ${quoted(table)} order by rowid`);
  try {
    while (statement.step()) yield statement.getAsObject();
  } finally {
    statement.free();
  }
}

function first(db: Database, sql: string): SqlValue | undefined {
  return db.exec(sql)[0]?.values[0]?.[0];
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

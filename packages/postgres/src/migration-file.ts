import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { ConfigError } from './errors.ts';

/** A folder of numbered migrations that belong together. */
export interface MigrationSet {
  /** Its name in the ledger, for ever: `runtime`, `repair`. */
  name: string;
  directory: URL;
}

/** One migration file, read. */
export interface Migration {
  set: string;
  number: number;
  name: string;
  /** Where it lies, for messages. */
  path: string;
  up: string;
  down: string;
  /** False when the file says `-- no transaction`. */
  transactional: boolean;
  checksum: string;
}

/**
 * Reads all migrations of a set, in order.
 *
 * @throws ConfigError when a name or a part is malformed, or the numbers have a gap or a twin
 */
export async function readMigrations(set: MigrationSet): Promise<Migration[]> {
  const folder = fileURLToPath(set.directory).replace(/[/\\]$/, '');
  let names: string[];
  try {
    names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted();
  } catch (cause) {
    throw new ConfigError('MIGRATION_FOLDER_MISSING', `The migrations of ${set.name} cannot be read from ${folder}.`, {
      cause,
    });
  }
  const migrations: Migration[] = [];
  for (const name of names) {
    const path = `${folder}/${name}`;
    const migration = parseMigration(set.name, path, await readFile(path, 'utf8'));
    const expected = migrations.length + 1;
    if (migration.number !== expected) {
      throw invalid(path, `its number is ${migration.number}, but ${expected} comes next: no gaps, no twins`);
    }
    migrations.push(migration);
  }
  return migrations;
}

/** Takes a migration's text apart. Before `-- up` only comments may stand. */
export function parseMigration(set: string, path: string, text: string): Migration {
  const fileName = path.slice(path.lastIndexOf('/') + 1);
  const match = /^(\d{4})_([a-z0-9_]+)\.sql$/.exec(fileName);
  const [, number, name] = match ?? [];
  if (number === undefined || name === undefined) throw invalid(path, 'its name is not like 0007_outbox_priority.sql');

  // Git may change line ends on checkout; that is no edit.
  const unified = text.replaceAll('\r\n', '\n');
  const lines = unified.split('\n');
  const upAt = markerLine(lines, '-- up', path);
  const downAt = markerLine(lines, '-- down', path);
  if (downAt < upAt) throw invalid(path, '"-- down" stands before "-- up"');
  const head = lines.slice(0, upAt);
  const stray = head.find((line) => line.trim() !== '' && !line.trimStart().startsWith('--'));
  if (stray !== undefined) throw invalid(path, 'a statement stands before "-- up"');

  return {
    set,
    number: Number(number),
    name,
    path,
    up: lines
      .slice(upAt + 1, downAt)
      .join('\n')
      .trim(),
    down: lines
      .slice(downAt + 1)
      .join('\n')
      .trim(),
    transactional: !head.some((line) => line.trim() === '-- no transaction'),
    checksum: createHash('sha256').update(unified).digest('hex'),
  };
}

/**
 * Takes the statements of a part apart, for migrations outside a transaction: several statements sent as one text would
 * be one. A statement ends with `;` at the end of a line.
 */
export function splitStatements(part: string): string[] {
  return part
    .split(/;[ \t]*(?:--[^\n]*)?(?:\n|$)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement.split('\n').some((line) => line.trim() !== '' && !line.trim().startsWith('--')));
}

function markerLine(lines: string[], marker: string, path: string): number {
  const found = lines.flatMap((line, index) => (line.trim() === marker ? [index] : []));
  const [first] = found;
  if (first === undefined) throw invalid(path, `the line "${marker}" is missing`);
  if (found.length > 1) throw invalid(path, `the line "${marker}" stands there more than once`);
  return first;
}

function invalid(path: string, reason: string): ConfigError {
  return new ConfigError('MIGRATION_INVALID', `The migration ${path} is not usable: ${reason}.`);
}

import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { dumpSchema, migrateDown, migrateUp, migrationStatus } from '@durabot/postgres';
import type { Database } from '@durabot/postgres';
import type { ProgramLog } from '../logging/log.ts';
import { migrationSets, schemas } from '../start/migrations.ts';
import { print, withDatabase, withDatabaseAlone } from './with-database.ts';

/** `durabot migrate`: the database's structure, forward, back, and what it is now. */
export function addMigrateCommand(program: Command): void {
  const migrate = program.command('migrate').description('change or show the structure of the database');
  migrate
    .command('up')
    .description('apply what is pending')
    .action(() => withDatabaseAlone(up));
  migrate
    .command('down')
    .description('undo the newest migrations')
    .option('--steps <number>', 'how many', '1')
    .action(({ steps }: { steps: string }) => withDatabaseAlone((db, log) => down(db, log, Number(steps))));
  migrate
    .command('status')
    .description('list migrations and whether they are applied')
    .action(() => withDatabase(status));
  migrate
    .command('dump')
    .description("write each package's schema.sql from the migrated database")
    .action(() => withDatabase(dump));
}

async function up(db: Database, log: ProgramLog): Promise<void> {
  const done = await migrateUp(db, migrationSets, log);
  print(done.length === 0 ? 'Nothing to do: all migrations are applied.' : `${done.length} applied.`);
}

async function down(db: Database, log: ProgramLog, steps: number): Promise<void> {
  const done = await migrateDown(db, migrationSets, { steps }, log);
  print(done.length === 0 ? 'Nothing to undo.' : `${done.length} undone.`);
}

async function status(db: Database): Promise<void> {
  for (const { set, number, name, state, appliedAt } of await migrationStatus(db, migrationSets)) {
    const when = appliedAt === undefined ? '' : `  ${appliedAt.toISOString()}`;
    print(`${state.padEnd(10)} ${set}/${String(number).padStart(4, '0')}_${name}${when}`);
  }
}

async function dump(db: Database, log: ProgramLog): Promise<void> {
  await migrateUp(db, migrationSets, log);
  for (const { schema, file } of schemas) {
    const text = await dumpSchema(db, schema);
    const before = await readFile(file, 'utf8').catch(() => undefined);
    if (before !== text) await writeFile(file, text);
    print(`${before === text ? 'unchanged' : 'written  '}  ${fileURLToPath(file)}`);
  }
}

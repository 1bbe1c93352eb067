import type { Command } from 'commander';
import { migrateUp } from '@durabot/postgres';
import { systemClock } from '@durabot/runtime';
import { loadSettings } from '../config.ts';
import { exitCodes } from '../failure.ts';
import { repairProduct } from '../products.ts';
import { migrationSets } from '../start/migrations.ts';
import { printJson } from './report.ts';
import { print, withDatabase } from './with-database.ts';

interface ImportOptions {
  dryRun?: true;
  zone?: string;
  source: string;
  operator?: string;
  json?: true;
}

/** `durabot repair`: what only Repair has. */
export function addRepairCommand(program: Command): void {
  const repair = program.command('repair').description('what only Repair has');
  repair
    .command('import <file>')
    .description(
      "take over the SQLite file of the earlier bot; apps/repair/docs/IMPORT.md tells what becomes of what's in it",
    )
    .option('--dry-run', 'check and count everything, write nothing')
    .option('--zone <zone>', 'by whose clocks the earlier bot wrote its times (REPAIR_ZONE when not given)')
    .option('--source <name>', 'names the file of one company among several', 'original')
    .option('--operator <id>', 'the Telegram id that stands as the author where the file names nobody')
    .option('--json', 'print the report as JSON, one row a table, reason or sum')
    .action(takeOver);
}

async function takeOver(file: string, options: ImportOptions): Promise<void> {
  const settings = loadSettings().repair;
  // Wrong options are told before a database is opened.
  const request = repairProduct.readImportOptions(options, settings);
  await withDatabase(async (db, log) => {
    await migrateUp(db, migrationSets, log);
    const { text, rows, isComplete } = await repairProduct.importFile(
      { db, clock: systemClock, onProgress },
      file,
      request,
    );
    if (options.json === true) printJson(rows);
    else print(text);
    process.exitCode = isComplete ? exitCodes.done : exitCodes.incomplete;
  });
}

function onProgress(done: number, total: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${total} orders${done === total ? '\n' : ''}`);
}

import { join } from 'node:path';
import { maskText, Secret } from '@durabot/bot-api';
import { runningServerUrl } from '@durabot/postgres';
import type { Database } from '@durabot/postgres';
import { systemClock } from '@durabot/runtime';
import { loadSettings } from '../config.ts';
import { createLog } from '../logging/log.ts';
import type { ProgramLog } from '../logging/log.ts';
import { secretsOf } from '../logging/secrets-of.ts';
import { prepareDataDirectory } from '../start/data-directory.ts';
import { openDatabase } from '../start/open-database.ts';
import type { OpenDatabase, OpenDatabaseOptions } from '../start/open-database.ts';

type Work = (db: Database, log: ProgramLog) => Promise<void>;

/**
 * Runs a command's work on the database that the settings name. The embedded one need not be running; where it is, with the
 * program, the command uses it beside it.
 */
export function withDatabase(work: Work): Promise<void> {
  return run(work, openBeside);
}

/** The same for work that the program must not run beside; it is refused while the embedded database is in use. */
export function withDatabaseAlone(work: Work): Promise<void> {
  return run(work, openDatabase);
}

async function run(work: Work, open: (options: OpenDatabaseOptions) => Promise<OpenDatabase>): Promise<void> {
  const settings = loadSettings();
  // What the command answers stands alone on the other stream.
  const log = createLog(settings, { sink: process.stderr, secrets: secretsOf([settings.databaseUrl]) });
  if (settings.databaseUrl === undefined) prepareDataDirectory(settings.dataDir);
  const { signal } = new AbortController();
  const database = await open({ settings, log, clock: systemClock, signal });
  try {
    await work(database.db, log);
  } finally {
    await database.stop();
  }
}

async function openBeside(options: OpenDatabaseOptions): Promise<OpenDatabase> {
  try {
    return await openDatabase(options);
  } catch (error) {
    const inUse = error instanceof Error && 'code' in error && error.code === 'DATA_DIR_IN_USE';
    const url = inUse ? await runningServerUrl(join(options.settings.dataDir, 'postgres')) : undefined;
    if (url === undefined) throw error;
    return openDatabase({ ...options, settings: { ...options.settings, databaseUrl: new Secret(url) } });
  }
}

/** Prints one line of a command's answer. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A stored reason on one line; older releases kept what they were told. */
export function shownReason(reason: string): string {
  return maskText(reason).replaceAll(/\s+/g, ' ');
}

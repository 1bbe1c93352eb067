import type { Database } from '@durabot/postgres';
import { maskText } from '@durabot/bot-api';
import { systemClock } from '@durabot/runtime';
import { loadSettings } from '../config.ts';
import { createLog } from '../logging/log.ts';
import type { ProgramLog } from '../logging/log.ts';
import { secretsOf } from '../logging/secrets-of.ts';
import { prepareDataDirectory } from '../start/data-directory.ts';
import { openDatabase } from '../start/open-database.ts';

/** Runs a command's work on the database that the settings name, which need not be running. */
export async function withDatabase(work: (db: Database, log: ProgramLog) => Promise<void>): Promise<void> {
  const settings = loadSettings();
  // What the command answers stands alone on the other stream.
  const log = createLog(settings, { sink: process.stderr, secrets: secretsOf([settings.databaseUrl]) });
  if (settings.databaseUrl === undefined) prepareDataDirectory(settings.dataDir);
  const { signal } = new AbortController();
  const database = await openDatabase({ settings, log, clock: systemClock, signal });
  try {
    await work(database.db, log);
  } finally {
    await database.stop();
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

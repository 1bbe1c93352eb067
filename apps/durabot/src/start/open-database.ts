import { join } from 'node:path';
import { ConfigError } from '@durabot/bot-api';
import {
  createDatabase,
  describeDatabaseUrl,
  isDatabaseUnavailable,
  sqlStateOf,
  startEmbeddedPostgres,
} from '@durabot/postgres';
import type { Database, Log } from '@durabot/postgres';
import type { Clock } from '@durabot/runtime';
import type { Settings } from '../settings/settings.ts';
import { throughOutages } from './through-outages.ts';

/** A database that answers, and how to leave it. */
export interface OpenDatabase {
  db: Database;
  /** For people: where it is, without a password. */
  description: string;
  stop(): Promise<void>;
}

export interface OpenDatabaseOptions {
  settings: Pick<Settings, 'dataDir' | 'databaseUrl' | 'databasePool'>;
  log: Log;
  clock: Clock;
  signal: AbortSignal;
}

/**
 * Opens the database of the settings: the embedded server, or the one at DATABASE_URL. One that is away is waited for;
 * one that refuses us for good is an error.
 *
 * @throws ConfigError when waiting would not help
 */
export async function openDatabase(options: OpenDatabaseOptions): Promise<OpenDatabase> {
  const { settings, log } = options;
  if (settings.databaseUrl !== undefined) {
    const url = settings.databaseUrl.reveal();
    const db = createDatabase({ url, maxConnections: settings.databasePool, applicationName: 'durabot', log });
    return opened(db, describeDatabaseUrl(url), () => db.stop(), options);
  }
  const server = await startEmbeddedPostgres({ dataDir: join(settings.dataDir, 'postgres'), log });
  const db = createDatabase({
    url: server.url,
    maxConnections: settings.databasePool,
    applicationName: 'durabot',
    log,
  });
  const stop = async (): Promise<void> => {
    await db.stop();
    await server.stop();
  };
  return opened(db, 'embedded', stop, options);
}

/** PostgreSQL 15, as `show server_version_num` has it. */
const oldestVersion = 150_000;

/** The version as a number, when it is new enough. @throws ConfigError when it is not */
export async function checkVersion(db: Database): Promise<number> {
  const { rows } = await db.query<{ version: string }>("select current_setting('server_version_num') as version");
  const version = Number(rows[0]?.version);
  if (version >= oldestVersion) return version;
  const major = Math.floor(version / 10_000);
  throw new ConfigError(
    'DATABASE_TOO_OLD',
    `The database is PostgreSQL ${major}. Durabot needs PostgreSQL 15 or newer.`,
  );
}

async function opened(
  db: Database,
  description: string,
  stop: () => Promise<void>,
  options: OpenDatabaseOptions,
): Promise<OpenDatabase> {
  try {
    await waitForDatabase(db, description, options);
    return { db, description, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function waitForDatabase(db: Database, description: string, options: OpenDatabaseOptions): Promise<void> {
  const look = async (): Promise<void> => {
    try {
      await checkVersion(db);
    } catch (error) {
      throw loginFault(error, description) ?? error;
    }
  };
  try {
    await throughOutages(look, { ...options, description });
  } catch (error) {
    // Who stops meanwhile needs no database any more.
    if (!(options.signal.aborted && isDatabaseUnavailable(error))) throw error;
  }
}

/** What the server says when the address leads to it and still something in DATABASE_URL is wrong. */
function loginFault(error: unknown, description: string): ConfigError | undefined {
  const state = sqlStateOf(error);
  const options = { cause: error };
  if (state === '28P01' || state === '28000') {
    return new ConfigError(
      'DATABASE_LOGIN_REFUSED',
      `The database at ${description} refused the user or the password in DATABASE_URL.`,
      options,
    );
  }
  if (state === '3D000') {
    return new ConfigError(
      'DATABASE_MISSING',
      `The server is there, but it has no database of the name in DATABASE_URL (${description}). Create it first.`,
      options,
    );
  }
  return undefined;
}

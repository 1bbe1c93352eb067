import { createHash, randomBytes } from 'node:crypto';

import { createDatabase, migrateUp, normalizeDatabaseUrl, readMigrations, sqlStateOf } from '@durabot/postgres';
import type { Database, MigrationSet } from '@durabot/postgres';

import { TEMPLATE_PREFIX, TEST_PREFIX } from './leftovers.ts';
import { silentLog } from './silent-log.ts';
import { joinTestServer } from './test-server.ts';

/** A database that one test file has for itself. */
export interface TestDatabase {
  url: string;
  db: Database;
  /** Closes `db` and removes the database, other connections to it included. */
  drop: () => Promise<void>;
}

/**
 * Makes a fresh database that has the given migrations. It is copied from a template that is made once for each state
 * of the migration files, which takes some 50 ms instead of a run of all of them. It lies on the server named by
 * `TEST_DATABASE_URL`, else on the embedded one that all test runs share.
 *
 * @example
 * const { db, drop } = await createTestDatabase([{ name: 'runtime', directory }]);
 * afterAll(drop);
 */
export async function createTestDatabase(sets: readonly MigrationSet[] = []): Promise<TestDatabase> {
  const serverUrl = await findServer();
  const admin = createDatabase({ url: serverUrl, log: silentLog, maxConnections: 1, statementTimeoutMs: 60_000 });
  const name = `${TEST_PREFIX}${process.pid}_${randomBytes(5).toString('hex')}`;
  try {
    const template = await ensureTemplate(admin, serverUrl, sets);
    await admin.query(`create database ${name} template ${template} ${await copyStrategy(admin)}`);
  } finally {
    await admin.stop();
  }
  const url = withDatabase(serverUrl, name);
  const db = createDatabase({ url, log: silentLog, applicationName: 'durabot-test' });
  return {
    url,
    db,
    async drop() {
      await db.stop();
      await dropDatabase(serverUrl, name);
    },
  };
}

/** One process joins the shared server once, and stays a member until it ends. */
let joined: Promise<string> | undefined;

async function findServer(): Promise<string> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given !== undefined && given !== '') return normalizeDatabaseUrl(given);
  joined ??= joinTestServer().then(({ url }) => url);
  return joined;
}

async function ensureTemplate(admin: Database, serverUrl: string, sets: readonly MigrationSet[]): Promise<string> {
  if (sets.length === 0) return 'template1';
  const template = `${TEMPLATE_PREFIX}${await fingerprint(sets)}`;
  const lock = await admin.session();
  try {
    // Workers that start together wait here for the first of them.
    await lock.query('select pg_advisory_lock(hashtext($1))', [template]);
    if (await exists(admin, template)) return template;
    const draft = `${template}_draft`;
    await admin.query(`drop database if exists ${draft} with (force)`);
    await admin.query(`create database ${draft} template template1`);
    const db = createDatabase({ url: withDatabase(serverUrl, draft), log: silentLog });
    try {
      await migrateUp(db, sets, silentLog);
    } finally {
      await db.stop();
    }
    // A template that is half made must never bear the name.
    await renameWhenLeft(admin, draft, template);
    return template;
  } finally {
    await lock.stop();
  }
}

/** Copying files is three times as fast, but only where its checkpoint has no disk to wait for. */
async function copyStrategy(admin: Database): Promise<string> {
  const { rows } = await admin.query<{ fsync: string }>('show fsync');
  return rows[0]?.fsync === 'off' ? 'strategy file_copy' : '';
}

async function fingerprint(sets: readonly MigrationSet[]): Promise<string> {
  const hash = createHash('sha256');
  for (const set of sets) {
    for (const { number, name, checksum } of await readMigrations(set)) {
      hash.update(`${set.name} ${number} ${name} ${checksum}\n`);
    }
  }
  return hash.digest('hex').slice(0, 16);
}

async function exists(admin: Database, name: string): Promise<boolean> {
  const { rows } = await admin.query('select 1 from pg_database where datname = $1', [name]);
  return rows.length > 0;
}

const OBJECT_IN_USE = '55006';

/** The server notices that our connection has gone a moment after we closed it. */
async function renameWhenLeft(admin: Database, from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await admin.query(`alter database ${from} rename to ${to}`);
      return;
    } catch (error) {
      if (sqlStateOf(error) !== OBJECT_IN_USE || attempt === 5) throw error;
    }
  }
}

async function dropDatabase(serverUrl: string, name: string): Promise<void> {
  const admin = createDatabase({ url: serverUrl, log: silentLog, maxConnections: 1 });
  try {
    await admin.query(`drop database if exists ${name} with (force)`);
  } finally {
    await admin.stop();
  }
}

function withDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

import { createDatabase } from '@durabot/postgres';

import { silentLog } from './silent-log.ts';

/** What our databases are called; a server may hold others, which are not ours to touch. */
export const TEMPLATE_PREFIX = 'durabot_template_';
export const TEST_PREFIX = 'durabot_test_';

const TEMPLATES_KEPT = 20;

/** Drops what killed runs left on the shared server. Only while nobody else uses it. */
export async function dropLeftovers(url: string): Promise<void> {
  const db = createDatabase({ url, log: silentLog, maxConnections: 1 });
  try {
    const { rows } = await db.query<{ name: string }>(`
      select datname as name
      from pg_database
      where datname like 'durabot\\_te%'
      order by oid`);
    const templates = rows.filter(({ name }) => name.startsWith(TEMPLATE_PREFIX));
    const doomed = [
      ...rows.filter(({ name }) => name.startsWith(TEST_PREFIX)),
      ...templates.slice(0, Math.max(0, templates.length - TEMPLATES_KEPT)),
    ];
    for (const { name } of doomed) await db.query(`drop database if exists ${name} with (force)`);
  } finally {
    await db.stop();
  }
}

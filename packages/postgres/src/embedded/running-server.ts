import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { databaseUrl } from '../database-url.ts';
import { DATABASE, USER } from './cluster.ts';

/**
 * Where the embedded server of a data directory listens, for a second program that wants to look into its database while the
 * first one runs. Whether it answers shows when it is asked.
 *
 * @returns undefined when no server was ever started there, or its notes may not be read
 */
export async function runningServerUrl(dataDir: string): Promise<string | undefined> {
  const read = async (name: string): Promise<string> => (await readFile(join(dataDir, name), 'utf8')).trim();
  try {
    const [port, password] = await Promise.all([read('port'), read('password')]);
    return databaseUrl({ host: '127.0.0.1', port: Number(port), user: USER, password, database: DATABASE });
  } catch {
    return undefined;
  }
}

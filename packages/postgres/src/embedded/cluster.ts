import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile, chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ConfigError } from '../errors.ts';
import { explainFileFault, explainServerFault } from './faults.ts';
import { giveTo } from './placement.ts';
import type { Placement } from './placement.ts';
import { runProgram } from './run-program.ts';

/** The server's superuser and the database in it. */
export const USER = 'durabot';
export const DATABASE = 'durabot';

/** `none` gives up safety against a power cut for speed; for tests. */
export type Durability = 'full' | 'none';

/**
 * Makes the server's data where there is none, with a random password. A making that was interrupted is begun anew.
 *
 * @returns the password
 */
export async function prepareCluster(placement: Placement, durability: Durability): Promise<string> {
  const { dataDir, home, cluster, account } = placement;
  const passwordPath = join(dataDir, 'password');
  const draft = join(home, 'cluster.new');
  const draftPassword = join(home, 'password.new');
  await rm(draft, { recursive: true, force: true });
  await rm(draftPassword, { force: true });
  if (existsSync(join(cluster, 'PG_VERSION'))) return readPassword(passwordPath);

  const password = randomBytes(24).toString('base64url');
  await writeFile(passwordPath, `${password}\n`, { mode: 0o600 });
  await chmod(passwordPath, 0o600);
  // The server's account makes its data itself, so it needs the folder to be its own first.
  await mkdir(draft, { mode: 0o700 });
  await giveTo(account, draft);
  await writeFile(draftPassword, `${password}\n`, { mode: 0o600 });
  await giveTo(account, draftPassword);
  try {
    await initialize(placement, draft, draftPassword, durability);
  } catch (error) {
    // What a full disk holds half is not left there to fill it.
    await rm(draft, { recursive: true, force: true });
    throw error;
  } finally {
    await rm(draftPassword, { force: true });
  }
  // From here on it exists whole; a start that is killed before finds only the draft.
  await rm(cluster, { recursive: true, force: true });
  await rename(draft, cluster);
  return password;
}

async function initialize(placement: Placement, draft: string, passwordFile: string, durability: Durability) {
  const { binaries, account, dataDir, home, logPath } = placement;
  const { code, output } = await runProgram(
    binaries.initdb,
    [
      `--pgdata=${draft}`,
      `--username=${USER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      // Upper and lower case of all of Unicode, and an order that no update of the machine's libraries can change.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      ...(durability === 'none' ? ['--no-sync'] : []),
    ],
    { account, cwd: home },
  );
  if (code !== 0) throw explainServerFault(output, { dataDir, logPath });
  try {
    await appendFile(join(draft, 'postgresql.conf'), settings);
  } catch (error) {
    throw explainFileFault(error, dataDir);
  }
}

async function readPassword(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (cause) {
    throw new ConfigError(
      'DATABASE_PASSWORD_MISSING',
      `The embedded database's password file ${path} cannot be read. It belongs to the data beside it: restore it, or start as the user who made it.`,
      { cause },
    );
  }
}

/** Small by default; an operator may change them in the file, or by `alter system`. */
const settings = `
# Durabot
shared_buffers = 32MB
max_connections = 100
work_mem = 4MB
maintenance_work_mem = 32MB
min_wal_size = 32MB
max_wal_size = 256MB
wal_compression = on
jit = off
io_method = sync
max_parallel_workers_per_gather = 0
autovacuum_max_workers = 2
huge_pages = off
timezone = 'UTC'
log_timezone = 'UTC'
log_checkpoints = off
log_line_prefix = '%m [%p] '
`;

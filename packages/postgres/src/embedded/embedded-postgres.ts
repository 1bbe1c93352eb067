import { access, constants, mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';

import type { Log } from '../log.ts';
import { createOwnDatabase, findLeftServer } from './adoption.ts';
import { binariesIn, findBinaries } from './binaries.ts';
import { prepareCluster } from './cluster.ts';
import type { Durability } from './cluster.ts';
import { lockDirectory } from './directory-lock.ts';
import { explainFileFault } from './faults.ts';
import { launchServer } from './launch.ts';
import { placeServer, SHARED_DIR } from './placement.ts';
import { superviseServer } from './supervisor.ts';

/** What an embedded server is started with. */
export interface EmbeddedPostgresOptions {
  /** Made when missing. Belongs to one living program at a time. */
  dataDir: string;
  log: Log;
  /** A fixed port on 127.0.0.1; by default a free one, kept from start to start while it stays free. */
  port?: number;
  /** `none` gives up safety against a power cut for speed; for tests. Default `full`. */
  durability?: Durability;
  /** Another build of PostgreSQL: a folder with `bin`, `lib` and `share`. */
  binariesDir?: string;
  /** Where data and programs go that the server's account cannot reach (only as root). Default `/var/lib/durabot`. */
  sharedDir?: string;
}

/** A running embedded server. */
export interface EmbeddedPostgres {
  /** With the password in it: not for logs. */
  readonly url: string;
  readonly port: number;
  /** True when the server was still running from a program that was killed. */
  readonly adopted: boolean;
  /** The server's process; changes when it had to be started again. */
  readonly pid: number;
  /** Where PostgreSQL's own files lie. */
  readonly cluster: string;
  /** Ends the server and waits for its end; sessions are cut, everything committed is safe. */
  stop(): Promise<void>;
  /** Lets go of the directory and leaves the server running, for the next one who starts here. */
  leave(): Promise<void>;
}

/**
 * Starts PostgreSQL on a data directory, or adopts the server that a killed program left running there. Works as root
 * (the server then runs as `postgres` or `nobody`) and as an ordinary user. Listens on loopback only, with a random
 * password. When the server dies by itself it is started again.
 *
 * @throws ConfigError with one message for a person: directory in use or unwritable, disk full, port taken
 * @example
 * const server = await startEmbeddedPostgres({ dataDir: '.durabot/postgres', log });
 * const db = createDatabase({ url: server.url, log });
 * // …
 * await db.stop();
 * await server.stop();
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  try {
    await mkdir(dataDir, { recursive: true });
    await access(dataDir, constants.W_OK | constants.X_OK);
    const lock = await lockDirectory(dataDir);
    try {
      return await startLocked({ ...options, dataDir }, () => lock.release());
    } catch (error) {
      await lock.release();
      throw error;
    }
  } catch (error) {
    throw explainFileFault(error, dataDir);
  }
}

async function startLocked(
  { dataDir, log, port, durability = 'full', binariesDir, sharedDir = SHARED_DIR }: EmbeddedPostgresOptions,
  unlock: () => Promise<void>,
): Promise<EmbeddedPostgres> {
  const binaries = binariesDir === undefined ? await findBinaries() : binariesIn(binariesDir);
  const placement = await placeServer({ dataDir, binaries, sharedDir }, log);
  const password = await prepareCluster(placement, durability);
  const left = await findLeftServer(placement, password, log);
  const server = left ?? (await launchServer(placement, { ...(port === undefined ? {} : { port }), durability }, log));
  const supervisor = superviseServer(
    server,
    () => launchServer(placement, { port: server.port, durability }, log),
    log,
  );
  let url: string;
  try {
    url = await createOwnDatabase(server.port, password);
  } catch (error) {
    await supervisor.stop();
    throw error;
  }
  log.info(
    { port: server.port, pid: server.pid, adopted: left !== undefined, cluster: placement.cluster },
    'embedded database ready',
  );
  return {
    url,
    port: server.port,
    adopted: left !== undefined,
    get pid() {
      return supervisor.pid;
    },
    cluster: placement.cluster,
    async stop() {
      await supervisor.stop();
      await unlock();
    },
    async leave() {
      await supervisor.leave();
      await unlock();
    },
  };
}

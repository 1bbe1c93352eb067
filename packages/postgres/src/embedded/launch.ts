import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';

import type { Log } from '../log.ts';
import type { RunningServer } from './adoption.ts';
import type { Durability } from './cluster.ts';
import { explainServerFault, isPortTaken, isStillInUse, portTaken } from './faults.ts';
import { giveTo } from './placement.ts';
import type { Placement } from './placement.ts';
import { readPostmasterFile } from './postmaster-file.ts';
import { holdsWithin } from './processes.ts';
import { serverEnvironment } from './run-program.ts';

/** Wishes for a server that is started. */
export interface LaunchOptions {
  /** A fixed port; otherwise the one of last time, or any free one. */
  port?: number;
  durability: Durability;
}

const LONGEST_LOG_BYTES = 10_000_000;
/** How long the rest of a killed server may hold its memory; measured: up to 2 s. */
const REMAINS_TIMEOUT_MS = 10_000;
const PORT_ATTEMPTS = 5;

/** Starts the server and waits until it accepts connections, through a recovery if there has to be one. */
export async function launchServer(placement: Placement, options: LaunchOptions, log: Log): Promise<RunningServer> {
  await shortenLog(placement.logPath);
  const started = performance.now();
  const notePath = join(placement.dataDir, 'port');
  for (let attempt = 1; ;) {
    const port = options.port ?? (attempt === 1 ? await notedPort(notePath) : undefined) ?? (await freePort());
    const outcome = await startOnce(placement, port, options.durability, log);
    if (outcome.kind === 'ready') {
      await writeFile(notePath, `${port}\n`);
      return { pid: outcome.pid, port };
    }
    const { output } = outcome;
    if (isPortTaken(output)) {
      if (options.port !== undefined) throw portTaken(port);
      attempt += 1;
      if (attempt > PORT_ATTEMPTS) throw portTaken(port);
    } else if (isStillInUse(output) && performance.now() - started < REMAINS_TIMEOUT_MS) {
      await holdsWithin(100, () => Promise.resolve(false));
    } else {
      throw explainServerFault(output, placement);
    }
  }
}

type Outcome = { kind: 'ready'; pid: number } | { kind: 'ended'; output: string };

async function startOnce(placement: Placement, port: number, durability: Durability, log: Log): Promise<Outcome> {
  const { binaries, cluster, home, logPath, account } = placement;
  const logFile = openSync(logPath, 'a', 0o600);
  const logStart = (await stat(logPath)).size;
  await giveTo(account, logPath);
  const child = spawn(binaries.postgres, ['-D', cluster, ...settingArguments(port, durability)], {
    cwd: home,
    env: serverEnvironment(),
    // A session of its own: Ctrl-C in the terminal must reach only us, who then stop it in order.
    // And files instead of pipes: it has to outlive a kill of ours without choking on a closed pipe.
    detached: true,
    stdio: ['ignore', logFile, logFile],
    ...(account === undefined ? {} : { uid: account.uid, gid: account.gid }),
  });
  closeSync(logFile);
  child.unref();

  const life: { end?: string } = {};
  child.once('error', (error) => {
    life.end = error.message;
  });
  child.once('exit', (code, by) => {
    life.end = `ended with ${by ?? code ?? 'nothing'}`;
  });

  let isReady = false;
  let saidAt = performance.now();
  // No limit in time: recovery takes what it takes, and a server that cannot start ends by itself.
  while (life.end === undefined && !isReady) {
    isReady = await holdsWithin(200, async () => life.end !== undefined || (await readiness(cluster, child.pid)));
    if (performance.now() - saidAt > 10_000) {
      log.info({ logPath }, 'database still starting');
      saidAt = performance.now();
    }
  }
  if (life.end === undefined && child.pid !== undefined) return { kind: 'ready', pid: child.pid };
  const output = (await readFile(logPath)).subarray(logStart).toString();
  return { kind: 'ended', output: output === '' ? (life.end ?? '') : output };
}

async function readiness(cluster: string, pid: number | undefined): Promise<boolean> {
  const note = await readPostmasterFile(cluster);
  return note !== undefined && note.pid === pid && note.ready;
}

function settingArguments(port: number, durability: Durability): string[] {
  const settings = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    // Paths of sockets may not be longer than 107 bytes, which a data directory easily is.
    unix_socket_directories: '',
    fsync: durability === 'full' ? 'on' : 'off',
    synchronous_commit: durability === 'full' ? 'on' : 'off',
    full_page_writes: durability === 'full' ? 'on' : 'off',
    // What it refuses, it tells us. In its log, such an answer would stand with the values that somebody entered.
    log_min_messages: 'log',
    log_error_verbosity: 'terse',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function notedPort(path: string): Promise<number | undefined> {
  const port = Number((await readFile(path, 'utf8').catch(() => '')).trim());
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });
}

async function shortenLog(path: string): Promise<void> {
  const size = (await stat(path).catch(() => undefined))?.size ?? 0;
  if (size > LONGEST_LOG_BYTES) await truncate(path);
}

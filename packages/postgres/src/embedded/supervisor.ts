import type { Log } from '../log.ts';
import { stopServer } from './adoption.ts';
import type { RunningServer } from './adoption.ts';
import { isAlive, signal } from './processes.ts';

const WATCH_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/** Keeps a server running: one that ends by itself (killed for memory, say) is started again on its port. */
export interface Supervisor {
  readonly pid: number;
  /** Ends the server and waits for its end. */
  stop(): Promise<void>;
  /** Stops watching and leaves the server running. */
  leave(): Promise<void>;
}

/** @param restart starts the server again on the same port */
export function superviseServer(first: RunningServer, restart: () => Promise<RunningServer>, log: Log): Supervisor {
  let server = first;
  let isWatching = true;
  let pauseMs = WATCH_MS;
  let timer: NodeJS.Timeout | undefined;
  let looking = Promise.resolve();

  const look = async () => {
    if (await isAlive(server.pid)) {
      pauseMs = WATCH_MS;
      return;
    }
    if (!isWatching) return;
    log.error({ pid: server.pid }, 'database server ended by itself');
    try {
      server = await restart();
      log.info({ pid: server.pid }, 'database server started again');
    } catch (error) {
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      log.error(
        { reason: error instanceof Error ? error.message : String(error) },
        'database server did not start again',
      );
    }
  };
  const watch = () => {
    timer = setTimeout(() => {
      looking = lookAndGoOn();
    }, pauseMs);
    timer.unref();
  };
  const lookAndGoOn = async () => {
    await look();
    if (isWatching) watch();
  };
  const stopWatching = async () => {
    isWatching = false;
    clearTimeout(timer);
    process.off('exit', endWithUs);
    await looking;
  };
  // A program that ends without stopping us in order still leaves no server behind, unless it is killed outright.
  const endWithUs = () => {
    signal(server.pid, 'SIGINT');
  };
  process.on('exit', endWithUs);
  watch();

  return {
    get pid() {
      return server.pid;
    },
    async stop() {
      await stopWatching();
      await stopServer(server.pid);
    },
    leave: stopWatching,
  };
}

import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './free-port.ts';
import { waitUntil } from './wait-until.ts';

/** A real Redis of a test's own, with its data in a folder that goes with it. */
export interface RedisServer {
  readonly url: string;
  readonly port: number;
  /** Runs `redis-cli`, a program that has nothing in common with ours, and gives what it prints, without the line's end. */
  cli(...args: readonly string[]): Promise<string>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again on the same port, with what it had saved. */
  restart(): Promise<void>;
  /** Lets it hang: connections stand, nothing is answered. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

const run = promisify(execFile);

/** Starts `redis-server` on a free port; `settings` as on its command line: `['--maxmemory', '2mb']`. */
export async function startRedisServer(
  settings: readonly string[] = [],
  { password, port: wantedPort }: { password?: string; port?: number } = {},
): Promise<RedisServer> {
  const directory = await mkdtemp(join(tmpdir(), 'durabot-redis-'));
  const port = wantedPort ?? (await freePort());
  let child = await launch();

  const server: RedisServer = {
    url: `redis://${password === undefined ? '' : `:${password}@`}127.0.0.1:${port}/0`,
    port,
    cli: async (...args) => {
      const auth = password === undefined ? [] : ['--no-auth-warning', '-a', password];
      const { stdout } = await run('redis-cli', ['-p', String(port), ...auth, ...args], { timeout: 10_000 });
      return stdout.trimEnd();
    },
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
    restart: async () => {
      child = await launch();
    },
    freeze: () => {
      child.kill('SIGSTOP');
    },
    thaw: () => {
      child.kill('SIGCONT');
    },
    stop: async () => {
      await server.kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
  return server;

  async function launch(): Promise<ChildProcess> {
    const fixed = ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory, '--save', ''];
    const auth = password === undefined ? [] : ['--requirepass', password];
    const started = spawn('redis-server', [...fixed, ...auth, ...settings], { stdio: ['ignore', 'pipe', 'ignore'] });
    let output = '';
    started.stdout.on('data', (piece: Buffer) => {
      output += String(piece);
    });
    const failed = once(started, 'error').then(([error]: unknown[]) => {
      throw new Error(`redis-server did not start: ${String(error)}. On Debian: apt-get install redis-server.`);
    });
    const ready = waitUntil(
      () => {
        if (started.exitCode !== null) throw new Error(`redis-server ended at once:\n${output.slice(-500)}`);
        return output.includes('Ready to accept connections');
      },
      { what: 'redis-server to be ready' },
    );
    await Promise.race([failed, ready]);
    failed.catch(() => undefined);
    return started;
  }
}

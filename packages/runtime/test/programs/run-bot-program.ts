import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { programCommand } from '@durabot/testing';
import { roles } from '../../src/index.ts';
import type { Harness } from '../harness.ts';
import type { BotProgramOrder } from './bot-program.ts';

/** A bot in a process, and a process group, of its own. */
export interface BotProgram {
  readonly pid: number;
  /** Where it takes webhooks, if it does. */
  readonly port: number | undefined;
  readonly alive: () => boolean;
  signal(name: NodeJS.Signals): void;
  /** Resolves when it is gone, with what it has printed. */
  readonly ended: Promise<string>;
}

const file = new URL('bot-program.ts', import.meta.url);

/** Starts bots as programs on a harness; `endAll` leaves none behind. */
export function createPrograms(harness: Harness): {
  start(order?: Partial<BotProgramOrder>): Promise<BotProgram>;
  endAll(): Promise<void>;
} {
  const started = new Set<BotProgram>();
  return {
    start: async (parts = {}) => {
      const order: BotProgramOrder = {
        databaseUrl: harness.databaseUrl,
        apiRoot: harness.apiRoot,
        token: harness.token,
        roles,
        liveness: {},
        ...parts,
      };
      const child = spawn(process.execPath, [...programCommand(file), JSON.stringify(order)], {
        detached: true,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const program = programOf(child, order.webhook?.port);
      started.add(program);
      await Promise.race([readyOf(child), program.ended]);
      return program;
    },
    endAll: async () => {
      for (const program of started) if (program.alive()) program.signal('SIGKILL');
      await Promise.all([...started].map((program) => program.ended));
    },
  };
}

function programOf(child: ChildProcess, port: number | undefined): BotProgram {
  const { pid } = child;
  if (pid === undefined) throw new Error('The program did not start.');
  let printed = '';
  child.stdout?.on('data', (chunk) => {
    printed += String(chunk);
  });
  const alive = (): boolean => child.exitCode === null && child.signalCode === null;
  return {
    pid,
    port,
    alive,
    // To the whole group, which is of its own: whatever the program has started goes with it.
    signal: (name) => {
      if (alive()) process.kill(-pid, name);
    },
    ended: once(child, 'close').then(() => printed),
  };
}

async function readyOf(child: ChildProcess): Promise<void> {
  if (child.stdout !== null) await once(child.stdout, 'data');
}

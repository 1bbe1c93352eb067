import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../apps/durabot/dist/program/main.js', import.meta.url));
const keptOutput = 20_000;
/** The line that the program ends its start with. */
export const readyLine = /^Durabot is ready/m;

/** A process of the program in a process group of its own, so that a signal meets it and nothing else. */
export interface OwnProcess {
  readonly child: ChildProcess;
  /** The end of what it has written. */
  output(): string;
  /** To the whole group. */
  signal(signal: NodeJS.Signals): void;
  /** Waits until it has written this. @throws Error when it ends before */
  says(what: RegExp): Promise<RegExpExecArray>;
  readonly isRunning: boolean;
  /** Runs, and has said that it is ready. */
  readonly isAtWork: boolean;
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** Starts `durabot` with these settings and none of the surroundings. */
export function startProcess(args: readonly string[], variables: Readonly<Record<string, string>>): OwnProcess {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'], HOME: tmpdir(), LOG_FORMAT: 'json', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let text = '';
  let saidReady = false;
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (piece: string) => {
      text = (text + piece).slice(-keptOutput);
      saidReady ||= readyLine.test(text);
      for (const look of waiting) look();
    });
  }
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  return {
    child,
    output: () => text,
    signal: (signal) => {
      if (child.pid === undefined || !isRunning()) return;
      process.kill(-child.pid, signal);
    },
    says: (what) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = what.exec(text);
          if (match === null) return;
          waiting.delete(look);
          resolve(match);
        };
        waiting.add(look);
        child.once('close', () => {
          if (waiting.delete(look)) reject(new Error(`A process ended without saying ${what}:\n${text}`));
        });
        look();
      }),
    get isRunning() {
      return isRunning();
    },
    get isAtWork() {
      return saidReady && isRunning();
    },
    ended,
  };
}

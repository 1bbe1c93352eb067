import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { waitUntil } from '@durabot/testing';

/** `npm test` builds first, and what is built starts in a third of the time; a single test file runs the source. */
const command =
  process.env['DURABOT_TEST_BUILT'] === '1'
    ? [fileURLToPath(new URL('../dist/program/main.js', import.meta.url))]
    : [
        '--conditions=source',
        '--import',
        import.meta.resolve('tsx'),
        fileURLToPath(new URL('../src/main.ts', import.meta.url)),
      ];

/** The real program in a process of its own. */
export interface Program {
  readonly child: ChildProcess;
  /** Everything it has written so far, on both streams. */
  output(): string;
  /** Waits until it has written this. */
  says(what: RegExp): Promise<RegExpExecArray>;
  /** Waits for `Durabot is ready` and gives the address in it. */
  ready(): Promise<string>;
  /** The address of its web chat and Bot API. */
  simulatorAddress(): Promise<string>;
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<number | null>;
  /** Waits for the end. */
  exitCode(): Promise<number | null>;
}

/** Settings of one program, by variable. */
export type Variables = Readonly<Record<string, string>>;

export interface ProgramOptions {
  args?: readonly string[];
  uid?: number;
}

const startedPrograms = new Set<ChildProcess>();
const folders = new Set<string>();

/** Starts the program with these settings and no others, on free ports. */
export function startProgram(variables: Variables, { args = ['start'], uid }: ProgramOptions = {}): Program {
  const child = spawn(process.execPath, [...command, ...args], {
    cwd: tmpdir(),
    env: {
      PATH: process.env['PATH'],
      HOME: tmpdir(),
      PORT: '0',
      SIMULATOR_PORT: '0',
      LOG_FORMAT: 'json',
      ...variables,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid !== undefined && { uid, gid: uid }),
  });
  startedPrograms.add(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (piece: string) => {
      text += piece;
    });
  }
  const closed = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      startedPrograms.delete(child);
      resolve(code);
    });
  });

  const says = async (what: RegExp): Promise<RegExpExecArray> => {
    await waitUntil(
      () => {
        if (what.test(text)) return true;
        if (child.exitCode === null) return false;
        throw new Error(`The program ended without saying ${what}:\n${text}`);
      },
      { timeoutMs: 40_000, what: `the program to say ${what}` },
    );
    const match = what.exec(text);
    if (match === null) throw new Error(`${what} must not be a pattern with a state.`);
    return match;
  };
  return {
    child,
    output: () => text,
    says,
    ready: async () => (await says(/^Durabot is ready: (http:\S+)$/m))[1] ?? '',
    simulatorAddress: async () => `http://127.0.0.1:${(await says(/"port":(\d+)[^\n]*"simulator started"/))[1]}`,
    end: (signal) => {
      child.kill(signal);
      return closed;
    },
    exitCode: () => closed,
  };
}

/** A folder that goes when the test has ended. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'durabot-e2e-'));
  // As root, the database server runs as another account, which has to get in.
  chmodSync(folder, 0o755);
  folders.add(folder);
  return folder;
}

/** Ends what a test has left behind. */
export async function cleanUp(): Promise<void> {
  for (const child of startedPrograms) {
    const closed = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGTERM');
    await closed;
  }
  for (const folder of folders) {
    endLeftDatabase(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  folders.clear();
}

/** The embedded database outlives a killed program, for the next one to adopt; after a failed test there is none. */
function endLeftDatabase(folder: string): void {
  try {
    const [pid] = readFileSync(join(folder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n');
    process.kill(Number(pid), 'SIGQUIT');
  } catch {
    // It was stopped, as it should be.
  }
}

/** A token that has the right form and is nobody's. */
export function fakeToken(id: number): string {
  return `${id}:${'A'.repeat(35)}`;
}

/** How many times one text stands in another. */
export function countOf(text: string, part: RegExp): number {
  return [...text.matchAll(new RegExp(part, `${part.flags}g`))].length;
}

/** What every message to a person must be: words, not a stack. */
export function hasStack(text: string): boolean {
  return /^\s+at .+:\d+:\d+\)?$/m.test(text);
}

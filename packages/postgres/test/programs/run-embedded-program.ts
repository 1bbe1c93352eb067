import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { programCommand, waitUntil } from '@durabot/testing';

import { isAlive } from '../../src/embedded/processes.ts';
import type { ProgramLine, ProgramOrder } from './embedded-program.ts';

/** A running program of `embedded-program.ts`. */
export interface Program {
  pid: number;
  lines: ProgramLine[];
  /** Waits for the first line of a kind. */
  first: <K extends ProgramLine['kind']>(kind: K) => Promise<Extract<ProgramLine, { kind: K }>>;
  /** Kills or signals it and waits until it is gone. */
  end: (by: NodeJS.Signals, options?: { group: boolean }) => Promise<number | null>;
}

const running: ChildProcess[] = [];
const folders: string[] = [];
const servers = new Set<number>();

/** Starts the program in a process group of its own, as a shell would. */
export function runProgram(order: ProgramOrder): Program {
  const file = new URL('embedded-program.ts', import.meta.url);
  const child = spawn(process.execPath, [...programCommand(file), JSON.stringify(order)], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.push(child);
  const { pid } = child;
  if (pid === undefined) throw new Error('The program could not be started.');
  const exited = once(child, 'exit');
  const lines: ProgramLine[] = [];
  createInterface({ input: child.stdout }).on('line', (text) => {
    // Written by the program beside this file.
    const line = JSON.parse(text) as ProgramLine;
    if (line.kind === 'ready') servers.add(line.pid);
    lines.push(line);
  });
  return {
    pid,
    lines,
    async first(kind) {
      let found: ProgramLine | undefined;
      await waitUntil(
        () => {
          found = lines.find((line) => line.kind === kind);
          const failure = lines.find((line) => line.kind === 'failed');
          if (found === undefined && failure !== undefined) throw new Error(JSON.stringify(failure));
          return found !== undefined;
        },
        { timeoutMs: 30_000, what: `the line "${kind}"` },
      );
      if (found === undefined || !isKind(found, kind)) throw new Error(`There is no line "${kind}".`);
      return found;
    },
    async end(by, { group } = { group: false }) {
      process.kill(group ? -pid : pid, by);
      await exited;
      return child.exitCode;
    },
  };
}

function isKind<K extends ProgramLine['kind']>(line: ProgramLine, kind: K): line is Extract<ProgramLine, { kind: K }> {
  return line.kind === kind;
}

/** Makes a folder that {@link cleanUp} removes. */
export async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'durabot-embedded-'));
  folders.push(folder);
  // As root, the server runs as another account, which has to get in.
  await chmod(folder, 0o755);
  return folder;
}

/** Notes a server that was not started by a program, so that it cannot outlive the test. */
export function watchServer(pid: number): void {
  servers.add(pid);
}

/** Ends everything a test started, in whatever state it left it, and removes its folders. */
export async function cleanUp(): Promise<void> {
  await endAll();
  for (const folder of folders.splice(0)) {
    // A test may have mounted a small disk there.
    spawnSync('/bin/sh', ['-c', `umount '${folder}'`]);
    await rm(folder, { recursive: true, force: true });
  }
}

async function endAll(): Promise<void> {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  for (const pid of servers) {
    if (await isAlive(pid)) process.kill(pid, 'SIGQUIT');
    await waitUntil(async () => !(await isAlive(pid)), { what: `server ${pid} to end` });
  }
  servers.clear();
}

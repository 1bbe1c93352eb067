import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';

/** Tells whether a process runs. One that has died and was not yet collected by its parent does not. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives and is somebody else's.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const state = (await readStat(pid))?.state;
  return state !== 'Z' && state !== 'X';
}

/** When a process started, in whatever unit this system has; together with the pid it names a process for ever. */
export async function startOf(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') return (await readStat(pid))?.startedAt;
  if (process.platform === 'win32') return undefined;
  return (await ps(pid, 'lstart')) || undefined;
}

/** The command line of a process, as far as this system tells it. */
export async function commandOf(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined))?.replaceAll('\0', ' ').trim();
  }
  if (process.platform === 'win32') return undefined;
  return ps(pid, 'command');
}

/** Names the realm in which pids mean something: this boot of this machine, and this container of it. */
export async function pidRealm(): Promise<string> {
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  const container = await readlink('/proc/self/ns/pid').catch(() => '');
  return `${hostname()} ${boot.trim()} ${container}`.trim();
}

/** Sends a signal to a process that may be gone already. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone: what the signal was for has happened.
  }
}

/** Asks `condition` again and again until it holds. */
export async function holdsWithin(timeoutMs: number, condition: () => Promise<boolean>): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    if (await condition()) return true;
    if (performance.now() >= deadline) return false;
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}

async function readStat(pid: number): Promise<{ state: string; startedAt: string } | undefined> {
  if (process.platform !== 'linux') return undefined;
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The second field is the program's name in brackets, and may hold spaces and brackets itself.
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state] = fields ?? [];
  const startedAt = fields?.[19];
  return state === undefined || startedAt === undefined ? undefined : { state, startedAt };
}

function ps(pid: number, column: string): Promise<string> {
  return new Promise((resolve) => {
    execFile('ps', ['-p', String(pid), '-o', `${column}=`], (_error, stdout) => {
      resolve(stdout.trim());
    });
  });
}

import { readFileSync, rmSync, writeFileSync } from 'node:fs';

/** The folder of a world cannot be used; the message says why and what to do. */
export class SimulatorStateError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SimulatorStateError';
    this.code = code;
  }
}

/** Locks that this process holds: its own number in a lock file may come from an earlier process with the same number. */
const held = new Set<string>();

/**
 * Takes the lock of a state folder. A lock whose process is gone is taken over.
 *
 * @returns the function that gives it back
 * @throws SimulatorStateError when a living process holds it
 */
export function takeStateLock(path: string): () => void {
  const own = JSON.stringify({ pid: process.pid, started: startOf(process.pid) ?? '' });
  for (let tries = 0; tries < 3; tries += 1) {
    try {
      writeFileSync(path, own, { flag: 'wx' });
      held.add(path);
      return () => {
        held.delete(path);
        rmSync(path, { force: true });
      };
    } catch (error) {
      if (!isFileError(error) || error.code !== 'EEXIST') {
        throw new SimulatorStateError(
          'STATE_UNWRITABLE',
          `The simulator cannot write to ${path}; check the folder's rights and space.`,
          {
            cause: error,
          },
        );
      }
    }
    const holder = readHolder(path);
    if (holder !== undefined && isAlive(path, holder)) {
      throw new SimulatorStateError(
        'STATE_IN_USE',
        `The simulator's folder is in use by process ${holder.pid} (${path}); stop that process or choose another folder.`,
      );
    }
    rmSync(path, { force: true });
  }
  throw new SimulatorStateError(
    'STATE_IN_USE',
    `The lock ${path} changes hands too fast; is another simulator starting?`,
  );
}

interface Holder {
  pid: number;
  started: string;
}

function readHolder(path: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof value !== 'object' || value === null || !('pid' in value)) return undefined;
    return { pid: Number(value.pid), started: 'started' in value ? String(value.started) : '' };
  } catch {
    return undefined;
  }
}

function isAlive(path: string, holder: Holder): boolean {
  if (holder.pid === process.pid) return held.has(path);
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return isFileError(error) && error.code === 'EPERM';
  }
  const started = startOf(holder.pid);
  return started === undefined || holder.started === '' || started === holder.started;
}

/** When a process began, where the system tells (Linux): numbers of processes are used again. */
function startOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')[19];
  } catch {
    return undefined;
  }
}

function isFileError(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}

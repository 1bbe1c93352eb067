import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus, totalmem, type as systemName, release } from 'node:os';
import { fileURLToPath } from 'node:url';

/** What a figure was measured on. */
export interface Machine {
  readonly date: string;
  readonly commit: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memory_gib: number;
  readonly system: string;
  readonly node: string;
  /** Others used the machine, too, when this is much above 0 before the run. */
  readonly load_before: number;
}

/** Describes this machine and the state of the sources. */
export function describeMachine(loadBefore: number): Machine {
  return {
    date: new Date().toISOString(),
    commit: commit(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memory_gib: Math.round(totalmem() / 2 ** 30),
    system: `${systemName()} ${release()}`,
    node: process.version,
    load_before: loadBefore,
  };
}

/** With a `+` when files differ from it. */
function commit(): string {
  const cwd = fileURLToPath(new URL('.', import.meta.url));
  const git = (...args: string[]): string => spawnSync('git', args, { cwd, encoding: 'utf8' }).stdout.trim();
  try {
    const short = git('rev-parse', '--short', 'HEAD');
    return git('status', '--porcelain', '--untracked-files=no') === '' ? short : `${short}+`;
  } catch {
    return 'unknown';
  }
}

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Usage {
  /** Processor time since the process began. */
  cpuMs: number;
  heapBytes: number;
  rssBytes: number;
}

export interface Child {
  readonly url: string;
  /** How long `start` took: with a folder, the time to load the world. */
  readonly startMs: number;
  usage(): Promise<Usage>;
  /** The same after a garbage collection. */
  settledUsage(): Promise<Usage>;
  stop(): Promise<void>;
}

/** Starts a simulator in a process of its own. */
export async function startChild(stateDir?: string): Promise<Child> {
  return await startProcess('served-simulator.ts', stateDir === undefined ? [] : [stateDir]);
}

export async function startBareServer(): Promise<Child> {
  return await startProcess('bare-server.ts', []);
}

async function startProcess(file: string, args: readonly string[]): Promise<Child> {
  const script = fileURLToPath(new URL(file, import.meta.url));
  const profile = process.env['BENCH_PROFILE'] === '1' ? ['--cpu-prof', '--cpu-prof-dir=/tmp/simulator-profile'] : [];
  const child = fork(script, args, {
    // What is measured is the built package, as its users run it.
    execArgv: ['--import', 'tsx', '--expose-gc', ...profile],
  });
  const ask = async (question: string): Promise<Usage> => {
    child.send(question);
    const [usage] = await once(child, 'message');
    return usage;
  };
  const [started] = await once(child, 'message');
  return {
    url: String(started.url),
    startMs: Number(started.startMs),
    usage: async () => await ask('usage'),
    settledUsage: async () => await ask('usage after collection'),
    stop: async () => {
      const gone = once(child, 'exit');
      child.send('stop');
      await gone;
    },
  };
}

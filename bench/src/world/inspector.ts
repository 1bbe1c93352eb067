import type { HeapProfiler, Profiler } from 'node:inspector';
import { WebSocket } from 'undici';

/** Looks into a running Node, started with `--inspect`, from outside: the program itself does nothing for it. */
export interface Inspector {
  /** Takes a sample of where the program is, so many microseconds apart. */
  startProfile(everyUs: number): Promise<void>;
  endProfile(): Promise<Profiler.Profile>;
  /** Notes who takes memory, whether or not it is given back; one sample in so many bytes on average. */
  startAllocations(everyBytes: number): Promise<void>;
  endAllocations(): Promise<HeapProfiler.SamplingHeapProfile>;
  close(): void;
}

/** Starts a Node with its inspector open, on any free port of this machine and for this machine only. */
export const inspectable = ['--inspect=127.0.0.1:0'];

export async function connectInspector(url: string): Promise<Inspector> {
  const socket = new WebSocket(url);
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  const fail = (error: Error): void => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  socket.addEventListener('message', ({ data }) => {
    const { id, result, error } = JSON.parse(String(data)) as Answer;
    const asked = id === undefined ? undefined : waiting.get(id);
    if (id === undefined || asked === undefined) return;
    waiting.delete(id);
    if (error === undefined) asked.resolve(result);
    else asked.reject(new Error(`The inspector refused: ${error.message}`));
  });
  socket.addEventListener('close', () => fail(new Error('The inspector has closed.')));
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve());
    socket.addEventListener('error', () => reject(new Error('The inspector cannot be reached.')));
  });

  function ask(method: string, params: object = {}): Promise<unknown> {
    lastId += 1;
    const id = lastId;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      socket.send(JSON.stringify({ id, method, params }));
    });
  }

  return {
    startProfile: async (everyUs) => {
      await ask('Profiler.enable');
      await ask('Profiler.setSamplingInterval', { interval: everyUs });
      await ask('Profiler.start');
    },
    endProfile: async () => ((await ask('Profiler.stop')) as Profiler.StopReturnType).profile,
    startAllocations: async (everyBytes) => {
      await ask('HeapProfiler.startSampling', {
        samplingInterval: everyBytes,
        includeObjectsCollectedByMajorGC: true,
        includeObjectsCollectedByMinorGC: true,
      });
    },
    endAllocations: async () =>
      ((await ask('HeapProfiler.stopSampling')) as HeapProfiler.StopSamplingReturnType).profile,
    close: () => socket.close(),
  };
}

interface Answer {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

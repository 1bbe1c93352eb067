import type { HeapProfiler, Profiler } from 'node:inspector';

/** A function as it was called from the ones above it, and what it took: microseconds, or bytes of memory. */
export interface Call {
  readonly name: string;
  /** The file, as the engine names it; empty for what is part of the engine. */
  readonly url: string;
  /** By the function itself. */
  self: number;
  /** With all that it called. */
  total: number;
  readonly calls: Call[];
}

/**
 * Makes a tree of a CPU profile, in microseconds: calls of one function from the same place are one call. The root is the
 * process; while it had nothing to do does not count.
 */
export function timeTree({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Call {
  const times = new Map<number, number>();
  // A delta is the time before its sample: what was seen then has lasted until the next.
  samples.forEach((id, at) => times.set(id, (times.get(id) ?? 0) + (timeDeltas[at + 1] ?? 0)));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const [first] = nodes;

  function gather(node: Profiler.ProfileNode, into: Call): void {
    into.self += times.get(node.id) ?? 0;
    for (const id of node.children ?? []) {
      const child = byId.get(id);
      if (child === undefined || child.callFrame.functionName === '(idle)') continue;
      gather(child, callIn(into, child.callFrame));
    }
  }

  const root = processCall();
  if (first !== undefined) gather(first, root);
  return finished(root);
}

/** Makes a tree of who took memory, in bytes. */
export function memoryTree({ head }: HeapProfiler.SamplingHeapProfile): Call {
  function gather({ selfSize, children }: HeapProfiler.SamplingHeapProfileNode, into: Call): void {
    into.self += selfSize;
    for (const child of children) gather(child, callIn(into, child.callFrame));
  }

  const root = processCall();
  gather(head, root);
  return finished(root);
}

function processCall(): Call {
  return { name: 'process', url: '', self: 0, total: 0, calls: [] };
}

function callIn({ calls }: Call, { functionName, url }: { functionName: string; url: string }): Call {
  const name = functionName === '' ? '(anonymous)' : functionName;
  const known = calls.find((one) => one.name === name && one.url === url);
  if (known !== undefined) return known;
  const call: Call = { name, url, self: 0, total: 0, calls: [] };
  calls.push(call);
  return call;
}

/** Adds up, and puts the largest first. */
function finished(call: Call): Call {
  for (const one of call.calls) finished(one);
  call.calls.sort((one, other) => other.total - one.total);
  call.total = call.self + call.calls.reduce((sum, { total }) => sum + total, 0);
  return call;
}

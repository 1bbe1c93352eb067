import { readdirSync, readFileSync } from 'node:fs';

/** What Linux counts in; `getconf CLK_TCK` says 100 wherever Node runs. */
const tickMs = 10;

/** Processor time of a living process, its own and the kernel's for it; 0 where the system does not tell. */
export function cpuTimeMs(pid: number): number {
  const fields = statOf(pid);
  return fields === undefined ? 0 : (Number(fields[11]) + Number(fields[12])) * tickMs;
}

/** Of a process and all that it has started, such as the servers of a PostgreSQL, also those that have ended meanwhile. */
export function familyCpuTimeMs(pid: number): number {
  return familyOf(pid).reduce((sum, member) => sum + cpuTimeMs(member) + endedChildrenMs(member), 0);
}

function endedChildrenMs(pid: number): number {
  const fields = statOf(pid);
  return fields === undefined ? 0 : (Number(fields[13]) + Number(fields[14])) * tickMs;
}

/** Memory that a process holds; 0 where the system does not tell. */
export function rssBytes(pid: number): number {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readOr(`/proc/${pid}/status`))?.[1];
  return Number(kib ?? 0) * 1_024;
}

/**
 * Memory of a process and all that it has started, what they share counted once (PSS); where the system does not tell, what
 * each of them holds.
 */
export function familyMemoryBytes(pid: number): number {
  return familyOf(pid).reduce((sum, member) => {
    const kib = /^Pss:\s+(\d+) kB$/m.exec(readOr(`/proc/${member}/smaps_rollup`))?.[1];
    return sum + (kib === undefined ? rssBytes(member) : Number(kib) * 1_024);
  }, 0);
}

function familyOf(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirOr('/proc')) {
    const member = Number(name);
    if (!Number.isInteger(member)) continue;
    const parent = Number(statOf(member)?.[1]);
    if (Number.isInteger(parent)) parents.set(member, parent);
  }
  const belongs = (member: number): boolean => {
    for (let one: number | undefined = member; one !== undefined; one = parents.get(one)) if (one === pid) return true;
    return false;
  };
  return [...parents.keys()].filter(belongs);
}

/** The fields after the name, which may hold spaces and brackets. */
function statOf(pid: number): string[] | undefined {
  const text = readOr(`/proc/${pid}/stat`);
  return text === '' ? undefined : text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function readOr(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function readdirOr(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

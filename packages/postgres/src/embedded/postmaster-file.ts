import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a running server notes about itself in its data directory. */
export interface PostmasterFile {
  pid: number;
  directory: string;
  port: number;
  ready: boolean;
}

/** Reads `postmaster.pid`; undefined when there is none, or the server has only begun to write it. */
export async function readPostmasterFile(cluster: string): Promise<PostmasterFile | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : parsePostmasterFile(text);
}

/** The lines are: pid, directory, start time, port, socket directory, listen address, shared memory, state. */
export function parsePostmasterFile(text: string): PostmasterFile | undefined {
  const [pid, directory, , port, , , , state] = text.split('\n').map((line) => line.trim());
  if (pid === undefined || !/^\d+$/.test(pid) || directory === undefined) return undefined;
  return { pid: Number(pid), directory, port: Number(port ?? 0), ready: state === 'ready' };
}

/**
 * A program that uses an embedded database, to be killed and stopped by tests. Its argument is a JSON object; it says
 * what happens as lines of JSON on its output.
 */
import process from 'node:process';

import { createDatabase, startEmbeddedPostgres } from '../../src/index.ts';
import type { EmbeddedPostgresOptions, Log } from '../../src/index.ts';

/** What a test can ask of the program. */
export interface ProgramOrder {
  dataDir: string;
  /** Become this user before anything is started; only root can. */
  uid?: number;
  /** Insert rows into `acknowledged` without an end, and say each one that was committed. */
  insert?: boolean;
  /** End by `process.exit` as soon as the server is there, without stopping anything. */
  exitAtOnce?: boolean;
  options?: Partial<Omit<EmbeddedPostgresOptions, 'log'>>;
}

/** A line of the program's output. */
export type ProgramLine =
  | { kind: 'ready'; url: string; pid: number; port: number; adopted: boolean; cluster: string }
  | { kind: 'log'; fields: object; message: string }
  | { kind: 'row'; id: number }
  | { kind: 'answer'; uid: number }
  | { kind: 'stopped' }
  | { kind: 'failed'; name: string; code: unknown; message: string };

const say = (line: ProgramLine) => process.stdout.write(`${JSON.stringify(line)}\n`);
const write = (fields: object, message: string) => say({ kind: 'log', fields, message });
const log: Log = { debug: write, info: write, warn: write, error: write, child: () => log };

await main();

async function main(): Promise<void> {
  // The test is the only one who starts this file.
  const order = JSON.parse(process.argv[2] ?? '') as ProgramOrder;
  if (order.uid !== undefined) {
    process.setgroups?.([]);
    process.setgid?.(order.uid);
    process.setuid?.(order.uid);
  }
  try {
    const server = await startEmbeddedPostgres({ dataDir: order.dataDir, log, ...order.options });
    const { url, pid, port, adopted, cluster } = server;
    const db = createDatabase({ url, log, statementTimeoutMs: 5_000 });
    const stopping = new AbortController();
    const stop = async () => {
      stopping.abort();
      // Whoever stops in order still needs the database: a Ctrl-C must not have reached it.
      await db.query('select 1');
      say({ kind: 'answer', uid: process.getuid?.() ?? -1 });
      await db.stop();
      await server.stop();
      say({ kind: 'stopped' });
      process.exit(0);
    };
    process.once('SIGTERM', () => void stop());
    process.once('SIGINT', () => void stop());
    // Only now: a test may send its signal as soon as it reads this.
    say({ kind: 'ready', url, pid, port, adopted, cluster });
    if (order.exitAtOnce === true) process.exit(3);
    // Neither the server nor an idle pool keeps a program alive.
    setInterval(() => {}, 60_000);
    if (order.insert === true) {
      await db.query('create table if not exists acknowledged (id bigint generated always as identity primary key)');
      while (!stopping.signal.aborted) {
        const { rows } = await db.query<{ id: number }>('insert into acknowledged default values returning id');
        say({ kind: 'row', id: rows[0]?.id ?? 0 });
      }
    }
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    say({ kind: 'failed', name, message, code: error instanceof Error && 'code' in error ? error.code : undefined });
    process.exit(1);
  }
}

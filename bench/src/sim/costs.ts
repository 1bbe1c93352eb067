import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { benchFolder } from '../bench-folder.ts';

const cost = z.number().nonnegative();

const costsShape = z.strictObject({
  /** Which command measured them, and when and where. */
  measured: z.strictObject({ command: z.string(), date: z.string(), commit: z.string(), machine: z.string() }),
  /** Of the Node process: for each update, and for each statement that it sends. */
  updateBotUs: cost,
  statementBotUs: cost,
  /** Of the database's processor: for each update, and for each statement. */
  updateDatabaseUs: cost,
  statementDatabaseUs: cost,
  /** What a statement waits for without using the processor: the disk, the way there and back. */
  statementWaitMs: cost,
  /** What a process and its database do when nothing happens, for each second: by itself, and for each bot. */
  idleProcessBotUs: cost,
  idleProcessDatabaseUs: cost,
  idleBotBotUs: cost,
  idleBotDatabaseUs: cost,
  /** Memory: of a process, of each bot in it, of the database's server with a small cache. */
  processMib: cost,
  botMib: cost,
  databaseMib: cost,
  /** On disk, with indexes: what is kept of each person, and of each message until it is swept. */
  personBytes: cost,
  seenUpdateBytes: cost,
  sentMessageBytes: cost,
  /** Written to the database's log for each update, which decides on backups. */
  logBytes: cost,
  /** Of the people and their Telegram in a bench, for each update: they share the machine. */
  peopleUs: cost,
});

/** What things cost, as measured; the simulation and `docs/SCALING.md` follow from them. */
export type Costs = z.infer<typeof costsShape>;

/** How an update's cost falls to the parts of its way. Not measured apart: a profile of the dialog bench was the guide. */
export const shares = {
  bot: { ingress: 0.25, handle: 0.4, send: 0.25, settle: 0.1 },
  database: { append: 0.25, commit: 0.4, record: 0.15, settle: 0.2 },
} as const;

export function readCosts(): Costs {
  return costsShape.parse(JSON.parse(readFileSync(costsFile, 'utf8')));
}

export function writeCosts(costs: Costs): void {
  writeFileSync(costsFile, `${JSON.stringify(costs, undefined, 2)}\n`);
}

const costsFile = join(benchFolder, 'sim', 'costs.json');

import { setTimeout as pause } from 'node:timers/promises';
import { memoryTree } from '../profile/call-tree.ts';
import { sumOf, tallyByText, type Tally } from './tally.ts';
import { walBetween, walPosition } from './wal.ts';
import type { WorkStage } from './work-stage.ts';

/** What can be counted, in the order of a table. */
export const figureNames = [
  'statements',
  'transactions',
  'parses',
  'round_trips',
  'bytes_to_database',
  'bytes_from_database',
  'commits',
  'rows_written',
  'index_entries',
  'wal_bytes',
  'telegram_requests',
  'bytes_to_telegram',
  'bytes_from_telegram',
  'heap_bytes',
] as const;

export type FigureName = (typeof figureNames)[number];

/** What one update costs. */
export type WorkFigures = Readonly<Record<FigureName, number>>;

export interface WorkRun {
  readonly figures: WorkFigures;
  /** What was executed, and how often for one update; most first. */
  readonly statements: readonly { readonly text: string; readonly perUpdate: number }[];
}

/** Fine enough for a thousand samples in a second of work. */
const allocationSampleBytes = 16_384;

/** Longer than what a bot asks again and again when there is nothing to do. */
const idleMs = 1_500;

/** What the bot asks its database when nobody talks: there is the more of it the slower the machine is. */
export async function findIdleTexts({ meter }: WorkStage): Promise<ReadonlySet<string>> {
  meter.take();
  await pause(idleMs);
  return new Set(tallyByText(meter.take()).keys());
}

/**
 * Lets people talk in step: some turns to get warm, then those that count.
 * @param idleTexts are left out
 */
export async function measureWork(
  stage: WorkStage,
  idleTexts: ReadonlySet<string>,
  people: readonly number[],
  turns: { warmUp: number; measured: number },
): Promise<WorkRun> {
  const { meter, telegram, inspector, db } = stage;
  for (let turn = 0; turn < turns.warmUp; turn += 1) await stage.step(people);
  meter.take();
  await inspector.startAllocations(allocationSampleBytes);
  const from = await walPosition(db);
  const before = { calls: telegram.calls(), ...telegram.traffic() };
  for (let turn = 0; turn < turns.measured; turn += 1) await stage.step(people);
  const tallies = [...tallyByText(meter.take())].filter(([text]) => !idleTexts.has(text));
  const after = { calls: telegram.calls(), ...telegram.traffic() };
  const to = await walPosition(db);
  const heapBytes = memoryTree(await inspector.endAllocations()).total;
  const wal = await walBetween(db, from, to);

  const asked = sumOf(tallies.map(([, tally]) => tally));
  const totals: WorkFigures = {
    statements: asked.statements,
    transactions: asked.transactions,
    parses: asked.parses,
    round_trips: asked.roundTrips,
    bytes_to_database: asked.sentBytes,
    bytes_from_database: asked.receivedBytes,
    commits: wal.commits,
    rows_written: wal.rows,
    index_entries: wal.indexEntries,
    wal_bytes: wal.bytes,
    telegram_requests: after.calls - before.calls,
    bytes_to_telegram: after.received - before.received,
    bytes_from_telegram: after.sent - before.sent,
    heap_bytes: heapBytes,
  };
  const updates = turns.measured * people.length;
  return { figures: eachOf(totals, updates), statements: statementsOf(tallies, updates) };
}

function eachOf(totals: WorkFigures, updates: number): WorkFigures {
  const figures: Record<FigureName, number> = { ...totals };
  for (const name of figureNames) figures[name] /= updates;
  return figures;
}

function statementsOf(tallies: [string, Tally][], updates: number): { text: string; perUpdate: number }[] {
  return tallies
    .map(([text, tally]) => ({ text: text.replaceAll(/\s+/g, ' ').trim(), perUpdate: tally.statements / updates }))
    .toSorted((one, other) => other.perUpdate - one.perUpdate);
}

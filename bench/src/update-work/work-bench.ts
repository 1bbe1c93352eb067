import { fileURLToPath } from 'node:url';
import { bound, durabot } from '../contestants.ts';
import type { Bar, Bench, Report } from '../report/report.ts';
import { formatCell, type Cell, type Table } from '../report/table.ts';
import {
  figureNames,
  findIdleTexts,
  measureWork,
  type FigureName,
  type WorkFigures,
  type WorkRun,
} from './measure-work.ts';
import {
  adviceOf,
  compareWork,
  readRecord,
  recordCommand,
  type Comparison,
  type Tolerance,
  type WorkRecord,
} from './work-record.ts';
import { statementName } from './statement-name.ts';
import { createWorkStage } from './work-stage.ts';

// Two levels up from the sources, three from what they are compiled to.
const folder = fileURLToPath(new URL(import.meta.url.includes('/dist/') ? '../../..' : '../..', import.meta.url));
const fileName = 'work.json';

interface Case {
  readonly name: string;
  readonly people: readonly number[];
  readonly turns: { readonly warmUp: number; readonly measured: number };
  readonly tolerances: Readonly<Record<FigureName, Tolerance>>;
}

const bytes: Tolerance = { share: 0.02 };

/** Whole dialogs of eight messages. Many first, so that all connections are open and know their statements. */
const cases: readonly Case[] = [
  {
    name: 'fifty',
    people: Array.from({ length: 50 }, (_, at) => 1_000 + at),
    turns: { warmUp: 8, measured: 16 },
    // One batch more or less in a few steps: which connection is answered first is not ours to say.
    tolerances: tolerancesOf({ share: 0.04 }, { share: 0.1 }),
  },
  {
    name: 'alone',
    people: [2_000],
    turns: { warmUp: 8, measured: 48 },
    tolerances: tolerancesOf({ share: 0.02 }, { share: 0.2 }),
  },
];

/** How much work one update is, in things that can be counted, beside what was recorded. */
export const workBench: Bench = async ({ peers, record }, tell) => {
  const runs = await measureAll(durabot, tell);
  const boundRuns = peers === 'all' ? await measureAll(bound, tell) : new Map<Case, WorkRun>();
  const measured: WorkRecord = {
    node: process.version,
    cases: Object.fromEntries([...runs].map(([{ name }, { figures }]) => [name, rounded(figures)])),
  };
  const compareWith = (known: WorkRecord | undefined): Comparison[] =>
    [...runs].flatMap(([{ name, tolerances }, { figures }]) =>
      compareWork(name, rounded(figures), tolerances, known, process.version),
    );
  const before = compareWith(readRecord(`${folder}/${fileName}`));
  if (!record) return reportOf(runs, boundRuns, before, measured);
  for (const { case: name, name: figure, recorded, measured: now, verdict } of before) {
    if (verdict !== 'same') tell(`recorded: ${figure}, ${name}: ${recorded ?? 'nothing'} → ${now}`);
  }
  return reportOf(runs, boundRuns, compareWith(measured), measured);
};

async function measureAll(
  contestant: typeof durabot,
  tell: (words: string) => void,
): Promise<ReadonlyMap<Case, WorkRun>> {
  const stage = await createWorkStage(contestant, Math.max(...cases.map(({ people }) => people.length)));
  try {
    const runs = new Map<Case, WorkRun>();
    const idleTexts = await findIdleTexts(stage);
    for (const one of cases) {
      const run = await measureWork(stage, idleTexts, one.people, one.turns);
      runs.set(one, run);
      const { statements, commits, heap_bytes: heap } = run.figures;
      tell(
        `${contestant.name}, ${one.name}: ${formatCell(statements)} statements, ${formatCell(commits)} commits, ` +
          `${formatCell(heap / 1_024)} KiB of heap for an update`,
      );
    }
    return runs;
  } finally {
    await stage.stop();
  }
}

function reportOf(
  runs: ReadonlyMap<Case, WorkRun>,
  boundRuns: ReadonlyMap<Case, WorkRun>,
  compared: readonly Comparison[],
  measured: WorkRecord,
): Report {
  const advice = compared.flatMap((one) => adviceOf(one) ?? []);
  const tables = [...runs].flatMap(([one, run]) => [
    figureTable(
      one,
      compared.filter((each) => each.case === one.name),
      boundRuns.get(one)?.figures,
    ),
    statementTable(one, run),
  ]);
  return {
    bench: 'work',
    title: 'Work: what one update costs in things that can be counted',
    method: [
      `The order dialog, whole dialogs of eight messages, by one person alone and by fifty in step: the bot is held while fifty messages are put before it, and ` +
        `again while Telegram's fifty answers are, and goes on when it has nothing more to do. So it makes the same batches on a busy machine as on an idle one, and what is counted is work and ` +
        `not time. Statements, round trips and bytes pass a meter between the bot and PostgreSQL; commits, rows, entries of indexes and bytes of the log (without ` +
        `whole pages) are read from that log; bytes to and from Telegram are those of its connections; memory is what the engine's allocation samples add up to, ` +
        `given back or not. Of statements, what the bot asks when nobody talks is left out.`,
      `\`bench/${fileName}\` keeps the figures; a test measures them again and fails when one has become more, or less, by more than its tolerance. ` +
        `\`${recordCommand}\` records them. The bound is ${bound.name}: ${bound.about}.`,
    ],
    lines: compared.map(({ tolerance, ...rest }) => ({ bench: 'work', ...rest, tolerance: tolerance.share })),
    summary: { bench: 'work', changed: advice.length, advice },
    tables,
    charts: [],
    bars: barsOf(compared),
    files: [
      {
        name: fileName,
        text: `${JSON.stringify(measured, undefined, 2)}\n`,
      },
    ],
  };
}

function barsOf(compared: readonly Comparison[]): Bar[] {
  const changed = compared.filter((one) => adviceOf(one) !== undefined);
  if (changed.length === 0) {
    return [{ what: 'work for an update', wanted: 'as recorded', measured: 'as recorded', met: true }];
  }
  return changed.map(({ case: name, name: figure, measured, recorded, verdict }) => ({
    what: `${figure} for an update, ${name}`,
    wanted:
      recorded === undefined ? `to be recorded: ${recordCommand}` : `${recorded}, or to be recorded: ${recordCommand}`,
    measured: `${measured}, ${verdict}`,
    met: false,
  }));
}

function figureTable(one: Case, compared: readonly Comparison[], boundFigures: WorkFigures | undefined): Table {
  return {
    title: `${one.name === 'alone' ? 'One person alone' : 'Fifty people in step'}: figures for one update`,
    columns: [
      'figure',
      'measured',
      'recorded',
      'tolerance',
      'verdict',
      ...(boundFigures === undefined ? [] : ['bound']),
    ],
    rows: compared.map(({ name, measured, recorded, tolerance, verdict }): Cell[] => [
      name.replaceAll('_', ' '),
      measured,
      recorded ?? Number.NaN,
      `± ${formatCell(tolerance.share * 100)}%${tolerance.plus === undefined ? '' : ` + ${tolerance.plus}`}`,
      verdict,
      ...(boundFigures === undefined ? [] : [boundFigures[name]]),
    ]),
  };
}

function statementTable(one: Case, { statements }: WorkRun): Table {
  return {
    title: `${one.name === 'alone' ? 'One person alone' : 'Fifty people in step'}: statements for one update`,
    columns: ['statement', 'times'],
    rows: statements.map(({ text, perUpdate }) => [`\`${statementName(text)}\``, perUpdate]),
  };
}

function tolerancesOf(counts: Tolerance, heap: Tolerance): Record<FigureName, Tolerance> {
  return {
    statements: counts,
    transactions: counts,
    // Each connection parses each statement once.
    parses: { share: 0.05, plus: 0.3 },
    round_trips: counts,
    bytes_to_database: bytes,
    bytes_from_database: bytes,
    // The process notes each second that it lives.
    commits: { share: 0.05, plus: 0.015 },
    rows_written: { share: 0.03 },
    index_entries: { share: 0.05 },
    wal_bytes: { share: 0.05 },
    telegram_requests: { share: 0 },
    bytes_to_telegram: bytes,
    bytes_from_telegram: bytes,
    heap_bytes: heap,
  };
}

/** To four digits, more than any of them is exact to. */
function rounded(figures: WorkFigures): WorkFigures {
  const short: Record<FigureName, number> = { ...figures };
  for (const name of figureNames) short[name] = Number(figures[name].toPrecision(4));
  return short;
}

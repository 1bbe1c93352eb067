import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { barChart } from '../report/chart.ts';
import type { Bench, Report } from '../report/report.ts';
import { formatCell } from '../report/table.ts';
import { interleaved } from '../rounds.ts';
import { median, round } from '../statistics.ts';
import { startPostgres } from '../world/servers.ts';
import { measureStart, type Start } from './measure-start.ts';

const cases = [
  { name: 'embedded, new data', embedded: true, fresh: true, wantedMs: undefined },
  { name: 'embedded, existing data', embedded: true, fresh: false, wantedMs: 3_000 },
  { name: 'own PostgreSQL, new database', embedded: false, fresh: true, wantedMs: undefined },
  { name: 'own PostgreSQL, existing database', embedded: false, fresh: false, wantedMs: 1_000 },
] as const;

type Case = (typeof cases)[number];

/** From the start of the program to its first answer. */
export const startBench: Bench = async (options, tell) => {
  const postgres = await startPostgres();
  const folder = mkdtempSync(join(tmpdir(), 'durabot-bench-start-'));
  // As root, an embedded database runs as another account, which has to get in.
  chmodSync(folder, 0o755);
  const starts = new Map<Case, Start[]>();
  const kept = await postgres.createDatabase('kept');

  async function variablesFor(one: Case, number: number): Promise<Record<string, string>> {
    if (one.embedded) return { DATA_DIR: join(folder, one.fresh ? `new-${number}` : 'kept') };
    const url = one.fresh ? await postgres.createDatabase(`new_${number}`) : kept;
    return { DATA_DIR: join(folder, 'beside'), DATABASE_URL: url };
  }

  try {
    for (const { round: number, thing } of interleaved(cases, options.rounds)) {
      const variables = await variablesFor(thing, number);
      // Existing data is what an earlier start has left.
      if (!thing.fresh && number === 1) await measureStart(variables);
      const start = await measureStart(variables);
      starts.set(thing, [...(starts.get(thing) ?? []), start]);
      tell(`round ${number}: ${thing.name}: first answer after ${formatCell(round(start.firstAnswerMs))} ms`);
    }
    return reportOf(starts, options.rounds, postgres.version);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    await postgres.stop();
  }
};

function reportOf(starts: ReadonlyMap<Case, readonly Start[]>, rounds: number, version: string): Report {
  const firstAnswer = (one: Case): number =>
    round(median((starts.get(one) ?? []).map(({ firstAnswerMs }) => firstAnswerMs)) ?? Number.NaN);
  const rss = (one: Case): number =>
    round((median((starts.get(one) ?? []).map(({ rssBytes }) => rssBytes)) ?? Number.NaN) / 2 ** 20);
  return {
    bench: 'start',
    title: 'Start: from nothing to the first answer',
    method: [
      `\`durabot start\` with the bot Repair, by polling; a message waits for it at a Telegram that answers at once. From the start of the process until ` +
        `the answer to that message is at Telegram, median of ${rounds}. Embedded is the PostgreSQL that the program brings and starts itself; its own is PostgreSQL ` +
        `${version} on the same machine. New means that the database, or the whole data directory, is made and brought up to date first.`,
    ],
    lines: cases.map((one) => ({
      bench: 'start',
      case: one.name,
      first_answer_ms: firstAnswer(one),
      rss_mib: rss(one),
    })),
    summary: {
      bench: 'start',
      embedded_existing_ms: firstAnswer(cases[1]),
      embedded_new_ms: firstAnswer(cases[0]),
      external_existing_ms: firstAnswer(cases[3]),
      external_new_ms: firstAnswer(cases[2]),
    },
    tables: [
      {
        columns: ['database', 'first answer ms', 'MiB of the process'],
        rows: cases.map((one) => [one.name, firstAnswer(one), rss(one)]),
      },
    ],
    charts: [
      barChart({
        name: 'start',
        title: 'From the start of the program to its first answer',
        unit: 'ms',
        series: ['first answer'],
        groups: cases.map((one) => ({ label: one.name, own: true, values: [firstAnswer(one)] })),
      }),
    ],
    bars: cases.flatMap((one) =>
      one.wantedMs === undefined
        ? []
        : [
            {
              what: one.name,
              wanted: `< ${formatCell(one.wantedMs)} ms`,
              measured: `${formatCell(firstAnswer(one))} ms`,
              met: firstAnswer(one) < one.wantedMs,
            },
          ],
    ),
  };
}

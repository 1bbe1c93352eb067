import { lineChart } from '../report/chart.ts';
import type { Bar, Line, Report } from '../report/report.ts';
import { formatCell } from '../report/table.ts';
import { percentile, round } from '../statistics.ts';
import { telegramLatencyMs } from '../world/world.ts';
import { busiestRate } from './day.ts';
import type { LoadOptions } from './load-options.ts';
import type { LoadFigures } from './load-run.ts';

/** The machine that the promised capacity has to fit on. */
const cores = 2;
const memoryBytes = 4 * 2 ** 30;
const p99BarMs = 250;

/** What a capacity run has found, for people, for programs and for `RESULTS.md`. */
export function loadReport(options: LoadOptions, figures: LoadFigures): Report {
  const { day, minutes, speed, registered, bots, seed } = options;
  const { intervals, usage, left } = figures;
  const sum = (field: 'offered' | 'handled' | 'lost' | 'wrong'): number =>
    intervals.reduce((all, one) => all + one[field], 0);
  const answers = intervals.flatMap(({ answerMs }) => answerMs);
  const of = (share: number): number => percentile(answers, share) ?? Number.NaN;
  const handled = sum('handled');
  const seconds = minutes * 60;
  const cpuSeconds = usage.botCpuSeconds + usage.databaseCpuSeconds;
  const cpuShare = cpuSeconds / usage.wallSeconds / cores;
  const each = (cpu: number): number => round((cpu * 1e6) / Math.max(1, handled));
  const left_over = left.inbox + left.outbox + left.deadLetters;

  const summary: Line = {
    bench: 'load',
    users: day.users,
    people: figures.people,
    registered,
    minutes,
    speed,
    bots,
    repair: options.repair ? 'on' : 'off',
    limits: options.limits ? 'on' : 'off',
    offered: sum('offered'),
    handled,
    offered_per_s: round(sum('offered') / seconds, 1),
    handled_per_s: round(handled / seconds, 1),
    lost: sum('lost'),
    wrong: sum('wrong'),
    repeated: figures.repeated,
    left_over,
    p50_ms: round(of(0.5), 1),
    p95_ms: round(of(0.95), 1),
    p99_ms: round(of(0.99), 1),
    bot_cpu_s: round(usage.botCpuSeconds, 1),
    database_cpu_s: round(usage.databaseCpuSeconds, 1),
    bot_us: each(usage.botCpuSeconds),
    database_us: each(usage.databaseCpuSeconds),
    share_of_2_vcpu: round(cpuShare, 3),
    peak_bot_mib: mib(usage.peakBotBytes),
    peak_database_mib: mib(usage.peakDatabaseBytes),
    peak_mib: mib(usage.peakBytes),
    database_disk_mib: mib(figures.databaseBytes),
  };
  return {
    bench: 'load',
    title: `Load: ${formatCell(day.users)} people in their busiest hour, ${formatCell(registered)} registered`,
    method: methodOf(options, figures),
    lines: intervals.map((one) => ({
      bench: 'load',
      from_s: round(one.fromSeconds, 1),
      offered_per_s: round(one.offered / one.seconds, 1),
      handled_per_s: round(one.handled / one.seconds, 1),
      lost: one.lost,
      wrong: one.wrong,
      p50_ms: round(percentile(one.answerMs, 0.5) ?? Number.NaN, 1),
      p99_ms: round(percentile(one.answerMs, 0.99) ?? Number.NaN, 1),
    })),
    summary,
    tables: [
      {
        columns: ['what', 'measured', 'of'],
        rows: [
          [
            'messages offered',
            `${formatCell(sum('offered'))}, ${formatCell(round(sum('offered') / seconds, 1))}/s`,
            '',
          ],
          [
            'answered rightly, once',
            `${formatCell(handled)}, ${formatCell(round(handled / seconds, 1))}/s`,
            formatCell(sum('offered')),
          ],
          ['lost, wrong, repeated, left over', [sum('lost'), sum('wrong'), figures.repeated, left_over].join(', '), ''],
          [
            'arrival to the request with the answer, p50, p95, p99 ms',
            [0.5, 0.95, 0.99].map((share) => formatCell(round(of(share), 1))).join(', '),
            '',
          ],
          ['people who wrote', formatCell(figures.people), formatCell(day.users)],
          [
            'processor seconds of the bots and their database',
            `${formatCell(round(usage.botCpuSeconds, 1))} + ${formatCell(round(usage.databaseCpuSeconds, 1))}`,
            `${formatCell(round(usage.wallSeconds * cores))} (${round(cpuShare * 100, 1)}% of ${cores} vCPU)`,
          ],
          ['µs per message, bots and database', `${each(usage.botCpuSeconds)} + ${each(usage.databaseCpuSeconds)}`, ''],
          [
            'memory at most, bots (RSS) and database (PSS), MiB',
            `${mib(usage.peakBotBytes)} + ${mib(usage.peakDatabaseBytes)}`,
            `${memoryBytes / 2 ** 20}`,
          ],
          ['database on disk, MiB', formatCell(mib(figures.databaseBytes)), ''],
        ],
      },
    ],
    charts:
      intervals.length < 2
        ? []
        : [
            lineChart({
              name: 'load',
              title: `From arrival to answer, ${formatCell(day.users)} people, seed ${seed}`,
              unit: 'ms',
              across: 'seconds of the run',
              lines: [0.5, 0.99].map((share) => ({
                label: `p${share * 100}`,
                points: intervals.map((one) => ({
                  x: round(one.fromSeconds + one.seconds),
                  y: percentile(one.answerMs, share) ?? 0,
                })),
              })),
            }),
          ],
    bars: barsOf(summary, { cpuShare, peakBytes: usage.peakBytes, p99: of(0.99) }),
  };
}

function barsOf(
  summary: Line,
  { cpuShare, peakBytes, p99 }: { cpuShare: number; peakBytes: number; p99: number },
): Bar[] {
  const faults = ['lost', 'wrong', 'repeated', 'left_over'].map((name) => Number(summary[name]));
  return [
    {
      what: 'lost, wrong, repeated, left over',
      wanted: 'none',
      measured: faults.join(', '),
      met: faults.every((one) => one === 0),
    },
    { what: 'p99 of answers', wanted: `< ${p99BarMs} ms`, measured: `${formatCell(p99)} ms`, met: p99 < p99BarMs },
    {
      what: `processor of ${cores} vCPU`,
      wanted: '< 100%',
      measured: `${round(cpuShare * 100, 1)}%`,
      met: cpuShare < 1,
    },
    {
      what: 'memory with the database',
      wanted: '< 4 GiB',
      measured: `${formatCell(mib(peakBytes))} MiB`,
      met: peakBytes < memoryBytes,
    },
  ];
}

function methodOf(
  { day, minutes, speed, registered, bots, repair, limits }: LoadOptions,
  figures: LoadFigures,
): string[] {
  const perDay = formatCell(day.messagesPerUser);
  return [
    `${formatCell(day.users)} people write ${perDay} messages each in a day, ${formatCell(day.busiestHourShare * 100)}% of them in its busiest hour: ` +
      `${formatCell(round(busiestRate(day), 1))} a second there. They come at random moments (Poisson), write ` +
      `${formatCell(day.messagesPerVisit)} messages on average, think ${formatCell(day.thinkSeconds)} s before each, and go away in the middle of ` +
      `the dialog, which waits for them. Here all of it happens ${formatCell(speed)} times as fast, ` +
      `${formatCell(round(busiestRate(day) * speed, 1))} messages a second for ${formatCell(minutes)} minutes. Whether earlier messages are answered ` +
      `changes nothing in when people come. Each answer is checked; the time begins when a message was due, whether the people's process was late or not.`,
    `Before that, ${formatCell(registered - day.users)} other people have left an open dialog with its timer, everybody an entry of a broadcast, two days ` +
      `their ids of updates and thirty days their ids of sent messages. ${bots} bots with the order dialog of the other benches run in one process` +
      `${repair ? ', and beside them the whole program with Repair, whose people take down orders up to the review and drop them, on a database of its own' : ''}; ` +
      `${limits ? "Telegram's limits hold (30 messages a second for each bot, 1 in a chat)" : "Telegram's limits are off, as they do not get wider with the speed"}; PostgreSQL ${figures.postgresVersion} with fsync; Telegram answers after ` +
      `${telegramLatencyMs} ms. Each part of the people has one bot. The people and Telegram run beside them on the same machine and are not counted ` +
      `(${formatCell(round(figures.usage.peopleCpuSeconds, 1))} s of processor). The order bots stand for the three products that do not exist yet.`,
  ];
}

function mib(bytes: number): number {
  return round(bytes / 2 ** 20);
}

import { durabot, inMemory, type Contestant } from '../contestants.ts';
import { measureDialog } from '../dialog/measure-dialog.ts';
import { seededRandom } from '../random.ts';
import { barChart } from '../report/chart.ts';
import type { Bench, BenchOptions, Report } from '../report/report.ts';
import { formatCell } from '../report/table.ts';
import { interleaved } from '../rounds.ts';
import { median, round } from '../statistics.ts';
import { createWorld, type World } from '../world/world.ts';
import { measureAtRate, measureIdle, TooMuchError, type LatencyFigures } from './measure-latency.ts';

const capacityUsers = 500;
const people = 2_000;

type Load = 'idle' | 'half load';

interface Run {
  readonly contestant: Contestant;
  readonly load: Load;
  readonly figures: LatencyFigures;
}

/** From the arrival of an update to the request with its answer, beside a bot that keeps everything in memory. */
export const latencyBench: Bench = async (options, tell) => {
  const contestants = [durabot, inMemory];
  const world = await createWorld(contestants);
  try {
    const runs: Run[] = [];
    for (const { round: number, thing } of interleaved(contestants, options.rounds)) {
      for (const run of await measureAgainIfTooMuch(world, thing, options, tell)) {
        runs.push(run);
        const { p50_ms: p50, p99_ms: p99, per_s: perSecond } = run.figures;
        tell(
          `round ${number}: ${thing.name}, ${run.load}, ${formatCell(round(perSecond))}/s: ` +
            `p50 ${formatCell(p50)} ms, p99 ${formatCell(p99)} ms`,
        );
      }
    }
    return reportOf(runs, options, world);
  } finally {
    await world.stop();
  }
};

/** A shared machine may lose half of its speed between two stretches; that says nothing of the bot. */
async function measureAgainIfTooMuch(
  world: World,
  contestant: Contestant,
  options: BenchOptions,
  tell: (words: string) => void,
): Promise<Run[]> {
  for (let left = 2; ; left -= 1) {
    try {
      return await measureOne(world, contestant, options);
    } catch (error) {
      if (!(error instanceof TooMuchError) || left === 0) throw error;
      tell(`${contestant.name} is measured again: ${error.message}`);
    }
  }
}

async function measureOne(
  world: World,
  contestant: Contestant,
  { seconds, warmUpSeconds }: BenchOptions,
): Promise<Run[]> {
  const stage = await world.enter(contestant, { connections: capacityUsers });
  const warmUpMs = warmUpSeconds * 1_000;
  const measureMs = seconds * 1_000;
  try {
    // What it can do at most; it warms everything up, too.
    const most = await measureDialog(stage, { users: capacityUsers, warmUpMs, measureMs }, people);
    const idle = await measureIdle(stage, [0, 1, 2, 3, 4], measureMs);
    const half = await measureAtRate(
      stage,
      { perSecond: most.per_s / 2, people, warmUpMs, measureMs },
      seededRandom(1),
    );
    return [
      { contestant, load: 'idle', figures: idle },
      { contestant, load: 'half load', figures: half },
    ];
  } finally {
    await stage.leave();
  }
}

function reportOf(runs: readonly Run[], options: BenchOptions, { postgres }: World): Report {
  const of = (contestant: Contestant, load: Load, field: keyof LatencyFigures): number =>
    median(
      runs.filter((run) => run.contestant === contestant && run.load === load).map(({ figures }) => figures[field]),
    ) ?? Number.NaN;
  const loads: readonly Load[] = ['idle', 'half load'];
  const lines = loads.map((load) => {
    const ours = of(durabot, load, 'p50_ms');
    const theirs = of(inMemory, load, 'p50_ms');
    return {
      bench: 'latency',
      load,
      ours_per_s: round(of(durabot, load, 'per_s')),
      ours_p50_ms: round(ours, 2),
      ours_p99_ms: round(of(durabot, load, 'p99_ms'), 2),
      peer: inMemory.name,
      peer_per_s: round(of(inMemory, load, 'per_s')),
      peer_p50_ms: round(theirs, 2),
      peer_p99_ms: round(of(inMemory, load, 'p99_ms'), 2),
      ratio_p50: round(ours / theirs, 2),
      added_p50_ms: round(ours - theirs, 2),
    };
  });
  const p99 = of(durabot, 'half load', 'p99_ms');
  const added = loads.map((load) => of(durabot, load, 'p50_ms') - of(inMemory, load, 'p50_ms'));
  return {
    bench: 'latency',
    title: 'Latency: from the update to the request with its answer',
    method: [
      `From the first byte of a webhook until the bot's whole request is at the fake Telegram. Idle: one message at a time. Half load: messages ` +
        `at random moments, at half of what the same bot has just managed with ${capacityUsers} people in a closed loop, from ${people} people. ` +
        `${options.rounds} rounds, ${options.seconds} s each. The peer (${inMemory.about}) keeps nothing and so shows what ` +
        `keeping costs; ours writes the update, the dialog and the call to PostgreSQL ${postgres.version}, with fsync, before the request leaves.`,
    ],
    lines,
    summary: {
      bench: 'latency',
      ours_p50_ms: round(of(durabot, 'half load', 'p50_ms'), 2),
      ours_p99_ms: round(p99, 2),
      ratio_p50: round(of(durabot, 'half load', 'p50_ms') / of(inMemory, 'half load', 'p50_ms'), 2),
      added_p50_ms: round(Math.max(...added), 2),
    },
    tables: [
      {
        columns: ['bot', 'load', 'updates/s', 'p50 ms', 'p99 ms'],
        rows: [durabot, inMemory].flatMap((contestant) =>
          loads.map((load) => [
            contestant.name,
            load,
            round(of(contestant, load, 'per_s')),
            of(contestant, load, 'p50_ms'),
            of(contestant, load, 'p99_ms'),
          ]),
        ),
      },
    ],
    charts: [
      barChart({
        name: 'latency',
        title: 'From the update to the request with its answer',
        unit: 'ms',
        series: ['p50', 'p99'],
        groups: [durabot, inMemory].flatMap((contestant) =>
          loads.map((load) => ({
            label: `${contestant.name}, ${load}`,
            own: contestant === durabot,
            values: [of(contestant, load, 'p50_ms'), of(contestant, load, 'p99_ms')],
          })),
        ),
      }),
    ],
    bars: [
      { what: 'p99 at half load', wanted: '< 25 ms', measured: `${formatCell(p99)} ms`, met: p99 < 25 },
      {
        what: 'what durability adds to p50',
        wanted: '< 5 ms',
        measured: loads.map((load, at) => `${formatCell(added[at] ?? Number.NaN)} ms ${load}`).join(', '),
        met: added.every((ms) => ms < 5),
      },
    ],
  };
}

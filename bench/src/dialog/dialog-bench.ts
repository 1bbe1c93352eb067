import { bound, durabot, peers, type Contestant } from '../contestants.ts';
import { barChart } from '../report/chart.ts';
import type { Bar, Bench, BenchOptions, Line, Report } from '../report/report.ts';
import { formatCell, type Table } from '../report/table.ts';
import { interleaved } from '../rounds.ts';
import { median, round, spread } from '../statistics.ts';
import { createWorld, telegramLatencyMs, type World } from '../world/world.ts';
import { measureDialog, type DialogFigures } from './measure-dialog.ts';

interface Run {
  readonly contestant: Contestant;
  readonly users: number;
  readonly round: number;
  readonly figures: DialogFigures;
}

/** The same order dialog on our runtime and on its peers, side by side. */
export const dialogBench: Bench = async (options, tell) => {
  const chosen = peers.filter(({ name }) => options.peers === 'all' || options.peers.includes(name));
  const contestants = [durabot, ...chosen, bound];
  const world = await createWorld(contestants);
  try {
    const runs: Run[] = [];
    for (const { round: number, thing } of interleaved(contestants, options.rounds)) {
      for (const run of await measureOne(world, thing, number, options)) {
        runs.push(run);
        const { per_s: perSecond, p50_ms: p50, p99_ms: p99 } = run.figures;
        tell(
          `round ${number}: ${thing.name}, ${run.users} users: ${formatCell(round(perSecond))}/s, ` +
            `p50 ${formatCell(round(p50))} ms, p99 ${formatCell(round(p99))} ms`,
        );
      }
    }
    return reportOf(runs, chosen, options, world);
  } finally {
    await world.stop();
  }
};

async function measureOne(
  world: World,
  contestant: Contestant,
  number: number,
  { users, seconds, warmUpSeconds }: BenchOptions,
): Promise<Run[]> {
  const stage = await world.enter(contestant, { connections: Math.max(...users) });
  try {
    const runs: Run[] = [];
    let firstUser = 0;
    for (const count of users) {
      const stretch = { users: count, warmUpMs: warmUpSeconds * 1_000, measureMs: seconds * 1_000 };
      const figures = await measureDialog(stage, stretch, firstUser);
      runs.push({ contestant, users: count, round: number, figures });
      firstUser += count;
    }
    return runs;
  } finally {
    await stage.leave();
  }
}

function reportOf(runs: readonly Run[], chosen: readonly Contestant[], options: BenchOptions, world: World): Report {
  const of = (name: string, users: number): DialogFigures[] =>
    runs.filter((run) => run.contestant.name === name && run.users === users).map(({ figures }) => figures);
  const most = Math.max(...options.users);

  const others = [...chosen, bound];
  const lines: Line[] = options.users.flatMap((users) =>
    others.map((peer) => {
      const ours = of(durabot.name, users);
      const theirs = of(peer.name, users);
      return {
        bench: 'dialog',
        users,
        ours_per_s: round(middle(ours, 'per_s')),
        peer: peer.name,
        peer_per_s: round(middle(theirs, 'per_s')),
        ratio: round(ratioOf(ours, theirs), 2),
        ours_p50_ms: round(middle(ours, 'p50_ms'), 1),
        ours_p99_ms: round(middle(ours, 'p99_ms'), 1),
        peer_p50_ms: round(middle(theirs, 'p50_ms'), 1),
        peer_p99_ms: round(middle(theirs, 'p99_ms'), 1),
        ours_spread: round(spread(ours.map((each) => each.per_s)), 2),
        peer_spread: round(spread(theirs.map((each) => each.per_s)), 2),
        peer_durable: peer.durable,
        rounds: ours.length,
      };
    }),
  );

  const tables: Table[] = options.users.map((users) => ({
    title: `${users} people at once`,
    columns: [
      'bot',
      'durable',
      'updates/s',
      'spread',
      'ours to it',
      'p50 ms',
      'p99 ms',
      'bot µs',
      'db µs',
      'people µs',
      'repeats',
    ],
    rows: [durabot, ...others].map(({ name, durable }) => {
      const figures = of(name, users);
      return [
        name,
        durable ? 'yes' : 'no',
        round(middle(figures, 'per_s')),
        `${round(spread(figures.map((each) => each.per_s)) * 100)}%`,
        ratioOf(of(durabot.name, users), figures),
        middle(figures, 'p50_ms'),
        middle(figures, 'p99_ms'),
        round(middle(figures, 'bot_us')),
        round(middle(figures, 'database_us')),
        round(middle(figures, 'load_us')),
        Math.max(...figures.map(({ repeats }) => repeats)),
      ];
    }),
  }));

  const ratios = chosen.map((peer) => ({ peer, ratio: ratioOf(of(durabot.name, most), of(peer.name, most)) }));
  const fastest = ratios.filter(({ peer }) => !peer.durable).toSorted((one, other) => one.ratio - other.ratio)[0];
  const lasting = ratios.find(({ peer }) => peer.durable);
  const ours = of(durabot.name, most);
  return {
    bench: 'dialog',
    title: 'Dialog: how many updates a second',
    method: methodOf(world, options, chosen),
    lines,
    summary: {
      bench: 'dialog',
      users: most,
      ours_per_s: round(middle(ours, 'per_s')),
      ours_p50_ms: round(middle(ours, 'p50_ms'), 1),
      ours_p99_ms: round(middle(ours, 'p99_ms'), 1),
      fastest_peer: fastest?.peer.name,
      ratio_to_fastest: fastest === undefined ? undefined : round(fastest.ratio, 2),
      ratio_to_durable: lasting === undefined ? undefined : round(lasting.ratio, 2),
      repeats: ours.reduce((sum, { repeats }) => sum + repeats, 0),
      ratio_to_bound: round(ratioOf(ours, of(bound.name, most)), 2),
    },
    tables,
    charts: [
      barChart({
        name: 'dialog',
        title: 'The same dialog of seven steps',
        unit: 'updates/s',
        series: options.users.map((users) => `${users} people`),
        groups: [durabot, ...others].map(({ name }) => ({
          label: name,
          own: name === durabot.name,
          values: options.users.map((users) => round(middle(of(name, users), 'per_s'))),
        })),
      }),
    ],
    bars: barsOf(fastest, lasting, ratioOf(ours, of(bound.name, most))),
  };
}

function middle(figures: readonly DialogFigures[], field: keyof DialogFigures): number {
  return median(figures.map((each) => each[field])) ?? Number.NaN;
}

/** Of rounds side by side: what the machine did in a round, it did to both. */
function ratioOf(ours: readonly DialogFigures[], theirs: readonly DialogFigures[]): number {
  const ratios = ours.flatMap(({ per_s: own }, at) => {
    const other = theirs[at]?.per_s;
    return other === undefined || other === 0 ? [] : [own / other];
  });
  return median(ratios) ?? Number.NaN;
}

interface Rival {
  readonly peer: Contestant;
  readonly ratio: number;
}

function barsOf(fastest: Rival | undefined, lasting: Rival | undefined, toBound: number): Bar[] {
  const bar = (rival: Rival | undefined, wanted: number, what: string): Bar[] =>
    rival === undefined
      ? []
      : [
          {
            what: `${what} (${rival.peer.name})`,
            wanted: `≥ ${wanted} times`,
            measured: `${formatCell(rival.ratio)} times`,
            met: rival.ratio >= wanted,
          },
        ];
  return [
    ...bar(fastest, 2, 'to the fastest peer that loses updates'),
    ...bar(lasting, 5, 'to the durable peer'),
    ...bar({ peer: bound, ratio: toBound }, 0.5, 'to the bound of a pipeline by hand'),
  ];
}

function methodOf({ postgres, redis }: World, options: BenchOptions, chosen: readonly Contestant[]): string[] {
  const bots = [durabot, ...chosen, bound].map(({ name, about }) => `${name}: ${about}`).join('; ');
  return [
    `Closed loop: each of ${options.users.join(' or ')} people posts an update to the bot's webhook, waits until the bot's message is answered by a fake ` +
      `Telegram, which takes ${telegramLatencyMs} ms, and until the webhook is, then writes the next one: \`/order\`, six answers, the confirmation. Each ` +
      `answer is checked. The people and Telegram are one process, each bot is another; ${options.warmUpSeconds} s of warm-up, ` +
      `${options.seconds} s of measuring, ${options.rounds} rounds, each on empty data, each beginning with another bot.`,
    `The bots: ${bots}. PostgreSQL ${postgres.version}, with fsync and synchronous commits${redis === undefined ? '' : `; Redis ${redis.version}, appendonly everysec`}. ` +
      `All bots take webhooks by Node's own server, keep connections to Telegram alive, ask with the same words and buttons, and answer by requests, not in the ` +
      `answer to the webhook, where a bot would not learn what became of it. Durabot's pacing is off, as no peer keeps Telegram's limits; it may ` +
      `handle and send 500 at once, as the peers do without a limit. Durable says that a confirmed update survives the end of the bot's process.`,
    'Then comes processor time per update: of the bot, its database, and the people with their Telegram. Repeats are messages that came twice.',
  ];
}

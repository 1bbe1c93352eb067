import type { Database } from '@durabot/postgres';
import { durabot } from '../contestants.ts';
import { lineChart } from '../report/chart.ts';
import type { Bench, BenchOptions, Report } from '../report/report.ts';
import { formatCell } from '../report/table.ts';
import { interleaved } from '../rounds.ts';
import { growthExponent, median, percentile, round } from '../statistics.ts';
import { inDatabase } from '../world/servers.ts';
import { createWorld, type Stage, type World } from '../world/world.ts';

const atOnce = 500;

/** What grows: one thing at a time, the others as they are in the first case. */
interface Case {
  readonly what: 'processes' | 'people' | 'stored messages';
  readonly size: number;
  readonly processes: number;
  /** With an open dialog each. */
  readonly people: number;
  readonly storedMessages: number;
}

const base = { processes: 1, people: 1_000, storedMessages: 0 };

const allCases: readonly Case[] = [
  ...[1, 2, 4].map((size): Case => ({ ...base, what: 'processes', size, processes: size })),
  ...[1_000, 10_000, 100_000].map((size): Case => ({ ...base, what: 'people', size, people: size })),
  ...[10_000, 100_000, 1_000_000].map((size): Case => ({
    ...base,
    what: 'stored messages',
    size,
    storedMessages: size,
  })),
];

interface Figures {
  readonly per_s: number;
  readonly p99_ms: number;
  /** Messages that came again: a process that was silent for too long was taken for dead. */
  readonly repeats: number;
}

/** How throughput changes with processes, people and what is stored. */
export const scaleBench: Bench = async (options, tell) => {
  const cases = allCases.filter(({ size }) => size <= options.most);
  const world = await createWorld([durabot]);
  try {
    const found = new Map<Case, Figures[]>();
    for (const { round: number, thing } of interleaved(cases, options.rounds)) {
      const figures = await measureOne(world, thing, options);
      found.set(thing, [...(found.get(thing) ?? []), figures]);
      tell(
        `round ${number}: ${formatCell(thing.size)} ${thing.what}: ${formatCell(round(figures.per_s))}/s, ` +
          `p99 ${formatCell(round(figures.p99_ms))} ms`,
      );
    }
    return reportOf(found, options, world);
  } finally {
    await world.stop();
  }
};

async function measureOne(world: World, one: Case, { seconds, warmUpSeconds }: BenchOptions): Promise<Figures> {
  const stage = await world.enter(durabot, { connections: atOnce, processes: one.processes });
  try {
    await inDatabase(stage.databaseUrl, (db) => storeMessages(db, one.storedMessages));
    const talk = inTurn(stage, one.people);
    // Everybody opens a dialog, which warms up, too.
    await talk(() => false, one.people);
    const warmMs = performance.now() + warmUpSeconds * 1_000;
    await talk(() => performance.now() >= warmMs);
    const endMs = performance.now() + seconds * 1_000;
    const times = await talk(() => performance.now() >= endMs);
    return {
      per_s: times.length / seconds,
      p99_ms: percentile(times, 0.99) ?? Number.NaN,
      repeats: stage.users.unasked().length,
    };
  } finally {
    await stage.leave();
  }
}

/** Lets all people write one after another, so many at once, until it is over or so many messages are answered. */
function inTurn(stage: Stage, people: number): (isOver: () => boolean, most?: number) => Promise<number[]> {
  const resting = Array.from({ length: people }, (_, user) => user);
  return async (isOver, most = Number.POSITIVE_INFINITY) => {
    const times: number[] = [];
    let begun = 0;
    const work = async (): Promise<void> => {
      while (!isOver() && begun < most) {
        begun += 1;
        const user = resting.shift() ?? 0;
        times.push((await stage.users.exchange(user)).toDeliveryMs);
        resting.push(user);
      }
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, people) }, work));
    return times;
  };
}

/** What the runtime keeps of messages that came and went: ids of updates for 48 hours, ids of messages for a while. */
async function storeMessages(db: Database, count: number): Promise<void> {
  if (count === 0) return;
  const longAgo = 1_000_000;
  for (let from = 0; from < count; from += chunk) {
    const to = Math.min(from + chunk, count);
    await db.query(
      `insert into durabot.seen_update (bot, generation, update_id)
       select 'order', 1, $1::bigint + n from generate_series($2::bigint, $3::bigint - 1) n`,
      [longAgo, from, to],
    );
    await db.query(
      `insert into durabot.sent_message (bot, chat_id, virtual_id, message_id)
       select 'order', 700000000 + n % 100000, -n - 1, n from generate_series($1::bigint, $2::bigint - 1) n`,
      [from, to],
    );
  }
  await db.query('analyze durabot.seen_update, durabot.sent_message');
}

const chunk = 50_000;

function reportOf(found: ReadonlyMap<Case, readonly Figures[]>, options: BenchOptions, { postgres }: World): Report {
  const of = (one: Case, field: keyof Figures): number =>
    median((found.get(one) ?? []).map((figures) => figures[field])) ?? Number.NaN;
  const cases = [...found.keys()];
  const kinds = ['processes', 'people', 'stored messages'] as const;
  const casesOf = (what: Case['what']): readonly Case[] => cases.filter((one) => one.what === what);
  const exponent = (what: Case['what'], field: keyof Figures): number =>
    growthExponent(casesOf(what).map((one) => ({ x: one.size, y: of(one, field) })));
  /** How much of the throughput of the smallest size is missing at the largest. */
  const loss = (what: Case['what']): number => {
    const speeds = casesOf(what).map((one) => of(one, 'per_s'));
    return 1 - (speeds.at(-1) ?? 0) / (speeds[0] ?? 1);
  };
  return {
    bench: 'scale',
    title: 'Scale: what grows with what',
    method: [
      `${atOnce} messages under way in a closed loop, from people who write in turn and all have an open dialog; otherwise as in the dialog bench, ` +
        `PostgreSQL ${postgres.version}. One thing grows at a time: processes of the bot (they, the database and the people share this machine), people, or ` +
        `what is kept of earlier messages (ids of updates and of sent messages, as many of each). ${options.rounds} rounds, ${options.seconds} s each. ` +
        `The exponent e says that throughput goes with the size to the power of e: 0 is flat.`,
    ],
    lines: cases.map((one) => ({
      bench: 'scale',
      what: one.what,
      size: one.size,
      per_s: round(of(one, 'per_s')),
      p99_ms: round(of(one, 'p99_ms'), 1),
      repeats: of(one, 'repeats'),
    })),
    summary: {
      bench: 'scale',
      exponent_people: round(exponent('people', 'per_s'), 3),
      exponent_stored: round(exponent('stored messages', 'per_s'), 3),
      exponent_processes: round(exponent('processes', 'per_s'), 3),
    },
    tables: [
      {
        columns: ['what grows', 'size', 'updates/s', 'p99 ms', 'repeats', 'exponent'],
        rows: kinds.flatMap((what) =>
          casesOf(what).map((one, at) => [
            what,
            one.size,
            round(of(one, 'per_s')),
            of(one, 'p99_ms'),
            of(one, 'repeats'),
            at === 0 ? exponent(what, 'per_s').toFixed(3) : '',
          ]),
        ),
      },
    ],
    charts: kinds
      .filter((what) => what !== 'processes' && casesOf(what).length > 1)
      .map((what) =>
        lineChart({
          name: `scale-${what.replaceAll(' ', '-')}`,
          title: `Throughput by ${what}`,
          unit: 'updates/s',
          across: what,
          lines: [{ label: durabot.name, points: casesOf(what).map((one) => ({ x: one.size, y: of(one, 'per_s') })) }],
        }),
      ),
    bars: (['people', 'stored messages'] as const)
      .filter((what) => casesOf(what).length > 1)
      .map((what) => ({
        what: `throughput from the least to the most ${what}`,
        wanted: 'at most 10% less',
        measured: `${formatCell(round(loss(what) * 100))}% less`,
        met: loss(what) <= 0.1,
      })),
  };
}

import { durabot } from '../contestants.ts';
import { seededRandom } from '../random.ts';
import { formatCell } from '../report/table.ts';
import { percentile, round } from '../statistics.ts';
import { inDatabase } from '../world/servers.ts';
import { userIdOf } from '../world/update.ts';
import { createWorld, newDatabase, type Beside, type Stage, type World } from '../world/world.ts';
import { busiestRate, visitsOf } from './day.ts';
import type { LoadOptions } from './load-options.ts';
import { createPeople, emptyTally, type Tally } from './people.ts';
import { startRepair } from './repair-program.ts';
import { repairScript } from './repair-script.ts';
import { storeRegistered } from './store-registered.ts';
import { watchUsage, type Usage } from './usage-watch.ts';

/** A stretch of the run. */
export interface Interval extends Tally {
  readonly fromSeconds: number;
  readonly seconds: number;
}

/** What a capacity run has found. */
export interface LoadFigures {
  readonly intervals: readonly Interval[];
  readonly usage: Usage;
  /** People who wrote at least once. */
  readonly people: number;
  /** Messages that came twice, or that nobody had asked for. */
  readonly repeated: number;
  /** Entries and calls that were still waiting a while after the last message, and what was set aside. */
  readonly left: { readonly inbox: number; readonly outbox: number; readonly deadLetters: number };
  /** Tables and indexes, when people began to write. */
  readonly databaseBytes: number;
  readonly postgresVersion: string;
}

const seenUpdateDays = 2;
const sentMessageDays = 30;
const mostIntervals = 10;
const progressSeconds = 10;
const settleMs = 15_000;

/** People of a busy hour on bots with a database of that size; `tell` gets what is going on. */
export async function runLoad(options: LoadOptions, tell: (words: string) => void): Promise<LoadFigures> {
  const world = await createWorld([durabot]);
  try {
    const databaseUrl = await newDatabase(world.postgres);
    await fill(databaseUrl, options, tell);
    const stage = await world.enter(durabot, {
      databaseUrl,
      ...(options.limits && { variant: 'paced' }),
      bots: options.bots,
      connections: Math.min(options.day.users, 100 * options.bots),
      ...(options.repair && { beside: await repairBeside(world, options) }),
    });
    try {
      return await live(world, stage, options, tell);
    } finally {
      await stage.leave();
    }
  } finally {
    await world.stop();
  }
}

/** Its people are dispatchers, every one: nobody else may take orders. */
async function repairBeside({ postgres }: World, { day, bots, limits }: LoadOptions): Promise<Beside> {
  const databaseUrl = await postgres.createDatabase('repair');
  const parts = bots + 1;
  const dispatcherIds = Array.from({ length: Math.floor(day.users / parts) }, (_, at) => userIdOf(at * parts + bots));
  return {
    script: repairScript,
    start: async (telegramUrl, secretToken) =>
      startRepair({ telegramUrl, databaseUrl, secretToken, dispatcherIds, limits }),
  };
}

async function fill(
  databaseUrl: string,
  { day, registered, bots }: LoadOptions,
  tell: (words: string) => void,
): Promise<void> {
  const perDay = Math.round(day.users * day.messagesPerUser);
  tell(`storing what ${formatCell(registered)} people and ${sentMessageDays} days leave behind…`);
  await storeRegistered(databaseUrl, {
    bots,
    firstUser: day.users,
    lastUser: registered,
    seenUpdates: seenUpdateDays * perDay,
    sentMessages: sentMessageDays * perDay,
  });
}

async function live(
  world: World,
  stage: Stage,
  { day, minutes, speed, seed }: LoadOptions,
  tell: (words: string) => void,
): Promise<LoadFigures> {
  const databaseBytes = await count(stage, 'pg_database_size(current_database())');
  const seconds = minutes * 60;
  const each = Math.max(1, seconds / mostIntervals);
  const intervals: Interval[] = [];
  const startMs = performance.now();
  const elapsed = (): number => (performance.now() - startMs) / 1_000;
  const tally = (): Tally => {
    const at = Math.min(Math.floor(elapsed() / each), Math.ceil(seconds / each) - 1);
    for (let next = intervals.length; next <= at; next += 1) {
      intervals.push({ ...emptyTally(), fromSeconds: next * each, seconds: Math.min(each, seconds - next * each) });
    }
    return intervals[at] ?? emptyTally();
  };

  const random = seededRandom(seed);
  const people = createPeople(stage.users, { users: day.users, random, tally, tell });
  tell(`${formatCell(round(busiestRate(day) * speed, 1))} messages a second for ${formatCell(minutes)} minutes…`);
  const watch = watchUsage(world, stage);
  watch.look();
  const progress = setInterval(
    () => {
      watch.look();
      tell(progressLine(elapsed(), seconds, intervals));
    },
    Math.min(progressSeconds, each) * 1_000,
  );
  try {
    await people.live(visitsOf(day, { minutes, speed }, random), startMs, startMs + seconds * 1_000);
  } finally {
    clearInterval(progress);
  }
  const usage = watch.usage();
  return {
    intervals,
    usage,
    people: people.seen(),
    left: await settled(stage),
    repeated: stage.users.unasked().length,
    databaseBytes,
    postgresVersion: world.postgres.version,
  };
}

function progressLine(elapsedSeconds: number, seconds: number, intervals: readonly Interval[]): string {
  const sum = (field: 'offered' | 'handled' | 'lost' | 'wrong'): number =>
    intervals.reduce((all, one) => all + one[field], 0);
  const recent = intervals.findLast(({ answerMs }) => answerMs.length > 0)?.answerMs ?? [];
  return (
    `${formatCell(round(elapsedSeconds))} of ${formatCell(round(seconds))} s: ${formatCell(sum('handled'))} of ` +
    `${formatCell(sum('offered'))} messages answered, ${sum('lost')} lost, ${sum('wrong')} wrong; ` +
    `p99 ${formatCell(percentile(recent, 0.99) ?? Number.NaN)} ms`
  );
}

/** Waits until nothing waits any more, within a deadline. */
async function settled(stage: Stage): Promise<LoadFigures['left']> {
  const deadlineMs = performance.now() + settleMs;
  for (;;) {
    const left = {
      inbox: await count(stage, '(select count(*) from durabot.inbox)'),
      outbox: await count(stage, '(select count(*) from durabot.outbox)'),
      deadLetters: await count(stage, '(select count(*) from durabot.dead_letter)'),
    };
    if (left.inbox + left.outbox === 0 || performance.now() > deadlineMs) return left;
    await new Promise((resolve) => {
      setTimeout(resolve, 200);
    });
  }
}

async function count({ databaseUrl }: Stage, expression: string): Promise<number> {
  return inDatabase(databaseUrl, async (db) => {
    const { rows } = await db.query<{ value: number }>(`select (${expression})::float8 as value`);
    return rows[0]?.value ?? Number.NaN;
  });
}

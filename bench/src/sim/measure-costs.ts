import { durabot } from '../contestants.ts';
import { measureDialog } from '../dialog/measure-dialog.ts';
import { measureIdle } from '../latency/measure-latency.ts';
import { storeRegistered } from '../load/store-registered.ts';
import type { Machine } from '../machine.ts';
import { formatCell } from '../report/table.ts';
import { round } from '../statistics.ts';
import { inDatabase } from '../world/servers.ts';
import { createWorld, newDatabase, type Stage, type World } from '../world/world.ts';
import { shares, type Costs } from './costs.ts';
import { fitCosts } from './fit-costs.ts';

/** People at once: alone nobody shares a statement, 500 share nearly all of them. */
const levels = [1, 8, 50, 500];
const manyBots = 21;
const rowsStored = 50_000;

interface Level {
  readonly people: number;
  readonly statements: number;
  readonly botUs: number;
  readonly databaseUs: number;
  readonly peopleUs: number;
  readonly logBytes: number;
}

interface Rest {
  readonly botUs: number;
  readonly databaseUs: number;
  readonly processMib: number;
  readonly databaseMib: number;
}

/** Measures everything that the simulation needs on this machine; about a minute with `seconds` of 5. */
export async function measureCosts(
  { seconds, machine, command }: { seconds: number; machine: Machine; command: string },
  tell: (words: string) => void,
): Promise<Costs> {
  const world = await createWorld([durabot]);
  try {
    const one = await atRest(world, 1, seconds);
    const many = await atRest(world, manyBots, seconds);
    tell(`at rest: 1 bot ${describe(one)}; ${manyBots} bots ${describe(many)}`);
    const perBot = (of: keyof Rest): number => Math.max(0, (many[of] - one[of]) / (manyBots - 1));

    const stage = await world.enter(durabot, { connections: Math.max(...levels) });
    let found: Level[];
    let idleMs: number;
    let processMib: number;
    try {
      ({ found, idleMs } = await atLevels(stage, seconds, one, tell));
      processMib = stage.bots.reduce((sum, bot) => sum + bot.rssBytes(), 0) / 2 ** 20;
    } finally {
      await stage.leave();
    }
    const bot = fitCosts(found.map(({ statements, botUs }) => ({ statements, us: botUs })));
    const database = fitCosts(found.map(({ statements, databaseUs }) => ({ statements, us: databaseUs })));
    const last = found.at(-1);
    return {
      measured: {
        command,
        date: machine.date.slice(0, 10),
        commit: machine.commit,
        machine: `${machine.cores} × ${machine.cpu}, Node ${machine.node}, PostgreSQL ${world.postgres.version}`,
      },
      updateBotUs: round(bot.updateUs),
      statementBotUs: round(bot.statementUs),
      updateDatabaseUs: round(database.updateUs),
      statementDatabaseUs: round(database.statementUs),
      statementWaitMs: round(waitOf(idleMs, bot, database), 2),
      idleProcessBotUs: round(Math.max(0, one.botUs - perBot('botUs'))),
      idleProcessDatabaseUs: round(Math.max(0, one.databaseUs - perBot('databaseUs'))),
      idleBotBotUs: round(perBot('botUs')),
      idleBotDatabaseUs: round(perBot('databaseUs')),
      processMib: round(processMib),
      botMib: round(perBot('processMib'), 2),
      databaseMib: round(world.postgres.memoryBytes() / 2 ** 20),
      ...(await storedBytes(world)),
      logBytes: round(last?.logBytes ?? 0),
      peopleUs: round(last?.peopleUs ?? 0),
    };
  } finally {
    await world.stop();
  }
}

function describe({ botUs, databaseUs, processMib }: Rest): string {
  return `${formatCell(round(botUs))} + ${formatCell(round(databaseUs))} µs a second, ${formatCell(round(processMib))} MiB`;
}

/** What bots use for each second in which nobody writes. */
async function atRest(world: World, bots: number, seconds: number): Promise<Rest> {
  const stage = await world.enter(durabot, { bots, connections: bots });
  try {
    // What is done once after the start is not what goes on.
    await pause(3_000);
    const before = stage.cpu();
    await pause(seconds * 1_000);
    const after = stage.cpu();
    return {
      botUs: ((after.botMs - before.botMs) * 1_000) / seconds,
      databaseUs: ((after.databaseMs - before.databaseMs) * 1_000) / seconds,
      processMib: stage.bots.reduce((sum, bot) => sum + bot.rssBytes(), 0) / 2 ** 20,
      databaseMib: world.postgres.memoryBytes() / 2 ** 20,
    };
  } finally {
    await stage.leave();
  }
}

async function atLevels(
  stage: Stage,
  seconds: number,
  rest: Rest,
  tell: (words: string) => void,
): Promise<{ found: Level[]; idleMs: number }> {
  // Compiled and pooled before anything counts.
  await measureDialog(stage, { users: 500, warmUpMs: seconds * 1_000, measureMs: 0 }, 10_000);
  const found: Level[] = [];
  let firstUser = 0;
  for (const people of levels) {
    const before = await counters(stage);
    const callsBefore = stage.telegram.calls();
    const stretch = { users: people, warmUpMs: 1_000, measureMs: seconds * 1_000 };
    const figures = await measureDialog(stage, stretch, firstUser);
    const updates = stage.telegram.calls() - callsBefore;
    const after = await counters(stage);
    firstUser += people;
    const level: Level = {
      people,
      statements: (after.commits - before.commits) / updates,
      botUs: figures.bot_us - rest.botUs / figures.per_s,
      databaseUs: figures.database_us - rest.databaseUs / figures.per_s,
      peopleUs: figures.load_us,
      logBytes: (after.logBytes - before.logBytes) / updates,
    };
    found.push(level);
    tell(
      `${people} people: ${formatCell(round(figures.per_s))}/s, ${formatCell(level.statements)} statements, ` +
        `${formatCell(round(level.botUs))} + ${formatCell(round(level.databaseUs))} µs for each update`,
    );
  }
  const idle = await measureIdle(stage, [firstUser, firstUser + 1, firstUser + 2], seconds * 1_000);
  return { found, idleMs: idle.p50_ms };
}

/** Transactions and bytes of log so far; servers tell of theirs a moment late. */
async function counters({ databaseUrl }: Stage): Promise<{ commits: number; logBytes: number }> {
  await pause(1_500);
  return inDatabase(databaseUrl, async (db) => {
    const { rows } = await db.query<{ commits: number; logBytes: number }>(
      `select (select xact_commit from pg_stat_database where datname = current_database())::float8 as commits,
         pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 as "logBytes"`,
    );
    return rows[0] ?? { commits: Number.NaN, logBytes: Number.NaN };
  });
}

/** What is left of the time of a lone update when all work is taken off, for each of the three statements before its answer leaves. */
function waitOf(
  idleMs: number,
  bot: { updateUs: number; statementUs: number },
  database: { updateUs: number; statementUs: number },
): number {
  const statements = 3;
  const botShare = 1 - shares.bot.settle;
  const databaseShare = 1 - shares.database.settle;
  const workUs =
    botShare * bot.updateUs + databaseShare * database.updateUs + statements * (bot.statementUs + database.statementUs);
  return Math.max(0, (idleMs - workUs / 1_000) / statements);
}

/** What rows take with their indexes. */
async function storedBytes({
  postgres,
}: World): Promise<Pick<Costs, 'personBytes' | 'seenUpdateBytes' | 'sentMessageBytes'>> {
  const url = await newDatabase(postgres);
  await storeRegistered(url, {
    bots: 1,
    firstUser: 0,
    lastUser: rowsStored,
    seenUpdates: rowsStored,
    sentMessages: rowsStored,
  });
  return inDatabase(url, async (db) => {
    const bytes = async (...tables: readonly string[]): Promise<number> => {
      const { rows } = await db.query<{ bytes: number }>(
        `select sum(pg_total_relation_size(('durabot.' || name)::regclass))::float8 as bytes from unnest($1::text[]) name`,
        [tables],
      );
      return round((rows[0]?.bytes ?? Number.NaN) / rowsStored);
    };
    return {
      personBytes: await bytes('dialog', 'timer', 'broadcast_recipient'),
      seenUpdateBytes: await bytes('seen_update'),
      sentMessageBytes: await bytes('sent_message'),
    };
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

import { durabot, peers, type Contestant } from '../contestants.ts';
import type { Database } from '@durabot/postgres';
import { measureDialog } from '../dialog/measure-dialog.ts';
import { barChart } from '../report/chart.ts';
import type { Bench, Report } from '../report/report.ts';
import { formatCell } from '../report/table.ts';
import { round } from '../statistics.ts';
import { inDatabase } from '../world/servers.ts';
import { createWorld, type Stage, type World } from '../world/world.ts';

/** How many dialogs are open. */
const allSizes = [1_000, 100_000];
const mostDialogs = Math.max(...allSizes);
const atOnce = 500;
/** The command, and an answer. */
const turns = 2;

interface Size {
  readonly dialogs: number;
  readonly processBytes: number;
  readonly databaseBytes: number;
}

/** What open dialogs take: in the process, and where they are kept. */
export const memoryBench: Bench = async ({ warmUpSeconds, most }, tell) => {
  const sizes = allSizes.filter((size) => size <= most);
  const rival = peers.filter(({ name }) => name === 'grammy-sessions');
  const contestants = [durabot, ...rival];
  const world = await createWorld(contestants);
  try {
    const found: { contestant: Contestant; sizes: Size[] }[] = [];
    for (const contestant of contestants) {
      const measured = await measureOne(world, contestant, { sizes, warmUpSeconds }, (size) =>
        tell(
          `${contestant.name}, ${formatCell(size.dialogs)} open dialogs: ${mib(size.processBytes)} MiB in the process, ` +
            `${mib(size.databaseBytes)} MiB where they are kept`,
        ),
      );
      found.push({ contestant, sizes: measured });
    }
    return reportOf(found, world);
  } finally {
    await world.stop();
  }
};

async function measureOne(
  world: World,
  contestant: Contestant,
  { sizes, warmUpSeconds }: { sizes: readonly number[]; warmUpSeconds: number },
  onSize: (size: Size) => void,
): Promise<Size[]> {
  const stage = await world.enter(contestant, { connections: atOnce, nodeOptions: ['--expose-gc'] });
  try {
    const measured: Size[] = [];
    // What is compiled and pooled has nothing to do with open dialogs.
    await measureDialog(stage, { users: atOnce, warmUpMs: warmUpSeconds * 1_000, measureMs: 0 }, mostDialogs);
    let open = 0;
    for (const dialogs of [0, ...sizes]) {
      await openDialogs(stage, open, dialogs);
      open = dialogs;
      const size = await sizeOf(world, contestant, stage, dialogs);
      measured.push(size);
      onSize(size);
    }
    return measured;
  } finally {
    await stage.leave();
  }
}

async function openDialogs(stage: Stage, from: number, to: number): Promise<void> {
  let next = from;
  const work = async (): Promise<void> => {
    for (let user = next; user < to; user = next) {
      next += 1;
      for (let turn = 0; turn < turns; turn += 1) await stage.users.exchange(user);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

async function sizeOf(world: World, contestant: Contestant, stage: Stage, dialogs: number): Promise<Size> {
  const databaseBytes =
    contestant.keeps === 'postgres'
      ? await inDatabase(stage.databaseUrl, tableBytes)
      : ((await world.redis?.usedBytes()) ?? Number.NaN);
  return { dialogs, processBytes: await settledRss(stage), databaseBytes };
}

/** After garbage has been collected, as often as it changes something. */
async function settledRss(stage: Stage): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let look = 0; look < 5; look += 1) {
    for (const bot of stage.bots) bot.collectGarbage();
    await new Promise((resolve) => {
      setTimeout(resolve, 500);
    });
    least = Math.min(
      least,
      stage.bots.reduce((sum, bot) => sum + bot.rssBytes(), 0),
    );
  }
  return least;
}

/** Dialogs with their timers and all indexes, without what deleted rows have left behind. */
async function tableBytes(db: Database): Promise<number> {
  await db.query('vacuum full durabot.dialog');
  await db.query('vacuum full durabot.timer');
  const { rows } = await db.query<{ bytes: number }>(
    `select (pg_total_relation_size('durabot.dialog') + pg_total_relation_size('durabot.timer'))::float8 as bytes`,
  );
  return rows[0]?.bytes ?? Number.NaN;
}

function reportOf(
  found: readonly { readonly contestant: Contestant; readonly sizes: readonly Size[] }[],
  { postgres, redis }: World,
): Report {
  const rows = found.flatMap(({ contestant, sizes: measured }) => {
    const [none] = measured;
    return measured.map((size) => ({
      bot: contestant.name,
      dialogs: size.dialogs,
      process_mib: mib(size.processBytes),
      kept_mib: mib(size.databaseBytes),
      process_bytes_each: each(size, none, 'processBytes'),
      kept_bytes_each: each(size, none, 'databaseBytes'),
    }));
  });
  const ours = rows.filter(({ bot }) => bot === durabot.name).at(-1);
  return {
    bench: 'memory',
    title: 'Memory: what open dialogs take',
    method: [
      `Each dialog is opened by its user's command and one answer, ${atOnce} users at a time. The process is measured as the system counts it (RSS) after ` +
        `garbage collections; where dialogs are kept, PostgreSQL ${postgres.version} counts the tables of dialogs and of the timers that end them with their ` +
        `indexes, and Redis ${redis?.version ?? ''} the memory it uses. Bytes for each are the growth since no dialog was open.`,
    ],
    lines: rows.map((row) => ({ bench: 'memory', ...row })),
    summary: {
      bench: 'memory',
      dialogs: ours?.dialogs,
      process_mib: ours?.process_mib,
      process_bytes_each: ours?.process_bytes_each,
      database_bytes_each: ours?.kept_bytes_each,
    },
    tables: [
      {
        columns: ['bot', 'open dialogs', 'process MiB', 'kept MiB', 'process bytes each', 'kept bytes each'],
        rows: rows.map((row) => [
          row.bot,
          row.dialogs,
          row.process_mib,
          row.kept_mib,
          row.process_bytes_each,
          row.kept_bytes_each,
        ]),
      },
    ],
    charts: [
      barChart({
        name: 'memory',
        title: 'The process with open dialogs',
        unit: 'MiB',
        series: found[0]?.sizes.map(({ dialogs }) => `${formatCell(dialogs)} dialogs`) ?? [],
        groups: found.map(({ contestant, sizes: measured }) => ({
          label: contestant.name,
          own: contestant === durabot,
          values: measured.map(({ processBytes }) => mib(processBytes)),
        })),
      }),
    ],
    bars:
      ours === undefined
        ? []
        : [
            {
              what: 'the process for each open dialog',
              wanted: '< 2,048 bytes',
              measured: `${formatCell(ours.process_bytes_each)} bytes`,
              met: ours.process_bytes_each < 2_048,
            },
            {
              what: `the bot with ${formatCell(ours.dialogs)} open dialogs`,
              wanted: '< 250 MiB',
              measured: `${formatCell(ours.process_mib)} MiB`,
              met: ours.process_mib < 250,
            },
          ],
  };
}

function each(size: Size, none: Size | undefined, field: 'processBytes' | 'databaseBytes'): number {
  if (none === undefined || size.dialogs === 0) return 0;
  return round((size[field] - none[field]) / size.dialogs);
}

function mib(bytes: number): number {
  return round(bytes / 2 ** 20, 1);
}

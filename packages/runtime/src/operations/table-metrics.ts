import { Gauge, type Registry } from 'prom-client';
import type { Database } from '@durabot/postgres';
import { jobDepthSql, jobsThere } from './job-depths.ts';
import { reportDialogs } from './stored-dialogs.ts';

/** What a code looks like that is made for machines; it reads the same in SQL. */
export const codePattern = '^([A-Z][A-Z0-9_]{0,49}|[0-9A-Z]{5})$';

const depthSql = `
select 'inbox' as stage, bot, count(*)::int as depth, coalesce(extract(epoch from now() - min(received_at)), 0)::float8 as age
from durabot.inbox group by bot
union all
select 'outbox', bot, count(*)::int, coalesce(extract(epoch from now() - min(created_at)), 0)::float8
from durabot.outbox where status <> 'held' group by bot
union all
select 'held', bot, count(*)::int, coalesce(extract(epoch from now() - min(created_at)), 0)::float8
from durabot.outbox where status = 'held' group by bot
union all
select 'timer', bot, count(*)::int, greatest(coalesce(extract(epoch from now() - min(due_at)), 0), 0)::float8
from durabot.timer group by bot
union all
select 'dead_letter', bot, count(*)::int, null from durabot.dead_letter group by bot
union all
select 'dialog', bot, count(*)::int, null from durabot.dialog group by bot
union all
select 'broadcast', b.bot, count(*)::int, null from durabot.broadcast b join durabot.broadcast_recipient r on r.broadcast_id = b.id
where b.status = 'running' and (r.outcome is null or r.outcome = 'queued') group by b.bot
union all
select 'crash', '', count(*)::int, null from durabot.crash where found_at > now() - interval '5 minutes'`;

interface Depth {
  stage: string;
  bot: string;
  depth: number;
  /** Of the oldest; how late the first is, for timers. */
  age: number | null;
}

async function readDepths(db: Database): Promise<Depth[]> {
  const { rows } = await db.query<Depth>(depthSql);
  if (await jobsThere(db)) rows.push(...(await db.query<Depth>(jobDepthSql)).rows);
  return rows;
}

/** Gauges with the labels in `names` whose values are the rows of a statement. */
interface TableGauge {
  name: string;
  help: string;
  labels: readonly string[];
  read: (db: Database) => Promise<{ labels: Record<string, string>; value: number }[]>;
}

const labelled =
  (sql: string) =>
  async (db: Database): Promise<{ labels: Record<string, string>; value: number }[]> => {
    const { rows } = await db.query<{ value: number } & Record<string, string>>(sql);
    return rows.map(({ value, ...labels }) => ({ labels, value }));
  };

const gauges: readonly TableGauge[] = [
  {
    name: 'durabot_dead_letters',
    help: 'What was set aside, by why; alarm on more than before',
    labels: ['bot', 'source', 'code'],
    // The error of a bot may have any text for its code.
    read: labelled(
      `select bot, source, case when code ~ '${codePattern}' then code else 'UNEXPECTED' end as code, count(*)::int as value
       from durabot.dead_letter group by 1, 2, 3`,
    ),
  },
  {
    name: 'durabot_paused',
    help: 'What operators have stopped: the bot itself, so many of its chats',
    labels: ['bot', 'what'],
    read: labelled(
      `select bot, case chat_key when '' then 'bot' else 'chat' end as what, count(*)::int as value from durabot.pause group by 1, 2`,
    ),
  },
  {
    name: 'durabot_braked',
    help: 'What waits as Telegram asked for with 429: the bot itself, so many of its chats',
    labels: ['bot', 'what'],
    read: labelled(
      `select bot, case chat_id when 0 then 'bot' else 'chat' end as what, count(*)::int as value from durabot.brake
       where until > now() group by 1, 2`,
    ),
  },
  {
    name: 'durabot_leases_free',
    help: 'Leases that no process holds, by kind; for longer than some seconds, something is not worked on',
    labels: ['kind'],
    read: labelled(
      `select split_part(name, '/', 1) as kind, (count(*) filter (where process_id is null))::int as value from durabot.lease group by 1`,
    ),
  },
  {
    name: 'durabot_processes',
    help: 'Processes that share the database',
    labels: [],
    read: labelled('select count(*)::int as value from durabot.process'),
  },
  {
    name: 'durabot_dialogs_stuck',
    help: 'Dialogs that the present build cannot go on with as they are; see `durabot dialogs versions`',
    labels: ['bot'],
    read: async (db) => {
      const groups = await reportDialogs(db);
      return [...new Set(groups.map(({ bot }) => bot))].map((bot) => ({
        labels: { bot },
        value: groups.filter((group) => group.bot === bot && group.stuck).reduce((sum, { count }) => sum + count, 0),
      }));
    },
  },
];

/** Registers what is read from the database when it is asked for; the same from every process. */
export function registerTables(registry: Registry, db: Database): void {
  let reading: Promise<Depth[]> | undefined;
  /** Gauges are collected side by side: both are of one reading. A scrape must not fail because the database is away. */
  const depths = (): Promise<Depth[]> => {
    reading ??= readDepths(db)
      .catch(() => [])
      .finally(() => {
        reading = undefined;
      });
    return reading;
  };
  const age = new Gauge({
    name: 'durabot_oldest_age_seconds',
    help: 'Age of the oldest row of a stage; the one to alarm on. Of timers: how late the first is',
    labelNames: ['stage', 'bot'],
    registers: [registry],
    collect: async () => {
      const rows = await depths();
      age.reset();
      for (const row of rows) if (row.age !== null) age.set({ stage: row.stage, bot: row.bot }, row.age);
    },
  });
  const depth = new Gauge({
    name: 'durabot_depth',
    help: 'Rows of a stage: inbox, outbox, calls held for an operator, timers, dead letters, dialogs, jobs, recipients of running broadcasts, processes that crashed in five minutes',
    labelNames: ['stage', 'bot'],
    registers: [registry],
    collect: async () => {
      const rows = await depths();
      depth.reset();
      for (const row of rows) depth.set({ stage: row.stage, bot: row.bot }, row.depth);
    },
  });
  for (const { name, help, labels, read } of gauges) {
    const gauge = new Gauge({
      name,
      help,
      labelNames: labels,
      registers: [registry],
      collect: async () => {
        // What is missing says so.
        const rows = await read(db).catch(() => []);
        gauge.reset();
        for (const row of rows) gauge.set(row.labels, row.value);
      },
    });
  }
}

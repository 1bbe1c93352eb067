import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Database } from '@durabot/postgres';
import { callClasses } from '../outbox/methods.ts';

export type HandledOutcome = 'settled' | 'expired' | 'repeated' | 'failed' | 'buried';
export type SendOutcome =
  | 'sent'
  | 'refused'
  | 'flood'
  | 'not_sent'
  | 'unavailable'
  | 'unknown'
  | 'dropped'
  | 'migrated'
  | 'unreachable';

/** What the stages report; names end in their unit. */
export interface StageMetrics {
  received(bot: string, stored: number, repeated: number): void;
  handled(bot: string, outcome: HandledOutcome, seconds: number): void;
  sent(bot: string, method: string, outcome: SendOutcome): void;
  sendDelay(bot: string, callClass: number, seconds: number): void;
  floodWait(bot: string, seconds: number): void;
}

/** Registers the runtime's metrics. Depths and ages are read from the database when they are asked for. */
export function createMetrics(registry: Registry, db: Database): StageMetrics {
  const registers = [registry];
  const received = new Counter({
    name: 'durabot_updates_received_total',
    help: 'Updates stored, and those received before',
    labelNames: ['bot', 'repeated'],
    registers,
  });
  const handled = new Counter({
    name: 'durabot_attempts_total',
    help: 'Attempts at inbox entries by outcome',
    labelNames: ['bot', 'outcome'],
    registers,
  });
  const handlerSeconds = new Histogram({
    name: 'durabot_attempt_seconds',
    help: 'From the start of a handler to its commit',
    labelNames: ['bot'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30],
    registers,
  });
  const sent = new Counter({
    name: 'durabot_calls_total',
    help: 'Bot API calls by outcome',
    labelNames: ['bot', 'method', 'outcome'],
    registers,
  });
  const sendDelay = new Histogram({
    name: 'durabot_call_delay_seconds',
    help: 'From the commit of a call to its answer',
    labelNames: ['bot', 'class'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 120],
    registers,
  });
  const flood = new Counter({
    name: 'durabot_flood_wait_seconds_total',
    help: 'Waiting that Telegram asked for with 429',
    labelNames: ['bot'],
    registers,
  });
  registerDepths(registry, db);

  return {
    received: (bot, stored, repeated) => {
      if (stored > 0) received.inc({ bot, repeated: 'no' }, stored);
      if (repeated > 0) received.inc({ bot, repeated: 'yes' }, repeated);
    },
    handled: (bot, outcome, seconds) => {
      handled.inc({ bot, outcome });
      if (outcome === 'settled') handlerSeconds.observe({ bot }, seconds);
    },
    sent: (bot, method, outcome) => sent.inc({ bot, method, outcome }),
    sendDelay: (bot, callClass, seconds) =>
      sendDelay.observe({ bot, class: callClasses[callClass] ?? 'reply' }, seconds),
    floodWait: (bot, seconds) => flood.inc({ bot }, seconds),
  };
}

const depthSql = `
select 'inbox' as stage, bot, count(*)::int as depth, coalesce(extract(epoch from now() - min(received_at)), 0)::float8 as age
from durabot.inbox group by bot
union all
select 'outbox', bot, count(*)::int, coalesce(extract(epoch from now() - min(created_at)), 0)::float8
from durabot.outbox where status <> 'held' group by bot
union all
select 'held', bot, count(*)::int, 0 from durabot.outbox where status = 'held' group by bot
union all
select 'dead_letter', bot, count(*)::int, 0 from durabot.dead_letter group by bot
union all
select 'dialog', bot, count(*)::int, 0 from durabot.dialog group by bot
union all
select 'broadcast', b.bot, count(*)::int, 0 from durabot.broadcast b join durabot.broadcast_recipient r on r.broadcast_id = b.id
where b.status = 'running' and (r.outcome is null or r.outcome = 'queued') group by b.bot
union all
select 'crash', '', count(*)::int, 0 from durabot.crash where found_at > now() - interval '5 minutes'`;

interface Depth {
  stage: string;
  bot: string;
  depth: number;
  age: number;
}

/** The engine's tables are there only where a bot has jobs. */
async function readJobDepths(db: Database): Promise<Depth[]> {
  const { rows } = await db.query<{ there: boolean }>(
    "select to_regclass('graphile_worker._private_jobs') is not null as there",
  );
  if (rows[0]?.there !== true) return [];
  const { rows: found } = await db.query<Depth>(
    `select 'job' as stage, split_part(t.identifier, '/', 1) as bot, count(*)::int as depth,
       coalesce(extract(epoch from now() - min(j.created_at)), 0)::float8 as age
     from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id group by 2`,
  );
  return found;
}

function registerDepths(registry: Registry, db: Database): void {
  const age = new Gauge({
    name: 'durabot_oldest_age_seconds',
    help: 'Age of the oldest row of a stage; the one to alarm on',
    labelNames: ['stage', 'bot'],
    registers: [registry],
  });
  const depth = new Gauge({
    name: 'durabot_depth',
    help: 'Rows of a stage: inbox, outbox, calls held for an operator, dead letters, dialogs, jobs, recipients of running broadcasts, processes that crashed in five minutes',
    labelNames: ['stage', 'bot'],
    registers: [registry],
    collect: async () => {
      depth.reset();
      age.reset();
      // A scrape must not fail because the database is away; what is missing then says so.
      const { rows } = await db.query<Depth>(depthSql).catch((): { rows: Depth[] } => ({ rows: [] }));
      rows.push(...(await readJobDepths(db).catch(() => [])));
      for (const row of rows) {
        depth.set({ stage: row.stage, bot: row.bot }, row.depth);
        if (row.stage === 'inbox' || row.stage === 'outbox' || row.stage === 'job')
          age.set({ stage: row.stage, bot: row.bot }, row.age);
      }
    },
  });
}

/** What is told of the mirror of dialogs in Redis. */
export interface MirrorMetrics {
  mirrored(dialogs: number): void;
  notMirrored(dialogs: number): void;
  /** Dialogs whose data was read, by where it was found. */
  mirrorRead(inRedis: number, inTable: number): void;
  /** The table was read, and what it holds was written anew. */
  passed(): void;
  /** How many dialogs wait to be written. */
  watch(waiting: () => number): void;
}

/** Registers the metrics of the mirror; only where there is one. */
export function createMirrorMetrics(registry: Registry): MirrorMetrics {
  const registers = [registry];
  const writes = new Counter({
    name: 'durabot_mirror_dialogs_total',
    help: 'Dialogs shown or removed in Redis, by outcome',
    labelNames: ['outcome'],
    registers,
  });
  const reads = new Counter({
    name: 'durabot_mirror_reads_total',
    help: 'Dialogs whose data was looked for in Redis first, by where it was found',
    labelNames: ['found'],
    registers,
  });
  const passes = new Counter({
    name: 'durabot_mirror_passes_total',
    help: 'How often the dialogs of the table were written to Redis anew',
    registers,
  });
  return {
    mirrored: (dialogs) => writes.inc({ outcome: 'written' }, dialogs),
    notMirrored: (dialogs) => writes.inc({ outcome: 'not_written' }, dialogs),
    mirrorRead: (inRedis, inTable) => {
      reads.inc({ found: 'redis' }, inRedis);
      reads.inc({ found: 'table' }, inTable);
    },
    passed: () => passes.inc(),
    watch: (waiting) => {
      const gauge = new Gauge({
        name: 'durabot_mirror_waiting',
        help: 'Dialogs that wait to be written to Redis',
        registers,
        collect: () => {
          gauge.set(waiting());
        },
      });
    },
  };
}

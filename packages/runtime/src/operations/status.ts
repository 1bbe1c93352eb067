import type { Sql } from '@durabot/postgres';
import { kindOf } from '../lease/roles.ts';
import { jobDepthSql, jobsThere } from './job-depths.ts';
import { listPauses, type Pause } from './pauses.ts';
import { type DialogGroup, reportDialogs } from './stored-dialogs.ts';

/** How many there are of something, and how long the oldest has waited. */
export interface Backlog {
  count: number;
  oldestSeconds: number;
}

/** One bot as the tables show it. */
export interface BotReport {
  name: string;
  username: string | undefined;
  inbox: Backlog;
  /** Of them: waiting for another attempt. */
  inboxRetrying: number;
  outbox: Backlog;
  outboxRetrying: number;
  sending: number;
  /** Waiting for an operator's decision. */
  held: Backlog;
  deadLetters: Backlog;
  dialogs: number;
  stuckDialogs: number;
  /** All timers, and since when the first of them should have fired. */
  timers: Backlog;
  jobs: Backlog;
  /** Recipients of running broadcasts who have nothing yet. */
  broadcast: number;
  /** Until when the whole bot sends nothing, as Telegram said. */
  brakedUntil: Date | undefined;
  brakedChats: number;
  paused: boolean;
  pausedChats: number;
  unreachableChats: number;
}

/** One process as the others see it. */
export interface ProcessReport {
  id: string;
  roles: string[];
  bots: string[];
  startedAt: Date;
  /** Since its last sign of life. */
  silentSeconds: number;
  /** How many leases it holds, by kind: shards of the inbox, pollers, senders, the scheduler. */
  leases: Record<string, number>;
}

/** All that an operator looks at first. */
export interface StatusReport {
  at: Date;
  bots: BotReport[];
  processes: ProcessReport[];
  /** Leases that nobody holds; for longer than a few seconds, something is not worked on. */
  freeLeases: string[];
  /** Processes that ended without a word in the last five minutes. */
  crashes: number;
  pauses: Pause[];
}

/** Reads how everything is, as of one moment or nearly so. Counts whole tables: for operators, not for loops. */
export async function readStatus(sql: Sql): Promise<StatusReport> {
  const jobs = await readJobs(sql);
  const stuck = (await reportDialogs(sql)).filter((group) => group.stuck);
  const { rows } = await sql.query<BotRow & { at: Date }>(botsSql);
  const { rows: processes } = await sql.query<ProcessRow>(processesSql);
  const { rows: leases } = await sql.query<{ name: string; process_id: string | null }>(
    'select name, process_id from durabot.lease order by name',
  );
  const { rows: around } = await sql.query<{ at: Date; crashes: number }>(
    `select now() as at, (select count(*)::int from durabot.crash where found_at > now() - interval '5 minutes') as crashes`,
  );
  return {
    at: around[0]?.at ?? new Date(0),
    bots: rows.map((row) => botOf(row, jobs.get(row.name), countOf(stuck, row.name))),
    processes: processes.map(({ silent, started_at, ...rest }) => ({
      ...rest,
      startedAt: started_at,
      silentSeconds: silent,
      leases: countByKind(leases.filter(({ process_id }) => process_id === rest.id).map(({ name }) => name)),
    })),
    freeLeases: leases.filter(({ process_id }) => process_id === null).map(({ name }) => name),
    crashes: around[0]?.crashes ?? 0,
    pauses: await listPauses(sql),
  };
}

function countOf(groups: readonly DialogGroup[], bot: string): number {
  return groups.filter((group) => group.bot === bot).reduce((sum, { count }) => sum + count, 0);
}

const backlog = (from: string, since: string): string => `lateral (
  select count(*)::int as count, greatest(coalesce(extract(epoch from now() - min(${since})), 0), 0)::float8 as oldest ${from})`;

const botsSql = `
select b.name, b.username,
  i.count as inbox, i.oldest as inbox_oldest,
  (select count(*)::int from durabot.inbox r where r.bot = b.name and r.attempts > 0) as inbox_retrying,
  o.count as outbox, o.oldest as outbox_oldest,
  (select count(*)::int from durabot.outbox r where r.bot = b.name and r.status = 'pending' and r.attempts > 0) as outbox_retrying,
  (select count(*)::int from durabot.outbox r where r.bot = b.name and r.status = 'sending') as sending,
  h.count as held, h.oldest as held_oldest,
  l.count as dead, l.oldest as dead_oldest,
  (select count(*)::int from durabot.dialog d where d.bot = b.name) as dialogs,
  t.count as timers, t.oldest as timers_oldest,
  (select count(*)::int from durabot.broadcast c join durabot.broadcast_recipient r on r.broadcast_id = c.id
   where c.bot = b.name and c.status = 'running' and (r.outcome is null or r.outcome = 'queued')) as broadcast,
  (select max(until) from durabot.brake k where k.bot = b.name and k.chat_id = 0 and k.until > now()) as braked_until,
  (select count(*)::int from durabot.brake k where k.bot = b.name and k.chat_id <> 0 and k.until > now()) as braked_chats,
  exists (select 1 from durabot.pause p where p.bot = b.name and p.chat_key = '') as paused,
  (select count(*)::int from durabot.pause p where p.bot = b.name and p.chat_key <> '') as paused_chats,
  (select count(*)::int from durabot.unreachable_chat u where u.bot = b.name) as unreachable
from durabot.bot b,
  ${backlog('from durabot.inbox i where i.bot = b.name', 'i.received_at')} i,
  ${backlog("from durabot.outbox o where o.bot = b.name and o.status <> 'held'", 'o.created_at')} o,
  ${backlog("from durabot.outbox o where o.bot = b.name and o.status = 'held'", 'o.created_at')} h,
  ${backlog('from durabot.dead_letter l where l.bot = b.name', 'l.buried_at')} l,
  ${backlog('from durabot.timer t where t.bot = b.name', 't.due_at')} t
order by b.name`;

interface BotRow {
  name: string;
  username: string | null;
  inbox: number;
  inbox_oldest: number;
  inbox_retrying: number;
  outbox: number;
  outbox_oldest: number;
  outbox_retrying: number;
  sending: number;
  held: number;
  held_oldest: number;
  dead: number;
  dead_oldest: number;
  dialogs: number;
  timers: number;
  timers_oldest: number;
  broadcast: number;
  braked_until: Date | null;
  braked_chats: number;
  paused: boolean;
  paused_chats: number;
  unreachable: number;
}

function botOf(row: BotRow, jobs: Backlog | undefined, stuckDialogs: number): BotReport {
  return {
    name: row.name,
    username: row.username ?? undefined,
    inbox: { count: row.inbox, oldestSeconds: row.inbox_oldest },
    inboxRetrying: row.inbox_retrying,
    outbox: { count: row.outbox, oldestSeconds: row.outbox_oldest },
    outboxRetrying: row.outbox_retrying,
    sending: row.sending,
    held: { count: row.held, oldestSeconds: row.held_oldest },
    deadLetters: { count: row.dead, oldestSeconds: row.dead_oldest },
    dialogs: row.dialogs,
    stuckDialogs,
    timers: { count: row.timers, oldestSeconds: row.timers_oldest },
    jobs: jobs ?? { count: 0, oldestSeconds: 0 },
    broadcast: row.broadcast,
    brakedUntil: row.braked_until ?? undefined,
    brakedChats: row.braked_chats,
    paused: row.paused,
    pausedChats: row.paused_chats,
    unreachableChats: row.unreachable,
  };
}

const processesSql = `
select id, roles, bots, started_at, greatest(extract(epoch from now() - heartbeat_at), 0)::float8 as silent
from durabot.process order by started_at, id`;

interface ProcessRow {
  id: string;
  roles: string[];
  bots: string[];
  started_at: Date;
  silent: number;
}

function countByKind(leases: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const kind of leases.map(kindOf)) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

async function readJobs(sql: Sql): Promise<Map<string, Backlog>> {
  if (!(await jobsThere(sql))) return new Map();
  const { rows } = await sql.query<{ bot: string; depth: number; age: number }>(jobDepthSql);
  return new Map(rows.map(({ bot, depth, age }) => [bot, { count: depth, oldestSeconds: age }]));
}

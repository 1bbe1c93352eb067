import { setTimeout as pause } from 'node:timers/promises';

import type { Database } from '@durabot/postgres';
import type { Actor, SimMessage, SimulatorClient } from '@durabot/simulator';

import { startFleet } from './mishaps.ts';
import type { ChaosOptions } from './options.ts';
import { everybodyOpens, everybodyTakesOrders } from './people.ts';
import type { TakenOrder } from './people.ts';
import { readOrders } from './scripted-dispatcher.ts';
import { planMishaps } from './schedule.ts';
import type { Deed } from './schedule.ts';
import { botName, createStage } from './stage.ts';
import type { Stage } from './stage.ts';
import { isKept, judge } from './verdict.ts';
import type { Remains, Verdict } from './verdict.ts';

/** How long everything that is under way may take once nothing fails any more. */
const drainMs = 300_000;
const pageLength = 1_000;

/** What happens during a run, for those who watch. */
export type ChaosEvent =
  | { event: 'start'; seed: number; processes: number; users: number; kills: number }
  | { event: Deed['kind']; at_ms: number; [detail: string]: unknown }
  | { event: 'calm'; at_ms: number }
  | { event: 'stuck'; at_ms: number; [table: string]: unknown }
  | { event: 'finding'; words: string };

/** The last line of a run. */
export type ChaosSummary = Omit<Verdict, 'findings'> & {
  readonly kills: number;
  readonly updates: number;
  readonly orders: number;
  readonly messages: number;
  /** Processes that ended by themselves or with another code than 0 when they were asked to. */
  readonly ended_badly: number;
  readonly seed: number;
  readonly seconds: number;
  readonly kept: boolean;
};

/**
 * One whole run: people take orders while mishaps happen; then the database and the chats are read.
 *
 * @throws Error when somebody waits in vain, or the work left over does not end
 */
export async function runChaos(
  options: Omit<ChaosOptions, 'json'>,
  onEvent: (event: ChaosEvent) => void,
): Promise<ChaosSummary> {
  const { kills, seed, processes, users } = options;
  const startedMs = performance.now();
  const sinceStart = (): number => Math.round(performance.now() - startedMs);
  onEvent({ event: 'start', seed, processes, users, kills });
  const stage = await createStage({ users, seed });
  try {
    const fleet = startFleet(stage, processes);
    await everybodyOpens(stage.people);
    let isOver = false;
    const suffering = fleet
      .suffer(planMishaps(seed, kills, processes), ({ kind, ...details }) =>
        onEvent({ event: kind, at_ms: sinceStart(), ...details }),
      )
      .finally(() => {
        isOver = true;
      });
    const [taken] = await Promise.all([everybodyTakesOrders(stage.people, seed, () => isOver), suffering]).catch(
      async (error: unknown) => {
        onEvent({ event: 'stuck', at_ms: sinceStart(), ...(await whatWaits(stage.db)) });
        throw error;
      },
    );
    onEvent({ event: 'calm', at_ms: sinceStart() });
    await drain(stage.db);
    const codes = await fleet.end();
    const remains = await collect(stage, taken);
    const { findings, ...verdict } = judge(remains);
    const badEnds = [
      ...fleet.unasked,
      ...codes.filter((code) => code !== 0).map((code) => `exit ${code} after SIGTERM`),
    ];
    for (const words of [...findings, ...badEnds]) onEvent({ event: 'finding', words });
    const { updates } = await stage.sim.stats();
    return {
      kills,
      updates: updates.delivered,
      ...verdict,
      orders: remains.orders.length,
      messages: [...remains.transcripts.values()].flat().filter(({ outgoing }) => !outgoing).length,
      ended_badly: badEnds.length,
      seed,
      seconds: Math.round(sinceStart() / 1_000),
      kept: isKept({ ...verdict, findings }) && badEnds.length === 0,
    };
  } finally {
    await stage.stop();
  }
}

async function depths(db: Database): Promise<Remains['left']> {
  const { rows } = await db.query<Remains['left']>(
    `select (select count(*) from durabot.inbox)::int as inbox, (select count(*) from durabot.outbox)::int as outbox,
       (select count(*) from durabot.dialog where status = 'active')::int as dialog,
       (select count(*) from durabot.outbox where status <> 'pending')::int as unknown`,
  );
  return rows[0] ?? { inbox: -1, outbox: -1, dialog: -1, unknown: -1 };
}

async function listBuried(db: Database): Promise<string[]> {
  const { rows } = await db.query<{ why: string }>(
    `select concat_ws(' ', source, kind, 'after', attempts, 'attempts:', code, reason) as why from durabot.dead_letter order by id`,
  );
  return rows.map(({ why }) => why);
}

/** Where the work stands that somebody waits for in vain, without what people wrote. */
async function whatWaits(db: Database): Promise<Record<string, unknown>> {
  const tables: Record<string, string> = {
    inbox:
      'select id, shard, chat_key, kind, attempts, starts, due_at, received_at, last_error from durabot.inbox order by id limit 20',
    outbox:
      'select id, lane, method, status, attempts, repeated, due_at, created_at, process_id, last_error from durabot.outbox order by id limit 20',
    dialogs: 'select chat_id, step, rev, status, updated_at from durabot.dialog order by updated_at',
    processes: 'select id, heartbeat_at, roles from durabot.process',
    leases: 'select process_id, count(*)::int as held from durabot.lease group by process_id',
    now: 'select now()',
  };
  const found: Record<string, unknown> = {};
  for (const [name, sql] of Object.entries(tables)) found[name] = (await db.query(sql)).rows;
  return found;
}

/** Gives what is under way the time to end; what does not is for the verdict. */
async function drain(db: Database): Promise<void> {
  const deadlineMs = performance.now() + drainMs;
  while (performance.now() < deadlineMs) {
    const { inbox, outbox } = await depths(db);
    if (inbox === 0 && outbox === 0) return;
    await pause(200);
  }
}

async function collect({ db, sim, people }: Stage, taken: readonly TakenOrder[]): Promise<Remains> {
  const transcripts = new Map<number, readonly SimMessage[]>();
  for (const person of people) transcripts.set(person.id, await wholeTranscript(sim, person));
  const stats = await sim.stats();
  return {
    taken,
    orders: await readOrders(db),
    transcripts,
    left: await depths(db),
    buried: await listBuried(db),
    updatesQueued: stats.updates.queued,
    orderViolations: stats.order_violations,
  };
}

async function wholeTranscript(sim: SimulatorClient, { id }: Actor): Promise<readonly SimMessage[]> {
  const all: SimMessage[] = [];
  for (let after = 0; ;) {
    const { messages } = await sim.http.get<{ messages: SimMessage[] }>('messages', {
      user: id,
      bot: botName,
      after,
      limit: pageLength,
    });
    all.push(...messages);
    const last = messages.at(-1);
    if (last === undefined || messages.length < pageLength) return all;
    after = last.message_id;
  }
}

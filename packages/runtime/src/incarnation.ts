import { LeaseLostError, reasonOf } from '@durabot/bot-api';
import { isDatabaseUnavailable, type Database, type Log } from '@durabot/postgres';
import { createFeeder, type Feeder } from './broadcast/feeder.ts';
import type { LiveEvents } from '@durabot/redis';
import type { Clock } from './clock.ts';
import { createCommitter } from './dispatch/committer.ts';
import type { DialogStorage } from './dispatch/dialog-storage.ts';
import { createDispatcher, type Dispatcher } from './dispatch/dispatcher.ts';
import { createEntryHandler } from './dispatch/handle-entry.ts';
import type { Ids } from './ids.ts';
import type { Stored } from './ingress/take-in.ts';
import { type JobEngine, startJobEngine } from './jobs/job-engine.ts';
import type { AppendResult, DueEntry } from './inbox/inbox.ts';
import { shardCount, shardOf } from './inbox/shard.ts';
import { type Liveness, type ProcessLease, registerProcess } from './lease/process-lease.ts';
import { createRenewals, type Renewals } from './lease/renewals.ts';
import { pollerLease, type Role, schedulerLease, senderLease, shardLease } from './lease/roles.ts';
import { createWakeUps } from './lease/wake-ups.ts';
import type { DialogMirror } from './mirror/dialog-mirror.ts';
import type { StageMetrics } from './operations/metrics.ts';
import { sweepUntil } from './operations/sweep.ts';
import { createPauseWatch, type PauseWatch } from './pause/pause-watch.ts';
import type { CommittedCall } from './outbox/committed-call.ts';
import type { Handover } from './outbox/handover.ts';
import type { HoldPoint, RunningBot } from './running-bot.ts';
import { createScheduler, type Scheduler } from './scheduler/scheduler.ts';
import { createHandover } from './sender/commit-handover.ts';
import { createSender, type Sender } from './sender/sender.ts';
import type { Tracer } from './tracing/tracer.ts';
import { withinDeadline } from './within-deadline.ts';

export interface IncarnationDeps {
  db: Database;
  log: Log;
  clock: Clock;
  ids: Ids;
  metrics: StageMetrics;
  bots: ReadonlyMap<string, RunningBot>;
  /** Bots whose handlers may run. */
  connected: ReadonlySet<string>;
  roles: readonly Role[];
  liveness: Liveness;
  concurrency: number;
  sendConcurrency: number;
  jobConcurrency: number;
  maxAttempts: number;
  repeatedPressMs: number;
  handlerTimeoutMs: number;
  pacing: boolean;
  storage: DialogStorage;
  /** Where dialogs are shown, if anywhere. */
  mirror: DialogMirror | undefined;
  tell: LiveEvents['tell'];
  holdPoint: HoldPoint | undefined;
  tracer: Tracer | undefined;
  onLeaseLost: () => void;
  /** No work may begin under these leases any more. */
  onGivingUp: (leases: readonly string[]) => void;
}

/** The stages of one process between its registration and the loss or return of its leases. */
export interface Incarnation {
  /** The shards of the inbox that it works on. */
  readonly shards: () => readonly number[];
  readonly leases: () => readonly string[];
  /** What is paused, as this process knows it. */
  readonly pauses: PauseWatch;
  /** Begins work under a lease, for example that of a bot's poller. See {@link ProcessLease.begin}. */
  begin(lease: string): (() => void) | undefined;
  /** New entries are in these shards of the inbox, whoever works on them. */
  wakeDispatch(shards: Iterable<number>): void;
  /**
   * Stores updates by `store`, and lets what it has stored be handled: at once where that is this process's to do, else by
   * waking whoever has to.
   */
  storeAndBegin(store: () => Promise<AppendResult>): Promise<Stored>;
  /** There are new calls of this bot, whoever makes them. */
  wakeSender(bot: string): void;
  /** A bot is ready: what waits for it can be worked on. */
  wakeFor(bot: string): void;
  stop(untilMs: number): Promise<void>;
}

interface Stages {
  dispatcher: Dispatcher | undefined;
  scheduler: Scheduler | undefined;
  feeder: Feeder | undefined;
  senders: ReadonlyMap<string, Sender>;
}

/** A notice of a pause may get lost; then the table tells. */
const pauseLookMs = 1_000;

/** To give the leases back, whatever became of the deadline. */
const leaveMs = 500;

/** Registers this process and starts the stages of its roles. @throws DatabaseError when the database is away */
export async function startIncarnation(deps: IncarnationDeps): Promise<Incarnation> {
  const { db, log, clock } = deps;
  const processId = deps.ids.owner();
  const bots = [...deps.bots.keys()];
  const stopping = new AbortController();
  /** Aborts when stopping begins; `stopping` when all else is over. */
  const leaving = new AbortController();
  // Empty until the process is registered: what is heard before that wakes nobody.
  let stages: Stages = { dispatcher: undefined, scheduler: undefined, feeder: undefined, senders: new Map() };
  // Until then, the first renewal is still to come anyway.
  let renewals: Renewals | undefined;
  const wakeUps = createWakeUps({
    db,
    clock,
    log,
    onInbox: (shards) => {
      if (shards?.some((shard) => lease.owns(shardLease(shard))) ?? true) stages.dispatcher?.wake();
    },
    onOutbox: (names) => {
      for (const bot of names ?? bots) stages.senders.get(bot)?.wake();
    },
    onLease: () => renewals?.soon(),
    onOperator: () => {
      pauseLooks.soon();
      rereadAll();
    },
  });
  const pauses = createPauseWatch({ db, onChange: rereadAll });
  const pauseLooks = createRenewals({
    clock,
    renewMs: pauseLookMs,
    renew: () => pauses.refresh(),
    onTrouble: (error) => {
      if (!isDatabaseUnavailable(error)) log.error({ error: String(error) }, 'pauses not read');
    },
  });
  const lease = await registerProcess({
    db,
    log,
    processId,
    roles: deps.roles,
    bots,
    leases: leasesOf(bots),
    liveness: deps.liveness,
    onTaken: (leases) => {
      wakeAll();
      deps.mirror?.taken(shardsAmong(leases));
    },
    onGivingUp: (leases) => {
      stages.dispatcher?.letGo(shardsAmong(leases));
      deps.onGivingUp(leases);
    },
    onIdle: () => renewals?.soon(),
    onShared: () => wakeUps.lease(),
  });
  renewals = createRenewals({
    clock,
    renewMs: deps.liveness.renewMs,
    renew: () => lease.renew(),
    onTrouble: (error) => {
      if (error instanceof LeaseLostError) throw error;
      if (!isDatabaseUnavailable(error)) log.error({ error: reasonOf(error) }, 'leases not renewed');
    },
  });
  try {
    await lease.renew();
    // Before anything begins: what is paused stays so through a restart.
    await pauses.refresh();
  } catch (error) {
    await lease.release();
    throw error;
  }
  const jobs = startJobs(pauses);
  stages = createStages(deps, lease, pauses, leaving.signal, {
    wakeDispatch,
    wakeSender,
    handover,
    jobsReady: () => jobs?.ready() ?? Promise.resolve(),
  });
  wakeUps.listen();
  for (const sender of stages.senders.values()) sender.start();
  stages.dispatcher?.start();
  stages.scheduler?.start();
  stages.feeder?.start();
  const renewing = renewals.run(stopping.signal).catch(() => deps.onLeaseLost());
  const lookingAtPauses = pauseLooks.run(stopping.signal);
  const sweeping = sweepUntil(stopping.signal, { db, clock, log });

  return {
    shards: lease.shards,
    leases: lease.held,
    pauses,
    begin: (name) => lease.begin(name),
    wakeDispatch,
    storeAndBegin,
    wakeSender,
    wakeFor: (bot) => {
      stages.dispatcher?.wake();
      stages.senders.get(bot)?.wake();
    },
    stop: async (untilMs) => {
      // Others can go on with a chat as soon as its handler has ended here. What this process may still send, it sends.
      leaving.abort();
      lease.leave(['shard', 'scheduler', 'poller']);
      // A handler that does not end in time is left behind: nothing of it is committed, its entry stays in the inbox.
      await withinDeadline(
        clock,
        untilMs,
        Promise.all([
          stages.scheduler?.drain(),
          stages.feeder?.drain(),
          stages.dispatcher?.drain(),
          jobs?.stop(untilMs),
        ]),
      );
      const senders = [...stages.senders.values()];
      await withinDeadline(clock, untilMs, Promise.all(senders.map((sender) => sender.drain(untilMs))));
      stopping.abort();
      // A database that does not answer cannot take the leases back; others will take them over.
      await withinDeadline(clock, Math.max(untilMs, clock.nowMs() + leaveMs), depart());
    },
  };

  function startJobs(known: PauseWatch): JobEngine | undefined {
    const wanted =
      deps.roles.includes('workers') && [...deps.bots.values()].some((bot) => Object.keys(bot.jobs).length > 0);
    if (!wanted) return undefined;
    return startJobEngine({
      ...deps,
      processId,
      concurrency: deps.jobConcurrency,
      onNews: wakeDispatch,
      pauses: known,
    });
  }

  function wakeDispatch(shards: Iterable<number>): void {
    stages.dispatcher?.wake();
    wakeUps.inbox([...shards].filter((shard) => !lease.owns(shardLease(shard))));
  }

  async function storeAndBegin(store: () => Promise<AppendResult>): Promise<Stored> {
    const { dispatcher } = stages;
    const since = dispatcher?.watch();
    const beginAmong = (entries: readonly DueEntry[]): ReadonlySet<number> | undefined =>
      since === undefined ? undefined : dispatcher?.begin(entries, since);
    try {
      const result = await store();
      return {
        result,
        begin: () => {
          const left = beginAmong(result.entries);
          const shards = left === undefined || result.entries.length < result.stored ? result.shards : left;
          if (result.stored > 0 && shards.size > 0) wakeDispatch(shards);
        },
      };
    } catch (error) {
      beginAmong([]);
      throw error;
    }
  }

  function wakeSender(bot: string): void {
    if (lease.owns(senderLease(bot))) stages.senders.get(bot)?.wake();
    else wakeUps.outbox(bot);
  }

  /** Calls of a commit of this process: its own sender need not read them. */
  function handOver(calls: readonly CommittedCall[]): void {
    for (const bot of new Set(calls.map((call) => call.bot))) {
      const sender = lease.owns(senderLease(bot)) ? stages.senders.get(bot) : undefined;
      if (sender === undefined) wakeUps.outbox(bot);
      else sender.handOver(calls.filter((call) => call.bot === bot));
    }
  }

  function handover(): Handover {
    return createHandover({ permit: (bot) => stages.senders.get(bot)?.openPermit(), handOver });
  }

  function wakeAll(): void {
    stages.dispatcher?.wake();
    stages.scheduler?.wake();
    for (const sender of stages.senders.values()) sender.wake();
  }

  function rereadAll(): void {
    stages.dispatcher?.wake();
    for (const sender of stages.senders.values()) sender.reread();
  }

  async function depart(): Promise<void> {
    await Promise.all([renewing, lookingAtPauses, sweeping]);
    await lease.release();
    await wakeUps.stop();
  }
}

function createStages(
  deps: IncarnationDeps,
  lease: ProcessLease,
  pauses: PauseWatch,
  stopping: AbortSignal,
  wake: {
    wakeDispatch: (shards: readonly number[]) => void;
    wakeSender: (bot: string) => void;
    handover: () => Handover;
    jobsReady: () => Promise<void>;
  },
): Stages {
  const { db, clock, log, connected, roles } = deps;
  const { processId } = lease;
  const senderOf = (bot: RunningBot): Sender =>
    createSender({
      ...deps,
      bot,
      processId,
      pauses,
      begin: () => (connected.has(bot.name) ? lease.begin(senderLease(bot.name)) : undefined),
      concurrency: deps.sendConcurrency,
      silenceMs: deps.liveness.silenceMs,
      shardOf: (chatId) => shardOf(bot.name, String(chatId)),
      onRefused: (shard) => wake.wakeDispatch([shard]),
    });
  const dispatcher = (): Dispatcher =>
    createDispatcher({
      ...deps,
      handle: createEntryHandler({
        ...deps,
        processId,
        committer: createCommitter({ db, clock, processId, handover: wake.handover }),
        jobsReady: wake.jobsReady,
        cautious: lease.cautious,
        signal: stopping,
        handover: wake.handover,
        wakeSender: wake.wakeSender,
      }),
      shards: lease.shards,
      begin: (shard) => lease.begin(shardLease(shard)),
      bots: () => [...connected],
      pauses,
    });
  const feeder = (): Feeder =>
    createFeeder({
      db,
      clock,
      log,
      processId,
      begin: () => lease.begin(schedulerLease),
      onCalls: wake.wakeSender,
    });
  const scheduler = (): Scheduler =>
    createScheduler({
      db,
      clock,
      log,
      processId,
      begin: () => lease.begin(schedulerLease),
      onFired: (shards) => {
        deps.metrics.fired(shards.length);
        wake.wakeDispatch(shards);
      },
    });

  return {
    dispatcher: roles.includes('workers') ? dispatcher() : undefined,
    scheduler: roles.includes('scheduler') ? scheduler() : undefined,
    feeder: roles.includes('scheduler') ? feeder() : undefined,
    senders: new Map(roles.includes('sender') ? [...deps.bots.values()].map((bot) => [bot.name, senderOf(bot)]) : []),
  };
}

function leasesOf(bots: readonly string[]): string[] {
  const shards = Array.from({ length: shardCount }, (_, shard) => shardLease(shard));
  return [...shards, schedulerLease, ...bots.flatMap((bot) => [pollerLease(bot), senderLease(bot)])];
}

function shardsAmong(leases: readonly string[]): number[] {
  const all = Array.from({ length: shardCount }, (_, shard) => shard);
  return all.filter((shard) => leases.includes(shardLease(shard)));
}

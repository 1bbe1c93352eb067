import { LeaseLostError } from '@durabot/bot-api';
import { isDatabaseUnavailable, type Database, type Listener, type Log } from '@durabot/postgres';
import type { Clock } from './clock.ts';
import { createCommitter } from './dispatch/committer.ts';
import { createDispatcher } from './dispatch/dispatcher.ts';
import { createEntryHandler } from './dispatch/handle-entry.ts';
import type { Ids } from './ids.ts';
import { registerProcess } from './lease/process-lease.ts';
import { sweep } from './operations/sweep.ts';
import type { StageMetrics } from './operations/metrics.ts';
import type { HoldPoint, RunningBot } from './running-bot.ts';
import { createScheduler } from './scheduler/scheduler.ts';
import { createSender } from './sender/sender.ts';
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
  concurrency: number;
  sendConcurrency: number;
  maxAttempts: number;
  handlerTimeoutMs: number;
  pacing: boolean;
  holdPoint: HoldPoint;
  onLeaseLost: () => void;
}

/** The stages of one process between its registration and the loss or return of its leases. */
export interface Incarnation {
  /** Whether this process holds the lease of that name, for example `poller/repair`. */
  owns(lease: string): boolean;
  /** New entries are in the inbox. */
  wakeDispatch(): void;
  wakeSender(bot: string): void;
  stop(untilMs: number): Promise<void>;
}

const renewMs = 1_000;
const sweepMs = 60_000;
/** To give the leases back, whatever became of the deadline. */
const leaveMs = 500;

/** Registers this process and starts its stages. @throws DatabaseError when the database is away */
export async function startIncarnation(deps: IncarnationDeps): Promise<Incarnation> {
  const { db, log, clock, bots } = deps;
  const processId = deps.ids.owner();
  const leases = [...bots.keys()].flatMap((bot) => [`poller/${bot}`, `sender/${bot}`]);
  const lease = await registerProcess({ db, log, processId, leases });
  try {
    await lease.renew();
  } catch (error) {
    await lease.release();
    throw error;
  }

  const senders = new Map(
    [...bots.values()].map((bot) => [
      bot.name,
      createSender({
        ...deps,
        bot,
        processId,
        maySend: () => lease.owns(`sender/${bot.name}`) && deps.connected.has(bot.name),
        concurrency: deps.sendConcurrency,
      }),
    ]),
  );
  const wakeSender = (bot: string): void => senders.get(bot)?.wake();
  const handle = createEntryHandler({
    ...deps,
    processId,
    committer: createCommitter({ db, clock, processId }),
    onCalls: wakeSender,
  });
  const dispatcher = createDispatcher({ ...deps, handle, shards: lease.shards, bots: () => [...deps.connected] });
  const scheduler = createScheduler({
    db,
    clock,
    log,
    processId,
    shards: lease.shards,
    onFired: () => dispatcher.wake(),
  });
  const stopping = new AbortController();
  const listener: Listener | undefined = await db
    .listen('durabot_inbox', () => dispatcher.wake())
    .catch(() => undefined);

  for (const sender of senders.values()) sender.start();
  dispatcher.start();
  scheduler.start();
  const renewing = renewUntilStopped();
  const sweeping = sweepUntilStopped();

  return {
    owns: lease.owns,
    wakeDispatch: () => dispatcher.wake(),
    wakeSender,
    stop: async (untilMs) => {
      // A handler that does not end in time is left behind: nothing of it is committed, its entry stays in the inbox.
      await withinDeadline(clock, untilMs, Promise.all([scheduler.drain(), dispatcher.drain()]));
      await withinDeadline(clock, untilMs, Promise.all([...senders.values()].map((sender) => sender.drain(untilMs))));
      stopping.abort();
      // A database that does not answer cannot take the leases back; others will take them over.
      await withinDeadline(clock, Math.max(untilMs, clock.nowMs() + leaveMs), leave());
    },
  };

  async function leave(): Promise<void> {
    await Promise.all([renewing, sweeping]);
    await listener?.stop();
    await lease.release();
  }

  async function renewUntilStopped(): Promise<void> {
    while (!stopping.signal.aborted) {
      await clock.sleep(renewMs, stopping.signal);
      if (stopping.signal.aborted) return;
      try {
        await lease.renew();
      } catch (error) {
        if (error instanceof LeaseLostError) return deps.onLeaseLost();
        if (!isDatabaseUnavailable(error)) log.error({ error: String(error) }, 'leases not renewed');
      }
    }
  }

  /** Beside the renewal, never in it: a slow sweep must not make this process look dead. */
  async function sweepUntilStopped(): Promise<void> {
    for (;;) {
      await clock.sleep(sweepMs, stopping.signal);
      if (stopping.signal.aborted) return;
      try {
        await sweep(db, clock.nowMs());
      } catch (error) {
        if (!isDatabaseUnavailable(error)) log.error({ error: String(error) }, 'leftovers not swept');
      }
    }
  }
}

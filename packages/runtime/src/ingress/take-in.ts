import type { Database, Log } from '@durabot/postgres';
import type { Update } from '@grammyjs/types';
import type { Clock } from '../clock.ts';
import type { AppendResult } from '../inbox/inbox.ts';
import { storeUpdates } from '../inbox/store-updates.ts';
import type { StageMetrics } from '../operations/metrics.ts';
import type { HoldPoint, RunningBot } from '../running-bot.ts';
import type { Tracer } from '../tracing/tracer.ts';
import { noteStored } from './note-stored.ts';

/** Updates that are in the inbox, and what is to follow. */
export interface Stored {
  result: AppendResult;
  /** Lets them be handled. */
  begin(): void;
}

export interface TakeInDeps {
  db: Database;
  clock: Clock;
  log: Log;
  metrics: StageMetrics;
  holdPoint: HoldPoint | undefined;
  tracer: Tracer | undefined;
  /** Runs what stores the updates, as the stages want it. */
  storing: (store: () => Promise<AppendResult>) => Promise<Stored>;
}

/** Stores updates of a bot, with the cursor behind them where they were polled, and lets them be handled. */
export type TakeIn = (bot: RunningBot, updates: readonly Update[], nextOffset?: number) => Promise<void>;

/** Every way in ends here. @throws DatabaseError when the database is away; nothing is confirmed then */
export function createTakeIn(deps: TakeInDeps): TakeIn {
  const { db, clock, log, metrics, holdPoint } = deps;
  return async ({ name: bot, generation }, updates, nextOffset) => {
    await holdPoint?.('ingress:before-append', { bot, updates: updates.length });
    const startMs = clock.nowMs();
    const batch = { bot, generation, updates, ...(nextOffset !== undefined && { nextOffset }) };
    const { result, begin } = await deps.storing(() => storeUpdates(db, log, batch, startMs));
    noteStored(deps, { bot, updates, result, startMs, endMs: clock.nowMs() });
    await holdPoint?.('ingress:after-append', { bot, updates: updates.length });
    metrics.received(bot, result.stored, result.repeated);
    begin();
  };
}

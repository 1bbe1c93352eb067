import { codeOf, TelegramError, verdictOf, type BotApiClient } from '@durabot/bot-api';
import type { Database, Log } from '@durabot/postgres';
import type { Update } from '@grammyjs/types';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { AppendResult } from '../inbox/inbox.ts';
import { storeUpdates } from '../inbox/store-updates.ts';
import type { HoldPoint } from '../running-bot.ts';
import type { IngressState } from '../runtime.ts';

export interface PollerDeps {
  bot: string;
  generation: number;
  client: BotApiClient;
  db: Database;
  clock: Clock;
  log: Log;
  holdPoint: HoldPoint;
  /** Only the holder of the bot's lease polls. */
  mayPoll: () => boolean;
  onStored: (result: AppendResult) => void;
  onState: (state: IngressState, problem: string | undefined) => void;
  allowedUpdates?: readonly string[] | undefined;
}

/** Seconds the server may hold an empty poll open; it caps at 50. */
const pollSeconds = 30;
const updates = z.array(z.looseObject({ update_id: z.int() }));

/**
 * Long polling: the cursor moves only in the statement that stores the batch, so a crash anywhere loses nothing,
 * and what is delivered a second time is recognized. Runs until `signal` aborts or the token is refused.
 */
export async function poll(deps: PollerDeps, signal: AbortSignal): Promise<void> {
  const { bot, client, db, clock, log } = deps;
  let pauseMs = 500;
  let offset: number | undefined;
  let healthy = false;
  while (!signal.aborted) {
    if (!deps.mayPoll()) {
      offset = undefined;
      await clock.sleep(500, signal);
      continue;
    }
    try {
      offset ??= await readOffset();
      // The first one after trouble does not wait, so that its end is known at once.
      const batch = await fetchBatch(offset, healthy ? pollSeconds : 0);
      healthy = true;
      deps.onState('running', undefined);
      pauseMs = 500;
      if (batch.length === 0) continue;
      await deps.holdPoint('ingress:before-append', { bot, updates: batch.length });
      // The last one, not the largest: ids can restart lower.
      const nextOffset = (batch.at(-1)?.update_id ?? 0) + 1;
      const stored = await storeUpdates(
        db,
        log,
        { bot, generation: deps.generation, updates: batch, nextOffset },
        clock.nowMs(),
      );
      await deps.holdPoint('ingress:after-append', { bot, updates: batch.length });
      offset = nextOffset;
      deps.onStored(stored);
    } catch (error) {
      if (signal.aborted) return;
      offset = undefined;
      healthy = false;
      const problem = problemOf(error);
      deps.onState(problem.state, problem.text);
      log[problem.state === 'unauthorized' ? 'error' : 'warn'](
        { bot, code: codeOf(error), advice: problem.text },
        'updates not fetched',
      );
      if (problem.state === 'unauthorized') return;
      const verdict = verdictOf(error);
      const waitMs = verdict.kind === 'wait' ? verdict.waitMs : pauseMs;
      await clock.sleep(waitMs, signal);
      pauseMs = Math.min(pauseMs * 2, problem.state === 'conflict' ? 15_000 : 5_000);
    }
  }

  async function fetchBatch(from: number | undefined, waitSeconds: number): Promise<Update[]> {
    const answer = await client.call(
      'getUpdates',
      { offset: from, limit: 100, timeout: waitSeconds, allowed_updates: deps.allowedUpdates },
      { signal, timeoutMs: (pollSeconds + 15) * 1000 },
    );
    return updates.parse(answer);
  }

  async function readOffset(): Promise<number | undefined> {
    const { rows } = await db.query<{ next_offset: number | null }>(
      'select next_offset from durabot.bot where name = $1',
      [bot],
    );
    return rows[0]?.next_offset ?? undefined;
  }
}

/** What an operator should read about trouble between a bot and Telegram. */
export function problemOf(error: unknown): { state: IngressState; text: string } {
  if (error instanceof TelegramError) {
    if (error.kind === 'unauthorized' || (error.kind === 'notFound' && verdictOf(error).kind === 'stop')) {
      return {
        state: 'unauthorized',
        text: 'Telegram does not accept the token. Take the current one from @BotFather and start again.',
      };
    }
    if (error.kind === 'conflict' && error.conflictWith === 'webhook') {
      return {
        state: 'conflict',
        text: 'A webhook is set for this bot, so it cannot poll. Delete the webhook, or set WEBHOOK_URL to use webhooks.',
      };
    }
    if (error.kind === 'conflict') {
      return { state: 'conflict', text: 'Another program polls with the same token. Stop it; this one tries again.' };
    }
    return { state: 'unavailable', text: `Telegram answered ${error.status} (${error.code}); trying again.` };
  }
  return { state: 'unavailable', text: `Telegram or the database is out of reach (${codeOf(error)}); trying again.` };
}

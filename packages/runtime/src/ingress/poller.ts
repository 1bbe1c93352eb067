import { codeOf, TelegramError, verdictOf, type BotApiClient } from '@durabot/bot-api';
import type { Database, Log } from '@durabot/postgres';
import type { Update } from '@grammyjs/types';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { IngressState } from '../runtime.ts';
import type { Turn } from './turns.ts';

export interface PollerDeps {
  bot: string;
  generation: number;
  client: BotApiClient;
  db: Database;
  clock: Clock;
  log: Log;
  /**
   * Begins one poll as the only process that polls for this bot; nothing when that is another one. Its signal ends the
   * request, because the runtime stops or another process is to go on; a batch that is there is stored all the same.
   */
  begin: () => Turn | undefined;
  /** Stores a batch together with the cursor behind it, and lets it be handled. */
  store: (batch: readonly Update[], nextOffset: number) => Promise<void>;
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
    const turn = deps.begin();
    if (turn === undefined) {
      offset = undefined;
      healthy = false;
      await clock.sleep(500, signal);
      continue;
    }
    try {
      offset ??= await readOffset();
      // The first one after trouble does not wait, so that its end is known at once.
      const batch = await fetchBatch(offset, healthy ? pollSeconds : 0, turn.signal);
      healthy = true;
      deps.onState('running', undefined);
      pauseMs = 500;
      if (batch.length === 0) continue;
      // The last one, not the largest: ids can restart lower.
      const nextOffset = (batch.at(-1)?.update_id ?? 0) + 1;
      await deps.store(batch, nextOffset);
      offset = nextOffset;
    } catch (error) {
      offset = undefined;
      healthy = false;
      if (signal.aborted) return;
      if (turn.signal.aborted) continue;
      const problem = problemOf(error);
      deps.onState(problem.state, problem.text);
      log[problem.state === 'unauthorized' ? 'error' : 'warn'](
        { bot, code: codeOf(error), advice: problem.text },
        'updates not fetched',
      );
      if (problem.state === 'unauthorized') return;
      const verdict = verdictOf(error);
      const waitMs = verdict.kind === 'wait' ? verdict.waitMs : pauseMs;
      turn.done();
      await clock.sleep(waitMs, signal);
      pauseMs = Math.min(pauseMs * 2, problem.state === 'conflict' ? 15_000 : 5_000);
    } finally {
      turn.done();
    }
  }

  async function fetchBatch(from: number | undefined, waitSeconds: number, turnSignal: AbortSignal): Promise<Update[]> {
    const answer = await client.call(
      'getUpdates',
      { offset: from, limit: 100, timeout: waitSeconds, allowed_updates: deps.allowedUpdates },
      { signal: turnSignal, timeoutMs: (pollSeconds + 15) * 1000 },
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

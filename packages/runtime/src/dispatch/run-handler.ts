import type { Update } from '@grammyjs/types';
import type { Refusal, TimerContext } from '../context.ts';
import type { DueEntry } from '../inbox/inbox.ts';
import type { JobContext, JobNews } from '../jobs/job.ts';
import type { RunningBot } from '../running-bot.ts';
import type { HandlerAttempt } from './handler-attempt.ts';

/** What the scheduler stores as the payload of a timer's entry. */
export interface TimerPayload {
  name: string;
  key: string;
  dueAt: string;
  payload: unknown;
}

/** Gives the entry to the bot's middleware, or to the handler of its timer. */
export async function runHandler(bot: RunningBot, entry: DueEntry, attempt: HandlerAttempt): Promise<void> {
  if (entry.kind === 'job') return handleNews(bot, entry, attempt);
  if (entry.kind === 'refusal') return handleRefusal(bot, entry, attempt);
  if (entry.kind !== 'timer') {
    // Checked when it was stored: an object with a numeric update_id.
    await bot.bot.handleUpdate(entry.payload as Update);
    return;
  }
  // Written by our own scheduler.
  const timer = entry.payload as TimerPayload;
  const handler = bot.timers[timer.name];
  if (handler === undefined) throw new Error(`The bot ${entry.bot} has no handler for the timer "${timer.name}".`);
  const ctx: TimerContext = {
    api: bot.bot.api,
    durable: attempt,
    chatId: entry.chatId ?? 0,
    userId: entry.userId,
    topicId: entry.topicId,
    timer: { name: timer.name, key: timer.key, payload: timer.payload, dueAt: new Date(timer.dueAt) },
  };
  await handler(ctx);
}

async function handleNews(bot: RunningBot, entry: DueEntry, attempt: HandlerAttempt): Promise<void> {
  // Written by our own runner of jobs.
  const job = entry.payload as JobNews;
  const { chatId = 0, userId, topicId } = entry;
  const ctx: JobContext = { api: bot.bot.api, durable: attempt, chatId, userId, topicId, job };
  await bot.jobs[job.name]?.[job.status]?.(ctx);
}

async function handleRefusal(bot: RunningBot, entry: DueEntry, attempt: HandlerAttempt): Promise<void> {
  // Written when the call was settled.
  const refusal = entry.payload as Refusal;
  const handler = bot.refusals[refusal.name];
  if (handler === undefined) throw new Error(`The bot ${entry.bot} has no handler for the refusal "${refusal.name}".`);
  await handler({ api: bot.bot.api, durable: attempt, chatId: entry.chatId ?? 0, refusal });
}

/** grammY wraps what a handler throws, together with the context. */
export function unwrapped(error: unknown): unknown {
  return error instanceof Error && error.name === 'BotError' && 'ctx' in error && 'error' in error
    ? error.error
    : error;
}

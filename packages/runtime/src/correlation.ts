import type { InboxEntry } from './inbox/inbox.ts';

/**
 * The name of an update in logs, traces and the outbox: `repair:u123456789`. It is made of what Telegram sent, so that every
 * process knows it, and goes on with whatever the update causes: its calls, timers, jobs and what comes of those.
 */
export function correlationOfUpdate(bot: string, updateId: number): string {
  return `${bot}:u${updateId}`;
}

/** The name of what an entry goes back to; the entry itself where nothing stands behind it, as with a run of a schedule. */
export function correlationOf(entry: Pick<InboxEntry, 'id' | 'bot' | 'updateId' | 'correlationId'>): string {
  if (entry.correlationId !== undefined) return entry.correlationId;
  return entry.updateId === undefined ? `${entry.bot}:e${entry.id}` : correlationOfUpdate(entry.bot, entry.updateId);
}

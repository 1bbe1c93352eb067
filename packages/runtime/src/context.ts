import type { Tx } from '@durabot/postgres';
import type { Update } from '@grammyjs/types';
import type { MiddlewareFn, Context, Api } from 'grammy';
import type { DialogStore } from './dialog/dialog-store.ts';
import type { Jobs } from './jobs/job.ts';
import type { Schedule } from './scheduler/schedule.ts';
import { currentAttempt } from './dispatch/current-attempt.ts';

/** What one attempt at one inbox entry may read and write; everything it writes is one commit with the entry. */
export interface Attempt {
  readonly bot: string;
  /** The inbox entry, for logs and idempotency keys. */
  readonly entry: EntryInfo;
  /** Opens the attempt's transaction at the first use; business rows written through it are committed with the rest. */
  tx(): Promise<Tx>;
  /** The whole album, where the update is its first part and the bot takes albums together. */
  readonly album: Album | undefined;
  readonly dialog: DialogStore;
  readonly timers: Timers;
  readonly schedules: Schedules;
  readonly jobs: Jobs;
  /** Reads and writes sessions of grammY's session plugin; see `sessionStorage`. */
  readSession(key: string): Promise<unknown>;
  writeSession(key: string, value: unknown): void;
  /** Puts a Bot API call into the outbox under another class than the default. */
  send(call: OutgoingCall): void;
  readonly signal: AbortSignal;
}

/** Media that were sent together. */
export interface Album {
  /** Telegram's `media_group_id`; parts that come very late are another turn with the same one. */
  readonly id: string;
  /** In the order in which they came. */
  readonly updates: readonly Update[];
}

/** The inbox entry that is being handled. */
export interface EntryInfo {
  readonly id: number;
  readonly chatKey: string;
  readonly kind: string;
  /** 1 for the first attempt. */
  readonly attempt: number;
  readonly receivedAt: Date;
  /** Names what it goes back to in logs and traces, the update `repair:u123456789` say; it goes on with calls, timers and jobs. */
  readonly correlationId: string;
}

/** Sends are paced and ordered by their class; see the README of this package. */
export type CallClass = 'answer' | 'reply' | 'notification' | 'broadcast';

export interface OutgoingCall {
  method: string;
  payload: Record<string, unknown>;
  class?: CallClass;
  /**
   * Who is told in the call's chat when Telegram refuses it for good: the handler in `DurableBot.refusals` with this name. Such
   * a call is no dead letter. Calls without a chat, and those that nobody needs any more, have nobody told.
   */
  onRefused?: { name: string; payload?: unknown };
}

/** Given to what handles a refusal; `api` captures calls like a context's. */
export interface RefusalContext {
  readonly api: Api;
  readonly durable: Attempt;
  readonly chatId: number;
  readonly refusal: Refusal;
}

/** A call that was refused for good, as its chat's inbox has it. */
export interface Refusal {
  readonly name: string;
  /** What the call's `onRefused` gave. */
  readonly payload: unknown;
  readonly method: string;
  /** `UNREACHABLE` when the chat takes no messages any more, otherwise as dead letters have it. */
  readonly code: string;
}

/** Timers of the present chat. They fire once, at or after `dueAt`, as an inbox entry of the chat. */
export interface Timers {
  /** Sets or replaces the timer with this name and key. */
  set(timer: { name: string; key?: string; dueAt: Date; payload?: unknown }): void;
  cancel(name: string, key?: string): void;
}

/** Recurring timers of the present chat; each run reaches the handler of the timer with the schedule's name. */
export interface Schedules {
  /** Sets or replaces the schedule with this name. */
  set(schedule: Schedule): void;
  cancel(name: string): void;
}

/** What the runtime adds to a grammY context by {@link durable}. */
export interface DurableFlavor {
  readonly durable: Attempt;
}

/** A context whose middleware began with {@link durable}. */
export type DurableContext = Context & DurableFlavor;

/** Given to a timer's handler; `api` captures calls like a context's. */
export interface TimerContext {
  readonly api: Api;
  readonly durable: Attempt;
  readonly chatId: number;
  readonly userId: number | undefined;
  readonly topicId: number | undefined;
  readonly timer: { name: string; key: string; payload: unknown; dueAt: Date };
}

/**
 * First middleware of a bot that uses the runtime's own means (`ctx.durable`).
 * A plain grammY bot does not need it: its calls are captured all the same.
 */
export function durable<C extends DurableContext>(): MiddlewareFn<C> {
  return (ctx, next) => {
    Object.defineProperty(ctx, 'durable', { value: currentAttempt(), enumerable: false });
    return next();
  };
}

import type { Api } from 'grammy';
import type { Attempt } from '../context.ts';

/**
 * Long work of a bot: transcription, a language model, an export. It runs outside of chats and transactions, at least once;
 * what it gives comes back as an entry of the chat that asked for it, once and in the chat's order.
 */
export interface JobDefinition {
  /**
   * Does the work. What it returns (as JSON) is the result. What it throws means another attempt after 3, 7, 20, … seconds,
   * not before its delay for a `RetryLaterError`, or the end for a `TerminalError`.
   */
  run(job: RunningJob): Promise<unknown>;
  /** Handles the result in the chat. */
  done?: (ctx: JobContext) => Promise<void>;
  /** Handles the end without a result in the chat; `ctx.job.reason` says why. */
  failed?: (ctx: JobContext) => Promise<void>;
  /** Handles what `report` told, in the chat. */
  progress?: (ctx: JobContext) => Promise<void>;
  /** Attempts before it is buried; 5. */
  maxAttempts?: number;
  /**
   * Runs it by the clock (UTC), without a chat: a crontab pattern, and for how long back runs are made up that were missed
   * while nothing ran.
   */
  cron?: { pattern: string; catchUpMs: number };
}

/** One attempt at a job. */
export interface RunningJob {
  readonly id: number;
  readonly payload: unknown;
  /** 1 for the first. */
  readonly attempt: number;
  /** Aborts when the process stops. */
  readonly signal: AbortSignal;
  /** Tells the chat how far it is: the definition's `progress` handles it. Once a second at most; what comes sooner is left out. */
  report(progress: unknown): Promise<void>;
  /**
   * Reads a file that somebody sent to the bot, by its `file_id`.
   *
   * @param maxBytes 20 MiB unless said otherwise, which is what the hosted Bot API hands out
   * @throws TelegramError when Telegram does not hand it out
   * @throws DownloadError when it does not arrive whole, or is larger
   */
  fetchFile(fileId: string, maxBytes?: number): Promise<Buffer>;
}

/** Given to what handles a job's news in its chat; `api` captures calls like a context's. */
export interface JobContext {
  readonly api: Api;
  readonly durable: Attempt;
  readonly chatId: number;
  readonly userId: number | undefined;
  readonly topicId: number | undefined;
  readonly job: JobNews;
}

/** What became of a job, as its chat's inbox has it. */
export interface JobNews {
  readonly id: number;
  readonly name: string;
  readonly payload: unknown;
  readonly status: 'done' | 'failed' | 'progress';
  /** What `run` returned, or what it reported. */
  readonly result?: unknown;
  /** Why there is no result. */
  readonly reason?: string;
}

/** A job to be done. */
export interface NewJob {
  name: string;
  payload?: unknown;
  /** Jobs of the same key run one after another, in the order of their commits. */
  serialKey?: string;
  /** A job of the same key that has not begun is replaced by this one. */
  key?: string;
  runAt?: Date;
}

/** Jobs of the present chat. They are there when the attempt is committed, or not at all. */
export interface Jobs {
  add(job: NewJob): void;
}

import type { Secret } from '@durabot/bot-api';
import type { Database, Log } from '@durabot/postgres';
import type { LiveEvents, Redis } from '@durabot/redis';
import type { Api } from 'grammy';
import type { Update, UserFromGetMe } from '@grammyjs/types';
import type { FastifyPluginAsync } from 'fastify';
import type { Registry } from 'prom-client';
import type { Clock } from './clock.ts';
import type { RefusalContext, TimerContext } from './context.ts';
import type { Dialog } from './dialog/define-dialog.ts';
import type { DialogStorageKind } from './dispatch/dialog-storage.ts';
import type { Ids } from './ids.ts';
import type { JobDefinition } from './jobs/job.ts';
import type { Liveness } from './lease/process-lease.ts';
import type { MigrateRows } from './migrate-chat.ts';
import type { Role } from './lease/roles.ts';
import type { Tracer } from './tracing/tracer.ts';

/** What the runtime needs of a grammY `Bot`, whatever its context type. */
export interface HandlesUpdates {
  readonly api: Api;
  botInfo: UserFromGetMe;
  handleUpdate(update: Update): Promise<void>;
}

/** A grammY bot and how the runtime starts it. Handlers are the bot's own middleware, unchanged. */
export interface DurableBot {
  /** Its name in the inbox, metrics and logs: `repair`. */
  name: string;
  bot: HandlesUpdates;
  token: Secret;
  /** Where the Bot API answers, without a slash at the end. */
  apiRoot: string;
  ingress: { kind: 'polling' } | { kind: 'webhook'; url: string; secretToken: Secret };
  /** By timer name. */
  timers?: Record<string, (ctx: TimerContext) => Promise<void>>;
  /** Its dialogs, so that operators can see which stored ones this build can go on with; see `reportDialogs`. */
  dialogs?: readonly Dialog[];
  /** Long work, by name. Their engine has connections of its own. */
  jobs?: Record<string, JobDefinition>;
  /** What is told of calls that Telegram refused, by the name that the call gave; see `OutgoingCall.onRefused`. */
  refusals?: Record<string, (ctx: RefusalContext) => Promise<void>>;
  /** Called once when the bot is reachable, to set commands and the like; calls are captured. */
  onReady?: (bot: HandlesUpdates) => Promise<void>;
  /** What a user reads when a handler failed for good; plain text. */
  apology?: (languageCode: string | undefined) => string;
  /** What answers a press that came twice and counts once; no longer than 200 characters. */
  repeatedPress?: (languageCode: string | undefined) => string;
  /** Kinds of updates to receive; Telegram's default leaves out member and reaction updates. */
  allowedUpdates?: readonly string[];
  /**
   * `together`: the parts of an album are one turn, with all of them in `ctx.durable.album`; it waits 1.2 s for the next part.
   * `apart`, as grammY has it, unless said otherwise.
   */
  albums?: 'together' | 'apart';
  /** Lets the bot's own rows follow a group that became a supergroup, in the transaction that moves everything else. */
  migrateRows?: MigrateRows;
  /** Appended to a message that is sent again because nobody knows whether the first one arrived. */
  repeatMark?: (languageCode: string | undefined) => string;
}

export interface RuntimeOptions {
  db: Database;
  log: Log;
  bots: readonly DurableBot[];
  registry: Registry;
  clock?: Clock;
  ids?: Ids;
  /** What this process does of the pipeline; all of it unless said otherwise. Some process must do each part. */
  roles?: readonly Role[];
  /** When processes are taken for dead; all processes of a database must say the same. A second, and four. */
  liveness?: Partial<Liveness>;
  /** How many chats are handled at the same time. */
  concurrency?: number;
  /** How many Bot API calls of one bot may be under way; 30. More are faster where answers take long, and more are marked repeats when the process dies. */
  sendConcurrency?: number;
  /** How many jobs run at the same time; 5. */
  jobConcurrency?: number;
  /** A handler that takes longer counts as failed; 60 s. */
  handlerTimeoutMs?: number;
  /**
   * A press of the same button by the same person that comes in so soon after the end of the first one is that press once
   * more; it is acknowledged and not handled. 500 ms; 0 is not the same as off, -1 is.
   */
  repeatedPressMs?: number;
  /** How often a handler is tried before its entry is buried. */
  maxAttempts?: number;
  /** Adds `X-Client-Request` to each send, so that a simulator can tell a repeat; for tests. */
  clientMarker?: boolean;
  pacing?: boolean;
  /** Where open dialogs are shown to other tools. It may be away at any time: nothing waits for it or hangs on it. */
  redis?: Redis;
  /** Is told of each stretch on the way from an update to its answers. Without it nothing is measured for it. */
  tracer?: Tracer;
  /** Is told what happens to entries and calls, by their ids; for pages that look on. */
  events?: Pick<LiveEvents, 'tell'>;
  /** Where dialogs are read; from the table unless said otherwise. */
  dialogStorage?: DialogStorageKind;
  /** Named places where a test can hold the pipeline. */
  holdPoint?: (name: string, detail: Record<string, unknown>) => Promise<void> | undefined;
}

/** What a bot's ingress is doing; `unauthorized` stopped for good, the others are tried again. */
export type IngressState = 'starting' | 'running' | 'unauthorized' | 'conflict' | 'unavailable' | 'stopped';

export interface BotStatus {
  name: string;
  username: string | undefined;
  ingress: IngressState;
  /** What went wrong last and what to do about it. */
  problem: string | undefined;
  /** An operator has stopped it: its updates are stored and wait. */
  paused: boolean;
  /** So many of its chats are stopped by an operator. */
  pausedChats: number;
}

export interface RuntimeStatus {
  ready: boolean;
  databaseUp: boolean;
  dialogStorage: DialogStorageKind;
  bots: BotStatus[];
}

export interface Runtime {
  /** Takes its leases, starts handling. Resolves when every bot is running or its trouble is known. */
  start(): Promise<void>;
  /** Stops fetching, lets handlers end until the deadline, releases the rest; loses nothing. */
  stop(options: { deadlineMs: number }): Promise<void>;
  status(): RuntimeStatus;
  /** Serves `POST /telegram/<bot name>` for bots with webhooks. */
  webhooks: FastifyPluginAsync;
}

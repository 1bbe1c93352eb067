import type { BotApiClient } from '@durabot/bot-api';
import type { RefusalContext, TimerContext } from './context.ts';
import type { KnownDialog } from './dialog/known-dialogs.ts';
import type { JobDefinition } from './jobs/job.ts';
import type { MigrateRows } from './migrate-chat.ts';
import type { HandlesUpdates, IngressState } from './runtime.ts';

/** A named place where a test can hold the pipeline. */
export type HoldPoint = (name: string, detail: Record<string, unknown>) => Promise<void> | undefined;

/** A bot while the runtime runs it. */
export interface RunningBot {
  readonly name: string;
  readonly bot: HandlesUpdates;
  readonly client: BotApiClient;
  readonly timers: Readonly<Record<string, (ctx: TimerContext) => Promise<void>>>;
  readonly refusals: Readonly<Record<string, (ctx: RefusalContext) => Promise<void>>>;
  readonly apology: (languageCode: string | undefined) => string;
  readonly repeatMark: (languageCode: string | undefined) => string;
  readonly repeatedPress: (languageCode: string | undefined) => string;
  /** What this build knows of its dialogs. */
  readonly dialogs: readonly KnownDialog[] | undefined;
  readonly jobs: Readonly<Record<string, JobDefinition>>;
  readonly albums: 'together' | 'apart';
  readonly migrateRows: MigrateRows | undefined;
  state: IngressState;
  problem: string | undefined;
  /** Grows when the name gets another Telegram account. */
  generation: number;
}

import type { StoredDialog } from '../dialog/dialog-store.ts';
import type { NewJob } from '../jobs/job.ts';
import type { StagedCall } from '../outbox/outbox-call.ts';

/** What one attempt wants to write beside its business rows; the last word per key wins. */
export interface StagedWrites {
  calls: StagedCall[];
  /** By dialog id; undefined removes it. */
  dialogs: Map<string, StoredDialog | undefined>;
  /** By name and key; undefined cancels it. */
  timers: Map<string, StagedTimer>;
  schedules: Map<string, StagedSchedule>;
  jobs: NewJob[];
  /** Sessions of plain grammY bots, by key; undefined removes it. */
  sessions: Map<string, unknown>;
}

export interface StagedTimer {
  name: string;
  key: string;
  /** Undefined cancels. */
  dueAt: Date | undefined;
  payload: unknown;
}

export interface StagedSchedule {
  name: string;
  /** Undefined cancels. */
  nextAt: Date | undefined;
  rule: unknown;
  missed: 'skip' | 'once' | 'each';
  payload: unknown;
}

/** The place and the person that the writes of an attempt belong to. */
export interface AttemptOwner {
  bot: string;
  entryId: number;
  shard: number;
  chatKey: string;
  chatId: number | undefined;
  userId: number | undefined;
  topicId: number | undefined;
  correlationId: string;
}

export function noWrites(): StagedWrites {
  return { calls: [], dialogs: new Map(), timers: new Map(), schedules: new Map(), jobs: [], sessions: new Map() };
}

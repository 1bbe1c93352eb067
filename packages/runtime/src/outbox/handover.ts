import type { CommittedCall } from './committed-call.ts';
import type { StagedCall } from './outbox-call.ts';

/**
 * What one commit has to do with the senders of its process: it asks which calls it may begin, and says how it ended.
 * Made right before the commit's statement; one of its ends is told in any case.
 */
export interface Handover {
  /**
   * Whether the commit may record the attempt at this call, provided that nothing else waits in its lane. Asked of the
   * first call of a lane only. What is begun is made as soon as it is written.
   */
  mayBegin(bot: string, call: StagedCall): boolean;
  /** These calls are in the outbox now, in the order of their ids. */
  written(calls: readonly CommittedCall[]): void;
  /** Nothing was written; or, where the database was away, nobody knows. */
  failed(error?: unknown): void;
}

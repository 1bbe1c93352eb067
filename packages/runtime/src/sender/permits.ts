import type { Clock } from '../clock.ts';
import type { CommittedCall } from '../outbox/committed-call.ts';
import type { StagedCall } from '../outbox/outbox-call.ts';
import type { PaceMark, PacedCall, Pacer } from './pacing/pacer.ts';

/**
 * The sender's leave for one commit to begin calls: to record the first attempt at them in the statement that writes them.
 * It ends once, by one of its ends; the sender's lease stays until then.
 */
export interface Permit {
  /** Whether the commit may begin this call, if its lane is free. It counts for the room and the pace from now on. */
  take(call: StagedCall): boolean;
  /** The commit is over, and these of its calls are begun: all that is left to do is to make them. */
  end(begun: readonly CommittedCall[]): void;
  /** Nobody knows whether the commit has happened. */
  lose(): void;
}

/** What a permit has come to. */
export interface PermitEnd {
  begun: readonly CommittedCall[];
  /** Before the commit's statement: the process had the right to commit at this time or later. */
  openedAtMs: number;
  /** What the calls are to be postponed from. */
  mark: PaceMark;
  /** The sender has looked for attempts that nobody makes, and may have found these: they are not this commit's any more. */
  revoked: boolean;
  /** Nobody knows what is begun. */
  lost: boolean;
}

/** The permits of one sender. */
export interface Permits {
  open(onEnd: (end: PermitEnd) => void): Permit;
  /** Calls that may be begun by commits under way. */
  taken(): number;
  /** What commits under way begin counts no more. */
  revoke(): void;
}

export function createPermits(deps: {
  clock: Clock;
  pacer: Pick<Pacer, 'earliestAt' | 'take' | 'mark'>;
  /** How the pacer sees a call; nothing when it may not be begun now. */
  mayTake: (call: StagedCall) => PacedCall | undefined;
}): Permits {
  const { clock, pacer } = deps;
  const open = new Set<{ taken: number; revoked: boolean }>();
  let taken = 0;

  return {
    open: (onEnd) => {
      const permit = { taken: 0, revoked: false };
      open.add(permit);
      const openedAtMs = clock.nowMs();
      const mark = pacer.mark();
      const end = (begun: readonly CommittedCall[], lost: boolean): void => {
        if (!open.delete(permit)) return;
        taken -= permit.taken;
        onEnd({ begun, openedAtMs, mark, revoked: permit.revoked, lost });
      };
      return {
        take: (call) => {
          const paced = deps.mayTake(call);
          const nowMs = clock.nowMs();
          if (paced === undefined || pacer.earliestAt(paced, nowMs) > nowMs) return false;
          // Should the lane not be free, it is counted twice: that makes the pace slower by one, and never faster.
          pacer.take(paced, nowMs);
          permit.taken += 1;
          taken += 1;
          return true;
        },
        end: (begun) => end(begun, false),
        lose: () => end([], permit.taken > 0),
      };
    },
    taken: () => taken,
    revoke: () => {
      for (const permit of open) permit.revoked = true;
    },
  };
}

import type { Fact } from './fact.ts';

/** What became of something that somebody wanted to do. Expected, each of them; an error is none of these. */
export type Outcome =
  | Applied
  /** The same, done by the same person before; the result stands. */
  | { readonly kind: 'already_applied_by_me'; readonly rev: number }
  | { readonly kind: 'already_applied_by_other'; readonly name: string; readonly at: Date; readonly rev: number }
  /** `reason` is the name of a condition, from the tables or beside them. */
  | { readonly kind: 'not_allowed_now'; readonly reason: string; readonly rev: number }
  | {
      readonly kind: 'illegal_transition';
      readonly of: 'order' | 'visit' | 'offer';
      readonly from: string | undefined;
      readonly event: string;
      readonly rev: number;
    }
  | { readonly kind: 'not_found' };

/** `stale_but_compatible`: what was seen had changed, and this goes with the change. */
export interface Applied {
  readonly kind: 'applied' | 'stale_but_compatible';
  readonly rev: number;
  /** What happened, for whoever tells people. Nothing has been sent. */
  readonly facts: readonly Fact[];
}

export function isApplied(outcome: Outcome): outcome is Applied {
  return outcome.kind === 'applied' || outcome.kind === 'stale_but_compatible';
}

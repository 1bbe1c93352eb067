import { ApiError } from '../api/http.ts';
import type { Phrases } from '../i18n/texts.ts';
import { explainRefusal } from './refusal.ts';

/** Why something a person did has not come about. */
export type Failure = { kind: 'offline' } | { kind: 'refused'; reason: string };

export function failureOf(error: unknown): Failure {
  if (error instanceof ApiError && error.status === 0) return { kind: 'offline' };
  return { kind: 'refused', reason: error instanceof Error ? error.message : String(error) };
}

/** For a person: a browser's own words for a missing line ("Failed to fetch") say nothing to them. */
export function failureText(failure: Failure, { t, fill }: Pick<Phrases, 't' | 'fill'>): string {
  if (failure.kind === 'offline') return t.unreachable;
  return explainRefusal(failure.reason, t) ?? fill(t.failed, { reason: failure.reason });
}

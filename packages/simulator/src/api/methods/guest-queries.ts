import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { checkInlineResult, readSingleResult } from '../inline-results.ts';

/** Nobody asks a bot as a guest here: it is no member of any chat that could. */
export function answerGuestQuery(call: Call): Answer {
  checkInlineResult(call, readSingleResult(call));
  throw badRequest('query is too old and response timeout expired or query ID is invalid');
}

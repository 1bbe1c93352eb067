import { normaliseText } from './normalise-text.ts';

export type ValidatedText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: 'too_short' | 'too_long' | 'no_digit' };

const shortestText = 4;
export const longestText = 500;

/** What is wrong with the appliance, in 4 to 500 characters. */
export function validateProblem(input: string): ValidatedText {
  const text = normaliseText(input);
  const length = Array.from(text).length;
  if (length < shortestText) return { ok: false, reason: 'too_short' };
  if (length > longestText) return { ok: false, reason: 'too_long' };
  return { ok: true, text };
}

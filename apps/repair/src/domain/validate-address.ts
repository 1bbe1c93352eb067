import { validateProblem, type ValidatedText } from './validate-problem.ts';

/** Where to go, in 4 to 500 characters; without a digit there is no house, so it is not an address yet. */
export function validateAddress(input: string): ValidatedText {
  const validated = validateProblem(input);
  if (!validated.ok) return validated;
  return /\p{Nd}/u.test(validated.text) ? validated : { ok: false, reason: 'no_digit' };
}

import { checkLink } from '../urls.ts';
import { badRequest } from './api-error.ts';

/**
 * Checks the address of a button and gives it back in its normal form.
 *
 * @param subject how the refusal names it
 */
export function checkHttpUrl(url: string, subject: string): string {
  const result = checkLink(url);
  if ('problem' in result) throw badRequest(`${subject} '${url}' is invalid: ${result.problem}`);
  return result.url;
}

import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { checkHttpUrl } from '../urls.ts';

const RESULTS: readonly string[] = ['approve', 'decline', 'queue'];
const TOO_OLD = 'query is too old and response timeout expired or query ID is invalid';

/** Bots that guard a chat's entrance are not modelled, so no query ever waits for its answer. */
export function answerChatJoinRequestQuery(call: Call): Answer {
  if (!RESULTS.includes(call.params.text('result'))) throw badRequest('invalid join request query result specified');
  throw badRequest(TOO_OLD);
}

export function sendChatJoinRequestWebApp(call: Call): Answer {
  checkHttpUrl(call.params.text('web_app_url'), 'Web App URL');
  throw badRequest(TOO_OLD);
}

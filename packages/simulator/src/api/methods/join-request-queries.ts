import { decideJoinRequest, isGuardLate, queueForOthers, saveJoinRequest } from '../../world/joining.ts';
import type { JoinRequestRecord } from '../../world/member-records.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { checkHttpUrl } from '../urls.ts';

const RESULTS: readonly string[] = ['approve', 'decline', 'queue'];

/** The answer of a bot that guards a chat's entrance. */
export function answerChatJoinRequestQuery(call: Call): Answer {
  const result = call.params.text('result');
  if (!RESULTS.includes(result)) throw badRequest('invalid join request query result specified');
  const request = findQuery(call);
  if (result === 'queue') queueForOthers(call.world, request);
  else decideJoinRequest(call.world, request, call.bot.id, result === 'approve');
  return { result: true };
}

/** The person is asked to open a page first; then the bot has all the time it wants. */
export function sendChatJoinRequestWebApp(call: Call): Answer {
  const url = checkHttpUrl(call.params.text('web_app_url'), 'Web App URL');
  saveJoinRequest(call.world, { ...findQuery(call), webAppUrl: url });
  return { result: true };
}

function findQuery(call: Call): JoinRequestRecord {
  const queryId = call.params.text('chat_join_request_query_id');
  for (const request of call.world.store.tables.joinRequest.values()) {
    const isGuard = call.world.findChat(request.chatId)?.guardBotId === call.bot.id;
    if (queryId === '' || request.queryId !== queryId || !isGuard) continue;
    if (!isGuardLate(call.world, request)) return request;
    // After a restart nobody watches the clock for the bot.
    queueForOthers(call.world, request);
    break;
  }
  throw badRequest('query is too old and response timeout expired or query ID is invalid');
}

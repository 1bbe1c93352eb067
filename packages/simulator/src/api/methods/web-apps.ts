import { answerWebApp, findWebAppQuery } from '../../world/web-apps.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { completeInlineResult } from '../complete-inline-result.ts';
import { checkInlineResult, checkInlineResultOnServer, readSingleResult } from '../inline-results.ts';

const TOO_OLD = 'query is too old and response timeout expired or query ID is invalid';

/** Sends the message that a Mini App asked its bot for, on behalf of the person who opened it. */
export async function answerWebAppQuery(call: Call): Promise<Answer> {
  const { world, bot, params } = call;
  const result = readSingleResult(call);
  checkInlineResult(call, result);
  const id = params.text('web_app_query_id');
  if (findWebAppQuery(world, bot.id, id) === undefined) throw badRequest(TOO_OLD);
  checkInlineResultOnServer(result);
  const content = await completeInlineResult(world, result.record);
  // While the file was fetched, another call may have answered.
  const query = findWebAppQuery(world, bot.id, id);
  const message =
    query === undefined ? undefined : answerWebApp(world, bot, query, { content, markup: result.record.markup });
  if (message === undefined) throw badRequest(TOO_OLD);
  return { result: message.inlineMessageId === undefined ? {} : { inline_message_id: message.inlineMessageId } };
}

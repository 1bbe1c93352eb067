import { answerCallback } from '../../world/callbacks.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { isLongerThan } from '../read-text.ts';

const ANSWER_LENGTH = 200;

export function answerCallbackQuery(call: Call): Answer {
  const { params } = call;
  const text = params.text('text');
  const url = params.text('url');
  const id = params.text('callback_query_id').trim();
  if (isLongerThan(text, ANSWER_LENGTH)) throw badRequest('MESSAGE_TOO_LONG');
  const isKnown = answerCallback(call.world, call.bot.id, id, { text, url, showAlert: params.bool('show_alert') });
  if (!isKnown) throw badRequest('query is too old and response timeout expired or query ID is invalid');
  return { result: true };
}

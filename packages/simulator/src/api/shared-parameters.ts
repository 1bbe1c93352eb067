import { isJsonObject } from '../json.ts';
import { badRequest } from './api-error.ts';
import { checkBusinessChat, noBusinessConnection } from './business-connection.ts';
import type { Call } from './call.ts';
import { SHARED_PARAMETERS } from './generated/readers.ts';
import { requiredInteger } from './json-fields.ts';
import { checkFields, parseObject } from './read-object.ts';

/**
 * Parameters that many methods share and that lead out of the simulator's world: they are checked where their chat
 * is looked up, and then refused, so that nothing is sent to others than those that were meant.
 */
export function checkSharedParameters(call: Call): void {
  const has = (name: keyof typeof SHARED_PARAMETERS): boolean =>
    call.params.text(name) !== '' && SHARED_PARAMETERS[name].has(call.method);
  const isSuggested = has('suggested_post_parameters');
  if (isSuggested) checkSuggestedPost(call.params.text('suggested_post_parameters'));
  if (has('business_connection_id')) {
    checkBusinessChat(call);
    throw noBusinessConnection();
  }
  if (isSuggested) throw badRequest('chat is not an administered channel direct messages chat');
  if (has('ephemeral_message_parameters')) refuseEphemeral(call.params.text('ephemeral_message_parameters'));
}

function checkSuggestedPost(text: string): void {
  const post = parseObject(text, {
    broken: "can't parse suggested post parameters JSON object",
    other: 'object expected as suggested post parameters',
  });
  const { price } = post;
  if (price !== undefined) {
    if (!isJsonObject(price)) throw badRequest('object expected as suggested post price');
    checkFields(price, 'suggested_post_price');
    checkPrice(String(price['currency']), Number(price['amount']));
  }
  checkFields(post, 'input_suggested_post_info');
}

const NANOTONS = 10_000_000;

function checkPrice(currency: string, amount: number): void {
  if (currency === 'XTR') return;
  if (currency !== 'TON') throw badRequest('invalid suggested post price currency specified');
  if (amount % NANOTONS !== 0) {
    throw badRequest('suggested post price must be divisible by 10000000 nanotoncoins');
  }
}

function refuseEphemeral(text: string): never {
  const parameters = parseObject(text, {
    broken: "can't parse ephemeral message parameters JSON object",
    other: 'object expected as ephemeral message parameters',
  });
  if (requiredInteger(parameters, 'receiver_user_id') <= 0) throw badRequest('invalid receiver_user_id specified');
  throw badRequest('not enough rights to send ephemeral messages to the chat');
}

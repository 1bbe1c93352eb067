import { badRequest, type ApiError } from './api-error.ts';
import type { Call } from './call.ts';

/** Nobody connects a business account to a bot here, so each id of a connection is unknown. */
export function noBusinessConnection(): ApiError {
  return badRequest('business connection not found');
}

/** Reads the chat of a call that is made for a business account. */
export function checkBusinessChat(call: Call, parameter = 'chat_id'): void {
  const text = call.params.text(parameter);
  if (text === '') throw badRequest('chat identifier is empty');
  if (!/^-?\d+$/.test(text)) throw badRequest('chat identifier must be a valid Integer');
}

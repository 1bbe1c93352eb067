import { badRequest } from '../api-error.ts';
import { checkBusinessChat, noBusinessConnection } from '../business-connection.ts';
import type { Call, Method } from '../call.ts';
import { readMessageIds } from '../message-ids.ts';
import { readChatPhoto } from '../read-chat-photo.ts';
import { checkFields, parseObject } from '../read-object.ts';

/** Methods on behalf of a business account: their parameters are read, and then there is no such connection. */
export const BUSINESS: Record<string, Method> = {
  getBusinessConnection: forConnection(),
  readBusinessMessage: forConnection((call) => checkBusinessChat(call)),
  deleteBusinessMessages: forConnection(readMessageIds),
  setBusinessAccountName: forConnection((call) => readRequired(call, 'first_name')),
  setBusinessAccountUsername: forConnection(),
  setBusinessAccountBio: forConnection(),
  setBusinessAccountProfilePhoto: forConnection(readChatPhoto),
  removeBusinessAccountProfilePhoto: forConnection(),
  setBusinessAccountGiftSettings: forConnection(readGiftTypes),
  getBusinessAccountStarBalance: forConnection(),
  transferBusinessAccountStars: forConnection(),
  getBusinessAccountGifts: forConnection(),
  convertGiftToStars: forConnection(),
  upgradeGift: forConnection(),
  transferGift: forConnection((call) => checkBusinessChat(call, 'new_owner_chat_id')),
};

function forConnection(read?: (call: Call) => unknown): Method {
  return (call) => {
    read?.(call);
    throw noBusinessConnection();
  };
}

/** @throws ApiError when the parameter is empty */
export function readRequired(call: Call, parameter: string): string {
  const text = call.params.text(parameter);
  if (text === '') throw badRequest(`parameter "${parameter}" is required`);
  return text;
}

function readGiftTypes(call: Call): void {
  const types = parseObject(call.params.text('accepted_gift_types'), {
    missing: "accepted gift types aren't specified",
    broken: "can't parse accepted gift types JSON object",
    other: 'object expected as accepted gift types',
  });
  checkFields(types, 'accepted_gift_types');
}

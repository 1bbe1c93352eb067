import { badRequest } from './api-error.ts';
import type { Call } from './call.ts';
import { hasMet } from './chats.ts';
import { parseInteger } from './params.ts';
import { parseList } from './read-object.ts';

/** @throws ApiError unless the parameter is a positive number */
export function readUserId(call: Call, parameter = 'user_id'): number {
  const id = parseInteger(call.params.text(parameter));
  if (id <= 0) throw badRequest(`invalid ${parameter} specified`);
  return id;
}

/** @throws ApiError when the bot never saw this person or bot */
export function checkKnown(call: Call, userId: number): void {
  const { bot } = call.world.store.tables;
  const isKnown =
    bot.get(userId) !== undefined ||
    (call.world.findUser(userId) !== undefined && hasMet(call.world, call.bot.id, userId));
  if (!isKnown) throw badRequest('user not found');
}

/** Reads `user_id` of somebody whom the bot knows. */
export function readKnownUser(call: Call): number {
  const id = readUserId(call);
  checkKnown(call, id);
  return id;
}

/**
 * Reads a list of user ids, each a number or its digits.
 *
 * @param highest how many there may be
 */
export function readUserIds(call: Call, parameter: string, highest: number): number[] {
  const text = call.params.text(parameter);
  if (text === '') throw badRequest('user identifiers are not specified');
  const list = parseList(text, {
    broken: `can't parse ${parameter} JSON object`,
    other: 'expected an Array of user identifiers',
  });
  if (list.length > highest) throw badRequest('too many user identifiers specified');
  return list.map((item) => {
    if (typeof item !== 'number' && typeof item !== 'string') throw badRequest('user identifier must be a Number');
    if (!/^-?\d+$/.test(String(item))) throw badRequest("can't parse user identifier as a Number");
    const id = Number(item);
    if (id <= 0) throw badRequest('invalid user identifier specified');
    return id;
  });
}

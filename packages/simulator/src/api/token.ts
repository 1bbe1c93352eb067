import type { BotRecord } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { ApiError } from './api-error.ts';

const LONGEST_TOKEN = 80;
const LARGEST_ID = 2n ** 54n - 1n;

/** @throws ApiError as the official server refuses tokens */
export function findBotOfToken(world: World, token: string): BotRecord {
  const bot = world.findBotByToken(token);
  if (bot !== undefined) {
    if (bot.loggedOut === true) throw new ApiError(400, 'Logged out');
    return bot;
  }
  const colon = token.indexOf(':');
  if (token.startsWith('0') || token.length > LONGEST_TOKEN || token.includes('/') || colon === -1) {
    throw new ApiError(401, 'Unauthorized: invalid token specified');
  }
  const idText = token.slice(0, colon);
  if (!/^\d+$/.test(idText)) throw new ApiError(421, 'Misdirected Request: unallowed token specified');
  const id = BigInt(idText);
  if (id < 1n || id > LARGEST_ID) throw new ApiError(401, 'Unauthorized: invalid token specified');
  throw new ApiError(401, 'Unauthorized');
}

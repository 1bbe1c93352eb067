import { badRequest } from '../api-error.ts';
import type { Call, Method } from '../call.ts';
import { checkKnown, readUserId, readUserIds } from '../read-user.ts';

const MOST_USERS = 10;

/** Bots that another bot manages do not exist here: each id is that of a person, of a foreign bot, or of nobody. */
export const MANAGED_BOTS: Record<string, Method> = {
  getManagedBotToken: (call) => refuse(call),
  replaceManagedBotToken: (call) => refuse(call),
  getManagedBotAccessSettings: (call) => refuse(call),
  setManagedBotAccessSettings: (call) => {
    const id = readUserId(call);
    if (call.params.has('added_user_ids')) readUserIds(call, 'added_user_ids', MOST_USERS);
    return refuse(call, id);
  },
};

function refuse(call: Call, id = readUserId(call)): never {
  if (call.world.store.tables.bot.get(id) !== undefined) throw badRequest('BOT_INVALID');
  checkKnown(call, id);
  throw badRequest('user is not a bot');
}

import { forbidden } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { readChat } from '../chats.ts';
import { readKnownUser, readUserId } from '../read-user.ts';

/** Nobody allowed a bot to change their status. */
export function setUserEmojiStatus(call: Call): Answer {
  readKnownUser(call);
  throw forbidden("not enough rights to change the user's emoji status");
}

/** People keep no music on their profiles here. */
export function getUserProfileAudios(call: Call): Answer {
  readKnownUser(call);
  return { result: { total_count: 0, audios: [] } };
}

/** Nobody has a personal channel here. */
export function getUserPersonalChatMessages(call: Call): Answer {
  readKnownUser(call);
  return { result: [] };
}

/** Chats are not boosted here; only their administrators may ask. */
export function getUserChatBoosts(call: Call): Answer {
  readUserId(call);
  readChat(call, 'write');
  return { result: { boosts: [] } };
}

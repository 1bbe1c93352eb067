import { isJsonObject } from '../../json.ts';
import { customReaction, findReactionTarget, isReactionAllowed, setReactions } from '../../world/reactions.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { readChat } from '../chats.ts';
import { requiredString, tryParseJson } from '../json-fields.ts';

/** Bots have no premium, so they set one reaction at most. */
export function setMessageReaction(call: Call): Answer {
  const reactions = readReactions(call.params.text('reaction'));
  const chat = readChat(call, 'read');
  const found = call.world.boxes.find(chat.box, call.params.integer('message_id'));
  if (found === undefined || found.deletedAt !== undefined) throw badRequest('message to react not found');
  if (reactions.length > 1) throw badRequest('REACTIONS_TOO_MANY');
  if (reactions.includes(PAID)) throw badRequest('invalid reaction type specified');
  const message = findReactionTarget(call.world, found);
  const isAllowed = reactions.every((reaction) => isReactionAllowed(call.world, message, reaction));
  if (!isAllowed) throw badRequest('REACTION_INVALID');
  setReactions(call.world, message, call.bot.id, reactions);
  return { result: true };
}

/** Can be read, but is for people. */
const PAID = 'paid';
const PREFIX = "can't parse ReactionType";

function readReactions(text: string): string[] {
  if (text === '') return [];
  const parsed = tryParseJson(text);
  if (parsed === undefined) throw badRequest("can't parse reaction types JSON object");
  if (!Array.isArray(parsed.value)) throw badRequest('expected an Array of ReactionType');
  return parsed.value.map((item) => {
    if (!isJsonObject(item)) throw badRequest(`${PREFIX}: expected an Object`);
    const type = requiredString(item, 'type', PREFIX);
    switch (type) {
      case 'emoji':
        return plainEmoji(requiredString(item, 'emoji', PREFIX));
      case 'custom_emoji':
        return customReaction(requiredString(item, 'custom_emoji_id', PREFIX));
      case 'paid':
        return PAID;
      default:
        throw badRequest(`${PREFIX}: invalid reaction type specified`);
    }
  });
}

/** Reactions are written without the sign that asks for a coloured picture. */
function plainEmoji(emoji: string): string {
  return emoji.replaceAll('\u{fe0f}', '');
}

import type { JsonObject } from '../json.ts';
import { parseBox } from './world.ts';

/** `{chat_id, bot_id?}` of a conversation, as events carry it. */
export function eventAddress(box: string): JsonObject {
  const address = parseBox(box);
  if (address.kind === 'chat') return { chat_id: address.chatId };
  return { chat_id: address.userId, bot_id: address.botId };
}

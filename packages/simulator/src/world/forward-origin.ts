import type { JsonObject } from '../json.ts';
import type { MessageRecord } from './types.ts';
import { parseBox, type World } from './world.ts';

/** The drawing of accounts and chats, given by the caller. */
export interface OriginDrawing {
  sender: (id: number) => JsonObject;
  chat: (id: number) => JsonObject;
}

/** Where a message comes from, as its forwards tell it; people may keep their account out of it. */
export function originOf(world: World, message: MessageRecord, drawing: OriginDrawing): JsonObject {
  if (message.forwardOrigin !== undefined) return message.forwardOrigin;
  const address = parseBox(message.box);
  const chat = address.kind === 'chat' ? world.findChat(address.chatId) : undefined;
  if (chat?.type === 'channel') {
    const signature = message.signature === undefined ? {} : { author_signature: message.signature };
    const post = { message_id: message.id, ...signature, date: message.date };
    return { type: 'channel', chat: drawing.chat(chat.id), ...post };
  }
  if (message.senderChat !== undefined) {
    const signature = message.signature === undefined ? {} : { author_signature: message.signature };
    return { type: 'chat', sender_chat: drawing.chat(message.senderChat), ...signature, date: message.date };
  }
  const user = world.findUser(message.from);
  if (user?.hides_forwards === true) {
    const name = user.last_name === undefined ? user.first_name : `${user.first_name} ${user.last_name}`;
    return { type: 'hidden_user', sender_user_name: name, date: message.date };
  }
  return { type: 'user', sender_user: drawing.sender(message.from), date: message.date };
}

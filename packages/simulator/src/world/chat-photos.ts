import { saveChat } from './chat-settings.ts';
import { addService } from './members.ts';
import { addMessage } from './messages.ts';
import type { ChatRecord } from './types.ts';
import type { World } from './world.ts';

/** Gives the chat a photo. @param file key of the file */
export function putChatPhoto(world: World, chat: ChatRecord, byId: number, file: string): void {
  chat.photo = file;
  saveChat(world, chat);
  addMessage(world, { box: String(chat.id), from: byId, content: { kind: 'service', fields: {}, photo: file } });
}

/** @returns whether there was one */
export function removeChatPhoto(world: World, chat: ChatRecord, byId: number): boolean {
  if (chat.photo === undefined) return false;
  delete chat.photo;
  saveChat(world, chat);
  addService(world, chat, byId, { delete_chat_photo: true });
  return true;
}

import { addService } from './members.ts';
import type { ChatRecord } from './types.ts';
import type { World } from './world.ts';

const LONGEST_TITLE = 128;
const LONGEST_DESCRIPTION = 255;

/** A title as Telegram keeps it: white space is made one, and what is too long is cut. */
export function cleanTitle(text: string): string {
  return Array.from(text.replace(/\s+/gu, ' ').trim()).slice(0, LONGEST_TITLE).join('').trim();
}

export function cleanDescription(text: string): string {
  return Array.from(text.trim()).slice(0, LONGEST_DESCRIPTION).join('').trim();
}

/** Keeps a changed chat and tells everybody who watches. */
export function saveChat(world: World, chat: ChatRecord): void {
  world.store.tables.chat.put(chat.id, chat);
  world.events.emit('dialog', { kind: 'everybody' }, () => ({ chat_id: chat.id }));
}

/** Gives the chat another title, which the chat is told. */
export function retitle(world: World, chat: ChatRecord, byId: number, title: string): void {
  if (chat.title === title) return;
  chat.title = title;
  saveChat(world, chat);
  addService(world, chat, byId, { new_chat_title: title });
}

/** @returns whether that is another description */
export function describe(world: World, chat: ChatRecord, description: string): boolean {
  if ((chat.description ?? '') === description) return false;
  if (description === '') delete chat.description;
  else chat.description = description;
  saveChat(world, chat);
  return true;
}

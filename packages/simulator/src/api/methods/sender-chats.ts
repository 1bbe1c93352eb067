import { hasRight } from '../../world/rights.ts';
import type { ChatRecord } from '../../world/types.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { readChat } from '../chats.ts';
import { parseInteger } from '../params.ts';

export function banChatSenderChat(call: Call): Answer {
  const found = readChat(call, 'write');
  const senderId = readSender(call);
  if (found.kind !== 'chat') throw badRequest("can't ban members in private chats");
  if (found.chat.type === 'group') throw badRequest("can't ban chats in basic groups");
  checkSender(call, found.chat, senderId);
  const banned = found.chat.bannedSenderChats ?? [];
  if (!banned.includes(senderId)) found.chat.bannedSenderChats = [...banned, senderId];
  call.world.store.tables.chat.put(found.chatId, found.chat);
  return { result: true };
}

export function unbanChatSenderChat(call: Call): Answer {
  const found = readChat(call, 'write');
  const senderId = readSender(call);
  if (found.kind !== 'chat') throw badRequest("chat member status can't be changed in private chats");
  if (found.chat.type === 'group') return { result: true };
  checkSender(call, found.chat, senderId);
  found.chat.bannedSenderChats = (found.chat.bannedSenderChats ?? []).filter((id) => id !== senderId);
  call.world.store.tables.chat.put(found.chatId, found.chat);
  return { result: true };
}

function readSender(call: Call): number {
  const text = call.params.text('sender_chat_id');
  if (text === '') throw badRequest('sender_chat_id is empty');
  if (!/^-?\d+$/.test(text)) throw badRequest('sender_chat_id is not a valid Integer');
  return parseInteger(text);
}

function checkSender(call: Call, chat: ChatRecord, senderId: number): void {
  const sender = call.world.findChat(senderId);
  if (sender === undefined) throw badRequest('unknown chat identifier specified');
  if (sender.type === 'group') throw badRequest("can't restrict the chat");
  if (!hasRight(call.world, chat.id, call.bot.id, 'can_restrict_members')) {
    throw badRequest('not enough rights to restrict/unrestrict chat member');
  }
}

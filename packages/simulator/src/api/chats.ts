import { isPresent, privateBox, type World } from '../world/world.ts';
import { mayContactRequester } from '../world/joining.ts';
import { maySend, permissionFor } from '../world/rights.ts';
import { slowModeRest } from '../world/slow-mode.ts';
import type { BotRecord, ChatRecord, UserRecord } from '../world/types.ts';
import { badRequest, forbidden, tooManyRequests } from './api-error.ts';
import { paidBroadcast } from '../world/stars.ts';
import type { Call } from './call.ts';
import { parseInteger } from './params.ts';
import { checkSharedParameters } from './shared-parameters.ts';

/** What a method wants of a chat; each right includes those before it. */
export type Access = 'read' | 'members' | 'edit' | 'write';

export type FoundChat =
  | { kind: 'private'; box: string; chatId: number; user: UserRecord }
  | { kind: 'bot'; box: string; chatId: number }
  | { kind: 'chat'; box: string; chatId: number; chat: ChatRecord };

/** Finds the chat of a call and checks that the bot has this access to it. */
export function readChat(call: Call, access: Access, parameter = 'chat_id'): FoundChat {
  if (parameter === 'chat_id') checkSharedParameters(call);
  const text = call.params.text(parameter);
  if (text === '') throw badRequest(`${parameter} is empty`);
  const found = findChat(call.world, call.bot, text);
  if (found === undefined) throw badRequest('chat not found');
  if (found.kind === 'private' && found.user.deactivated === true && needsPeer(access)) {
    throw forbidden('user is deactivated');
  }
  if (found.kind === 'chat') checkMembership(call, found.chat, access);
  return found;
}

function needsPeer(access: Access): boolean {
  return access === 'edit' || access === 'write';
}

function findChat(world: World, bot: BotRecord, text: string): FoundChat | undefined {
  if (text.startsWith('@')) {
    const name = text.slice(1).toLowerCase();
    for (const chat of world.store.tables.chat.values()) {
      if (chat.username?.toLowerCase() === name) return asChat(chat);
    }
    return undefined;
  }
  const id = parseInteger(text);
  if (id > 0) {
    const user = world.findUser(id);
    if (user !== undefined && hasMet(world, bot.id, id)) {
      return { kind: 'private', box: privateBox(bot.id, id), chatId: id, user };
    }
    return world.store.tables.bot.get(id) === undefined
      ? undefined
      : { kind: 'bot', box: privateBox(bot.id, id), chatId: id };
  }
  const chat = world.findChat(id);
  if (chat === undefined) return undefined;
  if (chat.username === undefined && world.findMember(chat.id, bot.id) === undefined) return undefined;
  return asChat(chat);
}

function asChat(chat: ChatRecord): FoundChat {
  return { kind: 'chat', box: String(chat.id), chatId: chat.id, chat };
}

/** A bot knows those who wrote to it and those it shares a chat with. */
export function hasMet(world: World, botId: number, userId: number): boolean {
  if (world.findDialog(botId, userId) !== undefined) return true;
  return world.listChatsOf(botId).some((chat) => world.findMember(chat.id, userId) !== undefined);
}

function checkMembership(call: Call, chat: ChatRecord, access: Access): void {
  const member = call.world.findMember(chat.id, call.bot.id);
  const isInside = member !== undefined && isPresent(member);
  if (chat.type === 'group') {
    if (chat.migratedTo !== undefined && access === 'write') {
      throw badRequest('group chat was upgraded to a supergroup chat', { migrate_to_chat_id: chat.migratedTo });
    }
    if (chat.isDeleted === true && access === 'write') throw forbidden('the group chat was deleted');
    if (!needsPeer(access) || isInside) return;
    throw member?.status === 'kicked'
      ? forbidden('bot was kicked from the group chat')
      : forbidden('bot is not a member of the group chat');
  }
  if (member?.status === 'kicked') throw forbidden(`bot was kicked from the ${chat.type} chat`);
  if (!isInside && (chat.username === undefined || needsPeer(access))) {
    throw forbidden(`bot is not a member of the ${chat.type} chat`);
  }
}

/** What only the Telegram server knows of a private chat: whether the person started or blocked the bot. */
export function checkCanWrite(call: Call, chat: FoundChat, rights: string): void {
  if (chat.kind === 'bot') throw forbidden("the bot can't send messages to the bot");
  if (chat.kind === 'private') {
    const dialog = call.world.findDialog(call.bot.id, chat.chatId);
    if (dialog?.blocked === true) throw forbidden('bot was blocked by the user');
    if (dialog?.started !== true && !mayContactRequester(call.world, call.bot.id, chat.chatId)) {
      throw forbidden("bot can't initiate conversation with a user");
    }
    return;
  }
  const { world, bot } = call;
  const canSend = maySend(world, chat.chatId, bot.id, permissionFor(rights));
  if (!canSend && chat.chat.type === 'channel') throw badRequest('need administrator rights in the channel chat');
  if (!canSend) throw badRequest(`not enough rights to send ${rights} to the chat`);
  const rest = NEW_MESSAGE.test(call.method) ? slowModeRest(world, chat.chat, bot.id) : 0;
  if (rest > 0) throw tooManyRequests(rest);
}

/** Methods that make a message; slow mode lets all others pass. */
const NEW_MESSAGE = /^(?:send(?!ChatAction$|.*Draft$)|copy|forward)/;

/** Takes a token of the flood limits for one message to this chat. */
export function takeFlood(call: Call, chat: FoundChat): void {
  const isGroup = chat.kind === 'chat' && chat.chat.type !== 'channel';
  const { world, bot } = call;
  call.flood.take(
    bot.id,
    chat.chatId,
    isGroup,
    call.params.bool('allow_paid_broadcast') ? paidBroadcast(world, bot.id) : undefined,
  );
}

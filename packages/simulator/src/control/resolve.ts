import type { BotRecord, ChatRecord, UserRecord } from '../world/types.ts';
import { privateBox, type World } from '../world/world.ts';
import { invalid, notFound } from './control-error.ts';

export type Ref = number | string;

export function getUser(world: World, ref: Ref): UserRecord {
  const byId = world.findUser(Number(ref));
  if (byId !== undefined) return byId;
  const name = String(ref).replace(/^@/, '').toLowerCase();
  for (const user of world.store.tables.user.values()) if (user.username?.toLowerCase() === name) return user;
  throw notFound(`there is no user ${ref}`);
}

export function getBot(world: World, ref: Ref): BotRecord {
  const bot = world.findBot(ref);
  if (bot === undefined) throw notFound(`there is no bot ${ref}`);
  return bot;
}

/** Id of a person or a bot. */
export function getAccountId(world: World, ref: Ref): number {
  return world.findBot(ref)?.id ?? getUser(world, ref).id;
}

export function getChatId(world: World, ref: Ref): number {
  const chat = world.findChat(Number(ref));
  if (chat !== undefined) return chat.id;
  const name = String(ref).replace(/^@/, '').toLowerCase();
  for (const candidate of world.store.tables.chat.values()) {
    if (candidate.username?.toLowerCase() === name) return candidate.id;
  }
  throw notFound(`there is no chat ${ref}`);
}

export function getChat(world: World, ref: Ref): ChatRecord {
  const chat = world.findChat(getChatId(world, ref));
  if (chat === undefined) throw notFound(`there is no chat ${ref}`);
  return chat;
}

/** Finds the conversation that a control call names by chat, or by bot and person. */
export function getBox(world: World, chat: Ref | undefined, bot: Ref | undefined, user: Ref | undefined): string {
  if (bot !== undefined) {
    const person = user ?? chat;
    if (person === undefined) throw invalid('a private chat needs the user');
    return privateBox(getBot(world, bot).id, getUser(world, person).id);
  }
  if (chat !== undefined && (Number(chat) < 0 || Number.isNaN(Number(chat)))) return String(getChatId(world, chat));
  const person = user ?? chat;
  const bots = [...world.store.tables.bot.values()];
  const only = bots.length === 1 ? bots[0] : undefined;
  if (person === undefined || only === undefined) throw invalid('say which chat: `chat`, or `bot` and the user');
  return privateBox(only.id, getUser(world, person).id);
}

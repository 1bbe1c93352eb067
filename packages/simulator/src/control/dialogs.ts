import type { JsonObject } from '../json.ts';
import { findKeyboard } from '../world/keyboards.ts';
import { renderBotAsUser, renderGroupChat, renderMessage, renderPrivateChat } from '../world/render.ts';
import { maySend } from '../world/rights.ts';
import type { BotRecord, ChatRecord, UserRecord } from '../world/types.ts';
import { privateBox, type World } from '../world/world.ts';

export function readKey(box: string, userId: number): string {
  return `${box}/${userId}`;
}

/** A person's chat list: each bot of the world, met or not, and the groups the person is in. */
export function listDialogs(world: World, user: UserRecord): JsonObject[] {
  const lines = [
    ...[...world.store.tables.bot.values()].map((bot) => describePrivate(world, user, bot)),
    ...world.listChatsOf(user.id).map((chat) => describeGroup(world, user, chat)),
  ];
  return lines.toSorted((a, b) => b.at - a.at).map((line) => line.json);
}

function describePrivate(world: World, user: UserRecord, bot: BotRecord): { at: number; json: JsonObject } {
  const box = privateBox(bot.id, user.id);
  const dialog = world.findDialog(bot.id, user.id);
  const { at, json } = describeBox(world, user, box);
  const started = dialog?.started === true;
  return {
    at,
    json: {
      chat: renderPrivateChat(user),
      bot: renderBotAsUser(bot),
      ...json,
      started,
      ...(dialog?.blocked === true ? { blocked: true } : {}),
    },
  };
}

function describeGroup(world: World, user: UserRecord, chat: ChatRecord): { at: number; json: JsonObject } {
  const { at, json } = describeBox(world, user, String(chat.id));
  const members = world.listMembers(chat.id).length;
  const status = world.findMember(chat.id, user.id)?.status;
  const canWrite = chat.migratedTo === undefined && maySend(world, chat.id, user.id, 'can_send_messages');
  return { at, json: { chat: renderGroupChat(chat), members, ...json, started: true, status, can_write: canWrite } };
}

function describeBox(world: World, user: UserRecord, box: string): { at: number; json: JsonObject } {
  const messages = world.boxes.list(box);
  const readUpTo = world.store.tables.read.get(readKey(box, user.id))?.upTo ?? 0;
  let last = messages.length - 1;
  while (last >= 0 && messages[last]?.deletedAt !== undefined) last -= 1;
  const newest = messages[last];
  let unread = 0;
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const message = messages[index];
    // What a person wrote means that everything before it was seen.
    if (message === undefined || message.id <= readUpTo || message.from === user.id) break;
    if (message.deletedAt === undefined) unread += 1;
  }
  const keyboard = findKeyboard(world, box, user.id);
  const json: JsonObject = {};
  if (newest !== undefined) json['last_message'] = renderMessage(world, newest, { kind: 'user', userId: user.id });
  json['unread'] = unread;
  json['reply_keyboard'] = keyboard === undefined ? null : keyboard.markup;
  // A one-time keyboard that was used is put away, and can be taken out again.
  if (keyboard?.hidden === true) json['keyboard_hidden'] = true;
  const placeholder = keyboard?.markup['input_field_placeholder'];
  if (placeholder !== undefined) json['placeholder'] = placeholder;
  return { at: newest === undefined ? 0 : newest.date * 1_000_000 + newest.id, json };
}

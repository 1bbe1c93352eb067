import { isJsonObject, type JsonObject } from '../json.ts';
import type { Refused } from './acts.ts';
import { changeMember } from './members.ts';
import { createBot } from './people.ts';
import { renderSender } from './render.ts';
import type { Content } from './message-contents.ts';
import type { MemberRecord } from './member-records.ts';
import type { ChatRecord } from './types.ts';
import { DAY_MS, queueUpdate } from './updates.ts';
import { isPresent, type World } from './world.ts';

/** A person chose people for a button that asked for them. */
export function shareUsers(world: World, request: JsonObject, userIds: readonly number[]): Content | Refused {
  const most = Number(request['max_quantity'] ?? 1);
  if (userIds.length === 0) return { refused: 'the button asks for people: give them as `users`' };
  if (userIds.length > most) return { refused: `the button asks for at most ${most}` };
  const shared: JsonObject[] = [];
  for (const id of userIds) {
    const user = renderSender(world, id);
    if (!fits(request['user_is_bot'], user['is_bot'] === true)) return { refused: `${id} is not of the wanted kind` };
    if (!fits(request['user_is_premium'], user['is_premium'] === true)) {
      return { refused: `${id} is not of the wanted kind` };
    }
    shared.push({ user_id: id, ...pick(user, namesOf(request, USER_NAMES)) });
  }
  const requestId = Number(request['request_id']);
  const fields: JsonObject = {};
  // A single person also under the old name.
  if (userIds.length === 1) fields['user_shared'] = { user_id: userIds[0], request_id: requestId };
  fields['users_shared'] = { user_ids: [...userIds], users: shared, request_id: requestId };
  return { kind: 'service', fields };
}

const USER_NAMES: Readonly<Record<string, readonly string[]>> = {
  request_name: ['first_name', 'last_name'],
  request_username: ['username'],
};
const CHAT_NAMES: Readonly<Record<string, readonly string[]>> = {
  request_title: ['title'],
  request_username: ['username'],
};

function namesOf(request: JsonObject, names: Readonly<Record<string, readonly string[]>>): string[] {
  return Object.entries(names).flatMap(([flag, fields]) => (request[flag] === true ? fields : []));
}

function pick(object: object, names: readonly string[]): JsonObject {
  return Object.fromEntries(
    Object.entries(object).filter(([name, value]) => names.includes(name) && value !== undefined),
  );
}

/** A condition that was not stated fits anything. */
function fits(wanted: unknown, is: boolean): boolean {
  return typeof wanted !== 'boolean' || wanted === is;
}

/** A person chose a chat for a button that asked for one; the bot joins it if that was part of the wish. */
export function shareChat(
  world: World,
  { botId, userId }: { botId: number; userId: number },
  request: JsonObject,
  chatId: number | undefined,
): Content | Refused {
  if (chatId === undefined) return { refused: 'the button asks for a chat: give it as `shared_chat`' };
  const chat = world.findChat(chatId);
  const member = chat === undefined ? undefined : world.findMember(chatId, userId);
  if (chat === undefined || member === undefined || !isPresent(member)) {
    return { refused: 'the user is not in that chat' };
  }
  const needsOwner = request['chat_is_created'] === true && member.status !== 'creator';
  if (needsOwner || !isWanted(request, chat)) return { refused: 'that chat is not of the wanted kind' };
  if (!hasAll(member, request['user_administrator_rights'])) return { refused: 'the user lacks rights in that chat' };
  const rights = request['bot_administrator_rights'];
  const joins = request['bot_is_member'] === true || isJsonObject(rights);
  const bot = world.findMember(chatId, botId);
  if (joins && (bot === undefined || !isPresent(bot))) {
    changeMember(world, chat, botId, { status: isJsonObject(rights) ? 'administrator' : 'member', byId: userId });
  }
  const chat_shared = {
    chat_id: chatId,
    ...pick(chat, namesOf(request, CHAT_NAMES)),
    request_id: Number(request['request_id']),
  };
  return { kind: 'service', fields: { chat_shared } };
}

/** An owner has every right. */
function hasAll(member: MemberRecord, wanted: unknown): boolean {
  if (!isJsonObject(wanted) || member.status === 'creator') return true;
  const own = new Set<string>(member.status === 'administrator' ? (member.rights ?? []) : []);
  return Object.entries(wanted).every(([right, value]) => value !== true || own.has(right));
}

function isWanted(request: JsonObject, chat: ChatRecord): boolean {
  return (
    (request['chat_is_channel'] === true) === (chat.type === 'channel') &&
    fits(request['chat_is_forum'], chat.is_forum === true) &&
    fits(request['chat_has_username'], chat.username !== undefined)
  );
}

/** A person made a bot that the asking bot manages; the latter is told in the chat and by an update of its own. */
export function createManagedBot(
  world: World,
  userId: number,
  managerId: number,
  request: JsonObject,
  given: { name: string; username: string } | undefined,
): Content | Refused {
  const username =
    given?.username ?? (typeof request['suggested_username'] === 'string' ? request['suggested_username'] : '');
  const name = given?.name ?? (typeof request['suggested_name'] === 'string' ? request['suggested_name'] : username);
  if (username === '') return { refused: 'the button asks for a new bot: give `managed_bot`' };
  if (world.findBot(`@${username}`) !== undefined) return { refused: `the username ${username} is taken` };
  const bot = createBot(world, { username, first_name: name });
  const manager = world.store.tables.bot.get(managerId);
  if (manager !== undefined) {
    queueUpdate(world, manager, {
      kind: 'managed_bot',
      queueKey: `managed:${userId}`,
      expiresAtMs: world.clock.now() + DAY_MS,
      payload: () => ({ user: renderSender(world, userId), bot: renderSender(world, bot.id) }),
    });
  }
  return { kind: 'service', fields: { managed_bot_created: { bot: renderSender(world, bot.id) } } };
}

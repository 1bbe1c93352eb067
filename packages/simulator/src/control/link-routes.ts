import { z } from 'zod';

import { detectEntities } from '../entities/detect.ts';
import type { JsonObject } from '../json.ts';
import { sendAsUser, setBlocked } from '../world/acts.ts';
import { findInviteLink } from '../world/invite-links.ts';
import { parseLink, type Link } from '../world/links.ts';
import { changeMember } from '../world/members.ts';
import { RIGHTS } from '../world/rights.ts';
import type { RightName } from '../world/member-records.ts';
import type { BotRecord, ChatRecord } from '../world/types.ts';
import { isPresent, privateBox, type World } from '../world/world.ts';
import { invalid, notFound, refused } from './control-error.ts';
import { getBot, getChatId, getUser } from './resolve.ts';
import { route, type ControlRoute } from './route.ts';
import { ref } from './schemas.ts';

const tappedLink = z.object({
  from: ref,
  link: z.string().min(1).max(2048),
  chat: ref.optional().describe('the group or channel that the person chooses, for links that add a bot'),
});

export const linkRoutes: readonly ControlRoute[] = [
  route('POST', '/_sim/links', 'A person taps a link', tappedLink, ({ world }, input) => {
    const userId = getUser(world, input.from).id;
    const link = parseLink(input.link);
    if (link === undefined) {
      const isAddress = URL.canParse(input.link) && /^https?:/i.test(input.link);
      if (!isAddress) throw invalid('this is no link');
      return { kind: 'url', url: input.link };
    }
    return follow(world, userId, link, input.chat === undefined ? undefined : getChatId(world, input.chat));
  }),
];

/** Does what a client does by itself; what needs another call (a Mini App, an invoice, joining) is only named. */
function follow(world: World, userId: number, link: Link, chatId: number | undefined): JsonObject {
  switch (link.kind) {
    case 'start':
      return start(world, getBot(world, link.username), userId, link.payload);
    case 'start_group':
    case 'start_channel':
      return addBot(world, getBot(world, link.username), userId, link, chatId);
    case 'main_app':
    case 'direct_app': {
      const bot = getBot(world, link.username);
      const app = link.kind === 'direct_app' ? { app: link.app } : {};
      const launch = link.kind === 'direct_app' ? 'direct' : 'main';
      return { kind: 'web_app', bot_id: bot.id, launch, ...app, start_param: link.startParameter };
    }
    case 'invoice':
      return { kind: 'invoice', slug: link.slug, link: `https://t.me/$${link.slug}` };
    case 'invite':
      return { kind: 'invite', invite_link: link.link, ...describeInvited(world, link.link) };
    case 'message':
      return { kind: 'message', chat_id: getChatId(world, link.username), message_id: link.messageId };
    case 'username':
      return open(world, link.username);
  }
}

/** What a client shows before somebody joins; nothing, when the link is not or no longer good. */
function describeInvited(world: World, text: string): JsonObject {
  const link = findInviteLink(world, text);
  const chat = link === undefined || link.isRevoked ? undefined : world.findChat(link.chatId);
  if (link === undefined || chat === undefined) return {};
  return { title: chat.title, members: world.listMembers(chat.id).length, by_request: link.createsJoinRequest };
}

function open(world: World, username: string): JsonObject {
  const bot = world.findBot(`@${username}`);
  if (bot !== undefined) return { kind: 'chat', bot_id: bot.id };
  for (const user of world.store.tables.user.values()) {
    if (user.username?.toLowerCase() === username.toLowerCase()) return { kind: 'user', user_id: user.id };
  }
  const chatId = getChatId(world, username);
  const title = world.findChat(chatId)?.title;
  return { kind: 'chat', chat_id: chatId, ...(title === undefined ? {} : { title }) };
}

/** The private chat opens and its Start button is pressed; a blocked bot is unblocked by that. */
function start(world: World, bot: BotRecord, userId: number, payload: string): JsonObject {
  setBlocked(world, bot.id, userId, false);
  return { kind: 'started', bot_id: bot.id, ...say(world, privateBox(bot.id, userId), userId, 'start', payload) };
}

function say(world: World, box: string, userId: number, command: string, payload: string): JsonObject {
  const text = payload === '' ? `/${command}` : `/${command} ${payload}`;
  const sent = sendAsUser(world, {
    box,
    from: userId,
    content: { kind: 'text', text, entities: detectEntities(text) },
  });
  if ('refused' in sent) throw refused(sent.refused);
  const { message, updateIds } = sent;
  return { message_id: message.id, update_ids: updateIds, rev: message.rev };
}

type AddLink = Link & { kind: 'start_group' | 'start_channel' };

/** Without a chat, the person has yet to choose one: those where that is possible are listed. */
function addBot(world: World, bot: BotRecord, userId: number, link: AddLink, chatId: number | undefined): JsonObject {
  const isFitting = (chat: ChatRecord): boolean =>
    (chat.type === 'channel') === (link.kind === 'start_channel') && mayAdd(world, chat, userId, link);
  if (chatId === undefined) {
    const chats = world.listChatsOf(userId).filter(isFitting);
    const shown = chats.map((chat) => ({ id: chat.id, type: chat.type, title: chat.title }));
    return { kind: 'choose_chat', bot_id: bot.id, chats: shown };
  }
  const chat = world.findChat(chatId);
  if (chat === undefined) throw notFound('there is no such chat');
  if (!isFitting(chat)) throw refused('the user cannot add the bot to this chat');
  if (!bot.can_join_groups && chat.type !== 'channel') throw refused('this bot does not join groups');
  const isAdmin = link.kind === 'start_channel' || link.rights.length > 0;
  const rights = RIGHTS.filter((right): right is RightName => link.rights.includes(right.replace(/^can_/, '')));
  changeMember(world, chat, bot.id, {
    status: isAdmin ? 'administrator' : 'member',
    byId: userId,
    ...(rights.length > 0 ? { rights } : {}),
  });
  const added = { kind: 'added', bot_id: bot.id, chat_id: chat.id };
  if (link.kind === 'start_channel') return added;
  // Only a link with a payload makes the client start the bot in the group.
  if (link.payload === '') return added;
  return { ...added, ...say(world, String(chat.id), userId, `start@${bot.username}`, link.payload) };
}

function mayAdd(world: World, chat: ChatRecord, userId: number, link: AddLink): boolean {
  const member = world.findMember(chat.id, userId);
  if (member === undefined || !isPresent(member) || chat.migratedTo !== undefined) return false;
  const isBoss = member.status === 'creator' || member.status === 'administrator';
  return isBoss || (chat.type !== 'channel' && link.rights.length === 0);
}

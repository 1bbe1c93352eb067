import { z } from 'zod';

import { invalid, notFound } from './control-error.ts';
import { getBox, getUser } from './resolve.ts';
import { route, type ControlRoute } from './route.ts';
import { ref } from './schemas.ts';
import { listDialogs, readKey } from './dialogs.ts';
import { resolveCommands } from '../world/commands.ts';
import { getBot } from './resolve.ts';
import { isPresent, parseBox, type World } from '../world/world.ts';

/** Calls that the web chat needs beside those of tests. */
export const viewRoutes: readonly ControlRoute[] = [
  route('GET', '/_sim/dialogs', "A person's chat list, newest first", z.object({ user: ref }), ({ world }, input) => ({
    dialogs: listDialogs(world, getUser(world, input.user)),
  })),
  route(
    'POST',
    '/_sim/read',
    'A person has read a chat',
    z.object({ user: ref, chat: ref.optional(), bot: ref.optional(), up_to: z.number().int() }),
    ({ world }, input) => {
      const userId = getUser(world, input.user).id;
      const box = getBox(world, input.chat, input.bot, userId);
      world.store.tables.read.put(readKey(box, userId), { upTo: input.up_to });
      world.events.emit('read', { kind: 'user', userId }, () => {
        const address = parseBox(box);
        const where =
          address.kind === 'chat' ? { chat_id: address.chatId } : { chat_id: userId, bot_id: address.botId };
        return { ...where, user_id: userId, up_to: input.up_to };
      });
      return { read: input.up_to };
    },
  ),
  route(
    'GET',
    '/_sim/commands',
    'The commands that a person sees in a chat',
    z.object({ bot: ref.optional(), user: ref, chat: ref.optional() }),
    ({ world }, input) => {
      const user = getUser(world, input.user);
      const chat = input.chat === undefined || Number(input.chat) > 0 ? undefined : world.findChat(Number(input.chat));
      if (input.chat !== undefined && Number(input.chat) < 0 && chat === undefined) throw notFound('no such chat');
      if (input.bot !== undefined) return { commands: resolveCommands(world, getBot(world, input.bot).id, user, chat) };
      if (chat === undefined) throw invalid('say which bot, or which group');
      // In a group, the commands of all its bots.
      const bots = [...world.store.tables.bot.values()].filter((bot) => isMember(world, chat.id, bot.id));
      return { commands: bots.flatMap((bot) => resolveCommands(world, bot.id, user, chat)) };
    },
  ),
];

function isMember(world: World, chatId: number, userId: number): boolean {
  const member = world.findMember(chatId, userId);
  return member !== undefined && isPresent(member);
}

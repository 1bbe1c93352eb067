import { z } from 'zod';

import { press } from '../world/presses.ts';
import { parseBox } from '../world/world.ts';
import { invalid, notFound, refused } from './control-error.ts';
import { makePoll, pollFields } from './poll-routes.ts';
import { getAccountId, getBox, getChatId, getUser } from './resolve.ts';
import { route, type ControlRoute } from './route.ts';
import { location, ref } from './schemas.ts';

const newPress = z.object({
  from: ref,
  chat: ref.optional(),
  bot: ref.optional(),
  message_id: z.number().int().optional(),
  thread: z.number().int().optional().describe('the topic that is open'),
  text: z.string().optional(),
  data: z.string().optional(),
  location: location.optional().describe('for a button that asks for the place'),
  phone: z.string().optional().describe('for a button that asks for the phone'),
  users: z.array(ref).max(10).optional().describe('for a button that asks for people or bots'),
  shared_chat: ref.optional().describe('for a button that asks for a chat'),
  poll: pollFields.optional().describe('for a button that asks for a poll'),
  managed_bot: z
    .object({ name: z.string().min(1).max(64), username: z.string().min(1).max(32) })
    .optional()
    .describe('for a button that asks for a new bot'),
});

export const pressRoutes: readonly ControlRoute[] = [
  route(
    'POST',
    '/_sim/presses',
    'A person presses an inline or a reply-keyboard button',
    newPress,
    ({ world }, input) => {
      const from = getUser(world, input.from).id;
      const box = getBox(world, input.chat, input.bot, from);
      if (input.text === undefined && input.data === undefined) throw invalid('say which button: `text` or `data`');
      const rev = world.revision;
      const { poll } = input;
      const pressed = press(world, {
        box,
        from,
        messageId: input.message_id,
        thread: input.thread,
        text: input.text,
        data: input.data,
        location: input.location,
        phone: input.phone,
        userIds: input.users?.map((user) => getAccountId(world, user)),
        chatId: input.shared_chat === undefined ? undefined : getChatId(world, input.shared_chat),
        managedBot: input.managed_bot,
        poll:
          poll === undefined
            ? undefined
            : (type) => {
                if (type !== undefined && type !== poll.type) throw refused(`the button asks for a ${type} poll`);
                return { kind: 'poll', poll: makePoll(world, from, poll).id };
              },
      });
      if ('refused' in pressed) throw notFound(pressed.refused);
      switch (pressed.kind) {
        case 'callback':
          return { callback_query_id: pressed.callback.id, message_id: pressed.callback.messageId, rev };
        case 'url':
          return { url: pressed.url, rev };
        case 'copied':
          return { copied: pressed.text, rev };
        case 'pay':
          return { pay: pressed.messageId, rev };
        case 'web_app':
          return { web_app: { kind: pressed.from, url: pressed.url, message_id: pressed.messageId }, rev };
        case 'switch_inline': {
          const { botId, query, target, chatTypes } = pressed;
          return { switch_inline: { bot_id: botId, query, target, chat_types: chatTypes }, rev };
        }
        case 'sent':
        default: {
          const { message, updateIds } = pressed;
          const address = parseBox(message.box);
          const chatId = address.kind === 'chat' ? address.chatId : address.userId;
          return { message_id: message.id, chat_id: chatId, update_ids: updateIds, rev: message.rev };
        }
      }
    },
  ),
];

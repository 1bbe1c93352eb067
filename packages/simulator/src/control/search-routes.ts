import { z } from 'zod';

import type { MessageRecord } from '../world/types.ts';
import { renderMessage } from '../world/render.ts';
import { getBox, getUser } from './resolve.ts';
import { route, type ControlRoute } from './route.ts';
import { id, ref } from './schemas.ts';

const where = { user: ref, chat: ref.optional(), bot: ref.optional() };

export const searchRoutes: readonly ControlRoute[] = [
  route(
    'GET',
    '/_sim/search',
    'Messages of a chat that contain a text, newest first',
    z.object({ ...where, q: z.string().min(1).max(200), limit: id.min(1).max(200).default(50) }),
    ({ world }, input) => {
      const user = getUser(world, input.user);
      const words = input.q.toLowerCase();
      const found = world.boxes
        .list(getBox(world, input.chat, input.bot, user.id))
        .filter((message) => message.deletedAt === undefined && textOf(message).toLowerCase().includes(words));
      const shown = found.slice(-input.limit).toReversed();
      return {
        count: found.length,
        messages: shown.map((message) => renderMessage(world, message, { kind: 'user', userId: user.id })),
      };
    },
  ),
  route(
    'GET',
    '/_sim/message-at',
    'The first message of a chat at or after a time',
    z.object({ ...where, date: id.describe('Unix seconds') }),
    ({ world }, input) => {
      const user = getUser(world, input.user);
      const messages = world.boxes
        .list(getBox(world, input.chat, input.bot, user.id))
        .filter((message) => message.deletedAt === undefined);
      const found = messages.find((message) => message.date >= input.date) ?? messages.at(-1);
      return { message_id: found?.id ?? null };
    },
  ),
];

/** Everything in a message that a person reads: its text, caption, question, title or name. */
function textOf({ content }: MessageRecord): string {
  const texts: string[] = [];
  const collect = (value: unknown, depth: number): void => {
    if (typeof value === 'string') texts.push(value);
    else if (typeof value === 'object' && value !== null && depth < 3) {
      for (const inner of Object.values(value)) collect(inner, depth + 1);
    }
  };
  if (content.kind === 'text') return content.text;
  if ('caption' in content && typeof content.caption === 'string' && content.caption !== '') return content.caption;
  collect(content, 0);
  return texts.join('\n');
}

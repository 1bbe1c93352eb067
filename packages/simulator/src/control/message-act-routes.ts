import { z } from 'zod';

import { detectEntities } from '../entities/detect.ts';
import { editAsUser } from '../world/acts.ts';
import { listDrafts, renderDraft, stopDraft } from '../world/drafts.ts';
import { deleteAsUser, forwardAsUser, pinAsUser, reactAsUser } from '../world/message-acts.ts';
import { listPinned } from '../world/pins.ts';
import { findReactionTarget } from '../world/reactions.ts';
import { renderMessage } from '../world/render.ts';
import type { Content } from '../world/message-contents.ts';
import type { MessageRecord } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { notFound, refused } from './control-error.ts';
import { getBox, getChatId, getUser, type Ref } from './resolve.ts';
import { route, type ControlRoute } from './route.ts';
import { id, ref } from './schemas.ts';

const place = { chat: ref.optional(), bot: ref.optional() };
const one = { from: ref, ...place, message_id: z.number().int() };
const emoji = z.array(z.string()).max(3).describe('emoji, or custom:<id>; empty takes them away');
const reader = z.object({ ...place, user: ref.optional(), thread: id.optional() });

interface Named {
  from: Ref;
  chat?: Ref | undefined;
  bot?: Ref | undefined;
}

/** What people do with messages that are there: edit, react, pin, delete, forward. */
export const messageActRoutes: readonly ControlRoute[] = [
  route(
    'POST',
    '/_sim/edits',
    'A person edits an own text or caption',
    z.object({ ...one, text: z.string().max(4096) }),
    ({ world }, input) => {
      const { message, userId } = getMessage(world, input, input.message_id);
      if (message.from !== userId || message.forwardOrigin !== undefined) {
        throw refused('people edit only their own messages');
      }
      return { ...editAsUser(world, message, editedContent(message.content, input.text)), rev: message.rev };
    },
  ),
  route(
    'POST',
    '/_sim/reactions',
    'A person reacts to a message',
    z.object({ ...one, emoji: emoji.optional(), reactions: emoji.optional() }),
    ({ world }, input) => {
      const { message, userId } = getMessage(world, input, input.message_id);
      const target = findReactionTarget(world, message);
      const reacted = reactAsUser(world, target, userId, input.emoji ?? input.reactions ?? []);
      if ('refused' in reacted) throw refused(reacted.refused);
      return { message_id: target.id, update_ids: reacted.updateIds, reactions: target.reactions ?? {} };
    },
  ),
  route(
    'POST',
    '/_sim/reactions/allowed',
    'Which reactions a chat allows',
    z.object({ chat: ref, emoji: z.array(z.string()).nullable().describe('null allows all') }),
    ({ world }, input) => {
      const chat = world.findChat(getChatId(world, input.chat));
      if (chat === undefined) throw notFound('there is no such chat');
      if (input.emoji === null) delete chat.availableReactions;
      else chat.availableReactions = input.emoji;
      world.store.tables.chat.put(chat.id, chat);
      return { chat_id: chat.id, emoji: input.emoji };
    },
  ),
  route(
    'POST',
    '/_sim/pins',
    'A person pins or unpins a message',
    z.object({ ...one, pinned: z.boolean().default(true) }),
    ({ world }, input) => {
      const { message, userId } = getMessage(world, input, input.message_id);
      const problem = pinAsUser(world, message, userId, input.pinned);
      if (problem !== undefined) throw refused(problem.refused);
      return { message_id: message.id, pinned: input.pinned };
    },
  ),
  route('GET', '/_sim/pins', 'The pinned messages of a chat, newest first', reader, ({ world }, input) => {
    const userId = input.user === undefined ? undefined : getUser(world, input.user).id;
    const box = getBox(world, input.chat, input.bot, userId);
    const pinned = listPinned(
      world,
      box,
      (message) => input.thread === undefined || (message.thread ?? 1) === input.thread,
    );
    return { messages: pinned.map((message) => renderMessage(world, message, { kind: 'user', userId })) };
  }),
  route(
    'POST',
    '/_sim/deletes',
    'A person deletes messages for everybody',
    z.object({ from: ref, ...place, message_ids: z.array(z.number().int()).min(1).max(100) }),
    ({ world }, input) => {
      const found = input.message_ids.map((messageId) => getMessage(world, input, messageId));
      const [first] = found;
      const messages = found.map(({ message }) => message);
      const problem = first && deleteAsUser(world, first.message.box, messages, first.userId);
      if (problem !== undefined) throw refused(problem.refused);
      return { message_ids: messages.map((message) => message.id) };
    },
  ),
  route(
    'POST',
    '/_sim/forwards',
    'A person forwards messages to another chat',
    z.object({
      from: ref,
      ...place,
      message_ids: z.array(z.number().int()).min(1).max(100),
      to_chat: ref.optional(),
      to_bot: ref.optional(),
      thread: z.number().int().optional(),
    }),
    ({ world }, input) => {
      const messages = input.message_ids.map((messageId) => getMessage(world, input, messageId).message);
      const from = getUser(world, input.from).id;
      const box = getBox(world, input.to_chat, input.to_bot, from);
      const sent = forwardAsUser(world, messages, { box, from, thread: input.thread });
      if ('refused' in sent) throw refused(sent.refused);
      return {
        message_ids: sent.messages.map((message) => message.id),
        update_ids: sent.updateIds,
        rev: world.revision,
      };
    },
  ),
  route('GET', '/_sim/drafts', 'What a bot is writing in a private chat', reader, ({ world }, input) => {
    const box = getBox(world, input.chat, input.bot, input.user);
    return { drafts: listDrafts(world, box).map((draft) => renderDraft(world, draft)) };
  }),
  route(
    'POST',
    '/_sim/drafts/stop',
    'A person asks a bot to stop writing',
    z.object({ from: ref, ...place, draft_id: z.union([z.number(), z.string()]) }),
    ({ world }, input) => {
      const from = getUser(world, input.from).id;
      const stopped = stopDraft(world, getBox(world, input.chat, input.bot, from), String(input.draft_id));
      if (stopped === undefined) throw refused('there is no draft that can be stopped');
      return { update_ids: stopped.updateIds };
    },
  ),
];

function getMessage(world: World, input: Named, messageId: number): { message: MessageRecord; userId: number } {
  const userId = getUser(world, input.from).id;
  const message = world.boxes.find(getBox(world, input.chat, input.bot, userId), messageId);
  if (message === undefined || message.deletedAt !== undefined) throw notFound('there is no such message');
  return { message, userId };
}

function editedContent(content: Content, text: string): Content {
  const entities = detectEntities(text);
  if (content.kind === 'media') return { ...content, caption: text, entities };
  if (content.kind !== 'text' || text.trim() === '') throw refused('only texts and captions can be edited here');
  return { kind: 'text', text, entities };
}

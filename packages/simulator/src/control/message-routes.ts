import { z } from 'zod';

import { detectEntities } from '../entities/detect.ts';
import type { JsonObject } from '../json.ts';
import { editAsUser, press, reactAsUser, sendAsUser, setBlocked } from '../world/acts.ts';
import { renderAnswer } from '../world/callbacks.ts';
import { changeMember, migrateToSupergroup } from '../world/groups.ts';
import { isDelivered, listUndelivered } from '../world/receipts.ts';
import { renderMessage } from '../world/render.ts';
import type { MessageRecord } from '../world/types.ts';
import { parseBox, type World } from '../world/world.ts';
import { invalid, notFound, refused } from './control-error.ts';
import { contentOf } from './message-content.ts';
import { getAccountId, getBot, getBox, getChatId, getUser } from './resolve.ts';
import { route, type ControlContext, type ControlRoute } from './route.ts';
import {
  newBlock,
  newEdit,
  newMember,
  newMessage,
  newMigration,
  newPress,
  newReaction,
  transcriptQuery,
  waitQuery,
} from './schemas.ts';

export const messageRoutes: readonly ControlRoute[] = [
  route('POST', '/_sim/messages', 'A person sends a message', newMessage, ({ world }, input) => {
    const from = getUser(world, input.from).id;
    const box = getBox(world, input.chat, input.bot, from);
    const sent = sendAsUser(world, {
      box,
      from,
      content: contentOf(world, input),
      replyTo: input.reply_to,
      thread: input.thread,
    });
    if ('refused' in sent) throw refused(sent.refused);
    return sentAnswer(sent);
  }),
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
      const pressed = press(world, {
        box,
        from,
        messageId: input.message_id,
        text: input.text,
        data: input.data,
        location: input.location,
        phone: input.phone,
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
        case 'sent':
        default:
          return sentAnswer(pressed);
      }
    },
  ),
  route('POST', '/_sim/edits', 'A person edits an own message', newEdit, ({ world }, input) => {
    const from = getUser(world, input.from).id;
    const message = world.boxes.find(getBox(world, input.chat, input.bot, from), input.message_id);
    if (message === undefined || message.deletedAt !== undefined) throw notFound('there is no such message');
    if (message.from !== from) throw refused('people edit only their own messages');
    if (message.content.kind !== 'text') throw refused('only texts can be edited here');
    return editAsUser(world, message, { kind: 'text', text: input.text, entities: detectEntities(input.text) });
  }),
  route('POST', '/_sim/reactions', 'A person reacts to a message', newReaction, ({ world }, input) => {
    const from = getUser(world, input.from).id;
    const message = world.boxes.find(getBox(world, input.chat, input.bot, from), input.message_id);
    if (message === undefined || message.deletedAt !== undefined) throw notFound('there is no such message');
    return { update_ids: reactAsUser(world, message, from, input.reactions) };
  }),
  route('POST', '/_sim/inline', 'A person types an inline query (not modelled yet)', z.looseObject({}), () => {
    throw refused('inline queries are not modelled yet');
  }),
  route('POST', '/_sim/blocks', 'A person blocks or unblocks a bot', newBlock, ({ world }, input) => {
    const changed = setBlocked(world, getBot(world, input.bot).id, getUser(world, input.user).id, input.blocked);
    return { blocked: input.blocked, changed };
  }),
  route('POST', '/_sim/members', 'Somebody joins, leaves or gets another role', newMember, ({ world }, input) => {
    const chat = world.findChat(getChatId(world, input.chat));
    if (chat === undefined) throw notFound('there is no such chat');
    const userId = getAccountId(world, input.user);
    const byId = input.by === undefined ? userId : getAccountId(world, input.by);
    const member = changeMember(world, chat, userId, { status: input.status, byId, canSend: input.can_send });
    return { chat_id: chat.id, user_id: userId, status: member.status };
  }),
  route('POST', '/_sim/migrations', 'A group becomes a supergroup', newMigration, ({ world }, input) => {
    const chat = world.findChat(getChatId(world, input.chat));
    if (chat?.type !== 'group' || chat.migratedTo !== undefined) throw refused('only a basic group can be upgraded');
    return { migrate_from_chat_id: chat.id, migrate_to_chat_id: migrateToSupergroup(world, chat).id };
  }),
  route('GET', '/_sim/messages', 'The transcript as a person sees it', transcriptQuery, ({ world }, input) => {
    const { box, viewer } = viewOf(world, input.chat, input.bot, input.user);
    const all = world.boxes.list(box);
    const wanted = all.filter(
      (message) =>
        message.id > (input.after ?? 0) &&
        message.id < (input.before ?? Infinity) &&
        message.rev > (input.changed_after ?? 0),
    );
    const page = input.after === undefined ? wanted.slice(-input.limit) : wanted.slice(0, input.limit);
    const undelivered = listUndelivered(world, box);
    return {
      messages: page.map((message) => {
        const json = renderMessage(world, message, { kind: 'user', userId: viewer });
        const delivered = isDelivered(world, message, undelivered);
        return delivered === undefined ? json : { ...json, delivered };
      }),
      last: all.at(-1)?.id ?? 0,
      rev: world.revision,
    };
  }),
  route('GET', '/_sim/wait', 'Waits for a message', waitQuery, waitForMessage),
  route(
    'GET',
    '/_sim/answers/{id}',
    'How a bot answered a callback query',
    z.object({ id: z.string() }),
    ({ world }, input) => {
      const callback = world.store.tables.callback.get(input.id);
      if (callback === undefined) throw notFound(`there is no callback query ${input.id}`);
      if (callback.answeredAtMs === undefined) return { answered: false };
      const after = callback.answeredAtMs - callback.createdAtMs;
      return { answered: true, ...renderAnswer(callback), after_ms: after };
    },
  ),
];

function sentAnswer({ message, updateIds }: { message: MessageRecord; updateIds: number[] }): JsonObject {
  const address = parseBox(message.box);
  const chatId = address.kind === 'chat' ? address.chatId : address.userId;
  return { message_id: message.id, chat_id: chatId, update_ids: updateIds, rev: message.rev };
}

interface View {
  box: string;
  viewer: number | undefined;
}

function viewOf(world: World, chat?: string, bot?: string, user?: string): View {
  const box = getBox(world, chat, bot, user);
  const address = parseBox(box);
  if (address.kind === 'private') return { box, viewer: address.userId };
  return { box, viewer: user === undefined ? undefined : getUser(world, user).id };
}

async function waitForMessage(
  { world }: ControlContext,
  input: z.output<typeof waitQuery>,
  signal: AbortSignal,
): Promise<unknown> {
  const { box, viewer } = viewOf(world, input.chat, input.bot, input.user);
  const from = input.from === undefined ? undefined : getAccountId(world, input.from);
  const find = (): JsonObject | undefined => {
    const since = input.changed_after;
    const fitting = world.boxes.list(box).filter((message) => {
      const isNew = since === undefined ? message.id > input.after : message.rev > since && message.id > input.after;
      if (!isNew || message.deletedAt !== undefined) return false;
      if (from !== undefined && message.from !== from) return false;
      return input.contains === undefined || textOf(message).includes(input.contains);
    });
    const first = since === undefined ? fitting[0] : fitting.toSorted((a, b) => a.rev - b.rev)[0];
    return first === undefined ? undefined : renderMessage(world, first, { kind: 'user', userId: viewer });
  };
  return await new Promise((resolve) => {
    const check = (): void => {
      const message = find();
      if (message !== undefined) finish({ message });
    };
    const stopListening = world.events.listen((event) => {
      const isMessage = event.type === 'message' || event.type === 'edit';
      if (isMessage && event.audience.kind === 'box' && event.audience.box === box) check();
    });
    const timer = setTimeout(() => finish(undefined), input.timeout_ms);
    const finish = (result: { message: JsonObject } | undefined): void => {
      clearTimeout(timer);
      stopListening();
      resolve(result);
    };
    signal.addEventListener('abort', () => finish(undefined));
    check();
  });
}

function textOf(message: MessageRecord): string {
  if (message.content.kind === 'text') return message.content.text;
  return message.content.kind === 'media' ? message.content.caption : '';
}

import { z } from 'zod';

import type { JsonObject } from '../json.ts';
import { sendAsUser, setBlocked, type Refused } from '../world/acts.ts';
import { renderAnswer } from '../world/callbacks.ts';
import { isDelivered, listUndelivered } from '../world/receipts.ts';
import { renderMessage } from '../world/render.ts';
import { placeQuote } from '../world/quotes.ts';
import type { MessageRecord, ReplyDetails } from '../world/types.ts';
import { parseBox, type World } from '../world/world.ts';
import { invalid, notFound, refused } from './control-error.ts';
import { contentOf } from './message-content.ts';
import { getAccountId, getBot, getBox, getChatId, getUser } from './resolve.ts';
import { route, type ControlContext, type ControlRoute } from './route.ts';
import { newBlock, newMessage, transcriptQuery, waitQuery } from './schemas.ts';

const LARGEST_BATCH = 1000;

export const messageRoutes: readonly ControlRoute[] = [
  route('POST', '/_sim/messages', 'A person sends a message', newMessage, ({ world }, input) => {
    const sent = writeMessage(world, input);
    if ('refused' in sent) throw refused(sent.refused);
    return sent;
  }),
  route(
    'POST',
    '/_sim/messages/batch',
    'People send many messages at once, in this order: for tests under load',
    z.object({ messages: z.array(newMessage).max(LARGEST_BATCH) }),
    // One that is refused does not hold the others back.
    ({ world }, input) => ({ sent: input.messages.map((message) => writeMessage(world, message)) }),
  ),
  route('POST', '/_sim/blocks', 'A person blocks or unblocks a bot', newBlock, ({ world }, input) => {
    const changed = setBlocked(world, getBot(world, input.bot).id, getUser(world, input.user).id, input.blocked);
    return { blocked: input.blocked, changed };
  }),
  route('GET', '/_sim/messages', 'The transcript as a person sees it', transcriptQuery, ({ world }, input) => {
    const { box, viewer } = viewOf(world, input.chat, input.bot, input.user);
    const all = world.boxes.list(box);
    const wanted = all.filter(
      (message) =>
        message.id > (input.after ?? 0) &&
        message.id < (input.before ?? Infinity) &&
        message.rev > (input.changed_after ?? 0) &&
        (input.thread === undefined || (message.thread ?? 1) === input.thread),
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

interface SentAnswer {
  message_id: number;
  chat_id: number;
  update_ids: number[];
  rev: number;
}

function writeMessage(world: World, input: z.output<typeof newMessage>): SentAnswer | Refused {
  const from = getUser(world, input.from).id;
  const box = getBox(world, input.chat, input.bot, from);
  const sent = sendAsUser(world, {
    box,
    from,
    content: contentOf(world, input),
    ...replyOf(world, box, input),
    thread: input.thread,
    senderChat: input.as === undefined ? undefined : getChatId(world, input.as),
  });
  return 'refused' in sent ? sent : sentAnswer(sent);
}

function replyOf(
  world: World,
  box: string,
  input: { reply_to?: number | undefined; quote?: string | undefined },
): { replyTo?: number; replyDetails?: ReplyDetails } {
  if (input.reply_to === undefined) return {};
  const replied = world.boxes.find(box, input.reply_to);
  if (replied === undefined || input.quote === undefined) return { replyTo: input.reply_to };
  const quote = placeQuote(replied, input.quote, 0);
  if (quote === undefined) throw invalid('the message has no such part to quote');
  return { replyTo: input.reply_to, replyDetails: { quote } };
}

function sentAnswer({ message, updateIds }: { message: MessageRecord; updateIds: number[] }): SentAnswer {
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
      if (input.thread !== undefined && (message.thread ?? 1) !== input.thread) return false;
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

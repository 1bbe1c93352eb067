import { z } from 'zod';

import { completeInlineResult } from '../api/complete-inline-result.ts';
import type { JsonObject } from '../json.ts';
import { chooseResult, sendViaBot, typeInlineQuery } from '../world/inline.ts';
import { fileUniqueIdFor } from '../world/file-ids.ts';
import type { InlineQueryRecord, InlineResultRecord } from '../world/inline-records.ts';
import type { MessageRecord } from '../world/types.ts';
import { parseBox, type World } from '../world/world.ts';
import { notFound, refused } from './control-error.ts';
import { getBot, getBox, getUser } from './resolve.ts';
import { route, type ControlContext, type ControlRoute } from './route.ts';
import { location, ref } from './schemas.ts';

/** Of real time: that of the clock may stand still. */
const WAIT_MS = 10_000;

const newQuery = z.object({
  from: ref,
  bot: ref,
  query: z.string().max(256).default(''),
  offset: z.string().max(64).default(''),
  chat: ref.optional().describe('where it is typed: a group, or `in_bot` for a private chat'),
  in_bot: ref.optional().describe('it is typed in the private chat with this bot'),
  location: location.optional(),
  timeout_ms: z.number().int().min(0).max(60_000).default(WAIT_MS),
});

const place = { chat: ref.optional(), bot: ref.optional(), thread: z.coerce.number().int().optional() };

const newChoice = z.object({
  from: ref,
  inline_query_id: z.string(),
  result_id: z.string(),
  ...place,
  reply_to: z.coerce.number().int().optional(),
});

/** What people do in inline mode. */
export const inlineRoutes: readonly ControlRoute[] = [
  route('POST', '/_sim/inline', 'A person types an inline query and waits for the answer', newQuery, typeQuery),
  route(
    'POST',
    '/_sim/inline/choices',
    'A person sends one of the results of an inline query',
    newChoice,
    async ({ world }, input) => {
      const userId = getUser(world, input.from).id;
      const query = world.store.tables.inlineQuery.get(input.inline_query_id);
      const result = query?.answer?.results.find(({ json }) => String(json['id']) === input.result_id);
      if (query === undefined || result === undefined) throw notFound('there is no such result');
      const box = getBox(world, input.chat, input.bot, userId);
      const content = await completeInlineResult(world, result);
      const { thread, reply_to: replyTo } = input;
      const sent = chooseResult(world, { query, result, content, userId, box, thread, replyTo });
      if ('refused' in sent) throw refused(sent.refused);
      return sentAnswer(sent);
    },
  ),
  route(
    'POST',
    '/_sim/inline/prepared',
    'A person sends a message that a bot prepared for it',
    z.object({ from: ref, id: z.string(), ...place }),
    async ({ world }, input) => {
      const userId = getUser(world, input.from).id;
      const prepared = world.store.tables.preparedMessage.get(input.id);
      if (prepared === undefined || prepared.userId !== userId || prepared.expiresAtMs <= world.clock.now()) {
        throw notFound('there is no such prepared message');
      }
      const bot = getBot(world, prepared.botId);
      const box = getBox(world, input.chat, input.bot, userId);
      if (!prepared.chatTypes.includes(chatTypeOf(world, box))) throw refused('not into a chat of this kind');
      const content = await completeInlineResult(world, prepared.result);
      const sent = sendViaBot(world, bot, {
        userId,
        box,
        content,
        markup: prepared.result.markup,
        thread: input.thread,
      });
      if ('refused' in sent) throw refused(sent.refused);
      return sentAnswer(sent);
    },
  ),
];

async function typeQuery(
  { world }: ControlContext,
  input: z.output<typeof newQuery>,
  signal: AbortSignal,
): Promise<JsonObject> {
  const userId = getUser(world, input.from).id;
  const bot = getBot(world, input.bot);
  if (!bot.supports_inline_queries) throw refused(`@${bot.username} has no inline mode; switch it on for the bot`);
  const isPlaced = input.chat !== undefined || input.in_bot !== undefined;
  const box = isPlaced ? getBox(world, input.chat, input.in_bot, userId) : undefined;
  const { query, offset } = input;
  const typed = typeInlineQuery(world, { bot, userId, query, offset, box, location: input.location });
  // The bot must be able to see the query while this call waits.
  world.store.commit();
  if (typed.record.answer === undefined) await waitForAnswer(world, typed.record.id, input.timeout_ms, signal);
  return shownAnswer(world, world.store.tables.inlineQuery.get(typed.record.id) ?? typed.record, typed.isCached);
}

async function waitForAnswer(world: World, id: string, timeoutMs: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const stopListening = world.events.listen((event) => {
      if (event.type === 'inline_answer' && world.store.tables.inlineQuery.get(id)?.answer !== undefined) finish();
    });
    const timer = setTimeout(() => finish(), timeoutMs);
    const finish = (): void => {
      clearTimeout(timer);
      stopListening();
      resolve();
    };
    signal.addEventListener('abort', finish);
  });
}

function shownAnswer(world: World, { id, answer }: InlineQueryRecord, isCached: boolean): JsonObject {
  if (answer === undefined) return { inline_query_id: id, answered: false };
  return {
    inline_query_id: id,
    answered: true,
    results: answer.results.map((result) => shownResult(world, result)),
    next_offset: answer.nextOffset,
    is_gallery: answer.isGallery,
    cached: isCached,
    ...(answer.button === undefined ? {} : { button: answer.button }),
  };
}

/** The bot's own object; for files that the simulator has, with their address here. */
function shownResult(world: World, { json, content }: InlineResultRecord): JsonObject {
  if (content.kind !== 'media' || content.file === '') return json;
  const file = world.store.tables.file.get(content.file);
  return file === undefined ? json : { ...json, file_url: `/_sim/files/${fileUniqueIdFor(file.kind, file.id)}` };
}

function chatTypeOf(world: World, box: string): string {
  const address = parseBox(box);
  if (address.kind === 'private') return 'bot';
  return world.findChat(address.chatId)?.type === 'channel' ? 'channel' : 'group';
}

function sentAnswer({ message, updateIds }: { message: MessageRecord; updateIds: number[] }): JsonObject {
  const address = parseBox(message.box);
  return {
    message_id: message.id,
    chat_id: address.kind === 'chat' ? address.chatId : address.userId,
    update_ids: updateIds,
    rev: message.rev,
    ...(message.inlineMessageId === undefined ? {} : { inline_message_id: message.inlineMessageId }),
  };
}

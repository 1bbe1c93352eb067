import type { JsonObject } from '../json.ts';
import { renderBotAsUser, renderChatOf, renderMessage, renderUser } from '../world/render.ts';
import type { UserRecord } from '../world/types.ts';
import { parseBox, type World } from '../world/world.ts';
import { shownMessage } from './shown-message.ts';

/** One chat as one person sees it. */
export interface Transcript {
  chat: JsonObject;
  bot?: JsonObject;
  /** Through whose eyes. */
  viewer: JsonObject;
  /** Everybody who wrote. */
  people: JsonObject[];
  /** Oldest first. */
  messages: JsonObject[];
  /** Milliseconds since 1970 of the simulated time. */
  exported_at: number;
}

export interface TranscriptChoice {
  box: string;
  viewer: UserRecord;
  limit: number;
  after: number;
  thread: number | undefined;
  withDeleted: boolean;
}

export function collectTranscript(world: World, choice: TranscriptChoice): Transcript {
  const { box, viewer } = choice;
  const address = parseBox(box);
  const bot = address.kind === 'private' ? world.store.tables.bot.get(address.botId) : undefined;
  const messages = world.boxes
    .list(box)
    .filter((message) => message.id > choice.after)
    .filter((message) => choice.withDeleted || message.deletedAt === undefined)
    .filter((message) => choice.thread === undefined || message.thread === choice.thread)
    .slice(-choice.limit)
    .map((message) => renderMessage(world, message, { kind: 'user', userId: viewer.id }));
  const people = new Map<number, JsonObject>();
  for (const message of messages) {
    const { from } = shownMessage.parse(message);
    if (from !== undefined) people.set(from.id, from);
  }
  return {
    chat: renderChatOf(world, box),
    ...(bot === undefined ? {} : { bot: renderBotAsUser(bot) }),
    viewer: renderUser(viewer),
    people: [...people.values()],
    messages,
    exported_at: world.clock.now(),
  };
}

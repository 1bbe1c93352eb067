import type { JsonObject } from '../json.ts';
import { emitMessage, saveMessage } from './messages.ts';
import { REACTION_EMOJI } from './reaction-emoji.ts';
import { renderChatOf, renderSender } from './render.ts';
import { isAdministrator } from './rights.ts';
import type { BotRecord, MessageRecord } from './types.ts';
import { DAY_MS, queueUpdate } from './updates.ts';
import { parseBox, type World } from './world.ts';

/** Before the id of a custom emoji where otherwise an emoji stands. */
const CUSTOM = 'custom:';

export function customReaction(emojiId: string): string {
  return `${CUSTOM}${emojiId}`;
}

/** Whether a message may get this reaction: the chat allows it, or it is there already. */
export function isReactionAllowed(world: World, message: MessageRecord, reaction: string): boolean {
  if (message.content.kind === 'service') return false;
  const address = parseBox(message.box);
  const allowed = address.kind === 'chat' ? world.findChat(address.chatId)?.availableReactions : undefined;
  const isPresent = Object.values(message.reactions ?? {}).some((own) => own.includes(reaction));
  if (isPresent || allowed?.includes(reaction) === true) return true;
  return allowed === undefined && REACTION_EMOJI.has(reaction);
}

/** In an album, the reaction goes to its first message. */
export function findReactionTarget(world: World, message: MessageRecord): MessageRecord {
  const { content } = message;
  const group = content.kind === 'media' ? content.mediaGroupId : undefined;
  if (group === undefined) return message;
  const first = world.boxes
    .list(message.box)
    .find(
      (other) =>
        other.deletedAt === undefined && other.content.kind === 'media' && other.content.mediaGroupId === group,
    );
  return first ?? message;
}

/** Sets all reactions of one account to a message and tells the bots that may know. @returns the ids of the updates */
export function setReactions(
  world: World,
  message: MessageRecord,
  accountId: number,
  reactions: readonly string[],
): number[] {
  const before = message.reactions?.[accountId] ?? [];
  if (before.join(' ') === reactions.join(' ')) return [];
  const { [accountId]: _, ...others } = message.reactions ?? {};
  message.reactions = reactions.length === 0 ? others : { ...others, [accountId]: [...reactions] };
  saveMessage(world, message);
  emitMessage(world, 'edit', message);
  const address = parseBox(message.box);
  const isChannel = address.kind === 'chat' && world.findChat(address.chatId)?.type === 'channel';
  const isBot = world.findUser(accountId) === undefined;
  // What bots react with is told only where everybody is anonymous.
  if (isBot && !isChannel) return [];
  const ids = botsThatKnow(world, message).map((bot) =>
    isChannel ? tellCounts(world, bot, message) : tellReaction(world, bot, message, accountId, before),
  );
  return ids.filter((id) => id !== undefined);
}

/** A bot knows of reactions in its private chats and where it is an administrator. */
function botsThatKnow(world: World, message: MessageRecord): BotRecord[] {
  const address = parseBox(message.box);
  return [...world.store.tables.bot.values()].filter((bot) =>
    address.kind === 'private' ? bot.id === address.botId : isAdministrator(world.findMember(address.chatId, bot.id)),
  );
}

function tellReaction(
  world: World,
  bot: BotRecord,
  message: MessageRecord,
  userId: number,
  before: readonly string[],
): number | undefined {
  return queueUpdate(world, bot, {
    kind: 'message_reaction',
    queueKey: `reaction:${message.box}`,
    expiresAtMs: world.clock.now() + DAY_MS,
    payload: () => ({
      chat: renderChatOf(world, message.box),
      message_id: message.id,
      ...renderActor(world, message.box, userId),
      date: world.clock.seconds(),
      old_reaction: before.map(renderReaction),
      new_reaction: (message.reactions?.[userId] ?? []).map(renderReaction),
    }),
  });
}

/** An anonymous administrator reacts in the name of the chat. */
function renderActor(world: World, box: string, userId: number): JsonObject {
  const address = parseBox(box);
  const isAnonymous = address.kind === 'chat' && world.findMember(address.chatId, userId)?.isAnonymous === true;
  return isAnonymous ? { actor_chat: renderChatOf(world, box) } : { user: renderSender(world, userId) };
}

function tellCounts(world: World, bot: BotRecord, message: MessageRecord): number | undefined {
  return queueUpdate(world, bot, {
    kind: 'message_reaction_count',
    queueKey: `reaction_count:${message.box}`,
    expiresAtMs: world.clock.now() + DAY_MS,
    payload: () => ({
      chat: renderChatOf(world, message.box),
      message_id: message.id,
      date: world.clock.seconds(),
      reactions: countReactions(message),
    }),
  });
}

/** `ReactionCount` of each reaction, the most frequent first. */
function countReactions(message: MessageRecord): JsonObject[] {
  const counts = new Map<string, number>();
  for (const reaction of Object.values(message.reactions ?? {}).flat()) {
    counts.set(reaction, (counts.get(reaction) ?? 0) + 1);
  }
  return [...counts]
    .toSorted((a, b) => b[1] - a[1])
    .map(([reaction, count]) => ({ type: renderReaction(reaction), total_count: count }));
}

/** `ReactionType` of an emoji, or of `custom:<id>`. */
export function renderReaction(reaction: string): JsonObject {
  return reaction.startsWith(CUSTOM)
    ? { type: 'custom_emoji', custom_emoji_id: reaction.slice(CUSTOM.length) }
    : { type: 'emoji', emoji: reaction };
}

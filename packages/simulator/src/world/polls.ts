import { emitMessage, saveMessage, addMessage } from './messages.ts';
import { renderEntities, renderPollMedia, renderSender } from './render.ts';
import { renderPoll } from './render-poll.ts';
import type { Content } from './message-contents.ts';
import type { BotRecord, MessageRecord, PollRecord } from './types.ts';
import { DAY_MS, queueUpdate } from './updates.ts';
import { isPresent, parseBox, type World } from './world.ts';

/** Why a person cannot do something with a poll. */
interface Refused {
  refused: string;
}

export type NewPoll = Omit<PollRecord, 'id' | 'options' | 'isClosed' | 'votes' | 'places'> & {
  options: readonly { text: string; entities: PollRecord['questionEntities']; media?: Content }[];
  isClosed?: boolean;
};

const MOST_OPTIONS = 12;

/** Creates a poll that no message shows yet. */
export function createPoll(world: World, draft: NewPoll): PollRecord {
  const poll: PollRecord = {
    ...draft,
    id: world.newLongId(),
    options: draft.options.map((option, index) => ({ id: String(index), ...option })),
    isClosed: draft.isClosed ?? false,
    votes: {},
    places: [],
  };
  if (poll.openPeriod !== undefined && poll.closeDate === undefined) {
    poll.closeDate = world.clock.seconds() + poll.openPeriod;
  }
  world.store.tables.poll.put(poll.id, poll);
  scheduleClosing(world, poll);
  return poll;
}

/** A poll of the same kind without votes: what a copy of a message carries. */
export function copyPoll(world: World, pollId: string, ownerId: number): PollRecord | undefined {
  const poll = world.store.tables.poll.get(pollId);
  if (poll === undefined) return undefined;
  const { closeDate: _, ...rest } = poll;
  return createPoll(world, { ...rest, ownerId, isClosed: false });
}

/** Sets the timers of polls that close by time; needed after a world was loaded. */
export function resumePolls(world: World): void {
  for (const poll of world.store.tables.poll.values()) scheduleClosing(world, poll);
}

function scheduleClosing(world: World, poll: PollRecord): void {
  if (poll.isClosed || poll.closeDate === undefined) return;
  const { id, closeDate } = poll;
  world.clock.at(closeDate * 1000, () => {
    const current = world.store.tables.poll.get(id);
    if (current === undefined || current.isClosed || world.clock.seconds() < closeDate) return;
    closePoll(world, current);
    world.store.commit();
  });
}

/** Closes a poll for good; the bots concerned learn its final state. */
export function closePoll(world: World, poll: PollRecord, byHand = false): void {
  poll.isClosed = true;
  keep(world, poll);
  const owner = world.store.tables.bot.get(poll.ownerId);
  const told = new Set<BotRecord>(owner === undefined ? [] : [owner]);
  // A poll of somebody else is reported only when its author stops it.
  if (byHand) for (const bot of botsThatSaw(world, poll)) told.add(bot);
  for (const bot of told) tellPoll(world, bot, poll);
}

function botsThatSaw(world: World, poll: PollRecord): BotRecord[] {
  const ids = poll.places.flatMap(({ box }) => {
    const address = parseBox(box);
    return address.kind === 'private' ? [address.botId] : world.listMembers(address.chatId).map((one) => one.userId);
  });
  return [...new Set(ids)].flatMap((id) => world.store.tables.bot.get(id) ?? []);
}

/** A person chooses options of a poll; none of them takes the vote back. */
export function vote(
  world: World,
  message: MessageRecord,
  userId: number,
  choice: readonly number[],
): { poll: PollRecord; updateIds: number[] } | Refused {
  const poll = message.content.kind === 'poll' ? world.store.tables.poll.get(message.content.poll) : undefined;
  if (poll === undefined) return { refused: 'the message is no poll' };
  const chosen = [...new Set(choice)].toSorted((a, b) => a - b);
  const refusal = findRefusal(world, message, poll, userId, chosen);
  if (refusal !== undefined) return { refused: refusal };
  if (chosen.length === 0) delete poll.votes[userId];
  else poll.votes[userId] = chosen;
  keep(world, poll);
  const owner = world.store.tables.bot.get(poll.ownerId);
  const ids = owner === undefined ? [] : [tellPoll(world, owner, poll), tellAnswer(world, owner, poll, userId, chosen)];
  return { poll, updateIds: ids.filter((id) => id !== undefined) };
}

function findRefusal(
  world: World,
  message: MessageRecord,
  poll: PollRecord,
  userId: number,
  chosen: readonly number[],
): string | undefined {
  if (poll.isClosed) return 'the poll is closed';
  const address = parseBox(message.box);
  const member = address.kind === 'chat' ? world.findMember(address.chatId, userId) : undefined;
  if (address.kind === 'chat' && (member === undefined || !isPresent(member))) return 'only members vote';
  if (chosen.some((index) => poll.options[index] === undefined)) return 'there is no such option';
  if (chosen.length > 1 && !poll.allowsMultiple) return 'only one option can be chosen';
  const before = poll.votes[userId] ?? [];
  if (before.length === 0 && chosen.length === 0) return 'there is no vote to take back';
  if (before.length > 0 && !poll.allowsRevoting) return 'votes in this poll cannot be changed';
  return undefined;
}

/** A person adds an option to a poll that allows it; the chat shows that. */
export function addOption(
  world: World,
  message: MessageRecord,
  userId: number,
  text: string,
): { poll: PollRecord; updateIds: number[] } | Refused {
  const poll = message.content.kind === 'poll' ? world.store.tables.poll.get(message.content.poll) : undefined;
  if (poll === undefined) return { refused: 'the message is no poll' };
  if (poll.isClosed) return { refused: 'the poll is closed' };
  if (!poll.allowsAdding) return { refused: 'this poll takes no further options' };
  if (poll.options.length >= MOST_OPTIONS) return { refused: `a poll has at most ${MOST_OPTIONS} options` };
  if (poll.options.some((option) => option.text === text)) return { refused: 'there is such an option already' };
  const id = String(poll.options.length);
  poll.options.push({ id, text, entities: [], addedBy: userId, addedAt: world.clock.seconds() });
  keep(world, poll);
  const owner = world.store.tables.bot.get(poll.ownerId);
  const updateId = owner === undefined ? undefined : tellPoll(world, owner, poll);
  addMessage(world, {
    box: message.box,
    from: userId,
    replyTo: message.id,
    content: { kind: 'service', fields: { poll_option_added: { option_persistent_id: id, option_text: text } } },
  });
  return { poll, updateIds: updateId === undefined ? [] : [updateId] };
}

/** Keeps the poll and lets everybody who sees one of its messages see the change. */
function keep(world: World, poll: PollRecord): void {
  world.store.tables.poll.put(poll.id, poll);
  for (const { box, messageId } of poll.places) {
    const message = world.boxes.find(box, messageId);
    if (message === undefined || message.deletedAt !== undefined) continue;
    saveMessage(world, message);
    emitMessage(world, 'edit', message);
  }
}

function tellPoll(world: World, bot: BotRecord, poll: PollRecord): number | undefined {
  return queueUpdate(world, bot, {
    kind: 'poll',
    queueKey: `poll:${poll.id}`,
    expiresAtMs: world.clock.now() + DAY_MS,
    payload: () =>
      renderPoll(poll, {
        entities: (entities) => renderEntities(world, entities),
        sender: (id) => renderSender(world, id),
        media: (content) => renderPollMedia(world, content, bot.id),
        knowsAnswers: poll.ownerId === bot.id,
        isInMessage: false,
      }),
  });
}

/** Who chose what is told for polls that are not anonymous. */
function tellAnswer(
  world: World,
  bot: BotRecord,
  poll: PollRecord,
  userId: number,
  chosen: readonly number[],
): number | undefined {
  if (poll.isAnonymous) return undefined;
  return queueUpdate(world, bot, {
    kind: 'poll_answer',
    queueKey: `poll:${poll.id}`,
    expiresAtMs: world.clock.now() + DAY_MS,
    payload: () => ({
      poll_id: poll.id,
      user: renderSender(world, userId),
      option_ids: chosen,
      option_persistent_ids: chosen.map((index) => poll.options[index]?.id ?? ''),
    }),
  });
}
